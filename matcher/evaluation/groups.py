"""Labels and answers -> errors by group: language, kind, length, sector."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.evaluation.metrics import bootstrap_interval, exact_rate


@dataclass(frozen=True, slots=True)
class GroupError:
    """Mean absolute error in levels of one group, its 95 % interval, and the share of exact answers."""

    name: str
    n: int
    error: float
    low: float
    high: float
    exact: float


def errors_by_group(labels: npt.ArrayLike, levels: npt.ArrayLike, names: Sequence[str]) -> list[GroupError]:
    """Return the error of each group by name, over documents labelled 1 to 6; the largest group first."""
    y, answered, of = np.asarray(labels), np.asarray(levels), np.asarray(names)
    found = []
    for name in np.unique(of[y > 0]):
        chosen = (of == name) & (y > 0)
        found.append(_group_error(str(name), y[chosen], answered[chosen]))
    return sorted(found, key=lambda group: (-group.n, group.name))


def _group_error(name: str, labels: npt.NDArray[np.int_], levels: npt.NDArray[np.int_]) -> GroupError:
    errors = np.abs(labels - levels)
    low, high = bootstrap_interval(lambda i: float(errors[i].mean()), len(errors))
    return GroupError(name, len(errors), float(errors.mean()), low, high, exact_rate(labels, levels))
