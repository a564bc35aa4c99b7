"""Two results -> what the CV shows of what the ad asks."""

from matcher.comparison.compare import compare_results
from matcher.comparison.comparison import (
    ABOVE,
    BELOW,
    LESS,
    NOTHING,
    OPEN,
    SAME,
    SHOWN,
    STANDINGS,
    ComparedDocument,
    ComparedLevel,
    ComparedStatement,
    Comparison,
    Gap,
    LevelGaps,
    Quote,
    Shown,
)

__all__ = [
    "ABOVE",
    "BELOW",
    "LESS",
    "NOTHING",
    "OPEN",
    "SAME",
    "SHOWN",
    "STANDINGS",
    "ComparedDocument",
    "ComparedLevel",
    "ComparedStatement",
    "Comparison",
    "Gap",
    "LevelGaps",
    "Quote",
    "Shown",
    "compare_results",
]
