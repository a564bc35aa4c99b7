"""Documents per second of `matcher batch` with two workers of loky and with two of a Dask cluster, on one machine.

Run: .venv/bin/python benchmarks/backends.py [DOCUMENTS.jsonl] [--step 1] [--rounds 3]
The whole command counts. loky starts its workers within it; scheduler and workers of Dask, processes on the loopback
address, stand ready, but are new for each run: workers keep answers, and would give them again. Both read the model
within the run, and a first run of each is not counted. All workers have one thread. Outputs are compared byte by byte.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from throughput import ONE_THREAD, POOL, cores

RUN = "from matcher.cli import main; main()"


@contextmanager
def cluster():
    """Give the address of a scheduler with two workers of one thread each."""
    environment = os.environ | ONE_THREAD

    def start(*arguments):
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments], stderr=subprocess.PIPE, text=True, env=environment
        )

    scheduler = start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    running = [scheduler]
    try:
        address = next(found[0] for line in scheduler.stderr if (found := re.search(r"tcp://127\.0\.0\.1:\d+", line)))
        running += [start("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard") for _ in range(2)]
        yield address
    finally:
        for process in running:
            process.kill()


def seconds(table, output, *arguments):
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", RUN, "batch", table, output, "--quiet", *arguments], check=True)
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="?", default=POOL, type=Path)
    parser.add_argument("--step", default=1, type=int, help="take every STEP-th document")
    parser.add_argument("--rounds", default=3, type=int)
    options = parser.parse_args()
    lines = options.documents.read_text(encoding="utf-8").splitlines()[:: options.step]
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "in.jsonl"
        table.write_text("\n".join(lines) + "\n", encoding="utf-8")
        ratios = []
        for number in range(options.rounds + 1):
            outputs = {name: Path(folder) / f"{name}{number}.jsonl" for name in ("loky", "dask")}
            times = {"loky": seconds(table, outputs["loky"], "--jobs", "2")}
            with cluster() as address:
                times["dask"] = seconds(table, outputs["dask"], "--scheduler", address)
            if outputs["loky"].read_bytes() != outputs["dask"].read_bytes():
                raise SystemExit("The outputs differ.")
            if number:
                ratios.append(times["loky"] / times["dask"])
                rates = {name: f"{len(lines) / taken:.1f}" for name, taken in times.items()}
                print(f"documents per second {rates}, ratio {ratios[-1]:.2f}; cores {cores():.2f}", flush=True)
    print(f"{len(lines)} documents; Dask over loky, median of {options.rounds} rounds: {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
