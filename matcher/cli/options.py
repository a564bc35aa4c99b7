"""Options that several commands share, and where their output goes."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from matcher.errors import InputError

if TYPE_CHECKING:
    from matcher.policy import Policy
    from matcher.result import MatchResult


class Format(StrEnum):
    """How a result is printed."""

    table = "table"
    json = "json"
    html = "html"
    markdown = "markdown"


FrameworkOption = Annotated[
    str | None,
    typer.Option(
        help="Statements to hold the text against: sfia9-en, sfia8-de, sfia8-es, sfia9-pt, sfia9-pl or a TOML file."
    ),
]
ModelOption = Annotated[
    Path | None, typer.Option(help="A model folder made by `matcher fit`; default: the shipped one.")
]
TrustOption = Annotated[
    bool, typer.Option("--trust-model", help="Load a model folder from elsewhere. Loading runs code from it.")
]
PolicyOption = Annotated[
    Path | None, typer.Option(help="A file of thresholds, .toml or .json, that replace the model's own.")
]
RedactOption = Annotated[
    bool,
    typer.Option("--redact", help="Blacken names, contacts, addresses, birth dates and captions; it misses some."),
]
LogOption = Annotated[
    bool,
    typer.Option("--log", help="Keep hashes, level, numbers and places of quotes in the log on this machine; no text."),
]
KeepTextOption = Annotated[bool, typer.Option("--keep-text", help="With --log: keep text and title too.")]
NoTextOption = Annotated[
    bool, typer.Option("--no-text", help="Leave title, quotes and file name out of the JSON; the id is a number.")
]
ReaderLanguageOption = Annotated[str, typer.Option(help="Language of the report: en, de, es, pt or pl.")]
CorpusOption = Annotated[Path | None, typer.Option(help="Folder of marked documents; default: the project's own.")]
LabelledOption = Annotated[list[Path] | None, typer.Option(help="Labelled documents as JSON Lines; may be repeated.")]
MarksOption = Annotated[
    list[Path] | None, typer.Option(help="Marks on the labelled documents' sentences; may be repeated.")
]

_PIPED_WIDTH = 110  # characters; a file or pipe has no width of its own


def check_no_text(format: Format, *, no_text: bool) -> None:
    """Refuse `--no-text` for reports, which are made of quotes: dropping it in silence would leak them."""
    if no_text and format is not Format.json:
        raise typer.BadParameter("--no-text is for --format json: the other forms are made of quotes.")


def check_keep_text(*, log: bool, keep_text: bool) -> None:
    """Refuse `--keep-text` where nothing is kept."""
    if keep_text and not log:
        raise typer.BadParameter("--keep-text needs --log.")


def log_answers(results: "Iterable[MatchResult]", *, policy: "Policy | None", keep_text: bool) -> None:
    """Keep answers in the log and tell their rows, which `matcher replay` and `matcher reviews --decide` take."""
    from matcher.reviews import ReviewStore

    with ReviewStore() as store:
        for result in results:
            typer.echo(f"Logged: row {store.add(result, policy=policy, keep_text=keep_text)}", err=True)


@contextmanager
def open_output(out: Path | None) -> Iterator[Console]:
    """Give a console on standard output, or on the file `out`, without colours there."""
    if out is None:
        yield Console() if sys.stdout.isatty() else Console(width=_PIPED_WIDTH)
        return
    try:
        file = out.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"Cannot write {out}: {error.strerror}. Give another place with --out.") from error
    with file:
        yield Console(file=file, width=_PIPED_WIDTH)
