"""A batch run -> a bar on a terminal, plain lines in a log, nothing when quiet."""

import time
from typing import Self

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

_LINE_EVERY = 10.0  # seconds between two lines of a log


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        """Say how many documents are answered per second."""
        speed = task.finished_speed or task.speed
        return Text(f"{_rate(speed)} per second" if speed else "")


class BatchProgress:
    """Tells on standard error how far a run is, how fast, and how long it still takes."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet
        console = Console(stderr=True)
        self._bar = Progress(
            TextColumn("Scoring"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn(),
            console=console, disable=quiet or not console.is_terminal, transient=True,
        )  # fmt: skip
        self._lines = not quiet and not console.is_terminal
        self._task = self._bar.add_task("", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def begin(self, n_rows: int, n_done: int) -> None:
        """Start the clock; what an earlier run has answered does not count for the rate."""
        self._n_rows, self._done, self._before = n_rows, n_done, n_done
        self._started = self._told = time.monotonic()
        self._bar.update(self._task, total=n_rows, completed=n_done)
        if not self.quiet:
            self.say(f"{n_rows:,} documents" + (f", {n_done:,} of them answered before" if n_done else ""))

    def advance(self, n_rows: int) -> None:
        """Move the bar, or write a line every ten seconds."""
        self._done += n_rows
        self._bar.advance(self._task, n_rows)
        now = time.monotonic()
        if self._lines and now - self._told >= _LINE_EVERY:
            self._told = now
            rate = (self._done - self._before) / (now - self._started)
            self.say(f"{self._done:,} of {self._n_rows:,}, {_rate(rate)} per second, {self._left(rate)} left")

    def fail(self, message: str) -> None:
        """Name a document that could not be read, also when quiet."""
        typer.echo(f"Not read: {message}", err=True)

    def say(self, line: str) -> None:
        """Print a line above the bar, unless quiet."""
        if not self.quiet:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)

    def _left(self, rate: float) -> str:
        minutes, seconds = divmod(round((self._n_rows - self._done) / rate), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours} h {minutes} min" if hours else f"{minutes} min {seconds} s"


def _rate(speed: float) -> str:
    return f"{speed:.0f}" if speed >= 10 else f"{speed:.1f}"
