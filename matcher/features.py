"""Document -> its sentences with their vectors, and what stands around each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import compress

import numpy as np
import numpy.typing as npt

from matcher.document import Document
from matcher.encoder import Encoder, Matrix
from matcher.framework_text import Span, framework_passages, without_places
from matcher.legible import as_seen
from matcher.sentences import Sentence, split_sentences
from matcher.wording import plain_wording

Vector = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
_NEIGHBOUR_WEIGHT = 0.5  # of the sentences before and after, beside the sentence itself
_DIGIT = re.compile(r"\d")
N_SHAPES = 6  # features of a sentence's shape
MAX_SENTENCES = 1500  # read of one document, far beyond any real one: a bound on time, not a tuned number


@dataclass(frozen=True, slots=True, eq=False)
class EncodedDocument:
    """A document with its sentences and their vectors.

    `vectors` has one unit-length row per sentence, shape (n_sentences, n_dimensions);
    `title_vector` is all zero where there is no title. `counted` is the document as a reader sees it, without what
    repeats the framework. Offsets of `sentences` and of `repeated`, what was taken out, point into the text as given;
    a sentence's text is as seen. `disguised` are the words of the text that are spelt otherwise than they look.
    `texts` is what the encoder read: the title, then the sentences, in plain wording.
    """

    document: Document
    counted: Document
    repeated: tuple[Span, ...]
    disguised: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    title_vector: Vector
    vectors: Matrix
    texts: tuple[str, ...]


def encode_document(document: Document, encoder: Encoder) -> EncodedDocument:
    """Split and encode one document in a single encoder call, so that equal documents get equal bytes."""
    seen = as_seen(document.text)
    repeated = framework_passages(seen.text)
    title = as_seen(document.title).text
    counted = replace(document, text=without_places(seen.text, repeated), title=_without_repeats(title))
    read = read_sentences(counted)
    texts = encoder_texts(counted, read)
    vectors = encoder.transform(texts)
    title_vector = vectors[0] if counted.title else np.zeros_like(vectors[0])
    return EncodedDocument(
        document,
        counted,
        tuple(seen.given(start, end) for start, end in repeated),
        seen.disguised,
        tuple(Sentence(*seen.given(one.start, one.end), one.text) for one in read),
        title_vector,
        vectors[1:],
        tuple(texts),
    )


def _without_repeats(title: str) -> str:
    left = " ".join(without_places(title, framework_passages(title)).split())
    return left if any(character.isalpha() for character in left) else ""


def read_sentences(document: Document) -> tuple[Sentence, ...]:
    """Return the sentences of a document that are read, at most `MAX_SENTENCES`."""
    return tuple(split_sentences(document.text, language=document.language)[:MAX_SENTENCES])


def encoder_texts(document: Document, sentences: Sequence[Sentence]) -> list[str]:
    """Return what the encoder reads of a document: its title, then its sentences, in plain wording."""
    texts = [document.title, *(sentence.text for sentence in sentences)]
    return [plain_wording(text, language=document.language) for text in texts]


def sentence_features(encoded: EncodedDocument, chosen: Flags | None = None) -> Matrix:
    """Return each sentence's vector, its neighbours', its place and its shape, (n_sentences, 3 n_dimensions + 8).

    Where some are `chosen`, shape (n_sentences,), as if the others did not stand there, and of these sentences alone.
    """
    if chosen is not None:
        sentences = tuple(compress(encoded.sentences, chosen))
        return sentence_features(replace(encoded, sentences=sentences, vectors=encoded.vectors[chosen]))
    vectors = encoded.vectors
    n = len(vectors)
    nothing = np.zeros((1, vectors.shape[1]), dtype=np.float32)
    before = np.vstack([nothing, vectors[:-1]]) if n else vectors
    after = np.vstack([vectors[1:], nothing]) if n else vectors
    place = np.linspace(0.0, 1.0, n, dtype=np.float32)[:, None] if n > 1 else np.zeros((n, 1), dtype=np.float32)
    shapes = np.array([_shape(sentence.text) for sentence in encoded.sentences], dtype=np.float32).reshape(n, N_SHAPES)
    return np.hstack([vectors, _NEIGHBOUR_WEIGHT * before, _NEIGHBOUR_WEIGHT * after, place, place**2, shapes])


def plain_vector(encoded: EncodedDocument) -> Vector:
    """Return the title's vector and the mean of all sentences', shape (2 n_dimensions,): the plain baseline's view."""
    vectors = encoded.vectors
    mean = vectors.mean(axis=0) if len(vectors) else np.zeros_like(encoded.title_vector)
    return np.concatenate([encoded.title_vector, mean])


def _shape(text: str) -> tuple[float, ...]:
    return (
        len(text) / 200,
        float(text.isupper()),
        float(text.endswith(":")),
        float(text.endswith((".", "!", "?"))),
        float(_DIGIT.search(text) is not None),
        float("@" in text or "http" in text or "www." in text),
    )
