"""Document -> what the program answers, as far as an audit compares it."""

import copy
from dataclasses import dataclass

import joblib

from matcher.audit.remembering import RememberingEncoder
from matcher.document import Document, make_document
from matcher.pipeline import LevelMatcher
from matcher.result import MatchResult


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer for one document.

    `level` is `None` where `status` is one without a level; `levels` holds the one or two in question.
    """

    status: str
    level: int | None
    levels: tuple[int, ...]
    expected_level: float
    probabilities: tuple[float, ...]
    skill: float

    @property
    def shown(self) -> int | str:
        """What a reader sees first: the level, or the status without one."""
        return self.status if self.level is None else self.level


class Answerer:
    """Answers for the variants of one document after the other, each variant once."""

    def __init__(self, matcher: LevelMatcher) -> None:
        self._matcher = copy.copy(matcher)
        self._encoder = RememberingEncoder(matcher.encoder_)
        self._matcher.encoder_ = self._encoder
        self._known: dict[tuple[str, str], Answer] = {}

    def answer(self, document: Document) -> Answer:
        """Answer for title and text alone; language and kind are found anew, as a swap must not change those."""
        key = document.title, document.text
        if key not in self._known:
            seen = make_document(document.text, id=document.id, title=document.title)
            with joblib.parallel_config(backend="sequential"):  # scikit-learn's own threads cost more than they save
                self._known[key] = _as_answer(self._matcher.match(seen))
        return self._known[key]

    def forget(self) -> None:
        """Begin another document."""
        self._known.clear()
        self._encoder.forget()


def _as_answer(result: MatchResult) -> Answer:
    return Answer(
        status=result.suggestion.status,
        level=result.suggestion.level,
        levels=result.suggestion.levels,
        expected_level=result.suggestion.expected_level,
        probabilities=tuple(level.probability for level in result.levels),
        skill=result.skill_probability,
    )
