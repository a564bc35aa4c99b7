import pickle
from dataclasses import replace

import numpy as np
import pytest

from matcher.document import make_document
from matcher.encoder import RememberingEncoder, SentenceEncoder
from matcher.errors import ModelError
from matcher.training import NearestExamples, learning_curve, most_teaching, refit
from matcher.training.teaching import uncertainty


def test_the_nearest_example_of_a_learned_document_is_itself(matcher, few_examples):
    nearest = NearestExamples(matcher, few_examples[:20])

    found = nearest.find(few_examples[7].document, n=3)

    assert found[0].example is few_examples[7]
    assert found[0].similarity == pytest.approx(1.0, abs=1e-5)
    assert [one.similarity for one in found] == sorted((one.similarity for one in found), reverse=True)


def test_what_teaches_most_is_unsure_and_unlike_what_was_chosen(matcher, few_examples):
    documents = [example.document for example in few_examples[:24]]
    twins = [replace(document, id=f"twin of {document.id}") for document in documents]

    chosen = most_teaching(matcher, [*documents, *twins], n=24)

    doubts = [uncertainty(matcher.score(document)) for document in documents]
    assert chosen[0].uncertainty == pytest.approx(max(doubts))
    assert len({one.document.text for one in chosen}) == 24
    assert all(0 <= one.uncertainty <= 1 for one in chosen)


def test_more_is_not_chosen_than_there_is(matcher, few_examples):
    assert len(most_teaching(matcher, [few_examples[0].document], n=50)) == 1
    assert most_teaching(matcher, []) == []


def test_a_text_learned_already_cannot_be_learned_again_or_be_a_test(few_examples):
    with pytest.raises(ModelError, match="1 texts are both in the examples fitted on already and your own"):
        refit(few_examples, few_examples[:1])
    with pytest.raises(ModelError, match="test documents"):
        learning_curve(few_examples[:5], few_examples[5:8], few_examples[7:9], sizes=[0])


def test_a_remembered_call_is_the_same_bytes_and_clones_and_pickles_stay_light():
    from sklearn.base import clone

    encoder = RememberingEncoder(SentenceEncoder())
    texts = ["Answer calls", "Lead the team"]

    first = encoder.transform(texts)

    assert encoder.transform(texts) is first
    assert np.array_equal(first, SentenceEncoder().transform(texts))
    assert clone(encoder) is encoder
    assert len(pickle.dumps(encoder)) < 1000


@pytest.mark.long
def test_a_learning_curve_gives_matchers_that_answer_and_save_without_the_memory(few_examples):
    own, test = few_examples[:10], few_examples[10:20]

    points = learning_curve(few_examples[20:], own, test, sizes=[0, 10])

    assert [point.n_own for point in points] == [0, 10]
    assert [len(point.answers) for point in points] == [10, 10]
    assert isinstance(points[1].matcher.encoder_, SentenceEncoder)
    text = "Contact centre manager\n- Run the centre: rosters, budget, hiring\n- Set targets and policies for service"
    assert points[1].matcher.match(make_document(text)).suggestion.level in (3, 4, 5, 6)
