import pickle

import numpy as np
import pytest
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from matcher import terms
from matcher.corpus import read_corpus
from matcher.terms import PartCounter, SkillTerms

SETTINGS = {"analyzer": "char_wb", "ngram_range": (3, 5), "min_df": 5, "max_features": 3000}


@pytest.fixture(scope="module")
def texts():
    return [*(example.document.text for example in read_corpus()[::60]), "", "a", "Zażółć  gęślą\n\tjaźń a"]


@pytest.mark.parametrize("room", [20_000, 50])
def test_parts_are_counted_as_scikit_learn_counts_them_also_when_words_are_forgotten(texts, room, monkeypatch):
    monkeypatch.setattr(terms, "_MAX_WORDS", room)
    counter, scikit = PartCounter(**SETTINGS).fit(texts[::2]), CountVectorizer(**SETTINGS).fit(texts[::2])

    for _ in range(2):
        for text, counts in zip(texts, scikit.transform(texts).toarray(), strict=True):
            assert (np.bincount(counter.columns(text), minlength=counts.size) == counts).all()


def test_a_word_without_end_is_read_but_not_kept(texts):
    counter = PartCounter(**SETTINGS).fit(texts)
    endless = "customer" * 1000

    counter.columns("customer")
    kept = pickle.dumps(vars(counter)["_known"])

    assert counter.columns(endless).size > 1000
    assert pickle.dumps(vars(counter)["_known"]) == kept


def test_terms_weigh_as_scikit_learn_weighs_them_and_what_is_given_stands_before(texts):
    fitted, given = SkillTerms().fit(texts), np.arange(2.0 * len(texts)).reshape(-1, 2)
    scikit = [
        TfidfVectorizer(sublinear_tf=True, min_df=5, ngram_range=(1, 2)),
        TfidfVectorizer(sublinear_tf=True, min_df=5, analyzer="char_wb", ngram_range=(3, 5), max_features=60_000),
    ]
    expected = sparse.hstack([given, *(one.fit(texts).transform(texts) for one in scikit)])

    np.testing.assert_allclose(fitted.transform(texts, given=given).toarray(), expected.toarray(), atol=1e-12)


def test_what_was_read_does_not_travel_with_a_saved_model(texts):
    fitted = SkillTerms().fit(texts)
    before = pickle.dumps(fitted)

    fitted.transform(["Geheimnis"])

    assert pickle.dumps(fitted) == before
