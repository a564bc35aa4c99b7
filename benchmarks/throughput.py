"""Documents per second of matcher and of what one might use instead, side by side on the same sentences.

Run: .venv/bin/python benchmarks/throughput.py [DOCUMENTS.jsonl] [--step 1] [--rounds 3] [--minilm PYTHON]
Every side has the same number of processes with one thread each; loading is not counted. The sides take turns in each
round, so that a busy machine hurts all alike, and ratios are taken within a round. Beside documents per second it tells
documents per second of processor time, which other programs on the machine disturb far less. PYTHON is that of an
environment with benchmarks/minilm/requirements.txt; without it that side is left out. No answer is taken from a cache:
throughput refuses documents that repeat.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from matcher.document import make_document
from matcher.framework import load_framework
from matcher.sentences import split_sentences

ROOT = Path(__file__).parent.parent
POOL = ROOT.parent / "shared" / "bench" / "pool.jsonl"
ONE_THREAD = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
SPIN = "import time; s = time.perf_counter(); sum(i * i for i in range(20_000_000)); print(time.perf_counter() - s)"


def prepared(rows):
    """Cut every document into the sentences that all sides are given."""
    documents = []
    for row in rows:
        document = make_document(row["text"], id=row["id"], title=row.get("title") or "")
        sentences = [s.text for s in split_sentences(document.text, language=document.language)]
        documents.append({"id": document.id, "title": document.title, "text": document.text, "sentences": sentences})
    if len({(document["title"], document["text"]) for document in documents}) < len(documents):
        raise SystemExit("Some documents repeat; a cache would answer for them.")
    return documents


def rates_of(python, name, files, n_documents, n_processes):
    """Share the documents out to processes that start together; return the rates by the clock and by processor time."""
    command = [python, str(ROOT / "benchmarks" / "sides.py"), name, *files]
    pipe = subprocess.PIPE
    workers = [
        subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=os.environ | ONE_THREAD)
        for _ in range(n_processes)
    ]
    for worker in workers:
        while worker.stdout.readline().strip() != "ready":
            if worker.poll() is not None:
                raise SystemExit(f"{name} did not start.")
    start = time.perf_counter()
    for number, worker in enumerate(workers):
        worker.stdin.write(json.dumps(list(range(number, n_documents, n_processes))) + "\n")
        worker.stdin.flush()
    processor = sum(float(worker.stdout.readline()) for worker in workers)
    rate = n_documents / (time.perf_counter() - start)
    for worker in workers:
        worker.wait()
    return rate, n_documents / processor


def cores():
    """Return how much two spinning processes get done against one: 2.0 where there are two free cores."""
    times = []
    for n in (1, 2):
        running = [subprocess.Popen([sys.executable, "-c", SPIN], stdout=subprocess.PIPE, text=True) for _ in range(n)]
        times.append(max(float(process.communicate()[0]) for process in running))
    return 2 * times[0] / times[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="?", default=POOL, type=Path)
    parser.add_argument("--step", default=1, type=int, help="take every STEP-th document")
    parser.add_argument("--rounds", default=3, type=int)
    parser.add_argument("--minilm", help="the other environment's Python")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.documents.read_text(encoding="utf-8").splitlines()][:: options.step]
    documents = prepared(rows)
    sides = [("matcher", 2), ("bare", 2), ("tfidf", 2), ("matcher", 1)] + [("minilm", 2)] * bool(options.minilm)
    with tempfile.TemporaryDirectory() as folder:
        files = [str(Path(folder) / name) for name in ("documents.json", "statements.json")]
        Path(files[0]).write_text(json.dumps(documents))
        Path(files[1]).write_text(json.dumps([statement.text for statement in load_framework("sfia9-en").statements]))
        rounds = []
        for _ in range(options.rounds):
            print(f"two processes get {cores():.2f} times one's work done; load {os.getloadavg()[0]:.1f}")
            rates = {}
            for name, n in sides:
                python = options.minilm if name == "minilm" else sys.executable
                rates[f"{name} x{n}"] = rates_of(python, name, files, len(documents), n)
            rounds.append(rates)
            print({key: f"{clock:.1f} ({processor:.1f})" for key, (clock, processor) in rates.items()}, flush=True)
    print(f"{len(documents)} documents; matcher x2 / other, median of {options.rounds} rounds (by processor time):")
    for key in rounds[0]:
        ratios = [[ours / other for ours, other in zip(r["matcher x2"], r[key], strict=True)] for r in rounds]
        clock, processor = (statistics.median(column) for column in zip(*ratios, strict=True))
        print(f"  {key}: {clock:.2f} ({processor:.2f})")


if __name__ == "__main__":
    main()
