"""Input, recipe and crew -> the output file, with nothing lost and nothing twice."""

from collections.abc import Iterator, Set
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from itertools import islice
from typing import Any, Protocol

from matcher.batch.crew import Crew
from matcher.batch.desk import Chunk
from matcher.batch.inputs import BatchInput, Item
from matcher.batch.parts import Part, PartsFolder, parts_folder
from matcher.batch.survey import survey_input
from matcher.batch.worker import Recipe, answer_chunk, load_matcher, make_part
from matcher.errors import BatchError
from matcher.framework import load_framework
from matcher.places import Place
from matcher.result import FailedResult
from matcher.reviews import ReviewStore
from matcher.table import OutputForm, form_of

MIN_CHUNK, MAX_CHUNK = 16, 256  # documents: a second of work, so that cores end together, to ten seconds of it
_CHUNKS = 2000  # wished for, between these bounds: enough for progress, few enough for one folder


class Watcher(Protocol):
    """Whoever wants to know how a run goes on."""

    def begin(self, n_rows: int, n_done: int) -> None:
        """Hear how many rows there are, and how many an interrupted run has answered."""

    def advance(self, n_rows: int) -> None:
        """Hear of rows answered."""

    def fail(self, message: str) -> None:
        """Hear of a row that has no answer but an error; they come at the end, in order."""


def run_batch(batch_input: BatchInput, recipe: Recipe, *, crew: Crew, watcher: Watcher, resume: bool = False) -> int:
    """Write one answer per row, in order, and return how many of them are errors.

    The bytes depend on input, model and options alone. What an interrupted run has answered stays
    in a folder beside the output, and with `resume` only the rest is done. Raises `InputError`,
    `ModelError`, `ReviewsError` and `BatchError` for what stops the whole run.
    """
    if recipe.log:
        with ReviewStore():  # a log that cannot be written is told before hours of work
            pass
    form = form_of(recipe.output, short=recipe.short)
    model_sha256 = load_matcher(
        recipe.model, recipe.trust, recipe.policy
    ).info_.sha256  # a bad model fails here, with one message
    survey = survey_input(batch_input)
    size = min(MAX_CHUNK, max(MIN_CHUNK, survey.n_rows // _CHUNKS))
    n_chunks = -(-survey.n_rows // size)
    parts = parts_folder(recipe.output)
    try:
        parts.begin(_manifest(survey.fingerprint, model_sha256, recipe, size), resume=resume)
        there = parts.numbers()
        watcher.begin(survey.n_rows, sum(min(size, survey.n_rows - number * size) for number in there))
        items = _numbered(batch_input.items()) if recipe.numbered else batch_input.items()
        chunks = _chunks(items, size, without=there)
        answer = partial(answer_chunk, recipe=recipe, model_sha256=model_sha256)
        for part in crew.answer(chunks, answer, partial(give_up, recipe=recipe)):
            parts.put(part)
            watcher.advance(part.n_rows)
        if recipe.log:
            _log(parts, n_chunks, size)
        n_failed = _join(parts, n_chunks, form, recipe.output, watcher)
        parts.remove()
    except OSError as error:
        raise BatchError(_cannot_write(recipe.output, parts, error)) from error
    return n_failed


def give_up(number: int, items: list[Item], recipe: Recipe) -> Part:
    """Answer with an error for documents that end the process that reads them."""
    answers = [
        FailedResult(item.id, "failed", f"{item.id}: reading it ended the process each time. The others were answered.")
        for item in items
    ]
    return make_part(number, [answer.to_dict() for answer in answers], recipe)


def _manifest(fingerprint: str, model_sha256: str, recipe: Recipe, size: int) -> dict[str, Any]:
    options = {
        "form": recipe.output.suffix,
        "short": recipe.short,
        "text": recipe.text,
        "policy": dict(recipe.policy.thresholds) if recipe.policy else None,
        "redact": recipe.redact,
        "log": recipe.log,
        "framework": load_framework(recipe.framework).sha256 if recipe.framework else None,
        "chunk": size,
    }
    return {"input": fingerprint, "model": model_sha256, "options": options, "version": version("matcher")}


def _numbered(items: Iterator[Item]) -> Iterator[Item]:
    for number, item in enumerate(items, start=1):
        yield replace(item, id=str(number))


def _chunks(items: Iterator[Item], size: int, *, without: Set[int]) -> Iterator[Chunk]:
    number = 0
    while chunk := list(islice(items, size)):
        if number not in without:
            yield number, chunk
        number += 1


def _log(parts: PartsFolder, n_chunks: int, size: int) -> None:
    """Keep every answer in the log, once, before the output gets its name; failed rows have no answer."""
    entries = (
        entry | {"place": number * size + row}
        for number in range(n_chunks)
        for row, entry in enumerate(parts.get(number).entries, start=1)
        if entry is not None
    )
    with ReviewStore() as store:
        store.add_run(entries, parts.run_id())


def _join(parts: PartsFolder, n_chunks: int, form: OutputForm, output: Place, watcher: Watcher) -> int:
    """Write all parts in order as one file, give it its name, and return the number of errors in it."""
    n_failed = 0

    def bodies() -> Iterator[bytes]:
        nonlocal n_failed
        for number in range(n_chunks):
            part = parts.get(number)
            for message in part.failed:
                watcher.fail(message)
            n_failed += len(part.failed)
            yield part.body

    joined = parts.folder / f"joined{output.suffix}"
    with joined.open("wb") as file:
        form.join(bodies(), file)
    output.receive(joined)
    return n_failed


def _cannot_write(output: Place, parts: PartsFolder, error: OSError) -> str:
    why = f"Cannot write {output}: {error.strerror or error}."
    kept = "The answers so far are kept: mend that, and the same command with --resume goes on."
    return f"{why} {kept if parts.folder.is_dir() else 'Give another place.'}"
