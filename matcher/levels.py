"""Document features -> level scores and probabilities, and how surely the skill is there at all."""

from typing import Self

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression

Floats = npt.NDArray[np.float64]


class LevelClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Score ordered levels as a linear function of document features.

    A multinomial logistic regression whose probabilities are tempered (Guo et al. 2017, "On
    Calibration of Modern Neural Networks"). Being linear, every score splits exactly into parts.
    `C` is the inverse regularisation.
    """

    def __init__(self, C: float = 1.0, max_iter: int = 1000) -> None:  # noqa: N803
        self.C = C
        self.max_iter = max_iter

    def fit(self, X: npt.ArrayLike, y: npt.ArrayLike, sample_weight: npt.ArrayLike | None = None) -> Self:  # noqa: N803
        """Learn from document features, shape (n_documents, n_features), and levels."""
        self.regression_ = LogisticRegression(C=self.C, max_iter=self.max_iter)
        self.regression_.fit(X, y, sample_weight=sample_weight)
        self.classes_ = self.regression_.classes_
        self.n_features_in_ = self.regression_.n_features_in_
        self.temperature_ = 1.0
        return self

    def calibrate(self, scores: Floats, y: npt.ArrayLike) -> Self:
        """Choose the temperature under which out-of-fold `scores`, shape (n, n_levels), fit `y` best."""
        column = np.searchsorted(self.classes_, np.asarray(y))

        def loss(log_temperature: float) -> float:
            logs = log_softmax(scores / np.exp(log_temperature), axis=1)
            return float(-logs[np.arange(len(column)), column].mean())

        self.temperature_ = float(np.exp(minimize_scalar(loss, bounds=(-2.0, 2.0), method="bounded").x))
        return self

    def decision_function(self, X: npt.ArrayLike) -> Floats:  # noqa: N803
        """Return one score per level, shape (n_documents, n_levels)."""
        scores: Floats = self.regression_.decision_function(X)
        return scores

    def predict_proba(self, X: npt.ArrayLike) -> Floats:  # noqa: N803
        """Return calibrated level probabilities, shape (n_documents, n_levels); rows sum to 1."""
        return self.probabilities(self.decision_function(X))

    def probabilities(self, scores: Floats) -> Floats:
        """Turn scores, shape (…, n_levels), into probabilities that sum to 1 over the levels."""
        tempered: Floats = softmax(scores / self.temperature_, axis=-1)
        return tempered

    def predict(self, X: npt.ArrayLike) -> npt.NDArray[np.int_]:  # noqa: N803
        """Return the level nearest to each document's expected level, which errs least in squared levels."""
        levels: npt.NDArray[np.int_] = self.classes_[nearest_index(self.predict_proba(X))]
        return levels

    def parts(self, shares: Floats, *, columns: slice) -> Floats:
        """Split scores into what each row of `shares` adds, shape (n_rows, n_levels).

        `columns` names the features that `shares` holds.
        """
        weights: Floats = shares @ self.regression_.coef_[:, columns].T
        return weights

    @property
    def intercepts(self) -> Floats:
        """What each level's score is before any feature is seen, shape (n_levels,)."""
        intercepts: Floats = self.regression_.intercept_
        return intercepts


def nearest_index(probabilities: Floats) -> npt.NDArray[np.intp]:
    """Return the column nearest to each row's mean column; the lower one wins a tie."""
    expected = probabilities @ np.arange(probabilities.shape[-1])
    columns: npt.NDArray[np.intp] = np.ceil(expected - 0.5 - 1e-9).astype(np.intp)
    return columns


class SkillClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Tell how surely a document's duties show the skill at all (level 0 against the rest).

    A logistic regression with Platt's calibration on out-of-fold scores (Platt 1999).
    """

    def __init__(self, C: float = 3.0, max_iter: int = 1000) -> None:  # noqa: N803
        self.C = C
        self.max_iter = max_iter

    def fit(self, X: npt.ArrayLike, y: npt.ArrayLike, sample_weight: npt.ArrayLike | None = None) -> Self:  # noqa: N803
        """Learn from document features and whether each document shows the skill (0 or 1)."""
        self.regression_ = LogisticRegression(C=self.C, max_iter=self.max_iter)
        self.regression_.fit(X, y, sample_weight=sample_weight)
        self.classes_ = self.regression_.classes_
        self.n_features_in_ = self.regression_.n_features_in_
        self.slope_, self.offset_ = 1.0, 0.0
        return self

    def calibrate(self, scores: Floats, y: npt.ArrayLike) -> Self:
        """Fit slope and offset to out-of-fold `scores`, shape (n_documents,)."""
        platt = LogisticRegression(C=1e6).fit(scores[:, None], y)
        self.slope_, self.offset_ = float(platt.coef_[0, 0]), float(platt.intercept_[0])
        return self

    def decision_function(self, X: npt.ArrayLike) -> Floats:  # noqa: N803
        """Return one uncalibrated score per document, shape (n_documents,)."""
        scores: Floats = self.regression_.decision_function(X)
        return scores

    def predict_proba(self, X: npt.ArrayLike) -> Floats:  # noqa: N803
        """Return the calibrated probabilities of "not shown" and "shown", shape (n_documents, 2)."""
        shown = 1.0 / (1.0 + np.exp(-(self.slope_ * self.decision_function(X) + self.offset_)))
        return np.column_stack([1.0 - shown, shown])

    def predict(self, X: npt.ArrayLike) -> npt.NDArray[np.int_]:  # noqa: N803
        """Return 1 where the skill is more likely shown than not."""
        shown: npt.NDArray[np.int_] = self.classes_[self.predict_proba(X).argmax(axis=1)]
        return shown
