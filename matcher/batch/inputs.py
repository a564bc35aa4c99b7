"""Path or URL of a table or folder -> its rows or files, in order."""

from collections.abc import Iterator
from dataclasses import dataclass

from matcher.document import DOCUMENT_SUFFIXES
from matcher.errors import InputError
from matcher.places import Place, readable_name
from matcher.table import Columns, Row, column_names, find_columns, is_table, read_rows


@dataclass(frozen=True, slots=True)
class File:
    """One document of a folder; `id` is its name relative to the folder."""

    id: str
    place: Place


Item = Row | File


@dataclass(frozen=True, slots=True)
class BatchInput:
    """A table with its columns, or a folder of documents (`columns` is `None`); read anew at each `items()`."""

    place: Place
    columns: Columns | None

    def items(self) -> Iterator[Item]:
        """Yield the rows of the table in order, or the files of the folder in the order of their names."""
        if self.columns is not None:
            yield from read_rows(self.place, self.columns)
            return
        for name, place in self.place.files():
            if place.suffix in DOCUMENT_SUFFIXES:
                yield File(readable_name(name), place)


def open_input(place: Place, *, given: Columns) -> BatchInput:
    """Find out what `place` is and which columns to read, those `given` or the usual ones.

    Raises `InputError` for what is neither a table nor a folder, and for a folder without documents.
    """
    if is_table(place):
        return BatchInput(place, find_columns(column_names(place), given=given, place=place))
    if given != Columns():
        raise InputError(f"{place}: a folder of documents has no columns. Leave the options for columns out.")
    folder = BatchInput(place, None)
    if next(folder.items(), None) is None:
        raise InputError(f"{place}: no documents in this folder. It reads {', '.join(DOCUMENT_SUFFIXES)}.")
    return folder
