"""Parquet -> rows as read, and flat answers -> Parquet."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import PurePosixPath
from typing import IO, Any

from matcher.errors import InputError
from matcher.places import Place
from matcher.table.json_lines import JsonForm

_READ_ROWS = 64  # at once: a few hundred kilobytes of text
_READ_BYTES = 1 << 20  # of a column at once; otherwise a whole row group, which may be a whole file, is held
_GROUP_ROWS = 1000  # of an output's row group
_NUMBERS = {"level": "int64", "expected_level": "float64", "skill_probability": "float64"}


def parquet_rows(place: Place) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file, or of all files of a folder in the order of their names.

    Folders named `column=value`, as partitioned data sets have them, are columns too.
    """
    files = [(name, file) for name, file in place.files() if file.suffix == ".parquet"] if place.is_folder() else []
    for name, file in files or [("", place)]:
        folders = [part.partition("=") for part in PurePosixPath(name).parts[:-1]]
        partition = {column: value for column, sign, value in folders if sign}
        for cells in _file_rows(file):
            yield cells | partition


def _file_rows(place: Place) -> Iterator[dict[str, Any]]:
    parquet = _library()
    try:
        with place.open("rb") as raw:
            file = parquet.ParquetFile(raw, buffer_size=_READ_BYTES, pre_buffer=False)
            for batch in file.iter_batches(batch_size=_READ_ROWS, use_threads=False):
                yield from batch.to_pylist()
    except (OSError, ValueError) as error:
        raise InputError(f"{place}: not a Parquet file ({error}).") from error


class ParquetForm(JsonForm):
    """Flat answers as one Parquet file; until they are joined they stand as lines of JSON."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        self.fields = fields
        _library()  # missing: say so before the work, not after it

    def join(self, parts: Iterable[bytes], file: IO[bytes]) -> None:
        """Write all `parts` in row groups of the same size, whatever the size of the parts."""
        import pyarrow

        schema = pyarrow.schema([(name, pyarrow.type_for_alias(_type_of(name))) for name in self.fields])
        rows = (json.loads(line) for part in parts for line in part.splitlines())
        with _library().ParquetWriter(file, schema) as writer:
            while group := list(islice(rows, _GROUP_ROWS)):
                writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))


def _type_of(name: str) -> str:
    return "float64" if name.startswith("probability_") else _NUMBERS.get(name, "string")


def _library() -> Any:
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise InputError('Parquet needs the extra "cluster": pip install "matcher[cluster]".') from error
    return parquet
