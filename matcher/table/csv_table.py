"""CSV -> rows as read, and flat answers -> CSV."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import IO, Any

from matcher.errors import InputError
from matcher.places import Place

_MAX_CELL = 50_000_000  # characters; the csv module's own bound of 131,072 is shorter than long CVs
_SAMPLE = 20_000  # bytes from which delimiter and encoding are told
# A spreadsheet would run a cell that begins so, some of them after white space or in full width (OWASP, CSV injection).
_LIVE = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n']")


def csv_rows(place: Place) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table in UTF-8, with commas, semicolons or tabs.

    Bytes that are not UTF-8 come back as lone surrogates, so that they cost one row and not the
    table; a table that begins with such bytes is refused as a whole, being in another encoding.
    """
    csv.field_size_limit(_MAX_CELL)
    try:
        with place.open("rb") as raw:
            head = _head(raw.read(_SAMPLE), place)
            raw.seek(0)
            file = io.TextIOWrapper(raw, encoding="utf-8-sig", errors="surrogateescape", newline="")
            yield from csv.DictReader(file, delimiter=max(",;\t", key=head.count))
    except (csv.Error, OSError) as error:
        raise InputError(f"{place}: not a CSV table ({error}). Save it as “CSV UTF-8”.") from error


def _head(sample: bytes, place: Place) -> str:
    """Return the first line. Raises `InputError` for an encoding other than UTF-8."""
    try:
        text = sample[: sample.rfind(b"\n") + 1 or None].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{place}: not a CSV table in UTF-8 ({error}). Save it as “CSV UTF-8”.") from error
    return text.split("\n")[0]


class CsvForm:
    """Flat answers as CSV; cells that a spreadsheet would run are made harmless."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        self.fields = fields

    def encode(self, answers: Iterable[dict[str, Any]]) -> bytes:
        """Return the lines of flat `answers`, without the header."""
        file = io.StringIO(newline="")
        writer = csv.DictWriter(file, fieldnames=self.fields)
        writer.writerows({name: harmless(cell) for name, cell in answer.items()} for answer in answers)
        return file.getvalue().encode("utf-8")

    def join(self, parts: Iterable[bytes], file: IO[bytes]) -> None:
        """Write the header and all `parts`."""
        header = io.StringIO(newline="")
        csv.writer(header).writerow(self.fields)
        file.write(header.getvalue().encode("utf-8"))
        file.writelines(parts)


def harmless(cell: Any) -> Any:
    """Keep a spreadsheet from running a cell of a document as a formula, by an apostrophe before it.

    Text that itself begins with an apostrophe gets one, too: whoever takes one off has every cell as it was.
    """
    return "'" + cell if isinstance(cell, str) and _LIVE.match(cell) else cell
