"""Whole texts -> words and parts of words, weighted by how rare they are."""

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer, TfidfVectorizer
from sklearn.pipeline import make_pipeline

MIN_DOCUMENTS = 5  # in which a term must occur, so that no term points to one document
MAX_PARTS = 60_000  # keeps the model folder small; chosen, not tuned
_MAX_WORDS = 20_000  # kept with their parts: a bound on memory; 1,201 real documents have 52,000 different ones


class PartCounter(CountVectorizer):  # type: ignore[misc]
    """Count parts of words as `CountVectorizer(analyzer="char_wb")` does, looking up each word's parts only once.

    The words of one document come again in the next, and so do their parts: several times quicker, the same counts.
    """

    def transform(self, raw_documents: Sequence[str]) -> sparse.csr_matrix:
        """Return how often each text holds each known part, shape (n_texts, n_parts)."""
        prepare, analyze = self.build_preprocessor(), self.build_analyzer()
        found = []
        for text in raw_documents:
            words = [self._columns(word, analyze) for word in prepare(self.decode(text)).split()]
            found.append(np.unique(np.concatenate([np.empty(0, dtype=np.int32), *words]), return_counts=True))
        columns, counts = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
        ends = [0, *accumulate(len(of_text) for of_text, _ in found)]
        shape = (len(found), len(self.vocabulary_))
        return sparse.csr_matrix((counts.astype(self.dtype), columns, ends), shape=shape)

    def _columns(self, word: str, analyze: Callable[[str], list[str]]) -> npt.NDArray[np.int32]:
        known: dict[str, npt.NDArray[np.int32]] = self.__dict__.setdefault("_known", {})
        if word not in known:
            if len(known) >= _MAX_WORDS:
                known.clear()
            columns = [self.vocabulary_[part] for part in analyze(word) if part in self.vocabulary_]
            known[word] = np.array(columns, dtype=np.int32)
        return known[word]

    def __getstate__(self) -> dict[str, object]:
        """Leave out what is looked up again at need."""
        return {name: value for name, value in super().__getstate__().items() if name != "_known"}


class SkillTerms(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Words, pairs of words and parts of words of whole texts, which tell jobs apart better than vectors do.

    Only terms that occur in at least `MIN_DOCUMENTS` texts are kept, and of parts the most frequent `MAX_PARTS`.
    """

    def fit(self, X: Sequence[str], y: None = None) -> Self:  # noqa: ARG002, N803
        """Learn the terms of texts and how rare each is."""
        self.words_ = TfidfVectorizer(sublinear_tf=True, min_df=MIN_DOCUMENTS, ngram_range=(1, 2), dtype=np.float32)
        counter = PartCounter(
            analyzer="char_wb", ngram_range=(3, 5), min_df=MIN_DOCUMENTS, max_features=MAX_PARTS, dtype=np.float32
        )
        self.parts_ = make_pipeline(counter, TfidfTransformer(sublinear_tf=True))
        self.words_.fit(X)
        self.parts_.fit(X)
        return self

    def transform(self, X: Sequence[str]) -> sparse.csr_matrix:  # noqa: N803
        """Return one row per text, words and then parts each of unit length, shape (n_texts, n_terms)."""
        return sparse.hstack([self.words_.transform(X), self.parts_.transform(X)], format="csr")

    @property
    def n_terms(self) -> int:
        """How many terms there are."""
        return len(self.words_.vocabulary_) + len(self.parts_[0].vocabulary_)

    def __sklearn_tags__(self) -> Any:
        """Tell scikit-learn that the input is texts."""
        tags = super().__sklearn_tags__()
        tags.input_tags.string, tags.input_tags.two_d_array = True, False
        return tags
