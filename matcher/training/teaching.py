"""Unlabelled documents -> those whose labels would teach most."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import entr

from matcher.answer import ScoredDocument
from matcher.document import Document
from matcher.framework import LEVELS
from matcher.pipeline import LevelMatcher
from matcher.training.nearest import duty_vector

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Teaching:
    """A document worth a label: how unsure the model is of it (0 to 1), and how unlike those before it (0 to 2)."""

    document: Document
    uncertainty: float
    novelty: float


def most_teaching(matcher: LevelMatcher, documents: Sequence[Document], *, n: int = 50) -> list[Teaching]:
    """Choose the `n` documents to label next, the most teaching first.

    Each choice has the largest product of uncertainty and distance to what is chosen already, so that
    fifty like ads are not chosen for one doubt (Settles 2009, "Active Learning Literature Survey", 3.6).
    The earlier document wins a tie.
    """
    if not documents:
        return []
    doubts = np.array([uncertainty(matcher.score(document)) for document in documents])
    vectors = np.vstack([duty_vector(matcher, document) for document in documents])
    novelty, chosen = np.ones(len(documents)), list[Teaching]()
    left = np.ones(len(documents), dtype=bool)
    for _ in range(min(n, len(documents))):
        best = int(np.where(left, doubts * novelty, -1.0).argmax())
        chosen.append(Teaching(documents[best], float(doubts[best]), float(novelty[best])))
        left[best] = False
        novelty = np.minimum(novelty, np.maximum(0.0, 1.0 - vectors @ vectors[best]))
    return chosen


def uncertainty(scored: ScoredDocument) -> float:
    """Return the entropy of "not this skill" and the six levels together, as a share of the largest possible."""
    shown = scored.skill_probability
    answers = np.append(shown * scored.probabilities, 1.0 - shown)
    return float(entr(answers).sum() / np.log(len(LEVELS) + 1))
