import json
import math

import numpy as np
import pytest
from conftest import ROOT

from matcher.cli.app import run
from matcher.document import make_document
from matcher.evaluation import evaluate
from matcher.evaluation.faithfulness import (
    faithfulness_of,
    measure_faithfulness,
    quoted_spans,
    random_duties,
    text_of,
    text_without,
)
from matcher.evaluation.metrics import brier_score, calibration_error, kappa, macro_error, within_one_rate
from matcher.evaluation.quotes import quote_coverage
from matcher.labelled import read_labelled


def test_kappa_is_one_for_the_labels_themselves_and_zero_for_a_constant():
    labels = np.array([1, 2, 3, 4, 5, 6])

    assert kappa(labels, labels) == 1
    assert kappa(labels, np.full(6, 3)) == 0


def test_quadratic_kappa_of_a_small_table_is_what_the_formula_gives():
    labels, answers = np.array([1, 2, 3, 3]), np.array([1, 3, 3, 2])
    observed = np.mean((labels - answers) ** 2)
    expected = np.mean([(a - b) ** 2 for a in labels for b in answers])

    assert kappa(labels, answers) == pytest.approx(1 - observed / expected)


def test_macro_error_gives_each_level_the_same_say():
    labels, answers = np.array([2, 2, 2, 4]), np.array([2, 2, 2, 2])

    assert macro_error(labels, answers) == 1.0
    assert math.isnan(macro_error(np.array([1]), np.array([2])))


def test_within_one_counts_neighbours():
    assert within_one_rate(np.array([1, 2, 3, 4]), np.array([2, 2, 5, 3])) == 0.75


def test_calibration_error_is_the_gap_between_said_and_true():
    said = np.array([0.9] * 10 + [0.5] * 10)
    true = np.array([True] * 9 + [False] + [True] * 5 + [False] * 5)

    assert calibration_error(said, true, n_bins=2) == pytest.approx(0.0)
    assert calibration_error(said, ~true, n_bins=2) == pytest.approx(0.4)


def test_brier_score_of_certain_answers_is_zero_or_two():
    certain = np.eye(6)[[2, 4]]

    assert brier_score(certain, np.array([3, 5])) == 0
    assert brier_score(certain, np.array([4, 6])) == 2


def test_a_quote_covers_a_passage_it_shares_half_with(matcher, tmp_path):
    text = "Agent\n- Answer calls from customers about their bills and contracts\n- Book visits for customers\n- Log requests"
    start = text.index("Answer")
    path = tmp_path / "labelled.jsonl"
    row = {"id": "a", "text": text, "level": 2, "evidence": [{"start": start, "end": start + 40}]}
    path.write_text(json.dumps(row) + "\n")
    examples = read_labelled(path)
    result = matcher.match(examples[0].document)

    coverage = quote_coverage(examples, [result], [[]])

    assert coverage["n"] == 1
    assert coverage["ours"] == 1.0
    assert coverage["longest"] == 0.0


def test_an_evaluation_counts_every_document_and_shows_the_baselines(matcher, tmp_path):
    rows = [
        {"id": f"{level}-{i}", "lang": "en", "kind": "ad", "title": "", "level": level, "text": text + f"\n- Task {i}"}
        for i in range(3)
        for level, text in (
            (0, "Driver\n- Drive the truck to the shops\n- Load parcels"),
            (2, "- Answer calls from customers about bills\n- Book visits"),
            (5, "- Run the contact centre day to day: rosters, budget, hiring and targets\n- Set its policies"),
        )
    ]
    path = tmp_path / "labelled.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))

    measures = evaluate(matcher, read_labelled(path)).measures

    assert measures["levels"]["n"] == 6
    assert np.sum(measures["levels"]["confusion"]) == 6
    assert measures["skill"]["auc"] == 1.0
    assert set(measures["baselines"]) == {"constant", "tfidf_nearest", "encoder_nearest", "ridge_mean_vector"}
    assert measures["levels"]["kappa"]["value"] > 0.8
    json.dumps(measures, allow_nan=False)


def test_quotes_are_cut_out_or_left_alone_to_the_character():
    document = make_document("Agent\n- Answer calls\n- Book visits\nWe pay well.", title="Agent")
    spans = [(document.text.index("Book"), document.text.index("\nWe")), (8, 20)]

    assert text_without(document, spans) == "Agent\n- \n- \nWe pay well."
    assert text_of(document, spans) == "Answer calls\nBook visits"


