"""Out-of-fold answers -> where a probability becomes a status, and how often that errs."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
MAX_FALSE_ALARMS = 0.1  # of documents with the skill may be sent away: that costs a reader more than a level too many
MAX_TOO_LITTLE = 0.02  # of documents that readers could label may be answered `too_little_text`; a choice


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where a probability becomes a status; the first two are fitted, the others set by hand."""

    min_skill: float = 0.5  # below: not_this_skill
    min_duties: float = 0.3  # expected number of duties; below: too_little_text
    min_duty_words: int = 4  # words in all likely duties together; below: too_little_text
    max_borderline: float = 0.12  # lead of the suggested level over its best neighbour; below: borderline


@dataclass(frozen=True, slots=True)
class ErrorRates:
    """How often the fitted thresholds err on out-of-fold documents, each in [0, 1].

    `missed`: level 0, not answered `not_this_skill`; `false_alarms`: levels 1 to 6, answered so;
    `too_little`: documents that readers could label, with fewer duties than asked.
    """

    missed: float
    false_alarms: float
    too_little: float


def fit_thresholds(skill: Floats, shown: npt.NDArray[np.bool_], n_duties: Floats) -> tuple[Thresholds, ErrorRates]:
    """Choose thresholds on documents that readers could label; all arrays have shape (n_documents,).

    `skill` are calibrated probabilities, `shown` says whether a document shows the skill, `n_duties`
    are expected numbers of duties. The probability taken is the highest that sends away at most
    `MAX_FALSE_ALARMS` of the documents with the skill.
    """
    candidates = np.round(np.arange(0.05, 0.96, 0.01), 2)
    false_alarms = np.array([(skill[shown] < candidate).mean() for candidate in candidates])
    best = max(0, int((false_alarms <= MAX_FALSE_ALARMS).sum()) - 1)
    missed = float((skill[~shown] >= candidates[best]).mean())
    min_duties = round(float(np.floor(100 * np.quantile(n_duties[shown].astype(np.float64), MAX_TOO_LITTLE))) / 100, 2)
    rates = ErrorRates(missed, float(false_alarms[best]), float((n_duties < min_duties).mean()))
    return Thresholds(min_skill=float(candidates[best]), min_duties=min_duties), rates
