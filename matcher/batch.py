"""Many documents -> many results, in order, on all cores."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path

import joblib

from matcher.document import DOCUMENT_SUFFIXES, Document, make_document, read_document
from matcher.errors import DocumentError, InputError, LanguageError
from matcher.framework import load_framework
from matcher.persistence import load_model
from matcher.pipeline import LevelMatcher
from matcher.result import FailedResult, MatchResult
from matcher.table import Row, read_rows

CHUNK = 16  # documents per task: about a second of work, so that progress moves and cores end together


def read_input(path: Path, *, language_column: str | None = None) -> Iterator[Row | Path]:
    """Yield the rows of a table, or the files of a folder in the order of their names.

    Raises `InputError` for a path that is neither, or a folder without documents.
    """
    if not path.is_dir():
        yield from read_rows(path, language_column=language_column)
        return
    files = sorted(item for item in path.rglob("*") if item.is_file() and item.suffix.lower() in DOCUMENT_SUFFIXES)
    if not files:
        raise InputError(f"{path}: no documents in this folder. It reads {', '.join(DOCUMENT_SUFFIXES)}.")
    yield from files


def match_batch(
    rows: Iterable[Row | Path],
    *,
    model: Path | None = None,
    trust: bool = False,
    framework: str | None = None,
    jobs: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Iterator[MatchResult | FailedResult]:
    """Yield one result per row, in order; the same bytes with any number of `jobs`.

    A row that cannot be read becomes a `FailedResult` and holds up nothing.
    """
    load_model(model, trust=trust)  # fail here, with one message, and not once per process
    parallel = joblib.Parallel(n_jobs=jobs, return_as="generator", pre_dispatch=2 * max(1, jobs))
    tasks = (joblib.delayed(match_chunk)(chunk, model, trust, framework) for chunk in _chunks(rows))
    done = 0
    for results in parallel(tasks):
        for result in results:
            done += 1
            yield result
        if progress:
            progress(done)


def available_jobs() -> int:
    """Return how many processes this machine can really run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def match_chunk(
    chunk: Sequence[Row | Path], model: Path | None, trust: bool, framework: str | None
) -> list[MatchResult | FailedResult]:
    """Answer for a few rows in this process; the model is read once per process."""
    matcher = _matcher(model, trust)
    return [_match_row(matcher, row, framework) for row in chunk]


def _match_row(matcher: LevelMatcher, row: Row | Path, framework: str | None) -> MatchResult | FailedResult:
    name = row.name if isinstance(row, Path) else row.id
    if isinstance(row, Row) and row.error:
        return FailedResult(name, "bad_row", f"{name}: {row.error}.")
    try:
        document = _document(row)
    except (DocumentError, LanguageError) as error:
        return FailedResult(name, error.code, str(error))
    return matcher.match(document, framework=load_framework(framework) if framework else None)


def _document(row: Row | Path) -> Document:
    if isinstance(row, Path):
        return read_document(row)
    return make_document(row.text, id=row.id, title=row.title, language=row.language, hidden=row.hidden)


@cache
def _matcher(model: Path | None, trust: bool) -> LevelMatcher:
    return load_model(model, trust=trust)


def _chunks(rows: Iterable[Row | Path]) -> Iterator[list[Row | Path]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk
