"""Input table -> rows with id, title and text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from matcher.errors import InputError
from matcher.places import Place
from matcher.table.columns import Columns
from matcher.table.csv_table import csv_rows
from matcher.table.json_lines import json_rows
from matcher.table.parquet import parquet_rows

Cells = dict[str, Any] | str
"""A row as read, or a sentence that says why it cannot be."""

_READERS = {".csv": csv_rows, ".jsonl": json_rows, ".parquet": parquet_rows}
_SAMPLE = 100  # rows in which column names are looked for: lines of JSON may leave empty ones out


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an input table; `error` says why it cannot be a document, `hidden` what its file hides."""

    id: str
    title: str
    text: str
    language: str | None = None
    error: str | None = None
    hidden: tuple[str, ...] = ()


def is_table(place: Place) -> bool:
    """Tell a table, also a folder of Parquet files, from a folder of documents."""
    return not place.is_folder() or any(file.suffix == ".parquet" for _, file in place.files())


def column_names(place: Place) -> list[str]:
    """Return the names of a table's columns, in order. Raises `InputError` for what is no table."""
    names: dict[str, None] = {}
    for cells in islice(_cells(place), _SAMPLE):
        if not isinstance(cells, str):
            names.update(dict.fromkeys(name for name in cells if isinstance(name, str)))
    return list(names)


def read_rows(place: Place, columns: Columns) -> Iterator[Row]:
    """Read CSV, JSON Lines or Parquet row by row, in order; missing ids are numbered from 1.

    A single bad row comes back as a row with an error. Raises `InputError` for an unreadable table.
    """
    for number, cells in enumerate(_cells(place), start=1):
        yield Row(str(number), "", "", error=cells) if isinstance(cells, str) else _row(cells, number, columns)


def read_cells(place: Place, names: Sequence[str], *, required: Sequence[str] = ()) -> list[dict[str, str]]:
    """Read the columns `names` of a table, one dictionary per row, as text; what is missing is empty.

    Raises `InputError` where a column of `required` stands in no row.
    """
    rows = [{} if isinstance(cells, str) else cells for cells in _cells(place)]
    found = {name for row in rows for name in row}
    for name in required:
        if name not in found:
            raise InputError(f"{place}: no column {name!r}; found {', '.join(sorted(map(str, found)))}.")
    return [{name: _as_text(row.get(name)) for name in names} for row in rows]


def _as_text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()


def _row(cells: Mapping[str, Any], number: int, columns: Columns) -> Row:
    identifier, title, text, language = (
        cells.get(name) if name else None for name in (columns.id, columns.title, columns.text, columns.language)
    )
    row = Row(
        id=str(number) if identifier in (None, "") else str(identifier),
        title=str(title or ""),
        text=text if isinstance(text, str) else "",
        language=str(language or "").strip().lower() or None,
        error=None if isinstance(text, str) else "the text is missing",
    )
    if _is_damaged(row.id + row.title + row.text):
        return Row(str(number), "", "", error="the row is not valid UTF-8")
    return row


def _is_damaged(text: str) -> bool:
    """Tell whether a text holds halves of characters, which no file can be written with."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _cells(place: Place) -> Iterator[Cells]:
    if place.is_folder():
        yield from parquet_rows(place)
        return
    if place.suffix not in _READERS:
        raise InputError(f"{place}: give a folder or a table ending in {', '.join(_READERS)}.")
    if not place.is_file():
        raise InputError(f"{place}: no such file.")
    yield from _READERS[place.suffix](place)
