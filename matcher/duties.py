"""Sentence features -> duty or not, and why not."""

from typing import Self

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.utils.validation import check_is_fitted, validate_data

from matcher.corpus import DUTY
from matcher.encoder import Matrix
from matcher.readings import Reading

Floats = npt.NDArray[np.float64]

HEADING = "heading"
# Ten times coarser halved the fitting time, but the quotes covered fewer decisive passages (docs/quality.md).
SOLVER_TOLERANCE = 1e-3
CONTACT = "contact"
REASONS = ("employer", "requirement", "benefit", "legal", CONTACT)
"""Why a sentence is left out; a heading takes the reason of what stands under it."""


class DutyClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Tell what each sentence is: a duty, a heading, or one of `REASONS`.

    A multinomial logistic regression over `sentence_features`; `C` is its inverse regularisation.
    """

    def __init__(self, C: float = 1.0, max_iter: int = 150) -> None:  # noqa: N803
        self.C = C
        self.max_iter = max_iter

    def fit(self, X: Matrix, y: npt.ArrayLike, sample_weight: npt.ArrayLike | None = None) -> Self:  # noqa: N803
        """Learn from rows of `sentence_features` and what each sentence is."""
        rows, names = validate_data(self, X, y)
        self.regression_ = LogisticRegression(C=self.C, max_iter=self.max_iter, tol=SOLVER_TOLERANCE)
        self.regression_.fit(rows, names, sample_weight=sample_weight)
        return self._ready()

    def take(self, reading: Reading) -> Self:
        """Take what was learned together with the encoder instead of fitting."""
        self.regression_ = reading.as_regression()
        self.n_features_in_ = self.regression_.n_features_in_
        return self._ready()

    def _ready(self) -> Self:
        self.classes_ = self.regression_.classes_
        self.n_iter_ = self.regression_.n_iter_
        return self

    def predict_proba(self, X: Matrix) -> Floats:  # noqa: N803
        """Return a probability per class in the order of `classes_`, shape (n_sentences, n_classes)."""
        check_is_fitted(self)
        rows = validate_data(self, X, reset=False, ensure_min_samples=0)
        if len(rows) == 0:
            return np.zeros((0, len(self.classes_)))
        probabilities: Floats = self.regression_.predict_proba(rows)
        return probabilities

    def predict(self, X: Matrix) -> npt.NDArray[np.str_]:  # noqa: N803
        """Return the most probable class of each sentence."""
        columns = self.predict_proba(X).argmax(axis=1)
        names: npt.NDArray[np.str_] = self.classes_[columns]
        return names


def class_probabilities(probabilities: Floats, classes: npt.NDArray[np.str_], name: str) -> Floats:
    """Return each sentence's probability of being `name`, such as `DUTY` or `CONTACT`, shape (n_sentences,)."""
    column: Floats = probabilities[:, list(classes).index(name)]
    return column


def left_out_reasons(probabilities: Floats, classes: npt.NDArray[np.str_]) -> list[str | None]:
    """Return for each sentence why it is left out, or `None` for a duty and for a heading over duties."""
    names = [str(classes[i]) for i in probabilities.argmax(axis=1)]
    reasons: list[str | None] = []
    below: str | None = None
    for name in reversed(names):
        if name != HEADING:
            below = None if name == DUTY else name
        reasons.append(below)
    return reasons[::-1]
