"""Answers -> how wrong they are when the unsure ones are left to a person."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.evaluation.answers import LabelledAnswer
from matcher.suggestion import lead_over_neighbour


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """What answers with a lead of at least `min_lead` over the best neighbour are worth.

    `coverage` is their share of all documents, `error` their mean absolute error in levels, `wrong` the
    share of them that is not exact.
    """

    min_lead: float
    coverage: float
    error: float
    wrong: float


def risk_coverage(answers: Sequence[LabelledAnswer]) -> list[RiskPoint]:
    """Return the risk-coverage curve of documents labelled 1 to 6, from all of them down to the surest one.

    El-Yaniv and Wiener 2010, "On the Foundations of Noise-free Selective Classification". The borderline
    width of a policy is a point on it.
    """
    shown = [answer for answer in answers if answer.label > 0]
    leads = np.array([lead_over_neighbour(answer.scored.probabilities) for answer in shown])
    errors = np.array([abs(answer.level - answer.label) for answer in shown])
    return [_point(float(lead), leads, errors) for lead in np.unique(leads)]


def _point(min_lead: float, leads: npt.NDArray[np.float64], errors: npt.NDArray[np.int_]) -> RiskPoint:
    chosen = leads >= min_lead
    return RiskPoint(min_lead, float(chosen.mean()), float(errors[chosen].mean()), float((errors[chosen] > 0).mean()))
