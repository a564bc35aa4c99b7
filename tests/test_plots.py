import re

import pandas as pd
import pytest
from conftest import SAMPLES

from matcher.document import read_document
from matcher.evaluation import answer_examples, errors_by_group, risk_coverage
from matcher.frames import (
    answers_frame,
    evidence_frame,
    levels_frame,
    results_frame,
    sentences_frame,
    similarity_frame,
)
from matcher.plots import (
    plot_confusion,
    plot_evidence,
    plot_groups,
    plot_learning,
    plot_levels,
    plot_reliability,
    plot_risk,
    plot_similarities,
)
from matcher.plots.style import AGAINST, CARD, INK, MARK, QUIET, SERIES
from matcher.result import FailedResult
from matcher.training import CurvePoint

AXES = {"x", "y"}


@pytest.fixture(scope="module")
def scored(matcher):
    return matcher.score(read_document(SAMPLES / "ad_en.txt"))


@pytest.fixture(scope="module")
def result(matcher, scored):
    return matcher.answer(scored)


@pytest.fixture(scope="module")
def answers(matcher, few_examples):
    return answer_examples(matcher, few_examples[::12])


@pytest.fixture(scope="module")
def charts(matcher, scored, result, answers):
    frame = answers_frame(answers)
    groups = errors_by_group(frame["label"], frame["level"], frame["kind"].tolist())
    points = [CurvePoint(n, tuple(answers)) for n in (0, 10)]
    drawn = {
        "levels": plot_levels(result),
        "similarities": plot_similarities(similarity_frame(matcher, scored)),
        "evidence": plot_evidence(result),
        "confusion": plot_confusion(answers),
        "groups": plot_groups(groups, by="kind"),
        "reliability": plot_reliability(answers),
        "risk": plot_risk({"shipped": risk_coverage(answers)}, min_lead=0.12),
        "learning": plot_learning(points),
    }
    return {name: chart.to_dict() for name, chart in drawn.items()}


NAMES = ["levels", "similarities", "evidence", "confusion", "groups", "reliability", "risk", "learning"]
UNITS = r"%|\blevels?\b|count|cosine|log-odds|order|letter|part"


@pytest.mark.parametrize("name", NAMES)
def test_every_axis_and_legend_has_a_title_with_its_unit(charts, name):
    chart = charts[name]

    titles = {}
    for layer in chart.get("layer", [chart]):
        for channel, encoding in layer["encoding"].items():
            if isinstance(encoding, dict) and "title" in encoding:
                titles.setdefault(channel, encoding["title"])

    assert set(titles) >= AXES
    assert all(re.search(UNITS, title) for channel, title in titles.items() if channel in AXES), titles
    assert chart["title"]


@pytest.mark.parametrize("name", NAMES)
def test_every_chart_stands_on_its_own_ground_so_that_dark_pages_do_not_swallow_it(charts, name):
    chart = charts[name]

    assert chart["background"] == CARD
    for part in ("axis", "title"):
        inks = [value for key, value in chart["config"][part].items() if key in ("color", "labelColor", "titleColor")]
        assert inks
        assert all(contrast(ink, CARD) >= 4.5 for ink in inks)


def contrast(one, other):
    """The contrast ratio of WCAG 2.2, 1 to 21."""

    def luminance(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def test_marks_stand_out_from_the_ground_by_three_to_one_at_least():
    assert all(contrast(colour, CARD) >= 3 for colour in (INK, MARK, QUIET, AGAINST, *SERIES))


def test_a_number_in_the_confusion_chart_is_dark_on_light_cells_and_light_on_dark_ones(charts):
    numbers = charts["confusion"]["layer"][1]["encoding"]["color"]

    assert numbers["condition"]["value"] == CARD
    assert contrast(CARD, "#2879b4") >= 4.5  # the scheme at three quarters, halfway between its stops
    assert contrast(numbers["value"], "#2879b4") >= 4.4


def test_the_levels_chart_holds_the_results_own_probabilities(charts, result):
    (rows,) = charts["levels"]["datasets"].values()

    assert [row["probability"] for row in rows] == [level.probability for level in result.levels]
    assert [row["level"] for row in rows if row["suggested"]] == [3]


def test_the_parts_in_the_evidence_chart_add_up_to_the_score(charts, result):
    (rows,) = charts["evidence"]["datasets"].values()

    assert sum(row["weight"] for row in rows) == pytest.approx(result.levels[2].score, abs=1e-9)


def test_the_heat_map_has_a_cell_for_each_sentence_and_statement_in_their_order(charts, scored):
    (rows,) = charts["similarities"]["datasets"].values()

    n_sentences = len(scored.read.encoded.sentences)
    assert len(rows) == n_sentences * len({row["column"] for row in rows})
    assert [row["sentence"] for row in rows] == sorted(row["sentence"] for row in rows)
    assert all(-1 <= row["similarity"] <= 1 for row in rows)


def test_the_reliability_chart_counts_every_document_of_the_skill_once(charts, answers):
    rows = next(rows for rows in charts["reliability"]["datasets"].values() if "n" in rows[0])

    assert sum(row["n"] for row in rows) == sum(answer.label > 0 for answer in answers)


def test_results_become_one_row_each_and_failed_ones_are_told(result):
    frame = results_frame([result, FailedResult("b", "empty", "b: no text.")])

    assert frame["id"].tolist() == ["ad_en.txt", "b"]
    assert frame["level"].tolist()[0] == 3
    assert pd.isna(frame["level"][1])
    assert frame["error"].tolist() == ["", "empty: b: no text."]
    assert frame.loc[0, "probability_3"] == result.levels[2].probability


def test_no_result_at_all_is_a_frame_with_its_columns():
    assert list(results_frame([]).columns[:2]) == ["id", "title"]
    assert len(evidence_frame([])) == 0


def test_frames_of_quotes_and_sentences_point_into_the_document(result, scored):
    text = scored.read.encoded.document.text

    for frame in (evidence_frame([result]), sentences_frame(scored)):
        assert len(frame)
        assert all(text[row.start : row.end] == row.text for row in frame.itertuples())


def test_sentences_of_a_cvs_other_roles_are_told_apart_and_none_is_quoted(matcher):
    document = read_document(SAMPLES / "cv_en.txt")
    frame = sentences_frame(matcher.score(document))

    others = frame[~frame["in_role"]]
    quoted = {quote.start for level in matcher.match(document).levels for quote in level.evidence}
    assert 0 < len(others) < len(frame)
    assert quoted
    assert quoted.isdisjoint(others["start"])


def test_a_levels_parts_in_its_frame_add_up(result):
    frame = levels_frame([result])

    assert (frame["base"] + frame["evidence"] + frame["weight_of_others"] - frame["score"]).abs().max() < 1e-9
