"""Words of a document and its reading -> how surely the skill is there at all."""

from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy.sparse import issparse
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.utils.multiclass import type_of_target
from sklearn.utils.validation import check_is_fitted, validate_data

Floats = npt.NDArray[np.float64]
_TOLERANCE = 1e-5  # with a coarser one the answers hung on where the solver stopped


class SkillClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Tell how surely a document's duties show the skill at all (level 0 against the rest).

    A logistic regression with Platt's calibration on out-of-fold scores (Platt 1999). The first `n_given` features
    are scores that were learned elsewhere: they take no part in the regression and are weighed against its score
    in calibrating. `C`, the inverse regularisation, was chosen out of fold on real documents (docs/quality.md).
    """

    def __init__(self, C: float = 10.0, max_iter: int = 2000, n_given: int = 0) -> None:  # noqa: N803
        self.C = C
        self.max_iter = max_iter
        self.n_given = n_given

    def fit(self, X: npt.ArrayLike, y: npt.ArrayLike, sample_weight: npt.ArrayLike | None = None) -> Self:  # noqa: N803
        """Learn from document features and whether each document shows the skill (0 or 1)."""
        features, shown = validate_data(self, X, y, accept_sparse="csr")
        if (target := type_of_target(shown, input_name="y")) == "multiclass":
            raise ValueError(f"Only binary classification is supported. The type of the target is {target}.")
        self.regression_ = LogisticRegression(C=self.C, max_iter=self.max_iter, tol=_TOLERANCE)
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
