"""Many rows -> results in a thread of their own, so that the page stays free to show and to cancel."""

import time
from collections.abc import Iterator, Sequence
from threading import Event, Thread

from matcher.batch import answer_item
from matcher.errors import MatcherError
from matcher.result import FailedResult, MatchResult
from matcher.table import Row
from matcher.web.model import match_function


class BatchRun:
    """One batch that starts at once; `results` grow in order, and a cancel keeps those that are there.

    It uses one process: answers come evenly, and the server stays free. `matcher batch` uses all cores.
    """

    def __init__(self, rows: Sequence[Row | FailedResult]) -> None:
        self.rows = rows
        self.results: list[MatchResult | FailedResult] = []
        self.error: MatcherError | None = None
        self._match = match_function()
        self._cancelled = Event()
        self._started = time.monotonic()
        self._thread = Thread(target=self._work, daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether more results are to come."""
        return self._thread.is_alive()

    @property
    def cancelled(self) -> bool:
        """Whether it was stopped before the last row."""
        return self._cancelled.is_set() and len(self.results) < len(self.rows)

    def cancel(self) -> None:
        """Stop after the row in work."""
        self._cancelled.set()

    def seconds_left(self) -> float | None:
        """Return the seconds that the rest will take at the pace so far; `None` before the first result."""
        done = len(self.results)
        return (time.monotonic() - self._started) / done * (len(self.rows) - done) if done else None

    def _work(self) -> None:
        try:
            for result in self._answers():
                self.results.append(result)
                if self._cancelled.is_set():
                    return
        except MatcherError as error:
            self.error = error

    def _answers(self) -> Iterator[MatchResult | FailedResult]:
        for row in self.rows:
            yield row if isinstance(row, FailedResult) else answer_item(row, self._match)