LEADING = "- Lead a team of twelve agents, coach them and judge their calls"
DUTIES = f"{LEADING}\n- Answer calls from customers about bills\n- Book visits for customers\n- Log requests"


def test_faithfulness_is_the_drop_of_the_levels_probability(matcher):
    document = make_document(DUTIES, title="")
    scored = matcher.score(document)
    level = matcher.answer(scored).suggestion.level
    lead, rest = [(2, len(LEADING))], [(len(LEADING) + 3, len(DUTIES))]

    found = faithfulness_of(matcher, scored, lead, rest)

    def probability(text):
        return matcher.score(make_document(text, title="")).probabilities[level - 1]

    whole = probability(DUTIES)
    assert found.comprehensiveness == pytest.approx(whole - probability(text_without(document, lead)))
    assert found.sufficiency == pytest.approx(whole - probability(text_of(document, lead)))
    assert found.random_comprehensiveness == pytest.approx(whole - probability(text_without(document, rest)))
    assert found.random_sufficiency == pytest.approx(whole - probability(text_of(document, rest)))


def test_faithfulness_survives_that_nothing_is_left_of_a_text(matcher):
    document = make_document("Answer calls from customers about bills", title="Agent")
    scored = matcher.score(document)

    found = faithfulness_of(matcher, scored, [(0, len(document.text))], [(0, len(document.text))])

    assert found.sufficiency == pytest.approx(0, abs=1e-6)
    assert found.comprehensiveness == found.random_comprehensiveness


def test_random_duties_are_duties_and_as_many_as_asked(matcher):
    scored = matcher.score(make_document(f"{DUTIES}\nWe offer free lunch and a pension.", title=""))

    drawn = [random_duties(scored, 2, generator=np.random.default_rng(seed)) for seed in range(20)]

    texts = {scored.read.encoded.document.text[start:end] for spans in drawn for start, end in spans}
    assert {len(spans) for spans in drawn} == {2}
    assert len(texts) > 2
    assert not any("free lunch" in text for text in texts)


def test_faithfulness_leaves_out_level_0_and_is_the_same_each_time(matcher, tmp_path):
    path = tmp_path / "labelled.jsonl"
    rows = [{"id": str(level), "lang": "en", "title": "", "level": level, "text": DUTIES} for level in (0, 4)]
    path.write_text("\n".join(map(json.dumps, rows)))
    examples = read_labelled(path)
    scored = [matcher.score(example.document) for example in examples]
    results = [matcher.answer(one) for one in scored]

    one, other = (measure_faithfulness(matcher, examples, scored, results) for _ in range(2))

    assert one == other
    assert one["n"] == one["by_language"]["en"]["n"] == 1
    assert len(quoted_spans(scored[1], results[1])) <= 3
    assert one["comprehensiveness_gain"]["value"] == pytest.approx(
        one["comprehensiveness"]["value"] - one["random_comprehensiveness"]["value"], abs=2e-4
    )
    json.dumps(one, allow_nan=False)


def test_evaluate_prints_faithfulness_when_asked(capsys, tmp_path):
    path = tmp_path / "labelled.jsonl"
    path.write_text(json.dumps({"id": "a", "lang": "en", "title": "", "level": 4, "text": DUTIES}))

    code = run(["evaluate", str(path), "--faithfulness"])

    said = capsys.readouterr().out
    assert code == 0
    assert "when the top three quotes are taken out" in said
    assert run(["evaluate", str(path)]) == 0
    assert "taken out" not in capsys.readouterr().out


@pytest.mark.bench
def test_quality_on_the_development_split_stays_above_its_floors(matcher, bench):
    floors = json.loads((ROOT / "tests" / "floors.json").read_text())["dev"]

    measures = evaluate(matcher, read_labelled(bench / "dev.jsonl")).measures

    assert measures["levels"]["kappa"]["value"] >= floors["kappa"]
    assert measures["levels"]["exact"]["value"] >= floors["exact"]
    assert measures["levels"]["within_one"]["value"] >= floors["within_one"]
    assert measures["skill"]["auc"] >= floors["skill_auc"]
    assert measures["evidence"]["ours"] >= floors["quotes_cover"]
    for name in ("constant", "tfidf_nearest", "encoder_nearest"):
        assert measures["levels"]["kappa"]["value"] > measures["baselines"][name]["kappa"]["value"] + 0.2
