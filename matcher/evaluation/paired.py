"""Two models' answers to the same documents -> is one better, or is it chance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.errors import InputError
from matcher.evaluation.metrics import N_BOOTSTRAP, kappa

Floats = npt.NDArray[np.float64]
Measure = Callable[[npt.NDArray[Any], npt.NDArray[Any]], float]


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """A measure of two models on the same documents, and how far chance could carry their difference.

    `difference` is the second less the first, `low` and `high` its 95 % interval, `p_value` two-sided.
    """

    first: float
    second: float
    difference: float
    low: float
    high: float
    p_value: float
    n_documents: int

    @property
    def is_significant(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low > 0 or self.high < 0


def paired_bootstrap(
    labels: npt.ArrayLike,
    first: npt.ArrayLike,
    second: npt.ArrayLike,
    *,
    measure: Measure = kappa,
    groups: Sequence[str] | None = None,
    n_samples: int = N_BOOTSTRAP,
    seed: int = 0,
) -> PairedDifference:
    """Compare two models' answers by drawing documents with replacement, the same for both.

    Efron and Tibshirani 1993, "An Introduction to the Bootstrap", chapter 16. `measure` takes labels and
    answers; documents of one of `groups` (translations, say) are drawn together. Samples in which the
    measure is not a number are left out. Raises `InputError` for documents that are not the same.
    """
    y, a, b = (np.asarray(values) for values in (labels, first, second))
    if not len(y) == len(a) == len(b) > 0:
        raise InputError(
            f"Two models are compared on the same documents: {len(y)} labels, {len(a)} and {len(b)} answers."
        )
    places = _group_places(groups, len(y))
    generator = np.random.default_rng(seed)
    draws = (_draw(places, generator) for _ in range(n_samples))
    differences = np.array([measure(y[i], b[i]) - measure(y[i], a[i]) for i in draws])
    differences = differences[~np.isnan(differences)]
    low, high = np.percentile(differences, [2.5, 97.5]) if len(differences) else (float("nan"), float("nan"))
    one, other = measure(y, a), measure(y, b)
    return PairedDifference(one, other, other - one, float(low), float(high), _p_value(differences), len(y))


def _group_places(groups: Sequence[str] | None, n: int) -> list[npt.NDArray[np.intp]]:
    if groups is None:
        return [np.array([i]) for i in range(n)]
    names = np.asarray(groups)
    return [np.flatnonzero(names == name) for name in sorted(set(groups))]


def _draw(places: Sequence[npt.NDArray[np.intp]], generator: np.random.Generator) -> npt.NDArray[np.intp]:
    return np.concatenate([places[i] for i in generator.integers(0, len(places), len(places))])


def _p_value(differences: Floats) -> float:
    """Twice the smaller share of samples on one side of zero, never quite 0 (Davison and Hinkley 1997)."""
    n = len(differences)
    side = min(int((differences <= 0).sum()), int((differences >= 0).sum()))
    return min(1.0, 2 * (side + 1) / (n + 1))
