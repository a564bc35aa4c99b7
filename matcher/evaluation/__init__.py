"""LevelMatcher + labelled examples -> metrics, with baselines and confidence intervals."""

from matcher.evaluation.evaluate import Evaluation, evaluate
from matcher.evaluation.out_of_fold import out_of_fold_measures

__all__ = ["Evaluation", "evaluate", "out_of_fold_measures"]
