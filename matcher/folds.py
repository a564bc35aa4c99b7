"""Examples -> folds, and answers for each example by a model that did not learn from it."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator
from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict

from matcher.corpus import Example

Floats = npt.NDArray[np.float64]
N_FOLDS = 5


def folds_of(
    examples: Sequence[Example], random_state: int
) -> Iterator[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]:
    """Yield (fold, kept) places; documents of one group (translations of each other) stay together."""
    groups = [example.group or example.document.id for example in examples]
    levels = [example.level for example in examples]
    splitter = StratifiedGroupKFold(n_splits=N_FOLDS, shuffle=True, random_state=random_state)
    for kept, fold in splitter.split(np.zeros(len(examples)), levels, groups):
        yield fold, kept


def out_of_fold(
    classifier: BaseEstimator,
    features: Floats,
    y: npt.NDArray[np.int_],
    examples: Sequence[Example],
    random_state: int,
) -> Floats:
    """Return each example's score from a classifier fitted on the other folds, in the examples' order."""
    folds = [(kept, fold) for fold, kept in folds_of(examples, random_state)]
    scores: Floats = cross_val_predict(classifier, features, y, cv=folds, method="decision_function")
    return scores
