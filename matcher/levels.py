"""Document features -> level scores and probabilities, and how surely the skill is there at all."""

from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import issparse
from scipy.special import expit, log_softmax, softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.utils.multiclass import type_of_target
from sklearn.utils.validation import check_is_fitted, validate_data

from matcher.readings import Reading

Floats = npt.NDArray[np.float64]
SOLVER_TOLERANCE = 1e-3  # coarser than scikit-learn's 1e-4, so that a refit takes minutes; chosen, not tuned


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
        """Return the level nearest to each document's expected level, which errs least in squared levels."""
        columns = nearest_index(self.predict_proba(X))
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


def nearest_index(probabilities: Floats) -> npt.NDArray[np.intp]:
    """Return the column nearest to each row's mean column; the lower one wins a tie."""
    expected = probabilities @ np.arange(probabilities.shape[-1])
    columns: npt.NDArray[np.intp] = np.ceil(expected - 0.5 - 1e-9).astype(np.intp)
    return columns


class SkillClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Tell how surely a document's duties show the skill at all (level 0 against the rest).

    A logistic regression with Platt's calibration on out-of-fold scores (Platt 1999). The first `n_given` features
    are scores that were learned elsewhere: they take no part in the regression and are weighed against its score
    in calibrating.
    """

    def __init__(self, C: float = 1.0, max_iter: int = 300, n_given: int = 0) -> None:  # noqa: N803
        self.C = C
        self.max_iter = max_iter
        self.n_given = n_given

    def fit(self, X: npt.ArrayLike, y: npt.ArrayLike, sample_weight: npt.ArrayLike | None = None) -> Self:  # noqa: N803
        """Learn from document features and whether each document shows the skill (0 or 1)."""
        features, shown = validate_data(self, X, y, accept_sparse="csr")
        if (target := type_of_target(shown, input_name="y")) == "multiclass":
            raise ValueError(f"Only binary classification is supported. The type of the target is {target}.")
        self.regression_ = LogisticRegression(C=self.C, max_iter=self.max_iter, tol=SOLVER_TOLERANCE)
        self.regression_.fit(features[:, self.n_given :], shown, sample_weight=sample_weight)
        self.classes_ = self.regression_.classes_
        self.n_iter_ = self.regression_.n_iter_
        self.slopes_, self.offset_ = np.append(1.0, np.zeros(self.n_given)), 0.0
        return self

    def calibrate(self, views: Floats, y: npt.ArrayLike) -> Self:
        """Fit slopes and offset to out-of-fold `views`, shape (n_documents, 1 + n_given)."""
        platt = LogisticRegression(C=1e6).fit(views, y)
        self.slopes_, self.offset_ = platt.coef_[0], float(platt.intercept_[0])
        return self

    def views(self, X: npt.ArrayLike) -> Floats:  # noqa: N803
        """Return the regression's score and the given ones, shape (n_documents, 1 + n_given)."""
        check_is_fitted(self)
        features = validate_data(self, X, accept_sparse="csr", reset=False)
        given = features[:, : self.n_given]
        scores = self.regression_.decision_function(features[:, self.n_given :])
        return np.column_stack([scores, given.toarray() if issparse(given) else given])

    def decision_function(self, X: npt.ArrayLike) -> Floats:  # noqa: N803
        """Return each document's log odds of "shown", shape (n_documents,)."""
        return self._log_odds(self.views(X))

    def predict_proba(self, X: npt.ArrayLike) -> Floats:  # noqa: N803
        """Return the calibrated probabilities of "not shown" and "shown", shape (n_documents, 2)."""
        shown = self.calibrated(self.views(X))
        return np.column_stack([1.0 - shown, shown])

    def calibrated(self, views: Floats) -> Floats:
        """Turn `views` of documents into calibrated probabilities of "shown", shape (n_documents,)."""
        probabilities: Floats = expit(self._log_odds(views))
        return probabilities

    def _log_odds(self, views: Floats) -> Floats:
        log_odds: Floats = views @ self.slopes_ + self.offset_
        return log_odds

    def predict(self, X: npt.ArrayLike) -> npt.NDArray[np.int_]:  # noqa: N803
        """Return 1 where the skill is more likely shown than not."""
        columns = self.predict_proba(X).argmax(axis=1)
        shown: npt.NDArray[np.int_] = self.classes_[columns]
        return shown

    def __sklearn_tags__(self) -> Any:
        """Tell scikit-learn that there are two classes only, and that sparse features are welcome."""
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        tags.input_tags.sparse = True
        return tags
