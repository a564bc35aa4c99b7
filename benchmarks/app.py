"""How long the app takes to show an answer, beside what the library needs for the same text in Python.

Run: .venv/bin/python benchmarks/app.py [FILE]
Documents default to our samples; give ../shared/bench/pool.jsonl for real ones (every 24th). Needs Debian's Chromium.
The clock runs in the page, from the click on the button to the frame in which level and probability of this very text
stand there. App and library (raw text -> MatchResult) take turns, so that both meet the same load of the machine and
find the processor's caches as another task has left them; of each text's rounds the shortest counts, on both sides.
An empty app (one field, one button, one text) takes its turn too: what no Streamlit app can do without.
"""

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

from matcher.document import make_document
from matcher.persistence import load_model
from matcher.pipeline import LevelMatcher
from matcher.report.words import percent
from matcher.result import NOT_THIS_SKILL, MatchResult
from matcher.web.words import interface_words

ROOT = Path(__file__).parent.parent
ROUNDS = 3
WORDS = interface_words("en")
APP = ["-c", "from matcher.cli import main; main()", "app", "--no-browser", "--port"]
EMPTY = ["-m", "streamlit", "run", str(ROOT / "benchmarks" / "empty_app.py"), "--server.headless=true", "--server.port"]
WATCH = """words => {
  if (document.querySelector('.answer')) throw new Error('an answer stands there already');
  window.shown = new Promise((done, fail) => {
    let start = 0;
    setTimeout(() => fail(new Error('no answer within 20 s')), 20000);
    document.addEventListener('click', () => { start = performance.now(); }, {capture: true, once: true});
    new MutationObserver((_, observer) => {
      const text = document.querySelector('.answer')?.textContent;
      if (!start || !text || !words.every(word => text.includes(word))) return;
      observer.disconnect();
      requestAnimationFrame(() => done(performance.now() - start));
    }).observe(document.body, {childList: true, subtree: true, characterData: true});
  });
}"""


def answer_words(result: MatchResult) -> list[str]:
    """Return what the page has to show: the levels by name and their probabilities, or the status in their stead."""
    levels = result.suggestion.levels
    if levels:
        names = [f"{WORDS['level']} {level} – {WORDS[f'level_{level}']}" for level in levels]
        return names + [percent(result.levels[level - 1].probability) for level in levels]
    status = result.suggestion.status
    return [WORDS[f"status.{status}"], *([percent(result.skill_probability)] if status == NOT_THIS_SKILL else [])]


def library_seconds(matcher: LevelMatcher, text: str) -> float:
    """Return the seconds from raw text to result."""
    start = time.perf_counter()
    matcher.match(make_document(text))
    return time.perf_counter() - start


def app_seconds(page: Page, text: str, words: list[str], *, field: str, button: str, back: str) -> float:
    """Paste one text and return the seconds from the click to the frame that shows `words`."""
    page.bring_to_front()
    page.get_by_label(field).fill(text)
    page.evaluate(WATCH, words)
    page.get_by_role("button", name=button).click()
    seconds: float = page.evaluate("window.shown") / 1000
    page.wait_for_timeout(1000)  # the rest of the page is drawn, and is not what is measured here
    page.get_by_role("button", name=back).click()
    page.get_by_label(field).wait_for()
    page.wait_for_timeout(300)
    return seconds


def measure(texts: list[str]) -> tuple[list[float], list[float], list[float]]:
    """Return for each text the seconds of the library, of the app, and of the empty app."""
    matcher = load_model()
    words = [answer_words(matcher.match(make_document(text))) for text in texts]
    names = {"field": WORDS["match.paste"], "button": WORDS["match.submit"], "back": WORDS["match.another"]}
    library: list[list[float]] = [[] for _ in texts]
    app: list[list[float]] = [[] for _ in texts]
    empty: list[list[float]] = [[] for _ in texts]
    with serving(APP) as address, serving(EMPTY) as empty_address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page, empty_page = open_page(browser, address), open_page(browser, empty_address)
        app_seconds(page, texts[0], words[0], **names)  # the first answer loads what the page draws with
        for _ in range(ROUNDS):
            for i, text in enumerate(texts):
                app[i].append(app_seconds(page, text, words[i], **names))
                library[i].append(library_seconds(matcher, text))
                empty[i].append(app_seconds(empty_page, text, ["An answer"], field="Text", button="Go", back="Back"))
        browser.close()
    return _shortest(library), _shortest(app), _shortest(empty)


def _shortest(rounds: list[list[float]]) -> list[float]:
    return [min(times) for times in rounds]


def open_page(browser: Browser, address: str) -> Page:
    """Open an app in the browser and wait until it is drawn."""
    page = browser.new_page(locale="en-GB")
    page.goto(address)
    page.locator("footer.note").wait_for(timeout=60_000)
    return page


@contextmanager
def serving(command: list[str]) -> Iterator[str]:
    """Start an app on a free port, give its address, and stop it afterwards."""
    with socket.socket() as one:
        one.bind(("localhost", 0))
        port = one.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"MATCHER_HOME": home}
        server = subprocess.Popen([sys.executable, *command, str(port)], env=environment, stdout=subprocess.DEVNULL)
        try:
            _wait_for(f"http://localhost:{port}/_stcore/health")
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait()


def _wait_for(url: str) -> None:
    for _ in range(600):
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise TimeoutError("the app did not start")


def _texts(arguments: list[str]) -> list[str]:
    if not arguments:
        return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "data" / "samples").glob("*.txt"))]
    rows = [json.loads(line) for line in Path(arguments[0]).read_text(encoding="utf-8").splitlines()]
    return [row["text"] for row in rows[::24]]


def _milliseconds(seconds: list[float]) -> str:
    return f"{1000 * statistics.median(seconds):.0f} ms"


if __name__ == "__main__":
    library, app, empty = measure(_texts(sys.argv[1:]))
    ratios = [shown / alone for shown, alone in zip(app, library, strict=True)]
    more = [shown - alone for shown, alone in zip(app, library, strict=True)]
    print(f"{len(app)} documents, median: library {_milliseconds(library)}, app {_milliseconds(app)}, ", end="")
    print(f"ratio {statistics.median(ratios):.2f}, difference {_milliseconds(more)}; ", end="")
    print(f"within twice: {sum(ratio <= 2 for ratio in ratios)}; all together: {sum(app) / sum(library):.2f}; ", end="")
    print(f"empty app {_milliseconds(empty)}; load of the machine {os.getloadavg()[0]:.1f}")
