"""LevelMatcher + labelled examples -> metrics, with baselines and confidence intervals."""

from matcher.evaluation.evaluate import Evaluation, evaluate

__all__ = ["Evaluation", "evaluate"]
