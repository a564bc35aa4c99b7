"""Answers before and after swaps -> how often and how far they shift."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.audit.answers import Answer
from matcher.audit.swaps import SWAPS
from matcher.evaluation.metrics import bootstrap_interval, rate_interval
from matcher.language import LANGUAGES

Floats = npt.NDArray[np.float64]
ALL = "all"


@dataclass(frozen=True, slots=True)
class Shift:
    """One document's answers before and after a swap."""

    id: str
    language: str
    swap: str
    before: Answer
    after: Answer

    @property
    def flips(self) -> bool:
        """Whether a reader sees another level, or a level where there was none, or none where there was one."""
        return self.before.shown != self.after.shown

    @property
    def hedged(self) -> bool:
        """Whether it flips, but a reader is shown the same two levels before and after."""
        return self.flips and self.before.levels == self.after.levels and len(self.after.levels) == 2

    @property
    def jumps(self) -> bool:
        """Whether one level becomes another that is no neighbour."""
        before, after = self.before.level, self.after.level
        return before is not None and after is not None and abs(before - after) >= 2


def summarize_shifts(shifts: Sequence[Shift]) -> list[dict[str, Any]]:
    """Return one row per swap, in their order, with measures for `all` languages and for each."""
    rows = []
    for swap in SWAPS:
        of_swap = [shift for shift in shifts if shift.swap == swap.name]
        groups = {ALL: of_swap} | {code: [s for s in of_swap if s.language == code] for code in LANGUAGES}
        measured = {code: _measures(group) for code, group in groups.items() if group}
        if measured:
            rows.append({"swap": swap.name, "personal": swap.personal, "measures": measured})
    return rows


def _measures(shifts: Sequence[Shift]) -> dict[str, Any]:
    expected = np.array([shift.after.expected_level - shift.before.expected_level for shift in shifts])
    skill = np.array([shift.after.skill - shift.before.skill for shift in shifts])
    # Half the sum of differences is the total variation: the probability mass that moves to other levels.
    moved = np.array([_difference(shift.before.probabilities, shift.after.probabilities) for shift in shifts])
    return {
        "n": len(shifts),
        "flips": _rate([shift.flips for shift in shifts]),
        "hedged_flips": sum(shift.hedged for shift in shifts),
        "jumps": _rate([shift.jumps for shift in shifts]),
        "shift": _mean(expected),
        "absolute_shift": _mean(np.abs(expected)),
        "largest_shift": round(float(np.abs(expected).max()), 4),
        "probability_moved": _mean(moved),
        "absolute_skill_shift": _mean(np.abs(skill)),
    }


def _difference(before: Sequence[float], after: Sequence[float]) -> float:
    return float(np.abs(np.subtract(before, after)).sum() / 2)


def _rate(happened: Sequence[bool]) -> dict[str, Any]:
    count = sum(happened)
    low, high = rate_interval(count, len(happened))
    return {"count": count, "value": round(count / len(happened), 4), "low": round(low, 4), "high": round(high, 4)}


def _mean(numbers: Floats) -> dict[str, float]:
    low, high = bootstrap_interval(lambda i: float(numbers[i].mean()), len(numbers))
    # Adding zero turns minus zero into zero.
    return {
        name: round(number, 4) + 0.0
        for name, number in zip(("value", "low", "high"), (float(numbers.mean()), low, high), strict=True)
    }
