"""Examples -> folds, and answers for each example by a model that did not learn from it."""

import warnings
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, clone
from sklearn.model_selection import StratifiedGroupKFold

from matcher.corpus import Example

Floats = npt.NDArray[np.float64]
N_FOLDS = 5


def folds_of(
    examples: Sequence[Example], random_state: int
) -> Iterator[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]:
    """Yield (fold, kept) places; documents of one group (translations, one source) stay together."""
    groups = [example.group or example.document.id for example in examples]
    levels = [example.level for example in examples]
    splitter = StratifiedGroupKFold(n_splits=N_FOLDS, shuffle=True, random_state=random_state)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "The least populated class")  # rare levels then stand in some folds only
        splits = list(splitter.split(np.zeros(len(examples)), levels, groups))
    for kept, fold in splits:
        yield fold, kept


def out_of_fold(
    classifier: BaseEstimator,
    features: Any,
    y: npt.NDArray[np.int_],
    examples: Sequence[Example],
    *,
    weights: Floats,
    method: str,
    random_state: int,
) -> Floats:
    """Return what `classifier.method` says of each example when fitted on the other folds, in order."""
    answers: list[tuple[npt.NDArray[np.intp], Floats]] = []
    for fold, kept in folds_of(examples, random_state):
        fitted = clone(classifier).fit(features[kept], y[kept], sample_weight=weights[kept])
        answers.append((fold, getattr(fitted, method)(features[fold])))
    order = np.argsort(np.concatenate([fold for fold, _ in answers]))
    stacked: Floats = np.concatenate([answer for _, answer in answers])[order]
    return stacked
