import pickle
import subprocess
import sys
from itertools import compress

import numpy as np
import pytest
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from matcher import terms
from matcher.corpus import read_corpus
from matcher.terms import PartCounter, SkillTerms

SETTINGS = {"analyzer": "char_wb", "ngram_range": (3, 5), "min_df": 5, "max_features": 3000}


@pytest.fixture(scope="module")
def documents():
    """Documents as their lines."""
    odd = [[], [""], ["a"], ["Zażółć  gęślą\n\tjaźń a", "gęślą jaźń"]]
    return [*(example.document.text.split("\n") for example in read_corpus()[::60]), *odd]


@pytest.mark.parametrize("room", [20_000, 50])
def test_parts_are_counted_as_scikit_learn_counts_them_also_when_words_are_forgotten(documents, room, monkeypatch):
    monkeypatch.setattr(terms, "_MAX_WORDS", room)
    counter = PartCounter(**SETTINGS).fit(documents[::2])
    scikit = CountVectorizer(**SETTINGS).fit(["\n".join(texts) for texts in documents[::2]])

    for _ in range(2):
        for texts in documents:
            expected = scikit.transform(texts or [""]).toarray()
            for columns, counts in zip(counter.columns(texts), expected, strict=bool(texts)):
                assert (np.bincount(columns, minlength=counts.size) == counts).all()


def test_a_word_without_end_is_read_but_not_kept(documents):
    counter = PartCounter(**SETTINGS).fit(documents)
    endless = "customer" * 1000

    counter.columns(["customer"])
    kept = pickle.dumps(vars(counter)["_known"])

    assert counter.columns([endless])[0].size > 1000
    assert pickle.dumps(vars(counter)["_known"]) == kept


def test_terms_of_all_texts_and_again_of_chosen_ones_weigh_as_scikit_learn_weighs_them(documents):
    given = np.arange(2.0 * len(documents)).reshape(-1, 2)
    again = [np.arange(len(texts)) % 3 == 0 for texts in documents]
    chosen = [list(compress(texts, flags)) for texts, flags in zip(documents, again, strict=True)]
    fitted = SkillTerms().fit(documents)
    blocks = []
    for counter in fitted.counters_:
        scikit = TfidfVectorizer(
            analyzer=counter.build_analyzer(), vocabulary=counter.vocabulary_, sublinear_tf=True
        ).fit(documents)
        blocks.append(scikit.transform(documents) + scikit.transform(chosen))

    rows = fitted.transform(documents, again=again, given=given)

    np.testing.assert_allclose(rows.toarray(), sparse.hstack([given, *blocks]).toarray(), atol=1e-12)


def test_no_pair_of_words_reaches_from_one_text_into_the_next():
    fitted = SkillTerms().fit([["answer the phone", "help customers"]] * 5)

    assert "answer the" in fitted.counters_[0].vocabulary_
    assert "phone help" not in fitted.counters_[0].vocabulary_


def test_fitted_terms_are_saved_with_the_same_bytes_in_every_process():
    fit = (
        "import hashlib, pickle; from matcher.terms import SkillTerms; "
        "print(hashlib.sha256(pickle.dumps(SkillTerms().fit([['answer the phone', 'help customers']] * 5))).hexdigest())"
    )

    hashes = {subprocess.check_output([sys.executable, "-c", fit]) for _ in range(3)}

    assert len(hashes) == 1


def test_what_was_read_does_not_travel_with_a_saved_model(documents):
    fitted = SkillTerms().fit(documents)
    before = pickle.dumps(fitted)

    fitted.transform([["Geheimnis"]], again=[np.array([True])], given=np.zeros((1, 0)))

    assert pickle.dumps(fitted) == before
