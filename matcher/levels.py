"""Document features -> level scores and probabilities."""

from typing import Self

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.utils.validation import check_is_fitted, validate_data

from matcher.duties import SOLVER_TOLERANCE
from matcher.readings import Reading

Floats = npt.NDArray[np.float64]
# How much further from the middle of the scale a document stands than its expected level says: a mean over a scale that
# ends lies too near to its middle. It raised kappa for five of five networks on real documents (docs/quality.md).
SPREAD = 1.15


class LevelClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Score ordered levels as a linear function of document features.

    Two views are added up. One knows what each level looks like: the `reading` that was learned together with the
    encoder or, where there is none, a multinomial logistic regression (inverse regularisation `C`). The other, a ridge
    regression (`alpha`), knows only how high a document stands, and so keeps errors small: a document at height s adds
    `k s - k^2 / 2` to level k, the log of a normal density around s. How much each counts is chosen on out-of-fold
    answers, which also calibrates the probabilities (Guo et al. 2017, "On Calibration of Modern Neural Networks"). Both
    being linear, every score splits exactly into parts.
    """

    def __init__(
        self,
        C: float = 0.3,  # noqa: N803
        alpha: float = 3.0,
        max_iter: int = 300,
        reading: Reading | None = None,
    ) -> None:
        self.C = C
        self.alpha = alpha
        self.max_iter = max_iter
        self.reading = reading

    def fit(self, X: npt.ArrayLike, y: npt.ArrayLike, sample_weight: npt.ArrayLike | None = None) -> Self:  # noqa: N803
        """Learn from document features, shape (n_documents, n_features), and levels."""
        features, levels = validate_data(self, X, y)
        if self.reading is None:
            self.regression_ = LogisticRegression(C=self.C, max_iter=self.max_iter, tol=SOLVER_TOLERANCE)
            self.regression_.fit(features, levels, sample_weight=sample_weight)
        else:
            self.regression_ = self.reading.as_regression()
        self.height_ = Ridge(alpha=self.alpha).fit(features, levels, sample_weight=sample_weight)
        self.classes_ = self.regression_.classes_
        self.n_iter_ = self.regression_.n_iter_
        return self._weigh([1.0, 0.5])

    def views(self, X: npt.ArrayLike) -> Floats:  # noqa: N803
        """Return what each view adds to each level's score at weight 1, shape (n_documents, n_views * n_levels)."""
        rows = np.asarray(X)
        return np.hstack([rows @ coef.T + intercept for coef, intercept in self._parts()])

    def calibrate(self, views: Floats, y: npt.ArrayLike) -> Self:
        """Choose the weights of the views under which out-of-fold `views` give `y` best (log loss).

        Beside a reading, the ridge regression counts only if it lowers the loss by more than a further weight does by
        chance (Akaike 1974, "A New Look at the Statistical Model Identification").
        """
        column = np.searchsorted(self.classes_, np.asarray(y))

        def chosen(used: npt.NDArray[np.bool_]) -> tuple[Floats, float]:
            def weights(logs: Floats) -> Floats:
                spread = np.zeros(len(used))
                spread[used] = np.exp(logs)
                return spread

            def loss(logs: Floats) -> float:
                scores = self._combine(views, weights(logs))
                return float(-log_softmax(scores, axis=1)[np.arange(len(column)), column].sum())

            found = minimize(loss, np.log(self.view_weights_[used]), method="Nelder-Mead")
            return weights(found.x), found.fun + used.sum()

        n_views = len(self.view_weights_)
        candidates = [chosen(np.full(n_views, True))]
        if self.reading is not None:
            candidates.append(chosen(np.arange(n_views) == 0))
        return self._weigh(min(candidates, key=lambda candidate: candidate[1])[0])

    def _combine(self, views: Floats, weights: Floats) -> Floats:
        scores: Floats = np.tensordot(views.reshape(len(views), len(weights), -1), weights, axes=(1, 0))
        return scores

    def _parts(self) -> list[tuple[Floats, Floats]]:
        """Return coefficients, (n_levels, n_features), and intercepts of each view."""
        k = np.asarray(self.classes_, dtype=np.float64)
        looks = (_per_level(self.regression_.coef_), _per_level(self.regression_.intercept_))
        height = (k[:, None] * self.height_.coef_, k * self.height_.intercept_ - k**2 / 2)
        return [looks, height]

    def _weigh(self, weights: npt.ArrayLike) -> Self:
        """Fold the views into one set of coefficients, (n_levels, n_features), and intercepts."""
        self.view_weights_ = np.asarray(weights, dtype=np.float64)
        weighted = list(zip(self.view_weights_, self._parts(), strict=True))
        self.coef_ = sum(weight * coef for weight, (coef, _) in weighted)
        self.intercept_ = sum(weight * intercept for weight, (_, intercept) in weighted)
        return self

    def decision_function(self, X: npt.ArrayLike) -> Floats:  # noqa: N803
        """Return one score per level, shape (n_documents, n_levels)."""
        check_is_fitted(self)
        scores: Floats = validate_data(self, X, reset=False) @ self.coef_.T + self.intercept_
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
        return self.probabilities(self._combine(views, self.view_weights_))

    def predict(self, X: npt.ArrayLike) -> npt.NDArray[np.int_]:  # noqa: N803
        """Return the level that each document's probabilities stand for (`decided_index`)."""
        columns = decided_index(self.predict_proba(X))
        levels: npt.NDArray[np.int_] = self.classes_[columns]
        return levels

    def parts(self, shares: Floats, *, columns: slice) -> Floats:
        """Split scores into what each row of `shares` adds, shape (n_rows, n_levels).

        `columns` names the features that `shares` holds.
        """
        weights: Floats = shares @ self.coef_[:, columns].T
        return weights


def _per_level(part: Floats) -> Floats:
    """Give each of two levels its half of the one row that a regression keeps for both."""
    return np.concatenate([-part, part]) / 2 if len(part) == 1 else part


def decided_index(probabilities: Floats) -> npt.NDArray[np.intp]:
    """Return the column nearest to each row's mean column, moved away from the middle by `SPREAD`.

    The nearest column errs least when errors count by the square of their distance; the lower one wins a tie.
    """
    last = probabilities.shape[-1] - 1
    expected = probabilities @ np.arange(last + 1)
    spread = np.clip(last / 2 + SPREAD * (expected - last / 2), 0, last)
    columns: npt.NDArray[np.intp] = np.ceil(spread - 0.5 - 1e-9).astype(np.intp)
    return columns
