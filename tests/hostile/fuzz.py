"""A million inputs, grown by atheris towards code that none has reached, over every target of `targets.py`.

Run: make fuzz, or `nice -n 19 .venv/bin/python tests/hostile/fuzz.py --out tests/hostile/RESULTS.md` with the package of
tests/hostile/requirements.txt on the path. `--share 0.01` tries a hundredth, `--only "HTML page"` one target, whose row then takes
the place of its old one in the results. One process at a time; each target runs in a process of its own, and an input that breaks one
is kept in `--findings` and named. Exit 1 where there is one.
"""

import argparse
import datetime
import importlib
import platform
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

MAX_BYTES = 4096  # of an input, and no less than its longest seed
MAX_SECONDS = 60  # of computing for one input
MAX_WAIT = (
    1800  # seconds by the clock, which also runs while other work has the machine; then an input counts as hanging
)
MAX_MEGABYTES = 2000


@dataclass(frozen=True)
class Run:
    """What one target did: inputs tried, edges of our code reached, seconds, and the input that broke it."""

    name: str
    area: str
    n_inputs: int
    n_edges: int
    seconds: float
    finding: str


def main() -> None:
    """Try every target, or grow inputs for the one that the parent asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of a million inputs")
    parser.add_argument("--only", action="append", help="a target by name; may be given again for more")
    parser.add_argument("--findings", type=Path, default=Path("fuzz_findings"))
    parser.add_argument("--out", type=Path, help="a Markdown file for the results")
    parser.add_argument("--inside", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        grow(*options.inside)
        return
    from hostile.targets import TARGETS

    options.findings.mkdir(exist_ok=True)
    runs = []
    for target in TARGETS:
        if not options.only or target.name in options.only:
            runs.append(try_target(target, max(1, round(options.share * target.n_inputs)), options.findings))
            print(row_of(runs[-1]), flush=True)
            if options.out:
                write_row(options.out, runs[-1], {one.name: one.n_inputs for one in TARGETS})
    sys.exit(any(run.finding for run in runs))


def try_target(target, n_inputs: int, findings: Path) -> Run:
    """Let a process of its own grow inputs from a target's seeds."""
    with TemporaryDirectory() as folder:
        seeds = target.seeds()
        for i, seed in enumerate(seeds):
            (Path(folder) / f"seed{i}").write_bytes(seed)
        prefix = findings / (re.sub(r"\W+", "_", target.name) + "-")
        libfuzzer = (
            folder, f"-runs={n_inputs}", "-seed=7", "-len_control=0",
            f"-max_len={max(MAX_BYTES, *map(len, seeds))}", f"-timeout={MAX_WAIT}",
            f"-report_slow_units={MAX_WAIT}", f"-rss_limit_mb={MAX_MEGABYTES}", f"-artifact_prefix={prefix}", "-print_final_stats=1", "-verbosity=1",
        )  # fmt: skip
        begun = time.monotonic()
        command = [sys.executable, __file__, "--inside", target.name, *libfuzzer]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    said = done.stdout.decode("utf-8", "replace")
    tried = re.findall(r"(?:number_of_executed_units:\s*|^#)(\d+)", said, re.MULTILINE)
    edges = re.findall(r"cov: (\d+)", said)
    broken = re.findall(r"Test unit written to (\S+)", said)
    if done.returncode and not broken:
        raise SystemExit(said[-3000:])
    seconds = time.monotonic() - begun
    return Run(target.name, target.area, int((tried or [0])[-1]), int((edges or [0])[-1]), seconds, " ".join(broken))


def grow(name: str, *libfuzzer: str) -> None:
    """Call one target with inputs that atheris makes; never returns."""
    import atheris

    with atheris.instrument_imports(include=["matcher"]):
        from hostile.targets import TARGETS

        for parser in ("html", "pdf", "word"):
            importlib.import_module(f"matcher.document.{parser}")
    target = next(one for one in TARGETS if one.name == name)
    target.call(target.seeds()[0])  # what is loaded once is no input's time
    atheris.Setup([sys.argv[0], *libfuzzer], lambda raw: call_in_time(target.call, raw))
    atheris.Fuzz()


def call_in_time(call, raw: bytes) -> None:
    """Call with one input. Raises `AssertionError` for one that takes over `MAX_SECONDS` of computing."""
    begun = time.process_time()
    call(raw)
    assert time.process_time() - begun < MAX_SECONDS


def row_of(run: Run) -> str:
    """Render one line of the table."""
    today = datetime.datetime.now(datetime.UTC).date()
    cells = (
        run.area,
        run.name,
        f"{run.n_inputs:,}",
        f"{run.n_edges:,}",
        f"{run.seconds:.0f}",
        today,
        run.finding or "none",
    )
    return f"| {' | '.join(map(str, cells))} |"


def write_row(out: Path, run: Run, planned: dict[str, int]) -> None:
    """Put a run's row into the results, in the order of the targets `planned`; rows of other targets stay as they are."""
    lines = out.read_text(encoding="utf-8").splitlines() if out.exists() else []
    rows = {cells_of(line)[1]: line for line in lines if line.startswith("| ")} | {run.name: row_of(run)}
    out.write_text(report_of([rows[name] for name in planned if name in rows], sum(planned.values())), encoding="utf-8")


def cells_of(row: str) -> list[str]:
    """Return the cells of a table's line."""
    return row.strip("| ").split(" | ")


def report_of(rows: list[str], n_planned: int) -> str:
    """Render the table with what it was made with, and how much of the plan is done."""
    n_inputs = sum(int(cells_of(row)[2].replace(",", "")) for row in rows)
    n_broken = sum(cells_of(row)[-1] != "none" for row in rows)
    head = [
        "# Inputs fuzzed",
        "",
        "Written by `make fuzz` (`tests/hostile/fuzz.py`): inputs grown by atheris from our own seeds, each target in a process of its own,",
        f"no input over {MAX_SECONDS} seconds of computing or {MAX_MEGABYTES} MB. An input breaks a target by any error that is no `MatcherError`, by a",
        "broken promise (`tests/hostile/targets.py` states them), by a crash or by taking longer.",
        "",
        f"Python {platform.python_version()} on {platform.system()}, atheris {version('atheris')}, "
        f"**{n_inputs:,} inputs** of {n_planned:,} planned, {n_broken} targets with an input that breaks them.",
        "",
        "| area | target | inputs | edges of our code reached | seconds | date | inputs that break it |",
        "|---|---|---:|---:|---:|---|---|",
    ]
    return "\n".join([*head, *rows, ""])


if __name__ == "__main__":
    main()
