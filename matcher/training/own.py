"""Examples + labelled documents of one's own -> refitted matcher, and how it grows with their number."""

from collections.abc import Sequence
from dataclasses import dataclass

from sklearn.base import clone

from matcher.corpus import Example
from matcher.encoder import RememberingEncoder, SentenceEncoder
from matcher.errors import ModelError
from matcher.evaluation import LabelledAnswer, answer_examples
from matcher.pipeline import LevelMatcher


@dataclass(frozen=True, slots=True, eq=False)
class CurvePoint:
    """A matcher refitted with the first `n_own` of one's own documents, and its answers for the test documents."""

    n_own: int
    matcher: LevelMatcher
    answers: tuple[LabelledAnswer, ...]


def refit(base: Sequence[Example], own: Sequence[Example], *, like: LevelMatcher | None = None) -> LevelMatcher:
    """Fit a matcher on `base` and one's `own` examples, with the settings of `like` (default: the shipped model's).

    Raises `ModelError` where the same text is in both, as it would be learned twice.
    """
    _check_apart(base, own, "the examples fitted on already and your own")
    matcher: LevelMatcher = clone(like or LevelMatcher())
    return matcher.fit([*base, *own])


def learning_curve(
    base: Sequence[Example],
    own: Sequence[Example],
    test: Sequence[Example],
    *,
    sizes: Sequence[int],
    like: LevelMatcher | None = None,
) -> list[CurvePoint]:
    """Refit with the first 0, 10, 20 … (`sizes`) of one's `own` examples and answer for the `test` examples each time.

    Shuffle `own` beforehand if its order means anything. Raises `ModelError` where a test document is
    among those learned from.
    """
    _check_apart([*base, *own], test, "the examples learned from and the test documents")
    encoder = RememberingEncoder((like and like.encoder) or SentenceEncoder())
    points = []
    for size in sizes:
        matcher = refit(base, own[:size], like=clone(like or LevelMatcher()).set_params(encoder=encoder))
        points.append(CurvePoint(size, matcher, tuple(answer_examples(matcher, test))))
    for point in points:
        point.matcher.set_params(encoder=like and like.encoder)
        point.matcher.encoder_ = encoder.encoder
    return points


def _check_apart(some: Sequence[Example], others: Sequence[Example], what: str) -> None:
    known = {example.document.sha256 for example in some}
    shared = [example.document.id for example in others if example.document.sha256 in known]
    if shared:
        raise ModelError(f"{len(shared)} texts are both in {what}, such as {shared[0]!r}. Take them out of one.")
