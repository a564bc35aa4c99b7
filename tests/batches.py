"""Batch runs for the tests: rows of our own making, and the command line as a real process."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

_DUTIES = [
    "Answer calls from customers about bills and orders",
    "Book visits for the engineers and tell customers when they come",
    "Log every request in the ticket system and close it when it is solved",
    "Find out why a delivery went wrong and put it right with the carrier",
    "Coach new agents on their calls and plan the shifts of the team",
    "Report on waiting times and complaints each month and propose improvements",
    "Agree service levels with suppliers and review them every quarter",
]


def make_rows(n):
    """Rows that all differ, so that no answer can come from another's."""
    rows = []
    for i in range(n):
        duties = [_DUTIES[(i * k + i // 7) % len(_DUTIES)] for k in range(1, 13)]
        text = "\n".join(f"- {duty}, in area {i}-{place}" for place, duty in enumerate(duties))
        rows.append(
            {
                "id": f"ad-{i}",
                "title": f"Agent {i}",
                "text": "Your tasks\n" + text + "\nWe offer a pension.",
                "lang": "en",
            }
        )
    return rows


def write_jsonl(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def start(*arguments, **options):
    """Start `matcher batch` as a process of its own."""
    code = "from matcher.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", code, "batch", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def finish(process, timeout=900):
    """Wait for a process and return its code and what it said on standard error."""
    _, err = process.communicate(timeout=timeout)
    return process.returncode, err


def parts_of(output: Path):
    return sorted(output.with_name(f".{output.name}.parts").glob("*.part"))


def wait_for(condition, timeout=900):
    end = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


def workers_of(process):
    """The worker processes of a run (Linux)."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(pid) for pid in children if b"popen_loky" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def is_running(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def kill(pid):
    os.kill(pid, signal.SIGKILL)
