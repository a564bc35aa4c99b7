"""A row of the log and the answer given now -> what differs between them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from matcher.document import Document
from matcher.errors import ReviewsError
from matcher.policy import Policy
from matcher.result import MatchResult, ModelInfo
from matcher.reviews.entry import Entry, asked_sha256, entry_of
from matcher.reviews.review import Review

TOLERANCE = 1e-4  # of each number; further digits differ between processor types


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was: a premise (`document`, `title`, `model` …) or a part of the answer."""

    what: str
    then: Any
    now: Any


def check_replayable(review: Review) -> None:
    """Raise `ReviewsError` for a row that says too little to be answered again."""
    if review.asked_sha256 is None:
        raise ReviewsError(
            f"Review {review.id} was made by a matcher that did not yet keep what a replay needs.",
            code="not_replayable",
        )


def different_premises(
    review: Review,
    document: Document,
    *,
    framework_sha256: str,
    model: ModelInfo,
    policy: Policy | None,
    program: str,
) -> Iterator[Difference]:
    """Yield what differs in what the answer rests on, before it is given again."""
    if review.document_sha256 != document.sha256:
        yield Difference("document", review.document_sha256, document.sha256)
    elif review.asked_sha256 != asked_sha256(document.text, document.title):
        yield Difference("title", "another, given apart", "as it stands in the document, or as given")
    if review.framework_sha256 != framework_sha256:
        yield Difference("framework", review.framework_sha256, framework_sha256)
    if review.model_sha256 != model.sha256:
        yield Difference("model", review.model_sha256, model.sha256)
    if review.policy_sha256 != (policy.sha256 if policy else None):
        yield Difference("policy", review.policy or "none", policy.name if policy else "none")
    if review.program != program:
        yield Difference("program", review.program, program)


def different_answers(review: Review, result: MatchResult) -> Iterator[Difference]:
    """Yield where the answer itself differs: status, level, quotes, and numbers by more than `TOLERANCE`."""
    now: Entry = entry_of(result)
    for what in ("status", "level"):
        if getattr(review, what) != now[what]:
            yield Difference(what, getattr(review, what), now[what])
    quotes = json.loads(now["quotes"])
    for level, (then, again) in enumerate(zip(review.quotes or (), quotes, strict=True), start=1):
        if [list(place) for place in then] != again:
            yield Difference(f"quotes of level {level}", then, tuple(map(tuple, again)))
    if _far(review.skill_probability, now["skill_probability"]):
        yield Difference("probability of the skill", review.skill_probability, now["skill_probability"])
    for level, (before, after) in enumerate(
        zip(review.probabilities, json.loads(now["probabilities"]), strict=True), start=1
    ):
        if _far(before, after):
            yield Difference(f"probability of level {level}", before, after)


def _far(then: float, now: float) -> bool:
    return abs(then - now) > TOLERANCE + 1e-9  # both are rounded to four decimals
