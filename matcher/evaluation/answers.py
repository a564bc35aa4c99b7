"""LevelMatcher + labelled examples -> what it answers to each."""

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.answer import ScoredDocument
from matcher.corpus import Example
from matcher.document import make_document
from matcher.pipeline import LevelMatcher
from matcher.result import MatchResult
from matcher.suggestion import suggested_level


@dataclass(frozen=True, slots=True, eq=False)
class LabelledAnswer:
    """A labelled example with what a model says of it."""

    example: Example
    scored: ScoredDocument
    result: MatchResult

    @property
    def label(self) -> int:
        """The level that the expert gave, 0 to 6."""
        return self.example.level

    @property
    def level(self) -> int:
        """The level that the six probabilities favour, 1 to 6, whatever the status."""
        return suggested_level(self.scored.probabilities)


def answer_examples(matcher: LevelMatcher, examples: Sequence[Example]) -> list[LabelledAnswer]:
    """Answer each example, seeing its title and text only: labelled language and kind stay hidden."""
    answers = []
    for example in examples:
        document = example.document
        scored = matcher.score(make_document(document.text, id=document.id, title=document.title))
        answers.append(LabelledAnswer(example, scored, matcher.answer(scored)))
    return answers
