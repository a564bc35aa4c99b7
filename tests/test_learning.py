import pickle
from dataclasses import replace

import numpy as np
import pytest

from matcher.document import make_document
from matcher.encoder import CachingEncoder, SentenceEncoder
from matcher.errors import ModelError
from matcher.evaluation import answer_examples
from matcher.training import NearestExamples, learning_curve, most_teaching, refit
from matcher.training.own import _halves
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
    example = few_examples[0]
    twin = replace(example, document=replace(example.document, id="twin"))

    with pytest.raises(ModelError, match="1 texts are both in the examples fitted on already and your own"):
        refit(few_examples, [example])
    with pytest.raises(ModelError, match="1 texts are both in the two halves of your own"):
        learning_curve(few_examples[1:], [example, twin], sizes=[0])


def test_the_halves_of_ones_own_are_alike_in_level_and_keep_groups_together(few_examples):
    translations = [replace(example, group="one situation") for example in few_examples[:3]]
    own = [*translations, *few_examples[3:60]]

    halves = _halves(own)

    counts = [[sum(example.level == level for example in half) for level in range(7)] for half in halves]
    assert sorted([*halves[0], *halves[1]], key=own.index) == own
    assert [sum(example.group != "" for example in half) for half in halves] in ([3, 0], [0, 3])
    assert all(abs(one - other) <= 3 for one, other in zip(*counts, strict=True))
    assert halves[0] == sorted(halves[0], key=own.index)


def test_a_cached_call_is_the_same_bytes_and_clones_and_pickles_stay_light():
    from sklearn.base import clone

    encoder = CachingEncoder(SentenceEncoder())
    texts = ["Answer calls", "Lead the team"]

    first = encoder.transform(texts)

    assert encoder.transform(texts) is first
    assert np.array_equal(first, SentenceEncoder().transform(texts))
    assert clone(encoder) is encoder
    assert len(pickle.dumps(encoder)) < 1000


@pytest.mark.long
def test_a_learning_curve_answers_each_document_by_a_matcher_that_did_not_learn_from_it(few_examples):
    own = few_examples[:20]

    points = learning_curve(few_examples[20:], own, sizes=[0, 10])

    alone = answer_examples(refit(few_examples[20:], []), own)
    half = _halves(own)[0]
    other = answer_examples(refit(few_examples[20:], half), [example for example in own if example not in half])
    by_id = {answer.example.document.id: answer for answer in points[1].answers}
    assert [point.n_own for point in points] == [0, 10]
    assert [[answer.example for answer in point.answers] for point in points] == [own, own]
    assert [a.result for a in points[0].answers] == [a.result for a in alone]
    assert [by_id[a.example.document.id].result for a in other] == [a.result for a in other]


@pytest.mark.long
def test_a_refitted_matcher_tells_a_manager_from_an_agent(few_examples):
    matcher = refit(few_examples[20:], few_examples[:20])

    text = "Contact centre manager\n- Run the centre: rosters, budget, hiring\n- Set targets and policies for service"
    assert matcher.match(make_document(text)).suggestion.expected_level > 3.5
