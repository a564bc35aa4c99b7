"""Whole texts -> words and parts of words, weighted by how rare they are."""

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

Floats = npt.NDArray[np.float64]
Columns = npt.NDArray[np.int32]

MIN_DOCUMENTS = 5  # in which a term must occur, so that no term points to one document
MAX_PARTS = 60_000  # keeps the model folder small; chosen, not tuned
_MAX_WORDS = 20_000  # kept with their parts: a bound on memory; 1,201 real documents have 52,000 different ones
_LONGEST_KEPT = 64  # characters; no word of a person is longer, and a million of them would not be forgotten soon


class TermCounter(CountVectorizer):  # type: ignore[misc]
    """Find the known words, pairs of words or parts of words of a text, one column for each."""

    def columns(self, text: str) -> Columns:
        """Return the column of each known term of a text, once for each time it occurs."""
        return self._known_columns(text, self.build_analyzer())

    def _known_columns(self, text: str, analyze: Callable[[str], list[str]]) -> Columns:
        return np.array([self.vocabulary_[term] for term in analyze(text) if term in self.vocabulary_], dtype=np.int32)


class PartCounter(TermCounter):
    """Find parts of words (`analyzer="char_wb"`), looking up each word's parts only once.

    The words of one document come again in the next, and so do their parts: several times quicker.
    """

    def columns(self, text: str) -> Columns:
        """Return the column of each known part of a text, once for each time it occurs."""
        prepare, analyze = self.build_preprocessor(), self.build_analyzer()
        words = [self._columns_of_word(word, analyze) for word in prepare(self.decode(text)).split()]
        return np.concatenate([np.empty(0, dtype=np.int32), *words])

    def _columns_of_word(self, word: str, analyze: Callable[[str], list[str]]) -> Columns:
        if len(word) > _LONGEST_KEPT:
            return self._known_columns(word, analyze)
        known: dict[str, Columns] = self.__dict__.setdefault("_known", {})
        if word not in known:
            if len(known) >= _MAX_WORDS:
                known.clear()
            known[word] = self._known_columns(word, analyze)
        return known[word]

    def __getstate__(self) -> dict[str, object]:
        """Leave out what is looked up again at need."""
        return {name: value for name, value in super().__getstate__().items() if name != "_known"}


class SkillTerms(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Words, pairs of words and parts of words of whole texts, which tell jobs apart better than vectors do.

    Only terms that occur in at least `MIN_DOCUMENTS` texts are kept, and of parts the most frequent `MAX_PARTS`.
    Weighted as scikit-learn's `TfidfVectorizer(sublinear_tf=True)` does.
    """

    def fit(self, X: Sequence[str], y: None = None) -> Self:  # noqa: ARG002, N803
        """Learn the terms of texts and how rare each is."""
        self.counters_ = (
            TermCounter(min_df=MIN_DOCUMENTS, ngram_range=(1, 2)),
            PartCounter(analyzer="char_wb", ngram_range=(3, 5), min_df=MIN_DOCUMENTS, max_features=MAX_PARTS),
        )
        self.rarities_ = tuple(TfidfTransformer().fit(counter.fit_transform(X)).idf_ for counter in self.counters_)
        return self

    def transform(self, X: Sequence[str], *, given: Floats | None = None) -> sparse.csr_matrix:  # noqa: N803
        """Return one row per text, words and then parts each of unit length, shape (n_texts, n_given + n_terms).

        `given`, shape (n_texts, n_given), stands before the terms as it is.
        """
        before = np.zeros((len(X), 0)) if given is None else given
        rows = [self._row(text, first) for text, first in zip(X, before, strict=True)]
        columns, values = (np.concatenate(parts) for parts in zip(*rows, strict=True))
        ends = [0, *accumulate(len(row) for row, _ in rows)]
        return sparse.csr_matrix((values, columns, ends), shape=(len(rows), before.shape[1] + self.n_terms))

    def _row(self, text: str, given: Floats) -> tuple[Columns, Floats]:
        """Return the columns that a text fills, in order, and what stands there."""
        columns, values, start = [np.arange(len(given), dtype=np.int32)], [given], len(given)
        for counter, rarity in zip(self.counters_, self.rarities_, strict=True):
            found, counts = np.unique(counter.columns(text), return_counts=True)
            weights = (1.0 + np.log(counts)) * rarity[found]
            columns.append(start + found)
            values.append(weights / (np.sqrt(weights @ weights) or 1.0))
            start += len(rarity)
        return np.concatenate(columns), np.concatenate(values)

    @property
    def n_terms(self) -> int:
        """How many terms there are."""
        return sum(len(rarity) for rarity in self.rarities_)

    def __sklearn_tags__(self) -> Any:
        """Tell scikit-learn that the input is texts."""
        tags = super().__sklearn_tags__()
        tags.input_tags.string, tags.input_tags.two_d_array = True, False
        return tags
