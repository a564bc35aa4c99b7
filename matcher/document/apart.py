"""Bytes of a file -> FileText, parsed in a process of its own so that a bad file costs only an answer."""

import atexit
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from matcher.document import wire
from matcher.document.file_text import FileText
from matcher.document.limits import MAX_SECONDS
from matcher.errors import DocumentError

MAX_FILES = 200  # of one parsing process; then a fresh one starts, so that no leak can grow
_LONGEST_ANSWER = 100_000_000  # bytes; texts over the limit of characters are refused afterwards
_START = "import sys; sys.path.insert(0, sys.argv[1]); from matcher.document.parsing_process import main; main()"
_PACKAGE_ROOT = Path(__file__).parents[2]


def parse_apart(raw: bytes, *, name: str, suffix: str, seconds: float = MAX_SECONDS) -> FileText:
    """Read a PDF, DOCX or HTML file in the parsing process, which is started at need and kept.

    Raises `DocumentError`: the parser's own, `too_complex` beyond `seconds` or the memory limit,
    `damaged` where the parser came down.
    """
    told = _apart.ask({"name": name, "suffix": suffix}, raw, seconds)
    if "text" in told:
        return FileText(str(told["text"]), tuple(str(passage) for passage in told["hidden"]))
    raise DocumentError(str(told.get("message") or _message(name, told["code"])), code=told["code"])


def _message(name: str, code: str) -> str:
    if code == "too_complex":
        return (
            f"{name}: reading it takes more time or memory than any ad or CV needs. Save it again, or paste the text."
        )
    return f"{name}: the file is damaged, the parser could not read it. Save it again, or paste the text."


class _Apart:
    """The one parsing process of this process; files of several threads are read one after another.

    It is started by command and not forked: a fork would copy locks that other threads (Streamlit's,
    BLAS's) hold, and multiprocessing's spawn would run the caller's main module again.
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Start without a process; after a fork, it and its lock are left to the parent."""
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._n_files = 0

    def ask(self, head: dict[str, Any], raw: bytes, seconds: float) -> dict[str, Any]:
        """Send one file and return the answer, or a code for why none came."""
        with self._lock:
            process = self._ready()
            late = threading.Event()
            timer = threading.Timer(seconds, _end_late, (process, late))
            timer.start()
            try:
                told = _exchange(process, head, raw)
            except (EOFError, OSError, ValueError):
                self.end()
                return {"code": "too_complex" if late.is_set() or _ran_out(process) else "damaged"}
            except BaseException:  # interrupted: what the process would still answer belongs to nobody
                self.end()
                raise
            finally:
                timer.cancel()
            return told

    def _ready(self) -> "subprocess.Popen[bytes]":
        """Return the process; a fresh one where there is none, it died, or it has read enough."""
        if self._process is None or self._process.poll() is not None or self._n_files >= MAX_FILES:
            self.end()
            self._process, self._n_files = _start(), 0
        self._n_files += 1
        return self._process

    def end(self) -> None:
        """End the process, if there is one, and wait until it is gone."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


def _exchange(process: "subprocess.Popen[bytes]", head: dict[str, Any], raw: bytes) -> dict[str, Any]:
    assert process.stdin is not None  # both are pipes, as `_start` asks for
    assert process.stdout is not None
    wire.send(process.stdin, head, raw)
    return wire.receive(process.stdout, most=_LONGEST_ANSWER)[0]


def _start() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-P", "-c", _START, str(_PACKAGE_ROOT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # parsers' complaints can quote the document
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        start_new_session=True,  # Ctrl-C is for the program; this process ends with it
    )


def _end_late(process: "subprocess.Popen[bytes]", late: threading.Event) -> None:
    late.set()
    process.kill()


def _ran_out(process: "subprocess.Popen[bytes]") -> bool:
    """Tell whether the system ended the process for its computing time."""
    return sys.platform != "win32" and process.returncode == -signal.SIGXCPU


_apart = _Apart()
atexit.register(_apart.end)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_apart.forget)
