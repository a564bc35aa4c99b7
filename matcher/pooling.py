"""Sentences of a document -> one row of document features, and each sentence's share in it."""

import numpy as np
import numpy.typing as npt

from matcher.encoder import Matrix

Floats = npt.NDArray[np.float64]
TOP_DUTIES = 3  # duties whose level evidence is averaged: a level must be a substantial part, not one phrase


def pool_document(vectors: Matrix, duty_probabilities: Floats, level_probabilities: Floats) -> Floats:
    """Return each sentence's share in the document's features, shape (n_sentences, n_features).

    The column sums are the document's features, so that any linear score of the document splits
    exactly into its sentences.

    Four blocks: the mean vector of the duties (each sentence weighted by its probability of being
    one, `duty_probabilities`, shape (n_sentences,)), the mean vector of all sentences, the mean level
    evidence of the duties, and for each level k the evidence for "k or higher" in the strongest
    `TOP_DUTIES` duties and in all together, damped. `level_probabilities` has shape
    (n_sentences, 7), for levels 0 to 6.
    """
    n = len(vectors)
    vectors = vectors.astype(np.float64)
    attention = duty_probabilities / (duty_probabilities.sum() + 1e-9)
    at_least = np.cumsum(level_probabilities[:, ::-1], axis=1)[:, ::-1][:, 1:] * duty_probabilities[:, None]
    blocks = [
        attention[:, None] * vectors,
        0.7 * vectors / max(1, n),
        attention[:, None] * level_probabilities,
        _top_shares(at_least),
        0.5 * _damped_shares(at_least),
    ]
    shares: Floats = np.hstack(blocks)
    return shares


def _top_shares(evidence: Floats) -> Floats:
    """Keep each column's strongest `TOP_DUTIES` rows, divided by their number; earlier rows win ties."""
    shares = np.zeros_like(evidence)
    order = np.argsort(-evidence, axis=0, kind="stable")[:TOP_DUTIES]
    np.put_along_axis(shares, order, np.take_along_axis(evidence, order, axis=0) / TOP_DUTIES, axis=0)
    return shares


def _damped_shares(evidence: Floats) -> Floats:
    """Split log(1 + column sum) over the rows in proportion to their evidence."""
    totals = evidence.sum(axis=0)
    shares: Floats = evidence * (np.log1p(totals) / np.maximum(totals, 1e-9))
    return shares
