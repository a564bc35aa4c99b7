import numpy as np
import pytest

from matcher.errors import InputError
from matcher.evaluation import (
    Costs,
    answer_examples,
    errors_by_group,
    evaluate,
    misleading_sentences,
    paired_bootstrap,
    policy_costs,
    risk_coverage,
    try_thresholds,
)
from matcher.evaluation.costs import suggestion_under
from matcher.evaluation.metrics import mean_error
from matcher.result import BORDERLINE, NOT_THIS_SKILL, SUGGESTED, TOO_LITTLE_TEXT, Suggestion
from matcher.thresholds import Thresholds


@pytest.fixture(scope="module")
def answers(matcher, few_examples):
    return answer_examples(matcher, few_examples[::10])


def suggestion(status, *levels):
    return Suggestion(status, levels[0] if levels else None, levels, 0.0, {})


def test_equal_answers_are_never_shown_to_differ():
    labels = np.array([1, 2, 3, 4] * 10)

    found = paired_bootstrap(labels, labels, labels)

    assert (found.difference, found.low, found.high, found.p_value) == (0, 0, 0, 1)
    assert not found.is_significant


def test_a_model_that_errs_on_every_document_is_shown_to_be_worse_and_one_error_is_not():
    labels = np.array([1, 2, 3, 4, 5] * 12)
    one_wrong = np.where(np.arange(60) == 7, labels + 1, labels)

    far = paired_bootstrap(labels, labels, labels + 1, measure=mean_error)
    near = paired_bootstrap(labels, labels, one_wrong, measure=mean_error)

    assert (far.first, far.second, far.low, far.is_significant) == (0, 1, 1, True)
    assert far.p_value < 0.01
    assert near.difference == pytest.approx(1 / 60)
    assert not near.is_significant


def test_documents_of_one_group_are_drawn_together_and_widen_the_interval():
    labels = np.zeros(100, dtype=int)
    groups = [str(i // 20) for i in range(100)]  # five situations in twenty languages each
    answers = np.repeat([0, 1, 0, 1, 0], 20)

    alone = paired_bootstrap(labels, labels, answers, measure=mean_error)
    together = paired_bootstrap(labels, labels, answers, measure=mean_error, groups=groups)

    assert together.high - together.low > 2 * (alone.high - alone.low)


def test_models_are_compared_on_the_same_documents_only():
    with pytest.raises(InputError, match="3 labels, 3 and 2 answers"):
        paired_bootstrap([1, 2, 3], [1, 2, 3], [1, 2])


def test_two_runs_of_a_bootstrap_say_the_same():
    generator = np.random.default_rng(5)
    labels, first, second = (generator.integers(1, 7, 40) for _ in range(3))

    assert paired_bootstrap(labels, first, second) == paired_bootstrap(labels, first, second)


def test_a_risk_curve_begins_with_all_documents_and_ends_with_the_surest(answers):
    points = risk_coverage(answers)
    shown = [answer for answer in answers if answer.label > 0]

    assert points[0].coverage == 1.0
    assert points[0].error == pytest.approx(np.mean([abs(a.level - a.label) for a in shown]))
    assert points[-1].coverage == pytest.approx(1 / len(shown))
    assert [p.min_lead for p in points] == sorted(p.min_lead for p in points)


@pytest.mark.parametrize(
    ("label", "said", "cost"),
    [
        (3, suggestion(SUGGESTED, 3), 0.0),
        (3, suggestion(SUGGESTED, 5), 4.0),
        (3, suggestion(SUGGESTED, 2), 1.0),
        (3, suggestion(BORDERLINE, 2, 3), 0.5),
        (3, suggestion(BORDERLINE, 4, 5), 2.5),
        (3, suggestion(NOT_THIS_SKILL), 3.0),
        (0, suggestion(NOT_THIS_SKILL), 0.0),
        (0, suggestion(SUGGESTED, 2), 7.0),
        (0, suggestion(BORDERLINE, 2, 3), 0.5),
        (4, suggestion(TOO_LITTLE_TEXT), 0.5),
    ],
)
def test_an_answer_costs_what_the_house_says(label, said, cost):
    assert Costs(refused=3.0, overlooked=7.0).of(label, said) == cost


def test_the_cheapest_thresholds_come_first_and_cost_what_is_said(answers):
    costs, own = Costs(asked=0.1), Thresholds()

    tried = try_thresholds(answers, costs, own=own)

    assert tried[0].cost == min(one.cost for one in tried)
    assert tried[0].cost == pytest.approx(policy_costs(answers, costs, tried[0].thresholds).mean())
    assert any(one.thresholds == own for one in tried)
    assert tried[0].thresholds.min_duties == own.min_duties


def test_looks_that_cost_nothing_make_many_answers_borderline_and_dear_ones_only_where_no_level_leads(answers):
    own = Thresholds(min_duties=0.0, min_duty_words=0)

    free, dear = (try_thresholds(answers, Costs(asked=asked), own=own)[0].thresholds for asked in (0.0, 50.0))

    statuses = [suggestion_under(answer, dear).status for answer in answers]
    leads = [answer.scored.probabilities[answer.level - 1] == answer.scored.probabilities.max() for answer in answers]
    assert {lead for lead, status in zip(leads, statuses, strict=True) if status == SUGGESTED} == {True}
    assert {lead for lead, status in zip(leads, statuses, strict=True) if status == BORDERLINE} <= {False}
    assert [suggestion_under(answer, free).status for answer in answers].count(BORDERLINE) > 0
    assert policy_costs(answers, Costs(asked=0.0), free).mean() < policy_costs(answers, Costs(asked=0.0), own).mean()


def test_an_answer_suggests_under_the_models_own_thresholds_what_its_result_says(matcher, answers):
    found = [suggestion_under(answer, matcher.thresholds_) for answer in answers]

    assert [(one.status, one.level, one.levels) for one in found] == [
        (answer.result.suggestion.status, answer.result.suggestion.level, answer.result.suggestion.levels)
        for answer in answers
    ]


def test_groups_count_each_document_of_the_skill_once_and_the_largest_comes_first():
    groups = errors_by_group([1, 2, 3, 0, 4], [1, 3, 3, 2, 1], ["a", "b", "b", "b", "a"])

    assert [(group.name, group.n, group.error, group.exact) for group in groups] == [
        ("a", 2, 1.5, 0.5),
        ("b", 2, 0.5, 0.5),
    ]


def test_misleading_sentences_speak_for_the_answered_level_against_the_label(matcher, few_examples):
    from dataclasses import replace

    (answer,) = answer_examples(matcher, [next(e for e in few_examples if e.level == 3 and e.document.kind == "ad")])
    wrong = replace(answer, example=replace(answer.example, level=answer.level + 2))

    found = misleading_sentences(wrong, n=2)

    weights = answer.scored.weights
    assert misleading_sentences(replace(answer, example=replace(answer.example, level=answer.level))) == []
    assert found[0].gain == pytest.approx((weights[:, answer.level - 1] - weights[:, answer.level + 1]).max())
    assert found[0].gain >= found[-1].gain > 0


def test_an_evaluation_holds_its_answers_in_the_order_of_the_examples(matcher, few_examples):
    found = evaluate(matcher, few_examples[:8])

    assert [answer.example for answer in found.answers] == few_examples[:8]
    assert [result.document.id for result in found.results] == [e.document.id for e in few_examples[:8]]
