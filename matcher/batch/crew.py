"""Chunks -> parts, by processes of this machine or by a cluster's workers; lost workers are replaced."""

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

import joblib
from joblib.externals.loky.process_executor import TerminatedWorkerError

from matcher.batch.desk import Chunk, Desk
from matcher.batch.inputs import Item
from matcher.batch.parts import Part
from matcher.errors import BatchError

MAX_LOSSES = 2  # workers lost over a chunk before its documents are tried one by one
_AHEAD = 2  # chunks handed out per worker, so that none waits for the next

Answer = Callable[[int, Sequence[Item]], Part]
"""What a worker does with a chunk; goes to another process, so it is picklable."""


class Crew:
    """The workers of a run: `jobs` processes here, or those of the Dask cluster at `scheduler`.

    Both are driven by joblib. One job here means this process itself.
    """

    def __init__(self, jobs: int = 1, scheduler: str | None = None) -> None:
        self.jobs = jobs
        self.scheduler = scheduler

    def answer(self, chunks: Iterable[Chunk], answer: Answer, give_up: Answer) -> Iterator[Part]:
        """Yield the parts of all chunks as they come.

        A worker that is lost is replaced and its chunk done again. Where that happens twice over a
        chunk, its documents are tried alone, and `give_up` answers for one that ends its worker.
        Raises `BatchError` if workers end whatever they are given, or no cluster answers.
        """
        with self._connection():
            desk, losses = Desk(chunks), Counter[int]()
            while True:
                try:
                    for part in self._run(desk.tasks(), answer):
                        desk.done(part.number)
                        yield part
                except _losses_of_workers():
                    losses.update(desk.take_back())
                    for number in [number for number in desk.open_numbers() if losses[number] >= MAX_LOSSES]:
                        yield from self._one_by_one(number, desk.items(number), answer, give_up)
                        desk.done(number)
                else:
                    desk.check()
                    return

    def _one_by_one(self, number: int, items: Sequence[Item], answer: Answer, give_up: Answer) -> Iterator[Part]:
        parts = [self._alone(number, item, answer) for item in items]
        if len(items) > 1 and not any(parts):
            raise BatchError(
                "Workers end whatever document they are given. Is there enough memory for them? "
                "Give fewer --jobs, and --resume to go on."
            )
        found = [part or give_up(number, [item]) for part, item in zip(parts, items, strict=True)]
        failed = tuple(message for part in found for message in part.failed)
        body = b"".join(part.body for part in found)
        entries = tuple(entry for part in found for entry in part.entries)
        yield Part(number, len(items), failed, body, entries)

    def _alone(self, number: int, item: Item, answer: Answer) -> Part | None:
        """Answer for one document in a fresh worker; `None` if the worker is lost each time."""
        for _ in range(MAX_LOSSES):
            try:
                return next(self._run(iter([(number, [item])]), answer))
            except _losses_of_workers():
                continue
        return None

    def _run(self, chunks: Iterator[Chunk], answer: Answer) -> Iterator[Part]:
        with joblib.parallel_config(**self._backend()):
            parallel = joblib.Parallel(return_as="generator_unordered", batch_size=1, pre_dispatch=f"{_AHEAD} * n_jobs")
        parts = parallel(joblib.delayed(answer)(number, items) for number, items in chunks)
        with closing(parts):
            yield from parts

    def _backend(self) -> dict[str, Any]:
        if self.scheduler is not None:
            return {"backend": "dask", "n_jobs": -1}
        return {
            "backend": "loky",
            "n_jobs": self.jobs,
            "inner_max_num_threads": 1,
            "initializer": _begin_worker,
            "initargs": (os.getpid(),),
        }

    @contextmanager
    def _connection(self) -> Iterator[None]:
        if self.scheduler is None:
            yield
            return
        try:
            from distributed import Client
        except ImportError as error:
            raise BatchError('--scheduler needs the extra "cluster": pip install "matcher[cluster]".') from error
        try:
            client = Client(self.scheduler, timeout="10s")
        except (OSError, ValueError) as error:
            raise BatchError(f"No Dask scheduler answers at {self.scheduler}. Is it running?") from error
        with client:
            yield


def available_jobs() -> int:
    """Return how many processes this machine can really run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _losses_of_workers() -> tuple[type[BaseException], ...]:
    """Return how the loss of a worker shows itself: joblib's way, and Dask's when it gave a task up."""
    try:
        from distributed import KilledWorker
    except ImportError:
        return (TerminatedWorkerError,)
    return (TerminatedWorkerError, KilledWorker)


def _begin_worker(parent: int) -> None:
    """Leave Ctrl-C to the parent, and end with it even if it is killed and cannot say so."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
