"""Examples + labelled documents of one's own -> refitted matcher, and how it grows with their number."""

from collections.abc import Sequence
from dataclasses import dataclass

from sklearn.base import clone

from matcher.corpus import Example
from matcher.encoder import CachingEncoder, SentenceEncoder
from matcher.errors import ModelError
from matcher.evaluation import LabelledAnswer, answer_examples
from matcher.pipeline import LevelMatcher


@dataclass(frozen=True, slots=True, eq=False)
class CurvePoint:
    """What matchers that learned from `n_own` documents of one's own answer to those they did not learn from.

    `answers` has one entry for each of one's own documents, in their order.
    """

    n_own: int
    answers: tuple[LabelledAnswer, ...]


def refit(base: Sequence[Example], own: Sequence[Example], *, like: LevelMatcher | None = None) -> LevelMatcher:
    """Fit a matcher on `base` and one's `own` examples, with the settings of `like` (default: the shipped model's).

    Raises `ModelError` where the same text is in both, as it would be learned twice.
    """
    _check_apart(base, own, "the examples fitted on already and your own")
    matcher: LevelMatcher = clone(like or LevelMatcher())
    return matcher.fit([*base, *own])


def learning_curve(
    base: Sequence[Example], own: Sequence[Example], *, sizes: Sequence[int], like: LevelMatcher | None = None
) -> list[CurvePoint]:
    """Refit with the first 0, 10, 20 … (`sizes`) examples of each half of `own`, and answer for the other half.

    So each of one's own documents is a test, and none is a test of what was learned from it; a `group` stays in
    one half. Shuffle `own` beforehand if its order means anything. Raises `ModelError` where a text is there twice.
    """
    halves = _halves(own)
    _check_apart(*halves, "the two halves of your own")
    cached = clone(like or LevelMatcher()).set_params(
        encoder=CachingEncoder((like and like.encoder) or SentenceEncoder())
    )
    points = []
    for size in sizes:
        matchers = [refit(base, half[:size], like=cached) for half in halves[: 2 if size else 1]]
        tests = zip(matchers, halves[::-1], strict=True) if size else [(matchers[0], own)]
        answers = {a.example.document.id: a for matcher, test in tests for a in answer_examples(matcher, test)}
        points.append(CurvePoint(size, tuple(answers[example.document.id] for example in own)))
    return points


def _halves(own: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """Deal out groups level by level, so that both halves are alike; each keeps the order of `own`."""
    levels: dict[str, int] = {}
    for example in own:
        levels.setdefault(_group(example), example.level)
    first = set(sorted(levels, key=lambda group: levels[group])[::2])
    return [e for e in own if _group(e) in first], [e for e in own if _group(e) not in first]


def _group(example: Example) -> str:
    return example.group or example.document.id


def _check_apart(some: Sequence[Example], others: Sequence[Example], what: str) -> None:
    known = {example.document.sha256 for example in some}
    shared = [example.document.id for example in others if example.document.sha256 in known]
    if shared:
        raise ModelError(f"{len(shared)} texts are both in {what}, such as {shared[0]!r}. Take them out of one.")
