"""Encoded examples -> features and calibrated classifiers, each judged on what it did not learn from."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.base import clone

from matcher.corpus import Example
from matcher.features import EncodedDocument
from matcher.folds import folds_of, out_of_fold
from matcher.reading import DocumentReader, ReadDocument

Floats = npt.NDArray[np.float64]
CLOSE_TO_LIFE = (
    3.0  # weight of real, wild and role documents beside those written to show a level; 10 and 30 were worse
)
MIN_JUDGED = 100  # documents; thresholds chosen on fewer follow single ones


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


def text_key(text: str) -> str:
    """Return 16 hexadecimal digits that name a text without telling anything of it."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def cross_fitted_reads(
    reader: DocumentReader, encoded: Sequence[EncodedDocument], examples: Sequence[Example], *, random_state: int
) -> list[ReadDocument]:
    """Return each example as read.

    Each marked example is read by a reader that did not learn from it, unless reading was learned with the encoder.
    """
    reads = [reader.read(document) for document in encoded]
    marked = [i for i, example in enumerate(examples) if example.marks and reader.readings is None]
    for fold, kept in folds_of([examples[i] for i in marked], random_state) if marked else ():
        other = clone(reader)
        chosen = [marked[i] for i in kept]
        other.fit([encoded[i] for i in chosen], [examples[i] for i in chosen])
        other.title_terms_ = reader.title_terms_
        for i in fold:
            reads[marked[i]] = other.read(encoded[marked[i]])
    return reads


def not_learned(examples: Sequence[Example], *, learned: Collection[str]) -> npt.NDArray[np.bool_]:
    """Return which examples an encoder did not learn from; `learned` are the keys (`text_key`) of those it did."""
    return np.array([text_key(example.document.text) not in learned for example in examples])


def judged_on(examples: Sequence[Example], *, learned: Collection[str]) -> npt.NDArray[np.bool_]:
    """Return which examples calibration looks at: real ones that the encoder did not learn from (see `not_learned`).

    Where these are fewer than `MIN_JUDGED` or show fewer than three levels, 0 among them, all that it did not learn
    from are looked at; where those are too few, all.
    """
    fresh = not_learned(examples, learned=learned)
    real = np.array([example.real for example in examples])
    levels = np.array([example.level for example in examples])
    for looked in (fresh & real, fresh):
        shown = set(levels[looked].tolist())
        if looked.sum() >= MIN_JUDGED and 0 in shown and len(shown) > 2:
            return looked
    return np.ones(len(examples), dtype=bool)


def regressed_on(examples: Sequence[Example], *, learned: Collection[str]) -> npt.NDArray[np.bool_]:
    """Return which examples of levels 1 to 6 the level's regressions learn from.

    Those that the encoder did not learn from (see `not_learned`), if they are `MIN_JUDGED` or more: on the others its
    vectors say more than on new documents, and regressions would trust them too much.
    """
    shown = np.array([example.level > 0 for example in examples])
    fresh = shown & not_learned(examples, learned=learned)
    return fresh if fresh.sum() >= MIN_JUDGED else shown


def fit_calibrated(
    classifier: Any,
    features: Any,
    y: npt.NDArray[np.int_],
    examples: Sequence[Example],
    *,
    judged: npt.NDArray[np.bool_],
    method: str,
    random_state: int,
) -> Floats:
    """Fit `classifier` on all, calibrate it on out-of-fold answers, and return these as `method` gives them.

    Calibration looks at the examples that are `judged`, shape (n_examples,).
    """
    weights = np.array([example_weight(example) for example in examples])
    answers = out_of_fold(classifier, features, y, examples, weights=weights, method=method, random_state=random_state)
    classifier.fit(features, y, sample_weight=weights).calibrate(answers[judged], y[judged])
    return answers
