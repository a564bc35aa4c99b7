"""Labels and answers -> numbers."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy.stats import beta
from sklearn.metrics import cohen_kappa_score, confusion_matrix, roc_auc_score

from matcher.framework import LEVELS

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int_]

N_BOOTSTRAP = 1000
REAL_LEVELS = (2, 3, 4, 5)  # levels 1 and 6 are too rare among published ads for an error of their own


def kappa(labels: Ints, answers: Ints) -> float:
    """Return quadratic-weighted kappa (Cohen 1968); 0 where labels or answers hold one level only."""
    if len(labels) == 0 or (len(set(labels)) == 1 and set(labels) == set(answers)):
        return float("nan") if len(labels) == 0 else 0.0
    return float(cohen_kappa_score(labels, answers, weights="quadratic", labels=LEVELS))


def macro_error(labels: Ints, answers: Ints, *, levels: Sequence[int] = REAL_LEVELS) -> float:
    """Return the mean absolute error in levels, averaged over those of `levels` that occur."""
    errors = [np.abs(answers[labels == k] - k).mean() for k in levels if (labels == k).any()]
    return float(np.mean(errors)) if errors else float("nan")


def exact_rate(labels: Ints, answers: Ints) -> float:
    """Return the share of answers equal to their label."""
    return float(np.mean(labels == answers)) if len(labels) else float("nan")


def within_one_rate(labels: Ints, answers: Ints) -> float:
    """Return the share of answers at most one level off."""
    return float(np.mean(np.abs(labels - answers) <= 1)) if len(labels) else float("nan")


def area_under_curve(shown: Ints, probabilities: Floats) -> float:
    """Return the area under the ROC curve; not a number where all documents are of one kind."""
    return float(roc_auc_score(shown, probabilities)) if len(set(shown)) == 2 else float("nan")


def calibration_error(probabilities: Floats, correct: npt.NDArray[np.bool_], *, n_bins: int = 10) -> float:
    """Return the expected calibration error over bins of equal mass (Naeini et al. 2015)."""
    if len(probabilities) == 0:
        return float("nan")
    order = np.argsort(probabilities, kind="stable")
    bins = [part for part in np.array_split(order, n_bins) if len(part)]
    gaps = [len(part) * abs(probabilities[part].mean() - correct[part].mean()) for part in bins]
    return float(sum(gaps) / len(probabilities))


def brier_score(probabilities: Floats, labels: Ints) -> float:
    """Return the multi-class Brier score of level probabilities, shape (n, 6); 0 is perfect, 2 worst."""
    truth = np.asarray(labels)[:, None] == np.asarray(LEVELS)[None, :]
    return float(((probabilities - truth) ** 2).sum(axis=1).mean()) if len(labels) else float("nan")


def confusion(labels: Ints, answers: Ints) -> list[list[int]]:
    """Return counts, rows by label 1 to 6, columns by answer 1 to 6."""
    table: list[list[int]] = confusion_matrix(labels, answers, labels=LEVELS).tolist()
    return table


def bootstrap_interval(
    measure: Callable[[npt.NDArray[np.intp]], float], n: int, *, n_samples: int = N_BOOTSTRAP, seed: int = 0
) -> tuple[float, float]:
    """Return the 2.5 % and 97.5 % percentiles of `measure` over resampled rows (Efron 1979).

    `measure` takes row places, shape (n,), drawn with replacement.
    """
    if n == 0:
        return float("nan"), float("nan")
    generator = np.random.default_rng(seed)
    samples = np.array([measure(generator.integers(0, n, n)) for _ in range(n_samples)])
    if np.isnan(samples).all():
        return float("nan"), float("nan")
    low, high = np.nanpercentile(samples, [2.5, 97.5])
    return float(low), float(high)


def level_measures(labels: Ints, answers: Ints, *, intervals: bool = True) -> dict[str, object]:
    """Return kappa, macro error, exact and within-one rates, each with its bootstrap interval."""
    measures: Mapping[str, Callable[[Ints, Ints], float]] = {
        "kappa": kappa,
        "macro_error_2_5": macro_error,
        "macro_error_1_6": lambda y, p: macro_error(y, p, levels=LEVELS),
        "exact": exact_rate,
        "within_one": within_one_rate,
    }
    table: dict[str, object] = {"n": len(labels)}
    for name, measure in measures.items():
        table[name] = {"value": _tidy(measure(labels, answers))}
        if intervals:
            low, high = bootstrap_interval(lambda i, m=measure: m(labels[i], answers[i]), len(labels))  # type: ignore[misc]
            table[name] = {"value": _tidy(measure(labels, answers)), "low": _tidy(low), "high": _tidy(high)}
    return table


def _tidy(number: float) -> float | None:
    """Round for print; JSON has no word for "not a number"."""
    return None if np.isnan(number) else round(number, 4)


def rate_interval(count: int, n: int) -> tuple[float, float]:
    """Return the exact 95 % interval of a rate (Clopper and Pearson 1934).

    A bootstrap of zero in `n` is always zero; this one says how much zero can hide.
    """
    if n == 0:
        return float("nan"), float("nan")
    low = 0.0 if count == 0 else float(beta.ppf(0.025, count, n - count + 1))
    high = 1.0 if count == n else float(beta.ppf(0.975, count + 1, n - count))
    return low, high
