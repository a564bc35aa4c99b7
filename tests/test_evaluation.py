import json
import math

import numpy as np
import pytest
from conftest import ROOT

from matcher.evaluation import evaluate
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
