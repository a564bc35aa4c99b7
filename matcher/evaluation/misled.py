"""An answer that differs from its label -> the sentences that misled."""

from dataclasses import dataclass

import numpy as np

from matcher.evaluation.answers import LabelledAnswer
from matcher.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Misleading:
    """A sentence and how much more it adds to the answered level's score than to the label's."""

    sentence: Sentence
    gain: float


def misleading_sentences(answer: LabelledAnswer, *, n: int = 3) -> list[Misleading]:
    """Return the `n` sentences that speak most for the answered level against the label's, strongest first.

    Empty where the answer is right, or the label is 0 and has no score. The earlier sentence wins a tie.
    """
    if answer.label in (0, answer.level):
        return []
    weights = answer.scored.weights
    gains = weights[:, answer.level - 1] - weights[:, answer.label - 1]
    order = np.argsort(-gains, kind="stable")[:n]
    sentences = answer.scored.read.encoded.sentences
    return [Misleading(sentences[i], float(gains[i])) for i in order if gains[i] > 0]
