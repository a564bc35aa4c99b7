"""Encoded examples -> features and calibrated classifiers, each judged on what it did not learn from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.base import clone

from matcher.corpus import Example
from matcher.features import EncodedDocument
from matcher.folds import folds_of, out_of_fold
from matcher.reading import DocumentReader

Floats = npt.NDArray[np.float64]
CLOSE_TO_LIFE = (
    3.0  # weight of real, wild and role documents beside those written to show a level; 10 and 30 were worse
)


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Out-of-fold answers of calibrated classifiers, on the documents that calibration looked at.

    `levels` and `level_probabilities`, (n_shown,) and (n_shown, 6), for documents that show the skill;
    `shown` and `skill_probabilities`, (n_documents,), for all.
    """

    levels: npt.NDArray[np.int_]
    level_probabilities: Floats
    shown: npt.NDArray[np.bool_]
    skill_probabilities: Floats


def example_weight(example: Example) -> float:
    """Return how much an example counts in fitting the levels of documents.

    Documents written first and labelled afterwards, like real ones, say more about real ones.
    """
    close = example.real or example.sure != "" or example.document.kind == "role"
    return CLOSE_TO_LIFE if close else 1.0


def cross_fitted_features(
    reader: DocumentReader, encoded: Sequence[EncodedDocument], examples: Sequence[Example], *, random_state: int
) -> tuple[Floats, Floats]:
    """Return features, shape (n_examples, n_features), and expected numbers of duties, (n_examples,).

    Each marked example is read by a reader that did not learn from it.
    """
    rows = [reader.read(document) for document in encoded]
    marked = [i for i, example in enumerate(examples) if example.marks]
    for fold, kept in folds_of([examples[i] for i in marked], random_state):
        other = clone(reader)
        chosen = [marked[i] for i in kept]
        other.fit([encoded[i] for i in chosen], [examples[i] for i in chosen])
        other.title_terms_ = reader.title_terms_
        for i in fold:
            rows[marked[i]] = other.read(encoded[marked[i]])
    return np.vstack([row.features for row in rows]), np.array([row.duty_probabilities.sum() for row in rows])


def judged_on(examples: Sequence[Example], y: npt.NDArray[np.int_]) -> npt.NDArray[np.bool_]:
    """Return which examples calibration looks at: the real ones, or all where those lack a class."""
    real = np.array([example.real for example in examples])
    return real if len(set(y[real].tolist())) > 1 else np.ones(len(y), dtype=bool)


def fit_calibrated(
    classifier: Any,
    features: Any,
    y: npt.NDArray[np.int_],
    examples: Sequence[Example],
    *,
    method: str,
    random_state: int,
) -> Floats:
    """Fit `classifier` on all, calibrate it on out-of-fold answers, and return these as `method` gives them."""
    weights = np.array([example_weight(example) for example in examples])
    answers = out_of_fold(classifier, features, y, examples, weights=weights, method=method, random_state=random_state)
    on = judged_on(examples, y)
    classifier.fit(features, y, sample_weight=weights).calibrate(answers[on], y[on])
    return answers
