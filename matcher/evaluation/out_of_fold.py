"""Out-of-fold answers of a fitted model -> how right and how sure it was while learning."""

from typing import Any

import numpy as np

from matcher.evaluation.metrics import area_under_curve, brier_score, calibration_error, level_measures
from matcher.fitting import Judged
from matcher.framework import LEVELS
from matcher.levels import decided_index

N_BINS = 10  # of equal mass, as in the calibration error


def out_of_fold_measures(judged: Judged) -> dict[str, Any]:
    """Return level measures, calibration (with a table of `N_BINS` bins for a reliability plot) and the skill's AUC."""
    probabilities, labels = judged.level_probabilities, judged.levels
    answers = np.asarray(LEVELS)[decided_index(probabilities)]
    top, right = probabilities.max(axis=1), np.asarray(LEVELS)[probabilities.argmax(axis=1)] == labels
    order = np.argsort(top, kind="stable")
    bins = [part for part in np.array_split(order, N_BINS) if len(part)]
    return {
        "levels": level_measures(labels, answers, intervals=False),
        "calibration_error": round(calibration_error(top, right), 4),
        "brier": round(brier_score(probabilities, labels), 4),
        "reliability": [
            {"n": len(part), "said": round(float(top[part].mean()), 4), "right": round(float(right[part].mean()), 4)}
            for part in bins
        ],
        "auc": round(area_under_curve(judged.shown.astype(int), judged.skill_probabilities), 4),
    }
