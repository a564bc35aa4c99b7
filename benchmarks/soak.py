"""Run app and batch for long, a tenth of the files hostile: is memory flat, is every good document answered.

Run: .venv/bin/python benchmarks/soak.py --minutes 30 [--out soak.tsv]
The app runs in this process, in Streamlit's own runner with a fresh session each round, and files are uploaded on its
page one after another; folders go through `matcher batch` in a process of its own. Each round writes a line: minutes,
memory of this process with its parser, peak memory of the batch, files so far, mistakes so far. Exit 1 where a good
document stayed without an answer, a hostile file had an outcome that tests/hostile/make.py does not allow, or memory
grew to over `GROWTH` after the first third.
"""

import argparse
import json
import logging
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from streamlit.testing.v1 import AppTest

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from hidden_text import WRITERS
from hostile.make import HOSTILE

from matcher.corpus import read_corpus
from matcher.document import apart

ROOT = Path(__file__).parent.parent
GROWTH = 1.1
N_FILES = 50  # of a folder: 45 good ones, 5 hostile
N_APP = 20  # of a session: 18 good ones, 2 hostile
BATCH = """
import sys
from matcher.cli.app import run
code = run(sys.argv[1:])
# Not ru_maxrss: that one also knows the peak of the process which started this one.
print("KB", next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
sys.exit(code)
"""
GOOD_CODES = frozenset(("suggested", "borderline", "not_this_skill", "too_little_text"))


def good_files() -> list[tuple[str, bytes]]:
    """Return our sample and held-out documents, each as text or in one of the parsed formats."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "data" / "samples").glob("*.txt"))]
    texts += [one.document.text for one in read_corpus() if one.split == "held_out"][:300]
    suffixes = [".txt", *WRITERS]
    kinds = [suffixes[i % len(suffixes)] for i in range(len(texts))]
    makers = {".txt": str.encode, **WRITERS}
    return [(f"good_{i}{kind}", makers[kind](text)) for i, (text, kind) in enumerate(zip(texts, kinds, strict=True))]


def batch_round(files: list[tuple[str, bytes]]) -> tuple[dict[str, str], int]:
    """Answer a folder of files; return each one's status or error code, and the batch's peak memory in MB."""
    with TemporaryDirectory() as name:
        folder, out = Path(name) / "in", Path(name) / "out.jsonl"
        folder.mkdir()
        for file, raw in files:
            (folder / file).write_bytes(raw)
        command = [sys.executable, "-c", BATCH, "batch", str(folder), str(out), "--jobs", "1"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1):
            raise SystemExit(f"batch ended with {done.returncode}: {done.stderr[-2000:]}")
        with out.open(encoding="utf-8") as lines:
            answers = {answer["document"]["id"]: answer for answer in map(json.loads, lines)}
    peak = int(done.stdout.split("KB")[1].split()[0]) // 1024
    return {file: outcome_of(answers[file]) for file, _ in files}, peak


def outcome_of(answer: dict) -> str:
    return answer["error"]["code"] if "error" in answer else answer["suggestion"]["status"]


def app_round(files: list[tuple[str, bytes]]) -> dict[str, str]:
    """Upload files one after another in a fresh session of the app; return a status, an error's code, or `crash`."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=900)  # seconds by the clock
    app.run()
    return {name: app_outcome(app, name, raw) for name, raw in files}


def app_outcome(app: AppTest, name: str, raw: bytes) -> str:
    if app.session_state["session"].result:
        app.button(key="another").click().run()
    app.file_uploader(key="match_files").set_value([(name, raw, "")]).run()
    if app.exception:
        return "crash"
    memory = app.session_state["session"]
    if memory.problem:
        return str(memory.problem.code)
    return memory.result.suggestion.status if memory.result else "no answer"


def memory_here() -> int:
    """Return what this process, the app in it and its parser hold now, in MB."""
    parser = apart._apart._process
    return sum(resident(pid) for pid in (os.getpid(), *([parser.pid] if parser else [])))


def resident(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except FileNotFoundError:  # the parser was just ended
        return 0
    return next((int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmRSS")), 0)


def chosen(good: list, bad: list, n: int, dice: random.Random) -> list[tuple[str, bytes]]:
    """Return `n` files, a tenth of them hostile, in any order."""
    files = dice.sample(good, n - n // 10) + [(one.name, one.make()) for one in dice.sample(bad, n // 10)]
    dice.shuffle(files)
    return files


def mistakes(outcomes: dict[str, str]) -> list[str]:
    """Return what is wrong: a good file without an answer, a hostile one with an outcome outside its contract."""
    contract = {one.name: one.outcomes for one in HOSTILE}
    wrong = []
    for name, outcome in outcomes.items():
        seen = "answer" if outcome in GOOD_CODES else outcome
        if seen not in contract.get(name, {"answer"}):
            wrong.append(f"{name}: {outcome}")
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--out", type=Path, default=Path("soak.tsv"))
    options = parser.parse_args()
    logging.disable(logging.WARNING)  # Streamlit notes for each element that no browser is there
    os.environ["MATCHER_HOME"] = os.environ.get("MATCHER_HOME") or str(options.out.resolve().parent / "soak_home")
    good, dice, begun = good_files(), random.Random(7), time.monotonic()
    readings, wrong, n_good, n_hostile = [], [], 0, 0
    options.out.write_text("minutes\tapp_and_parser_mb\tbatch_peak_mb\tgood\thostile\tmistakes\n", encoding="utf-8")
    while time.monotonic() - begun < 60 * options.minutes or not readings:
        by_app = app_round(chosen(good, HOSTILE, N_APP, dice))
        by_batch, peak = batch_round(chosen(good, HOSTILE, N_FILES, dice))
        for outcomes in (by_app, by_batch):
            wrong += mistakes(outcomes)
            n_bad = len(outcomes) // 10
            n_good, n_hostile = n_good + len(outcomes) - n_bad, n_hostile + n_bad
        readings.append(memory_here())
        line = f"{(time.monotonic() - begun) / 60:.1f}\t{readings[-1]}\t{peak}\t{n_good}\t{n_hostile}\t{len(wrong)}\n"
        with options.out.open("a", encoding="utf-8") as file:
            file.write(line)
        print(line, end="", flush=True)
    third = readings[len(readings) // 3 :]
    grown = max(third[len(third) // 2 :]) / max(third[: len(third) // 2 + 1])
    print(f"growth after the first third: {grown:.2f}")
    print("\n".join(wrong) or "every good document answered, every hostile file within its contract")
    sys.exit(bool(wrong) or grown > GROWTH)


if __name__ == "__main__":
    main()
