"""Sentences of one document's variants -> vectors, each sentence encoded once."""

from collections.abc import Sequence
from typing import Self

import numpy as np

from matcher.encoder import Encoder, Matrix


class RememberingEncoder:
    """An encoder that keeps what it has encoded until it is told to forget.

    Rows of one call differ in their last digits with their neighbours. Here a sentence that a swap leaves
    alone keeps its very vector, so that a shift comes from the swap alone; and most of the time is saved.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._rows: dict[str, Matrix] = {}

    def fit(self, X: Sequence[str], y: None = None) -> Self:  # noqa: ARG002, N803
        """Do nothing: the encoder within is fitted."""
        return self

    def transform(self, X: Sequence[str]) -> Matrix:  # noqa: N803
        """Return one unit-length row per text, encoding only those that are new."""
        new = [text for text in dict.fromkeys(X) if text not in self._rows]
        if new:
            self._rows.update(zip(new, self._encoder.transform(new), strict=True))
        rows: Matrix = np.vstack([self._rows[text] for text in X])
        return rows

    def forget(self) -> None:
        """Begin another document."""
        self._rows.clear()
