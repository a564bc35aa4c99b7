"""What errors cost + answers -> the thresholds under which they cost least."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from matcher.evaluation.answers import LabelledAnswer
from matcher.result import BORDERLINE, NOT_THIS_SKILL, TOO_LITTLE_TEXT, Suggestion
from matcher.suggestion import suggest_level
from matcher.thresholds import Thresholds

SKILL_STEPS = tuple(np.round(np.arange(0.05, 0.96, 0.05), 2).tolist())
BORDERLINE_STEPS = tuple(np.round(np.arange(0.0, 0.81, 0.05), 2).tolist())


@dataclass(frozen=True, slots=True)
class Costs:
    """What each kind of error costs a house; the unit is one level too low.

    `too_high` and `too_low` are per level; `asked` is a person's look at an answer that is borderline or
    has too little text; `refused` a document of the skill answered `not_this_skill`; `overlooked` another
    job's document answered with a level.
    """

    too_high: float = 2.0
    too_low: float = 1.0
    asked: float = 0.5
    refused: float = 2.0
    overlooked: float = 2.0

    def of(self, label: int, suggestion: Suggestion) -> float:
        """Return what one answer costs; of two borderline levels a person takes the right one, or the nearer."""
        if suggestion.status == TOO_LITTLE_TEXT:
            return self.asked
        if suggestion.status == NOT_THIS_SKILL:
            return self.refused if label else 0.0
        asked = self.asked if suggestion.status == BORDERLINE else 0.0
        if label == 0:
            return asked or self.overlooked
        return asked + min(self._miss(level - label) for level in suggestion.levels)

    def _miss(self, levels: int) -> float:
        return levels * self.too_high if levels > 0 else -levels * self.too_low


@dataclass(frozen=True, slots=True)
class TriedThresholds:
    """Thresholds, and the mean cost per document under them."""

    thresholds: Thresholds
    cost: float


def try_thresholds(answers: Sequence[LabelledAnswer], costs: Costs, *, own: Thresholds) -> list[TriedThresholds]:
    """Return the mean cost under `own` thresholds with each `min_skill` and `max_borderline` tried in their place.

    The cheapest comes first; in a tie, the one nearest to `own`.
    """
    tried = [TriedThresholds(one, float(policy_costs(answers, costs, one).mean())) for one in _candidates(own)]
    return sorted(tried, key=lambda one: (round(one.cost, 9), _distance(one.thresholds, own)))


def policy_costs(answers: Sequence[LabelledAnswer], costs: Costs, thresholds: Thresholds) -> npt.NDArray[np.float64]:
    """Return what each answer costs under `thresholds`, shape (n_answers,)."""
    return np.array([costs.of(answer.label, suggestion_under(answer, thresholds)) for answer in answers])


def suggestion_under(answer: LabelledAnswer, thresholds: Thresholds) -> Suggestion:
    """Return what the same scores suggest under other thresholds, without the reasons."""
    read = answer.scored.read
    return suggest_level(
        answer.scored.probabilities,
        skill_probability=answer.scored.skill_probability,
        duty_probabilities=read.duty_probabilities,
        sentences=read.encoded.sentences,
        thresholds=thresholds,
        why_not={},
    )


def _candidates(own: Thresholds) -> Iterator[Thresholds]:
    yield own
    for skill in SKILL_STEPS:
        for borderline in BORDERLINE_STEPS:
            yield replace(own, min_skill=skill, max_borderline=borderline)


def _distance(one: Thresholds, own: Thresholds) -> float:
    return abs(one.min_skill - own.min_skill) + abs(one.max_borderline - own.max_borderline)
