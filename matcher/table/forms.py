"""Name of an output and how much it shall hold -> the form its answers are written in."""

from collections.abc import Iterable
from typing import IO, Any, Protocol

from matcher.errors import InputError
from matcher.places import Place
from matcher.table.csv_table import CsvForm
from matcher.table.json_lines import JsonForm, json_line
from matcher.table.parquet import ParquetForm
from matcher.table.short import SHORT_FIELDS, short_answer


class Form(Protocol):
    """How answers become the bytes of a part, and parts a file."""

    def encode(self, answers: Iterable[dict[str, Any]]) -> bytes:  # noqa: D102
        ...

    def join(self, parts: Iterable[bytes], file: IO[bytes]) -> None:  # noqa: D102
        ...


class OutputForm:
    """One of the three table forms, full or short.

    JSON Lines carry the whole result; CSV and Parquet the short fields, with the whole result as
    JSON in the field `result` beside them. Short leaves that out, and flattens JSON Lines too.
    """

    def __init__(self, form: Form, *, nested: bool, short: bool) -> None:
        self._form, self._nested, self._short = form, nested, short

    def encode(self, answers: Iterable[dict[str, Any]]) -> bytes:
        """Return the bytes of some answers in order, to be joined with others'."""
        return self._form.encode(map(self._shaped, answers))

    def join(self, parts: Iterable[bytes], file: IO[bytes]) -> None:
        """Write parts as one table."""
        self._form.join(parts, file)

    def _shaped(self, answer: dict[str, Any]) -> dict[str, Any]:
        if self._short:
            return short_answer(answer)
        return answer if self._nested else short_answer(answer) | {"result": json_line(answer).strip()}


def form_of(output: Place, *, short: bool) -> OutputForm:
    """Return the form that an output's name promises. Raises `InputError` for another ending."""
    fields = SHORT_FIELDS if short else (*SHORT_FIELDS, "result")
    if output.suffix == ".jsonl":
        return OutputForm(JsonForm(), nested=True, short=short)
    if output.suffix == ".csv":
        return OutputForm(CsvForm(fields), nested=False, short=short)
    if output.suffix == ".parquet":
        return OutputForm(ParquetForm(fields), nested=False, short=short)
    raise InputError(f"{output}: give an output that ends in .csv, .jsonl or .parquet.")
