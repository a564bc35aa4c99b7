"""Chunks -> tasks handed out, taken back when a worker is lost, and ticked off."""

from collections.abc import Iterable, Iterator, Sequence
from threading import Lock

from matcher.batch.inputs import Item

Chunk = tuple[int, Sequence[Item]]
"""The number of a chunk and its rows or files."""


class Desk:
    """Keeps only what is handed out and not yet answered.

    Engines draw tasks from threads of their own, and lose what an iterator raises there: it is
    kept here and raised by `check`.
    """

    def __init__(self, chunks: Iterable[Chunk]) -> None:
        self._rest = iter(chunks)
        self._open: dict[int, Sequence[Item]] = {}
        self._round = 0
        self._lock = Lock()
        self._error: Exception | None = None

    def tasks(self) -> Iterator[Chunk]:
        """Yield what was taken back, then the rest; ends when a new round begins."""
        mine, again = self._round, list(self._open.items())
        yield from again
        while chunk := self._next(mine):
            yield chunk

    def _next(self, mine: int) -> Chunk | None:
        with self._lock:
            if mine != self._round or self._error:
                return None
            try:
                chunk = next(self._rest, None)
            except Exception as error:  # raised again by `check`, in the caller's thread
                self._error = error
                return None
            if chunk:
                self._open[chunk[0]] = chunk[1]
            return chunk

    def done(self, number: int) -> None:
        """Tick a chunk off."""
        with self._lock:
            del self._open[number]

    def take_back(self) -> list[int]:
        """Begin a new round and return the numbers of all chunks that were out."""
        with self._lock:
            self._round += 1
            return list(self._open)

    def items(self, number: int) -> Sequence[Item]:
        """Return the rows or files of a chunk that is out."""
        return self._open[number]

    def open_numbers(self) -> list[int]:
        """Return the numbers of the chunks that are out, in order."""
        return sorted(self._open)

    def check(self) -> None:
        """Raise what stopped the chunks from coming, if anything did."""
        if self._error:
            raise self._error
