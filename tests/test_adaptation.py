"""Fitting the encoder's layers further; skipped where torch (extra `adapt`) is not installed."""

from itertools import compress

import numpy as np
import pytest

from matcher.corpus import read_corpus
from matcher.encoder import original_layers, token_ids, token_table
from matcher.features import EncodedDocument, encoder_texts, read_sentences
from matcher.fitting import text_key
from matcher.forward import Network
from matcher.labelled import read_labelled
from matcher.reading import DocumentReader

torch = pytest.importorskip("torch", reason="needs the extra `adapt`", exc_type=ImportError)

from matcher.adaptation import adapt_encoder, kept_for_calibration, save_layers  # noqa: E402
from matcher.adaptation.network import AdaptedLayers, DocumentNetwork  # noqa: E402


@pytest.fixture(scope="module")
def examples(tmp_path_factory):
    path = tmp_path_factory.mktemp("real") / "mine.jsonl"
    path.write_text("".join(f'{{"text": "Answer {i} calls from customers", "level": 2}}\n' for i in range(12)))
    return [*read_corpus()[::200], *read_labelled(path)]


def test_both_forward_passes_give_the_same_vectors():
    ids = token_ids(["Du berätst Kunden.", "We help customers by phone and by e-mail, every day.", "a", ""])
    layers = AdaptedLayers(token_table(), original_layers(), token_dropout=0.1).eval()

    vectors = layers(ids).detach().numpy()

    assert vectors == pytest.approx(
        Network(token_table(), original_layers(), frequent=np.array([3])).encode(ids), abs=1e-5
    )


def test_adapting_twice_writes_the_same_bytes_and_moves_the_layers(examples, tmp_path):
    layers = [adapt_encoder(examples, tell=lambda line: None) for _ in range(2)]

    hashes = {save_layers(made, tmp_path / f"{i}.npz") for i, made in enumerate(layers)}

    assert len(hashes) == 1
    assert np.abs(layers[0]["w1_3"] - original_layers()["w1_3"]).max() > 1e-4


def test_some_real_documents_are_left_for_calibration_and_the_others_named(examples):
    seen = set(adapt_encoder(examples, tell=lambda line: None)["seen"].astype(str))

    kept = [example for example in examples if kept_for_calibration(example)]
    assert 0 < sum(example.real for example in kept) < 12
    assert seen == {text_key(example.document.text) for example in examples if example not in kept}


def test_the_model_reads_a_document_as_the_network_that_was_fitted(examples):
    layers = AdaptedLayers(token_table(), original_layers(), token_dropout=0.1)
    network = DocumentNetwork(layers, dropout=0.1, title_dropout=0.1).eval()
    encoded = [_encoded(example.document, layers) for example in examples]
    reader = DocumentReader(readings=network.readings(network.state_dict())).fit(encoded, examples)

    for one in encoded[:5]:
        read = reader.read(one)
        title, *sentences = token_ids(one.texts)
        (logits,) = network([[title, *compress(sentences, read.weighed)]])

        assert read.duty_classes[read.weighed] == pytest.approx(logits.what.softmax(1).detach().numpy(), abs=1e-5)
        levels = logits.levels.softmax(1).detach().numpy()
        assert read.level_probabilities[read.weighed] == pytest.approx(levels, abs=1e-5)
        levels = reader.level_reading
        assert levels.classes.tolist() == [1, 2, 3, 4, 5, 6]
        assert levels.weights @ read.features + levels.bias == pytest.approx(logits.document.detach()[1:], abs=1e-4)


def _encoded(document, layers):
    sentences = read_sentences(document)
    texts = encoder_texts(document, sentences)
    vectors = layers(token_ids(texts)).detach().numpy()
    return EncodedDocument(document, document, (), (), sentences, vectors[0], vectors[1:], tuple(texts))
