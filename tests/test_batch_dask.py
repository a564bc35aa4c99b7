"""The same runs on a Dask cluster of real processes on this machine's loopback address."""

import re
import subprocess
import sys

import pytest
from batches import finish, make_rows, parts_of, start, wait_for, write_jsonl

pytest.importorskip("distributed")


def dask(*arguments):
    return subprocess.Popen([sys.executable, "-m", "dask", *arguments], stderr=subprocess.PIPE, text=True)


@pytest.fixture(scope="module")
def cluster():
    """A scheduler and two workers; gives its address and the workers' processes."""
    scheduler = dask("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    address = next(found[0] for line in scheduler.stderr if (found := re.search(r"tcp://127\.0\.0\.1:\d+", line)))
    workers = [dask("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard") for _ in range(2)]
    yield address, workers
    for process in [*workers, scheduler]:
        process.kill()
        process.communicate()


@pytest.fixture
def work(tmp_path):
    table = write_jsonl(tmp_path / "in.jsonl", make_rows(160))
    code, err = finish(start(table, tmp_path / "whole.jsonl", "--jobs", 1))
    assert code == 0, err
    return table, (tmp_path / "whole.jsonl").read_bytes()


def test_a_cluster_gives_the_same_bytes_also_when_a_worker_is_lost(cluster, work, tmp_path):
    address, workers = cluster
    table, whole = work
    output = tmp_path / "out.jsonl"

    undisturbed = finish(start(table, output, "--scheduler", address))
    assert undisturbed[0] == 0, undisturbed[1]
    assert output.read_bytes() == whole
    output.unlink()
    process = start(table, output, "--scheduler", address)
    wait_for(lambda: parts_of(output))
    workers[0].kill()
    code, err = finish(process)

    assert code == 0, err
    assert output.read_bytes() == whole


def test_a_scheduler_that_does_not_answer_is_named(work, tmp_path):
    table, _ = work

    code, err = finish(start(table, tmp_path / "out.jsonl", "--scheduler", "tcp://127.0.0.1:9"))

    assert code == 3
    assert "No Dask scheduler answers at tcp://127.0.0.1:9" in err
    assert "Traceback" not in err


def test_jobs_and_scheduler_exclude_each_other(tmp_path):
    code, err = finish(start("in.jsonl", "out.jsonl", "--jobs", 2, "--scheduler", "tcp://127.0.0.1:9"))

    assert code == 2
    assert "Give one of them" in err
