"""LevelMatcher + labelled examples -> metrics with baselines and intervals; what errors cost and whence they come."""

from matcher.evaluation.answers import LabelledAnswer, answer_examples
from matcher.evaluation.costs import Costs, TriedThresholds, policy_costs, try_thresholds
from matcher.evaluation.evaluate import Evaluation, evaluate
from matcher.evaluation.groups import GroupError, errors_by_group
from matcher.evaluation.misled import Misleading, misleading_sentences
from matcher.evaluation.out_of_fold import out_of_fold_measures
from matcher.evaluation.paired import PairedDifference, paired_bootstrap
from matcher.evaluation.risk import RiskPoint, risk_coverage

__all__ = [
    "Costs",
    "Evaluation",
    "GroupError",
    "LabelledAnswer",
    "Misleading",
    "PairedDifference",
    "RiskPoint",
    "TriedThresholds",
    "answer_examples",
    "errors_by_group",
    "evaluate",
    "misleading_sentences",
    "out_of_fold_measures",
    "paired_bootstrap",
    "policy_costs",
    "risk_coverage",
    "try_thresholds",
]
