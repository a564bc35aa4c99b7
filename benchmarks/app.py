"""How long the app takes to show an answer, beside what the library needs for the same text in Python.

Run: .venv/bin/python benchmarks/app.py [FILE]
Documents default to our samples; give ../shared/bench/pool.jsonl for real ones (every 24th). Needs Debian's Chromium.
The clock runs in the page, from the click on the button to the frame in which the answer stands there.
"""

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from matcher.document import make_document
from matcher.persistence import load_model
from matcher.web.words import interface_words

ROOT = Path(__file__).parent.parent
WORDS = interface_words("en")
WATCH = """() => {
  window.shown = new Promise((done, fail) => {
    let start = 0;
    setTimeout(() => fail(new Error('no answer within 20 s')), 20000);
    document.addEventListener('click', () => { start = performance.now(); }, {capture: true, once: true});
    new MutationObserver((_, observer) => {
      if (!start || !document.querySelector('.answer')) return;
      observer.disconnect();
      requestAnimationFrame(() => done(performance.now() - start));
    }).observe(document.body, {childList: true, subtree: true});
  });
}"""


def library_seconds(texts: list[str]) -> list[float]:
    """Return for each text the shortest of five runs of reading and matching it, once all is warm."""
    matcher = load_model()
    for text in texts:
        matcher.match(make_document(text))
    return [min(_seconds(matcher, text) for _ in range(5)) for text in texts]


def _seconds(matcher, text: str) -> float:
    start = time.perf_counter()
    matcher.match(make_document(text))
    return time.perf_counter() - start


def app_seconds(page: Page, text: str) -> float:
    """Paste one text and return the seconds until its answer is there; the shortest of five."""
    times = []
    for _ in range(5):
        page.get_by_label(WORDS["match.paste"]).fill(text)
        page.evaluate(WATCH)
        page.get_by_role("button", name=WORDS["match.submit"]).click()
        times.append(page.evaluate("window.shown") / 1000)
        page.wait_for_timeout(1000)  # the rest of the page is drawn, and is not what is measured here
        page.get_by_role("button", name=WORDS["match.another"]).click()
        page.get_by_label(WORDS["match.paste"]).wait_for()
        page.wait_for_timeout(300)
    return min(times)


def measure(texts: list[str]) -> list[float]:
    """Start the app, paste all texts in one session and return the seconds of each."""
    with socket.socket() as one:
        one.bind(("localhost", 0))
        port = one.getsockname()[1]
    command = [sys.executable, "-c", "from matcher.cli import main; main()", "app", "--no-browser", "--port", str(port)]
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        server = subprocess.Popen(command, env=os.environ | {"MATCHER_HOME": home}, stdout=subprocess.DEVNULL)
        try:
            time.sleep(6)
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            page = browser.new_page(locale="en-GB")
            page.goto(f"http://localhost:{port}")
            page.locator("footer.note").wait_for(timeout=60_000)
            app_seconds(page, texts[0])  # the first answer loads what the page draws with
            times = [app_seconds(page, text) for text in texts]
            browser.close()
        finally:
            server.terminate()
            server.wait()
    return times


def _texts(arguments: list[str]) -> list[str]:
    if not arguments:
        return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "data" / "samples").glob("*.txt"))]
    rows = [json.loads(line) for line in Path(arguments[0]).read_text(encoding="utf-8").splitlines()]
    return [row["text"] for row in rows[::24]]


if __name__ == "__main__":
    texts = _texts(sys.argv[1:])
    app = measure(texts)
    library = library_seconds(texts)
    ratios = [shown / alone for shown, alone in zip(app, library, strict=True)]
    print(f"{len(texts)} documents, median: library {1000 * statistics.median(library):.0f} ms, ", end="")
    print(f"app {1000 * statistics.median(app):.0f} ms, ratio {statistics.median(ratios):.2f}, ", end="")
    print(f"difference {1000 * statistics.median(a - b for a, b in zip(app, library, strict=True)):.0f} ms; ", end="")
    print(f"within twice: {sum(ratio <= 2 for ratio in ratios)}; all together: {sum(app) / sum(library):.2f}")
