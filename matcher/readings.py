"""What was learned together with the encoder: linear readings of its vectors."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One logit per class as a linear function of features.

    `classes`, shape (n_classes,), are names or levels in order; `weights` has shape (n_classes, n_features),
    `bias` (n_classes,).
    """

    classes: npt.NDArray[np.str_] | npt.NDArray[np.int_]
    weights: Floats
    bias: Floats

    def with_zeros(self, *, at: int, n: int) -> "Reading":
        """Return the same reading of features that have `n` further columns before column `at`."""
        zeros = np.zeros((len(self.classes), n))
        return Reading(self.classes, np.hstack([self.weights[:, :at], zeros, self.weights[:, at:]]), self.bias)

    def without_first(self) -> "Reading":
        """Return the reading of all classes but the first, which then are compared with each other alone."""
        return Reading(self.classes[1:], self.weights[1:], self.bias[1:])

    def as_regression(self) -> LogisticRegression:
        """Return scikit-learn's estimator that gives the softmax of the logits as probabilities."""
        regression = LogisticRegression()
        regression.classes_, regression.coef_, regression.intercept_ = self.classes, self.weights, self.bias
        regression.n_features_in_, regression.n_iter_ = self.weights.shape[1], np.zeros(1, dtype=np.int32)
        return regression


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """Readings of sentence features (what each is, and which level it shows) and of document features (its level)."""

    what: Reading
    duty_levels: Reading
    document: Reading
