"""One answer of the program and what a person decided on it, as frozen data."""

from dataclasses import dataclass

from matcher.errors import ReviewsError
from matcher.framework import LEVELS
from matcher.result import NOT_THIS_SKILL, MatchResult, Suggestion

ACCEPTED = "accepted"
CHANGED = "changed"

NO_SKILL = 0  # the level of a document that does not show the skill, as in labelled files


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided, and why.

    `verdict` is `accepted` or `changed`; `level` is 1 to 6, 0 (not this skill) or `None` (cannot be
    said from this text).
    """

    verdict: str
    level: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class KeptText:
    """A document's own words, kept because the reader said so."""

    text: str
    title: str


@dataclass(frozen=True, slots=True)
class Review:
    """One answer, and what a person decided; without a decision it is an entry of the log.

    `time` is UTC in ISO 8601; `probabilities` are those of levels 1 to 6, `quotes` the start and end of
    each one's quotes. `asked_sha256` is of text and title together, which nobody can guess from a list of
    titles. `run` and `place` say which row of which batch it was. What reviews of before form 2 lack is `None`.
    """

    id: int
    time: str
    document_sha256: str
    framework_sha256: str
    model_sha256: str
    policy: str
    policy_sha256: str | None
    program: str | None
    asked_sha256: str | None
    language: str | None
    kind: str | None
    run: str | None
    place: int | None
    skill_probability: float
    status: str
    level: int | None
    probabilities: tuple[float, ...]
    quotes: tuple[tuple[tuple[int, int], ...], ...] | None
    decision: Decision | None
    kept: KeptText | None


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a deleted review: which one, and when it was deleted (UTC)."""

    id: int
    time: str


def accepted(result: MatchResult, *, reason: str = "") -> Decision:
    """Return the decision that takes the suggestion as it is; `not_this_skill` is level 0."""
    return Decision(ACCEPTED, _suggested(result.suggestion), reason.strip())


def decision_on(review: Review, level: int | None, *, reason: str = "") -> Decision:
    """Return the decision for `level` on a kept answer: accepted where it is the answer's own."""
    if level == _suggested(review):
        return Decision(ACCEPTED, level, reason.strip())
    return changed(level, reason=reason)


def _suggested(answer: Suggestion | Review) -> int | None:
    return NO_SKILL if answer.status == NOT_THIS_SKILL else answer.level


def changed(level: int | None, *, reason: str = "") -> Decision:
    """Return the decision for another level: 1 to 6, 0 for not this skill, `None` for cannot say."""
    if level not in (None, NO_SKILL, *LEVELS):
        raise ReviewsError(f"A decided level is 0 to 6 or none, not {level!r}.", code="bad_level")
    return Decision(CHANGED, level, reason.strip())
