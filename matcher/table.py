"""Input table -> rows with id, title and text; answers -> output table."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from matcher.errors import InputError
from matcher.framework import LEVELS

TABLE_SUFFIXES = (".csv", ".jsonl", ".parquet")
_ID_NAMES = ("id", "doc_id", "document_id", "job_id", "uuid")
_TITLE_NAMES = ("title", "job_title", "titel", "título", "titulo", "stanowisko", "position")
_TEXT_NAMES = (
    "text",
    "description",
    "job_description",
    "body",
    "content",
    "beschreibung",
    "descripcion",
    "descrição",
    "opis",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an input table; `error` says why it cannot be a document, `hidden` what its file hides."""

    id: str
    title: str
    text: str
    language: str | None = None
    error: str | None = None
    hidden: tuple[str, ...] = ()


def read_rows(path: Path, *, language_column: str | None = None) -> Iterator[Row]:
    """Read CSV, JSON Lines or Parquet row by row, in order.

    Columns are found by their usual names. Missing ids are numbered from 1. Raises `InputError`
    for an unreadable table and for ids that stand twice (naming the rows); a single bad row
    comes back as a row with an error.
    """
    seen: dict[str, int] = {}
    for number, cells in enumerate(_raw_rows(path), start=1):
        if isinstance(cells, str):
            row = Row(str(number), "", "", error=cells)
        else:
            row = _row(cells, number, path, language_column)
        if row.id in seen:
            raise InputError(
                f"{path}: id {row.id!r} stands in rows {seen[row.id]} and {number}. Give each row its own id."
            )
        seen[row.id] = number
        yield row


def _row(cells: dict[str, Any], number: int, path: Path, language_column: str | None) -> Row:
    names = {str(name).strip().lower(): name for name in cells}
    text_name = next((names[name] for name in _TEXT_NAMES if name in names), None)
    if text_name is None:
        raise InputError(f"{path}: no column with the text; found {', '.join(names)}. Name it `text`.")
    if language_column is not None and language_column not in cells:
        raise InputError(f"{path}: no column {language_column!r}; found {', '.join(map(str, cells))}.")
    id_name = next((names[name] for name in _ID_NAMES if name in names), None)
    title_name = next((names[name] for name in _TITLE_NAMES if name in names), None)
    identifier = cells.get(id_name) if id_name else None
    text = cells[text_name]
    return Row(
        id=str(number) if identifier in (None, "") else str(identifier),
        title=str(cells.get(title_name) or "") if title_name else "",
        text=text if isinstance(text, str) else "",
        language=str(cells[language_column]).strip().lower() or None if language_column else None,
        error=None if isinstance(text, str) else "the text is missing",
    )


def _raw_rows(path: Path) -> Iterator[dict[str, Any] | str]:
    readers = {".csv": _csv_rows, ".jsonl": _jsonl_rows, ".parquet": _parquet_rows}
    if path.suffix.lower() not in readers:
        raise InputError(f"{path}: give a folder or a table ending in {', '.join(TABLE_SUFFIXES)}.")
    if not path.is_file():
        raise InputError(f"{path}: no such file.")
    yield from readers[path.suffix.lower()](path)


def _csv_rows(path: Path) -> Iterator[dict[str, Any]]:
    csv.field_size_limit(50_000_000)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            sample = file.read(20_000)
            file.seek(0)
            yield from csv.DictReader(
                file,
                delimiter=";" if sample.split("\n")[0].count(";") > sample.split("\n")[0].count(",") else ",",
            )
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: not a CSV table in UTF-8 ({error}). Save it as “CSV UTF-8”.") from error


def _jsonl_rows(path: Path) -> Iterator[dict[str, Any] | str]:
    try:
        with path.open(encoding="utf-8-sig") as file:
            for line in file:
                if line.strip():
                    yield _json_row(line)
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 ({error}). Save it as UTF-8.") from error


def _json_row(line: str) -> dict[str, Any] | str:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        return f"the line is not valid JSON ({error.msg} at character {error.pos})"
    return row if isinstance(row, dict) else "the line is not a JSON object"


def _parquet_rows(path: Path) -> Iterator[dict[str, Any]]:
    parquet = _parquet_library()
    try:
        file = parquet.ParquetFile(path)
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: not a Parquet file ({error}).") from error
    for batch in file.iter_batches(batch_size=256):
        yield from batch.to_pylist()


def write_answers(answers: Iterable[dict[str, Any]], path: Path, *, columns: str = "full") -> None:
    """Write one answer per line or row, in order.

    JSON Lines carry the result as it is; CSV and Parquet hold the short columns, with the whole
    result as JSON beside them unless `columns` is `short`.
    """
    suffix = path.suffix.lower()
    if suffix == ".jsonl":
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for answer in answers:
                file.write(json_line(short_answer(answer) if columns == "short" else answer))
    elif suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            _write_csv(answers, file, columns)
    elif suffix == ".parquet":
        _write_parquet([_flat(answer, columns) for answer in answers], path)
    else:
        raise InputError(f"{path}: give an output that ends in {', '.join(TABLE_SUFFIXES)}.")


def json_line(answer: dict[str, Any]) -> str:
    """Render one answer as one line of JSON."""
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")) + "\n"


def short_answer(answer: dict[str, Any]) -> dict[str, Any]:
    """Return the flat short form of an answer, for spreadsheets."""
    document, suggestion = answer["document"], answer.get("suggestion") or {}
    error = answer.get("error") or {}
    level = suggestion.get("level")
    quotes = answer["levels"][level - 1]["evidence"][:3] if level else []
    short = {
        "id": document["id"],
        "title": document.get("title", ""),
        "language": document.get("language", ""),
        "kind": document.get("kind", ""),
        "status": suggestion.get("status", "error"),
        "level": level,
        "expected_level": suggestion.get("expected_level"),
        "skill_probability": answer["skill"]["probability"] if suggestion else None,
    }
    for k in LEVELS:
        short[f"probability_{k}"] = answer["levels"][k - 1]["probability"] if suggestion else None
    short["quotes"] = " | ".join(quote.get("text", "") for quote in quotes)
    short["error"] = f"{error['code']}: {error['message']}" if error else ""
    return short


def _flat(answer: dict[str, Any], columns: str) -> dict[str, Any]:
    short = short_answer(answer)
    return short if columns == "short" else short | {"result": json_line(answer).strip()}


def _write_csv(answers: Iterable[dict[str, Any]], file: TextIO, columns: str) -> None:
    writer: csv.DictWriter[str] | None = None
    for answer in answers:
        row = _flat(answer, columns)
        if writer is None:
            writer = csv.DictWriter(file, fieldnames=list(row))
            writer.writeheader()
        writer.writerow({name: harmless(cell) for name, cell in row.items()})


def harmless(cell: Any) -> Any:
    """Keep a spreadsheet from running a cell of a document as a formula."""
    return "'" + cell if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _write_parquet(rows: Sequence[dict[str, Any]], path: Path) -> None:
    parquet = _parquet_library()
    import pyarrow

    parquet.write_table(pyarrow.Table.from_pylist(list(rows)), path)


def _parquet_library() -> Any:
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise InputError('Parquet needs the extra "cluster": pip install "matcher[cluster]".') from error
    return parquet
