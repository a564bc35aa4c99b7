"""Faults with real processes; sizes and waits are in parts answered, never in seconds that a busy machine may miss."""

import os
import random
import resource
import signal
import sys
import time
from pathlib import Path

import pytest
from batches import finish, is_running, kill, make_rows, parts_of, start, wait_for, workers_of, write_jsonl

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes in /proc")
N_ROWS = 320  # 20 chunks
KNOWN = ("--jobs", 1, "--language-column", "lang")  # the language detector unpacks itself to disk


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    """A table and the bytes that an undisturbed run with one process gives."""
    folder = tmp_path_factory.mktemp("faults")
    table = write_jsonl(folder / "in.jsonl", make_rows(N_ROWS))
    code, err = finish(start(table, folder / "whole.jsonl", "--jobs", 1))
    assert code == 0, err
    return table, (folder / "whole.jsonl").read_bytes()


def test_a_killed_worker_is_replaced_and_nothing_is_lost(work, tmp_path):
    table, whole = work
    output = tmp_path / "out.jsonl"

    process = start(table, output, "--jobs", 2)
    wait_for(lambda: parts_of(output))
    kill(workers_of(process)[0])
    code, err = finish(process)

    assert code == 0, err
    assert output.read_bytes() == whole
    assert "Traceback" not in err


def kill_and_resume(work, output, *, n_kills, seed):
    """Kill a run `n_kills` times with SIGKILL, each a random while after it gained a random number of parts."""
    table, whole = work
    moments = random.Random(seed)
    killed = 0
    while killed < n_kills:
        process = start(table, output, "--jobs", 2, "--resume")
        wanted = len(parts_of(output)) + moments.choice([0, 0, 1, 1, 2, 3])
        wait_for(lambda wanted=wanted, process=process: len(parts_of(output)) >= wanted or process.poll() is not None)
        time.sleep(moments.uniform(0, 1.5))
        workers = workers_of(process) if process.poll() is None else []
        was_running = process.poll() is None
        process.kill()
        finish(process)
        wait_for(lambda workers=workers: not any(map(is_running, workers)))
        if was_running:
            killed += 1
            continue
        assert output.read_bytes() == whole
        output.unlink()
    code, err = finish(start(table, output, "--jobs", 2, "--resume"))

    assert code == 0, err
    assert output.read_bytes() == whole
    assert [item.name for item in output.parent.iterdir() if item.name != "home"] == [output.name]


def test_a_run_killed_three_times_gives_the_same_bytes_and_leaves_no_process(work, tmp_path):
    kill_and_resume(work, tmp_path / "out.jsonl", n_kills=3, seed=1)


@pytest.mark.long
def test_a_run_killed_fifty_times_gives_the_same_bytes_and_leaves_no_process(work, tmp_path):
    kill_and_resume(work, tmp_path / "out.jsonl", n_kills=50, seed=2)


def test_a_disk_too_full_to_work_at_all_is_not_blamed_on_the_documents(work, tmp_path):
    table, _ = work

    def no_file_larger():
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    code, err = finish(start(table, tmp_path / "out.jsonl", "--jobs", 1, preexec_fn=no_file_larger))

    assert code == 3, err
    assert "This machine ran short while answering: [Errno 27] File too large" in err
    assert "Not read" not in err


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_an_interrupted_run_ends_with_130_and_says_how_to_go_on(work, tmp_path, sent):
    table, whole = work
    output = tmp_path / "out.jsonl"

    def hear_interrupts():  # as at a terminal; a shell lets what it starts in the background ignore them
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    process = start(table, output, "--jobs", 2, start_new_session=True, preexec_fn=hear_interrupts)
    wait_for(lambda: parts_of(output))
    os.killpg(process.pid, sent) if sent is signal.SIGINT else process.send_signal(sent)
    code, err = finish(process)

    assert code == 130, err
    assert "with --resume goes on" in err
    assert "Traceback" not in err
    assert not output.exists()
    assert finish(start(table, output, "--jobs", 2, "--resume", "--quiet")) == (0, "")
    assert output.read_bytes() == whole


def test_a_full_disk_stops_the_run_and_more_room_lets_it_go_on(work, tmp_path):
    table, whole = work
    output = tmp_path / "out.jsonl"

    def no_file_larger():  # than a few parts: parts can be written, the joined output cannot
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(whole) // 4, len(whole) // 4))

    code, err = finish(start(table, output, *KNOWN, preexec_fn=no_file_larger))

    assert code == 3, err
    assert f"Cannot write {output}: File too large." in err
    assert "with --resume goes on" in err
    assert not output.exists()
    assert len(parts_of(output)) == 20
    assert finish(start(table, output, *KNOWN, "--resume"))[0] == 0
    assert output.read_bytes() == whole


def test_no_room_for_a_single_part_leaves_no_torn_file(work, tmp_path):
    table, _ = work
    output = tmp_path / "out.jsonl"

    def no_file_at_all():
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    code, err = finish(start(table, output, *KNOWN, preexec_fn=no_file_at_all))

    assert code == 3, err
    assert "File too large" in err
    assert [item.name for item in (tmp_path / ".out.jsonl.parts").iterdir()] == ["manifest.json"]


def test_a_folder_that_cannot_be_written_to_is_named(work):
    table, _ = work

    code, err = finish(start(table, "/proc/out.jsonl", "--jobs", 1))  # not even root may make files there

    assert code == 3
    assert "Cannot write /proc/out.jsonl" in err
    assert "Traceback" not in err
    assert not Path("/proc/out.jsonl").exists()
