"""Document -> the training examples whose duties are most like its own."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.corpus import Example
from matcher.document import Document
from matcher.features import Vector, encode_document
from matcher.pipeline import LevelMatcher


@dataclass(frozen=True, slots=True)
class NearExample:
    """A training example and the cosine of its duties' mean vector with the document's, in [-1, 1]."""

    example: Example
    similarity: float


class NearestExamples:
    """The duties of many examples, read once; finds those most like a document's.

    Reading takes about a second for twenty documents.
    """

    def __init__(self, matcher: LevelMatcher, examples: Sequence[Example]) -> None:
        self._matcher = matcher
        self._examples = tuple(examples)
        self._vectors = np.vstack([duty_vector(matcher, example.document) for example in examples])

    def find(self, document: Document, *, n: int = 3) -> list[NearExample]:
        """Return the `n` nearest examples, nearest first; the earlier wins a tie."""
        similarities = self._vectors @ duty_vector(self._matcher, document)
        order = np.argsort(-similarities, kind="stable")[:n]
        return [NearExample(self._examples[i], float(similarities[i])) for i in order]


def duty_vector(matcher: LevelMatcher, document: Document) -> Vector:
    """Return the unit-length mean of a document's sentence vectors, weighted by how surely each is a duty."""
    read = matcher.reader_.read(encode_document(document, matcher.encoder_))
    vector = read.duty_probabilities @ read.encoded.vectors
    unit: Vector = (vector / max(float(np.linalg.norm(vector)), 1e-9)).astype(np.float32)
    return unit
