import pickle

import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer

from matcher import terms
from matcher.corpus import read_corpus
from matcher.terms import PartCounter, SkillTerms

SETTINGS = {"analyzer": "char_wb", "ngram_range": (3, 5), "min_df": 5, "max_features": 3000, "dtype": np.float32}


@pytest.fixture(scope="module")
def texts():
    return [*(example.document.text for example in read_corpus()[::60]), "", "a", "Zażółć  gęślą\n\tjaźń a"]


@pytest.mark.parametrize("room", [20_000, 50])
def test_parts_are_counted_as_scikit_learn_counts_them_also_when_words_are_forgotten(texts, room, monkeypatch):
    monkeypatch.setattr(terms, "_MAX_WORDS", room)
    counter, scikit = PartCounter(**SETTINGS).fit(texts[::2]), CountVectorizer(**SETTINGS).fit(texts[::2])

    for _ in range(2):
        counts = counter.transform(texts)

        assert (counts != scikit.transform(texts)).nnz == 0
        assert counts.dtype == np.float32


def test_what_was_read_does_not_travel_with_a_saved_model(texts):
    fitted = SkillTerms().fit(texts)
    before = pickle.dumps(fitted)

    fitted.transform(["Geheimnis"])

    assert pickle.dumps(fitted) == before
