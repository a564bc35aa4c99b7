"""Input -> how many rows it has and a fingerprint of them, before any work; no id may stand twice."""

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from matcher.batch.inputs import BatchInput, File, Item
from matcher.errors import InputError
from matcher.table import Row

_BLOCK = 1 << 20  # bytes of a file read at once


@dataclass(frozen=True, slots=True)
class Survey:
    """What one pass over an input tells; `fingerprint` changes with any id, title, text or their order."""

    n_rows: int
    fingerprint: str


def survey_input(batch_input: BatchInput) -> Survey:
    """Count and fingerprint an input, holding neither its texts nor its ids.

    Raises `InputError` for an id that stands twice (naming both rows), for an input without rows
    and for a file that cannot be opened.
    """
    digest, n_rows = hashlib.sha256(), 0
    for n_rows, item in enumerate(_distinct(batch_input), start=1):  # noqa: B007 - the last number is the count
        for part in _parts(item):
            digest.update(part)
    if n_rows == 0:
        raise InputError(f"{batch_input.place}: there are no rows in it.")
    return Survey(n_rows, digest.hexdigest())


def _distinct(batch_input: BatchInput) -> Iterator[Item]:
    """Yield all items while no id comes twice; ids are kept as hashes in a database that goes to disk when large."""
    with sqlite3.connect("") as ids:  # the empty name is a private file that vanishes with the connection
        ids.execute("CREATE TABLE ids (id BLOB PRIMARY KEY, number INTEGER) WITHOUT ROWID")
        for number, item in enumerate(batch_input.items(), start=1):
            key = hashlib.blake2b(item.id.encode(), digest_size=16).digest()
            try:
                ids.execute("INSERT INTO ids VALUES (?, ?)", (key, number))
            except sqlite3.IntegrityError:
                (first,) = ids.execute("SELECT number FROM ids WHERE id = ?", (key,)).fetchone()
                raise InputError(
                    f"{batch_input.place}: rows {first} and {number} have the same id. Give each row its own."
                ) from None
            yield item


def _parts(item: Item) -> Iterator[bytes]:
    yield _framed(item.id)
    if isinstance(item, File):
        yield from _file_parts(item)
    else:
        yield from (_framed(value) for value in _values(item))


def _values(row: Row) -> tuple[str | None, ...]:
    return row.title, row.text, row.language, row.error


def _framed(value: str | None) -> bytes:
    """Put the length before the bytes, so that no two rows run into one another."""
    raw = (value or "").encode()
    return f"{'-' if value is None else len(raw)}:".encode() + raw


def _file_parts(file: File) -> Iterator[bytes]:
    digest: Any = hashlib.sha256()
    try:
        with file.place.open("rb") as raw:
            while block := raw.read(_BLOCK):
                digest.update(block)
    except OSError as error:  # the answer will say so too; what is fingerprinted is that it cannot be read
        digest.update(str(error.errno).encode())
    yield digest.digest()
