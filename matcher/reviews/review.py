"""One answer of the program and what a person decided on it, as frozen data."""

from dataclasses import dataclass

from matcher.errors import ReviewsError
from matcher.framework import LEVELS
from matcher.result import NOT_THIS_SKILL, MatchResult

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
    language: str
    kind: str


@dataclass(frozen=True, slots=True)
class Review:
    """One answer, and what a person decided; without a decision it is an entry of the log.

    `time` is UTC in ISO 8601; `probabilities` are those of levels 1 to 6.
    """

    id: int
    time: str
    document_sha256: str
    framework_sha256: str
    model_sha256: str
    policy: str
    skill_probability: float
    status: str
    level: int | None
    probabilities: tuple[float, ...]
    decision: Decision | None
    kept: KeptText | None


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a deleted review: which one, and when it was deleted (UTC)."""

    id: int
    time: str


def accepted(result: MatchResult, *, reason: str = "") -> Decision:
    """Return the decision that takes the suggestion as it is; `not_this_skill` is level 0."""
    suggestion = result.suggestion
    level = NO_SKILL if suggestion.status == NOT_THIS_SKILL else suggestion.level
    return Decision(ACCEPTED, level, reason.strip())


def changed(level: int | None, *, reason: str = "") -> Decision:
    """Return the decision for another level: 1 to 6, 0 for not this skill, `None` for cannot say."""
    if level not in (None, NO_SKILL, *LEVELS):
        raise ReviewsError(f"A decided level is 0 to 6 or none, not {level!r}.", code="bad_level")
    return Decision(CHANGED, level, reason.strip())
