"""Chunk of rows -> part with their answers, in whichever process this runs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import joblib
from threadpoolctl import threadpool_limits

from matcher.batch.inputs import File, Item
from matcher.batch.parts import Part
from matcher.batch.seen import SeenDocuments
from matcher.document import MAX_BYTES, Document, FileText, make_document, read_bytes
from matcher.errors import BatchError, DocumentError, LanguageError, MatcherError, ModelError
from matcher.framework import Framework, load_framework
from matcher.persistence import load_model
from matcher.pipeline import LevelMatcher
from matcher.places import Place
from matcher.policy import Policy
from matcher.redaction import redact_result
from matcher.result import FailedResult, MatchResult
from matcher.reviews import entry_of
from matcher.table import form_of

Answer = TypeVar("Answer")

_ENTRY = "entry"  # of an answer, on its way to the part


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything beside the documents that decides the bytes of the answers.

    `text` is `quotes`, or `none` for answers without the documents' words; `output` gives the form.
    With `redact` what is personal in those words is blackened. With `log` each answer has its entry beside it.
    """

    output: Place
    short: bool = False
    text: str = "quotes"
    framework: str | None = None
    model: Path | None = None
    trust: bool = False
    policy: Policy | None = None
    redact: bool = False
    log: bool = False

    @property
    def numbered(self) -> bool:
        """Whether numbers take the place of ids, which are often names of files, and these of people."""
        return self.redact or self.text == "none"


def answer_chunk(number: int, items: Sequence[Item], recipe: Recipe, model_sha256: str) -> Part:
    """Answer for a few rows; one that fails becomes an answer with an error and holds up nothing.

    Raises `ModelError` where this machine has another model than the one that asks.
    """
    matcher = load_matcher(recipe.model, recipe.trust, recipe.policy)
    if matcher.info_.sha256 != model_sha256:
        raise ModelError("A worker has another model than this machine. Install the same version of matcher on both.")
    with joblib.parallel_config(backend="sequential"):  # scikit-learn's own would go back to the cluster, for each text
        answers = [_answer(item, matcher, recipe) for item in items]
    return make_part(number, answers, recipe)


def make_part(number: int, answers: Sequence[dict[str, Any]], recipe: Recipe) -> Part:
    """Bring answers into the output's form, and the reasons of failed ones beside them."""
    failed = tuple(answer["error"]["message"] for answer in answers if "error" in answer)
    entries = tuple(answer.pop(_ENTRY, None) for answer in answers) if recipe.log else ()
    return Part(number, len(answers), failed, form_of(recipe.output, short=recipe.short).encode(answers), entries)


@cache
def load_matcher(model: Path | None, trust: bool, policy: Policy | None) -> LevelMatcher:
    """Read the model once per process, and keep BLAS at one thread from then on: the same bytes everywhere."""
    matcher = load_model(model, trust=trust, policy=policy)
    threadpool_limits(1)
    return matcher


@cache
def _framework(name: str) -> Framework:
    return load_framework(name)


@cache
def _seen() -> SeenDocuments:
    return SeenDocuments()


def answer_item(item: Item, match: Callable[[Document], MatchResult]) -> MatchResult | FailedResult:
    """Answer for one row or file with `match`; one that cannot be read comes back as failed, with the reason."""
    return _guarded(item, lambda: match(read_item(item)))


def read_item(item: Item) -> Document:
    """Make a row or file a document. Raises `DocumentError` and `LanguageError` for one that cannot be."""
    title, text, language, hidden = _asked(item)
    return make_document(text, id=item.id, title=title, language=language, hidden=hidden)


def _guarded(item: Item, make: Callable[[], Answer]) -> Answer | FailedResult:
    try:
        return make()
    except (DocumentError, LanguageError) as error:
        return FailedResult(item.id, error.code, str(error))
    except MatcherError:
        raise
    except (OSError, MemoryError) as error:  # the machine's trouble and not the document's: all others would fail too
        raise BatchError(f"This machine ran short while answering: {error}. Mend that and give --resume.") from error
    except Exception as error:  # a parser's own mistake must not cost a million other documents
        reason = f"{item.id}: reading it failed inside the program ({type(error).__name__}). The others were answered."
        return FailedResult(item.id, "failed", reason)


def _answer(item: Item, matcher: LevelMatcher, recipe: Recipe) -> dict[str, Any]:
    answer = _guarded(item, lambda: _match(item, matcher, recipe))
    return answer.to_dict() if isinstance(answer, FailedResult) else answer


def _match(item: Item, matcher: LevelMatcher, recipe: Recipe) -> dict[str, Any]:
    title, text, language, hidden = asked = _asked(item)

    def make() -> dict[str, Any]:
        document = make_document(text, id=item.id, title=title, language=language, hidden=hidden)
        framework = _framework(recipe.framework) if recipe.framework else None
        result = matcher.match(document, framework=framework)
        entry = {_ENTRY: entry_of(result, recipe.policy)} if recipe.log else {}
        if recipe.redact:
            result = redact_result(result, id=item.id)
        return result.to_dict(text=recipe.text) | entry

    thresholds = str(matcher.thresholds)
    decisive = (*asked, matcher.info_.sha256, thresholds, recipe.framework, recipe.text, recipe.redact, recipe.log)
    return _seen().answer(decisive, item.id, make)


def _asked(item: Item) -> tuple[str | None, str, str | None, tuple[str, ...]]:
    """Return title, text, language, and what the file hides. Raises `DocumentError` where it has none."""
    if isinstance(item, File):
        read = _read_file(item)
        return None, read.text, None, read.hidden
    if item.error:
        raise DocumentError(f"{item.id}: {item.error}.", code="bad_row")
    return item.title, item.text, item.language, item.hidden


def _read_file(file: File) -> FileText:
    try:
        with file.place.open("rb") as opened:
            raw = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise DocumentError(f"{file.id}: cannot be opened ({error.strerror}).", code="unreadable") from error
    return read_bytes(raw, name=file.id, suffix=file.place.suffix)
