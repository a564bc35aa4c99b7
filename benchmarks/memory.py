"""Peak memory of `matcher batch` and all its processes, for inputs of growing size.

Run: .venv/bin/python benchmarks/memory.py [DOCUMENTS.jsonl] [--sizes 1000 10000 100000] [--characters 300] [--jobs 2]
The documents are repeated with a line of their own each, so that they repeat as little as in the source, and cut to
`--characters` (0 leaves them whole), or 100,000 of them take hours. With `--distinct 900` only so many texts differ and
most answers come from the cache: everything but the scoring is the same, in minutes. Memory is the sum of proportional
set sizes of all processes (Linux), looked at four times a second: pages that they share count once.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from throughput import POOL

RUN = "from matcher.cli import main; main()"


def enlarge(rows, n, characters, distinct, path):
    with path.open("w", encoding="utf-8") as file:
        for i in range(n):
            row = rows[i % distinct % len(rows)]
            text = f"Reference {i % distinct}.\n" + (row["text"][:characters] if characters else row["text"])
            file.write(json.dumps({"id": str(i), "title": row.get("title") or "", "text": text}) + "\n")


def family(pid):
    """Yield a process and all below it."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            yield from family(int(child))


def proportional_size(pid):
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def size_of_all(pid):
    total = 0.0
    try:
        for one in family(pid):
            total += proportional_size(one)
    except OSError:
        pass  # one ended while we looked
    return total


def peak_megabytes(table, output, jobs):
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", RUN, "batch", table, output, "--jobs", jobs, "--quiet"])
    waiter = threading.Thread(target=process.wait)
    waiter.start()
    peak = 0.0
    while waiter.is_alive():
        peak = max(peak, size_of_all(process.pid))
        waiter.join(0.25)
    if process.returncode:
        raise SystemExit("The run failed.")
    return peak, time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="?", default=POOL, type=Path)
    parser.add_argument("--sizes", nargs="+", type=int, default=[1000, 10_000, 100_000])
    parser.add_argument("--characters", type=int, default=300)
    parser.add_argument("--distinct", type=int, default=0)
    parser.add_argument("--jobs", default="2")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.documents.read_text(encoding="utf-8").splitlines()]
    first = None
    with tempfile.TemporaryDirectory() as folder:
        table, output = Path(folder) / "in.jsonl", Path(folder) / "out.jsonl"
        for n in options.sizes:
            enlarge(rows, n, options.characters, options.distinct or n, table)
            peak, seconds = peak_megabytes(str(table), str(output), options.jobs)
            first = first or peak
            print(f"{n:>9,} documents: {peak:6.0f} MB, {peak / first:.2f} times the first, {seconds:.0f} s", flush=True)
            output.unlink()


if __name__ == "__main__":
    main()
