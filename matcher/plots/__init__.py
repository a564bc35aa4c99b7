"""Results, answers and measures -> Altair charts, readable on light and dark pages."""

from matcher.plots.document import plot_evidence, plot_levels, plot_similarities
from matcher.plots.errors import plot_confusion, plot_groups
from matcher.plots.trust import plot_learning, plot_reliability, plot_risk

__all__ = [
    "plot_confusion",
    "plot_evidence",
    "plot_groups",
    "plot_learning",
    "plot_levels",
    "plot_reliability",
    "plot_risk",
    "plot_similarities",
]
