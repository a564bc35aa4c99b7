"""Vectors -> similarity of each sentence to each statement."""

import numpy as np
import numpy.typing as npt

from matcher.encoder import Encoder, Matrix
from matcher.framework import Framework


def encode_statements(framework: Framework, encoder: Encoder) -> Matrix:
    """Return one unit-length row per statement, in framework order, shape (n_statements, n_dimensions)."""
    return encoder.transform([statement.text for statement in framework.statements])


def similarities_to(vectors: Matrix, statement_vectors: Matrix) -> Matrix:
    """Return cosines in [-1, 1], shape (n_sentences, n_statements)."""
    similarities: Matrix = np.clip(vectors @ statement_vectors.T, -1.0, 1.0)
    return similarities


def statement_scores(
    similarities: Matrix, *, weights: npt.NDArray[np.float64], top_k: int = 3
) -> npt.NDArray[np.float64]:
    """Average the `top_k` best sentences of each statement, shape (n_statements,).

    `weights` in [0, 1] damps sentences that are no duties. Zero for a document without sentences.
    """
    if len(similarities) == 0:
        return np.zeros(similarities.shape[1])
    damped = np.sort(similarities * weights[:, None], axis=0)[::-1][:top_k]
    scores: npt.NDArray[np.float64] = damped.mean(axis=0, dtype=np.float64)
    return scores
