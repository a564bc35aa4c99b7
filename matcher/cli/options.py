"""Options that several commands share, and where their output goes."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from matcher.errors import InputError


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
ReaderLanguageOption = Annotated[str, typer.Option(help="Language of the report: en, de, es, pt or pl.")]

_PIPED_WIDTH = 110  # characters; a file or pipe has no width of its own


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
