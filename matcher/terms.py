"""Texts of documents -> words and parts of words, weighted by how rare they are."""

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
Flags = npt.NDArray[np.bool_]

MIN_DOCUMENTS = 5  # in which a term must occur, so that no term points to one document
MAX_PARTS = 60_000  # keeps the model folder small; chosen, not tuned
_MAX_WORDS = 20_000  # kept with their parts: a bound on memory; 1,201 real documents have 52,000 different ones
_LONGEST_KEPT = 64  # characters; no word of a person is longer, and a million of them would not be forgotten soon


class TermCounter(CountVectorizer):  # type: ignore[misc]
    """Find the known words, pairs of words or parts of words of documents, one column for each.

    A document is given as its texts (title and sentences): no pair reaches from one into the next.
    """

    def build_analyzer(self) -> Callable[[Sequence[str]], list[str]]:
        """Return what gives the terms of a document, which scikit-learn learns from."""
        analyze = super().build_analyzer()
        return lambda texts: [term for text in texts for term in analyze(text)]

    def columns(self, texts: Sequence[str]) -> list[Columns]:
        """Return the column of each known term of each text, once for each time it occurs."""
        analyze = super().build_analyzer()
        return [self._known_columns(text, analyze) for text in texts]

    def _known_columns(self, text: str, analyze: Callable[[str], list[str]]) -> Columns:
        return np.array([self.vocabulary_[term] for term in analyze(text) if term in self.vocabulary_], dtype=np.int32)

    def __getstate__(self) -> dict[str, object]:
        """Leave out where in memory scikit-learn found its stop words: another place in each run, another file."""
        return {name: value for name, value in super().__getstate__().items() if name != "_stop_words_id"}


class PartCounter(TermCounter):
    """Find parts of words (`analyzer="char_wb"`), looking up each word's parts only once.

    The words of one document come again in the next, and so do their parts: several times quicker.
    """

    def columns(self, texts: Sequence[str]) -> list[Columns]:
        """Return the column of each known part of each text, once for each time it occurs."""
        prepare, analyze = self.build_preprocessor(), super(TermCounter, self).build_analyzer()
        nothing = np.empty(0, dtype=np.int32)
        return [
            np.concatenate([nothing, *(self._columns_of_word(word, analyze) for word in prepare(text).split())])
            for text in texts
        ]

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
    """Words, pairs of words and parts of words of documents, which tell jobs apart better than vectors do.

    A document is given as its texts (title and sentences). Only terms that occur in at least `MIN_DOCUMENTS` documents
    are kept, and of parts the most frequent `MAX_PARTS`. Weighted as scikit-learn's
    `TfidfVectorizer(sublinear_tf=True)` does, twice: over all texts, and over those that count again.
    """

    def fit(self, X: Sequence[Sequence[str]], y: None = None) -> Self:  # noqa: ARG002, N803
        """Learn the terms of documents and how rare each is."""
        self.counters_ = (
            TermCounter(min_df=MIN_DOCUMENTS, ngram_range=(1, 2)),
            PartCounter(analyzer="char_wb", ngram_range=(3, 5), min_df=MIN_DOCUMENTS, max_features=MAX_PARTS),
        )
        self.rarities_ = tuple(TfidfTransformer().fit(counter.fit_transform(X)).idf_ for counter in self.counters_)
        return self

    def transform(
        self,
        X: Sequence[Sequence[str]],  # noqa: N803
        *,
        again: Sequence[Flags],
        given: Floats,
    ) -> sparse.csr_matrix:
        """Return one row per document, shape (n_documents, n_given + n_terms).

        Words and then parts of all texts, each of unit length, and added to them, again of unit length, those of the
        texts that are marked in `again`, shape (n_texts,) for each document. `given`, shape (n_documents, n_given),
        stands before the terms as it is.
        """
        rows = [self._row(*document) for document in zip(X, again, given, strict=True)]
        columns, values = (np.concatenate(parts) for parts in zip(*rows, strict=True))
        ends = [0, *accumulate(len(row) for row, _ in rows)]
        return sparse.csr_matrix((values, columns, ends), shape=(len(rows), given.shape[1] + self.n_terms))

    def _row(self, texts: Sequence[str], again: Flags, given: Floats) -> tuple[Columns, Floats]:
        """Return the columns that a document fills, in order, and what stands there."""
        columns, values, start = [np.arange(len(given), dtype=np.int32)], [given], len(given)
        for counter, rarity in zip(self.counters_, self.rarities_, strict=True):
            of_text = counter.columns(texts)
            found, weights = _weighted(of_text, rarity)
            repeated, more = _weighted([one for one, counts in zip(of_text, again, strict=True) if counts], rarity)
            weights[np.searchsorted(found, repeated)] += more
            columns.append(start + found)
            values.append(weights)
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


def _weighted(of_text: Sequence[Columns], rarity: Floats) -> tuple[Columns, Floats]:
    """Return the columns that stand in any text, in order, and their weights, of unit length together."""
    found, counts = np.unique(np.concatenate([np.empty(0, dtype=np.int32), *of_text]), return_counts=True)
    weights = (1.0 + np.log(counts)) * rarity[found]
    return found, weights / (np.sqrt(weights @ weights) or 1.0)
