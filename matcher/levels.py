"""Document features -> level scores and probabilities, and how surely the skill is there at all."""

from typing import Self

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression, Ridge

Floats = npt.NDArray[np.float64]
SOLVER_TOLERANCE = 1e-3  # coarser than scikit-learn's 1e-4, so that a refit takes minutes; chosen, not tuned


class LevelClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Score ordered levels as a linear function of document features.

    Two views are added up. A multinomial logistic regression (inverse regularisation `C`) knows what
    each level looks like; a ridge regression (`alpha`) knows only how high a document stands, and so
    keeps errors small: a document at height s adds `k s - k^2 / 2` to level k, the log of a normal
    density around s. How much each counts is chosen on out-of-fold answers, which also calibrates the
    probabilities (Guo et al. 2017, "On Calibration of Modern Neural Networks"). Both being linear,
    every score splits exactly into parts.
    """

    def __init__(self, C: float = 3.0, alpha: float = 0.5, max_iter: int = 300) -> None:  # noqa: N803
        self.C = C
        self.alpha = alpha
        self.max_iter = max_iter

    def fit(self, X: npt.ArrayLike, y: npt.ArrayLike, sample_weight: npt.ArrayLike | None = None) -> Self:  # noqa: N803
        """Learn from document features, shape (n_documents, n_features), and levels."""
        self.regression_ = LogisticRegression(C=self.C, max_iter=self.max_iter, tol=SOLVER_TOLERANCE)
        self.regression_.fit(X, y, sample_weight=sample_weight)
        self.height_ = Ridge(alpha=self.alpha).fit(X, y, sample_weight=sample_weight)
        self.classes_ = self.regression_.classes_
        self.n_features_in_ = self.regression_.n_features_in_
        return self._weigh(temperature=1.0, ordinal_weight=0.5)

    def views(self, X: npt.ArrayLike) -> Floats:  # noqa: N803
        """Return what the two views say: six logits and the height, shape (n_documents, n_levels + 1)."""
        return np.column_stack([self.regression_.decision_function(X), self.height_.predict(X)])

    def calibrate(self, views: Floats, y: npt.ArrayLike) -> Self:
        """Choose the weights of the two views under which out-of-fold `views` give `y` best (log loss)."""
        column = np.searchsorted(self.classes_, np.asarray(y))

        def loss(logs: Floats) -> float:
            scores = self._combine(views, temperature=np.exp(logs[0]), ordinal_weight=np.exp(logs[1]))
            return float(-log_softmax(scores, axis=1)[np.arange(len(column)), column].mean())

        found = minimize(loss, np.array([0.0, -1.0]), method="Nelder-Mead")
        return self._weigh(temperature=float(np.exp(found.x[0])), ordinal_weight=float(np.exp(found.x[1])))

    def _combine(self, views: Floats, *, temperature: float, ordinal_weight: float) -> Floats:
        height, k = views[:, -1:], np.asarray(self.classes_, dtype=np.float64)
        scores: Floats = views[:, :-1] / temperature + ordinal_weight * (height * k - k**2 / 2)
        return scores

    def _weigh(self, *, temperature: float, ordinal_weight: float) -> Self:
        """Fold both views into one set of coefficients, (n_levels, n_features), and intercepts."""
        k = np.asarray(self.classes_, dtype=np.float64)
        self.temperature_, self.ordinal_weight_ = temperature, ordinal_weight
        self.coef_ = self.regression_.coef_ / temperature + ordinal_weight * k[:, None] * self.height_.coef_
        self.intercept_ = self.regression_.intercept_ / temperature
        self.intercept_ = self.intercept_ + ordinal_weight * (k * self.height_.intercept_ - k**2 / 2)
        return self

    def decision_function(self, X: npt.ArrayLike) -> Floats:  # noqa: N803
        """Return one score per level, shape (n_documents, n_levels)."""
        scores: Floats = np.asarray(X) @ self.coef_.T + self.intercept_
        return scores

    def predict_proba(self, X: npt.ArrayLike) -> Floats:  # noqa: N803
        """Return calibrated level probabilities, shape (n_documents, n_levels); rows sum to 1."""
        return self.probabilities(self.decision_function(X))

    def probabilities(self, scores: Floats) -> Floats:
        """Turn scores, shape (…, n_levels), into probabilities that sum to 1 over the levels."""
        probabilities: Floats = softmax(scores, axis=-1)
        return probabilities

    def calibrated(self, views: Floats) -> Floats:
        """Turn `views` of documents into calibrated level probabilities, shape (n_documents, n_levels)."""
        return self.probabilities(
            self._combine(views, temperature=self.temperature_, ordinal_weight=self.ordinal_weight_)
        )

    def predict(self, X: npt.ArrayLike) -> npt.NDArray[np.int_]:  # noqa: N803
        """Return the level nearest to each document's expected level, which errs least in squared levels."""
        levels: npt.NDArray[np.int_] = self.classes_[nearest_index(self.predict_proba(X))]
        return levels

    def parts(self, shares: Floats, *, columns: slice) -> Floats:
        """Split scores into what each row of `shares` adds, shape (n_rows, n_levels).

        `columns` names the features that `shares` holds.
        """
        weights: Floats = shares @ self.coef_[:, columns].T
        return weights


def nearest_index(probabilities: Floats) -> npt.NDArray[np.intp]:
    """Return the column nearest to each row's mean column; the lower one wins a tie."""
    expected = probabilities @ np.arange(probabilities.shape[-1])
    columns: npt.NDArray[np.intp] = np.ceil(expected - 0.5 - 1e-9).astype(np.intp)
    return columns


class SkillClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Tell how surely a document's duties show the skill at all (level 0 against the rest).

    A logistic regression with Platt's calibration on out-of-fold scores (Platt 1999).
    """

    def __init__(self, C: float = 3.0, max_iter: int = 300) -> None:  # noqa: N803
        self.C = C
        self.max_iter = max_iter

    def fit(self, X: npt.ArrayLike, y: npt.ArrayLike, sample_weight: npt.ArrayLike | None = None) -> Self:  # noqa: N803
        """Learn from document features and whether each document shows the skill (0 or 1)."""
        self.regression_ = LogisticRegression(C=self.C, max_iter=self.max_iter, tol=SOLVER_TOLERANCE)
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
        shown = self.calibrated(self.decision_function(X))
        return np.column_stack([1.0 - shown, shown])

    def calibrated(self, scores: Floats) -> Floats:
        """Turn scores into calibrated probabilities of "shown", of the same shape."""
        probabilities: Floats = 1.0 / (1.0 + np.exp(-(self.slope_ * scores + self.offset_)))
        return probabilities

    def predict(self, X: npt.ArrayLike) -> npt.NDArray[np.int_]:  # noqa: N803
        """Return 1 where the skill is more likely shown than not."""
        shown: npt.NDArray[np.int_] = self.classes_[self.predict_proba(X).argmax(axis=1)]
        return shown
