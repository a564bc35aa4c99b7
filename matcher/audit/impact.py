"""Answers and the groups that the user's table names -> selection rates, scoring rates and impact ratios.

As 6 RCNY § 5-300 and § 5-301 define them (rules on New York City's Local Law 144 of 2021).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.audit.answers import Answer
from matcher.errors import InputError
from matcher.framework import LEVELS

Chosen = npt.NDArray[np.bool_]
Category = tuple[str, ...]
SMALL_SHARE = 0.02  # § 5-301 (d): a category below it may be left out of the impact ratios


def impact_tables(
    answers: Sequence[Answer],
    groups: Sequence[Mapping[str, str]],
    columns: Sequence[str],
    *,
    selected_from: int = LEVELS[0],
) -> list[dict[str, Any]]:
    """Return one table per column of `columns`, and one of them all together where there are several.

    Selected is who is answered with the level `selected_from` or a higher one. The score is the expected
    level; who is answered without a level has the score 0. Raises `InputError` where a column is empty.
    """
    chosen = [(column,) for column in columns] + ([tuple(columns)] if len(columns) > 1 else [])
    return [_table(answers, groups, names, selected_from) for names in chosen]


def _table(
    answers: Sequence[Answer], groups: Sequence[Mapping[str, str]], names: Category, selected_from: int
) -> dict[str, Any]:
    categories = [tuple(group.get(name, "") for name in names) for group in groups]
    known = [category for category in categories if all(category)]
    if not known:
        raise InputError(
            f"No document has a value in {' and '.join(names)}. Fill the column, or name another with --group."
        )
    scores = np.array([0.0 if answer.level is None else answer.expected_level for answer in answers])
    levels = np.array([answer.level or 0 for answer in answers])
    median = float(np.median(scores))  # of the full sample, unknown categories included: § 5-301 (c) (1)
    members = {name: np.array([category == name for category in categories]) for name in sorted(set(known))}
    rates = {
        "selection": _rates(members, levels >= selected_from),
        "scoring": _rates(members, scores > median),
        "by_level": {str(level): _rates(members, levels == level) for level in LEVELS},
    }
    return {
        "columns": list(names),
        "n": len(answers),
        "n_unknown": len(answers) - len(known),
        "median_score": round(median, 4),
        "selected_from": selected_from,
        "categories": [_row(name, members[name], len(known), rates) for name in members],
    }


def _row(name: Category, members: Chosen, n_known: int, rates: Mapping[str, Any]) -> dict[str, Any]:
    n = int(members.sum())
    return {
        "category": list(name),
        "n": n,
        "small": n < SMALL_SHARE * n_known,
        "selection": rates["selection"][name],
        "scoring": rates["scoring"][name],
        "by_level": {level: of_level[name] for level, of_level in rates["by_level"].items()},
    }


def _rates(members: Mapping[Category, Chosen], happened: Chosen) -> dict[Category, dict[str, Any]]:
    """Return each category's count and rate, and its impact ratio: the rate over the highest category's rate."""
    rates = {name: float(happened[of].mean()) for name, of in members.items()}
    highest = max(rates.values())
    return {
        name: {
            "count": int(happened[of].sum()),
            "rate": round(rates[name], 4),
            "impact_ratio": round(rates[name] / highest, 4) if highest else None,
        }
        for name, of in members.items()
    }
