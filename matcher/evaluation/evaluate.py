"""LevelMatcher + labelled examples -> Evaluation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.corpus import Example
from matcher.document import make_document
from matcher.evaluation.baselines import baseline_levels
from matcher.evaluation.faithfulness import measure_faithfulness
from matcher.evaluation.metrics import (
    area_under_curve,
    bootstrap_interval,
    brier_score,
    calibration_error,
    confusion,
    level_measures,
)
from matcher.evaluation.quotes import quote_coverage
from matcher.pipeline import LevelMatcher
from matcher.result import NOT_THIS_SKILL, SUGGESTED, MatchResult
from matcher.suggestion import suggested_level

Ints = npt.NDArray[np.int_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All measures of one run as plain data, and the answers they were made from."""

    measures: dict[str, Any]
    results: tuple[MatchResult, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Answers:
    labels: Ints
    levels: Ints
    statuses: list[str]
    skill: Floats
    probabilities: Floats
    languages: list[str]
    kinds: list[str]

    def subset(self, chosen: npt.NDArray[np.bool_]) -> "_Answers":
        places = np.flatnonzero(chosen)
        return _Answers(
            self.labels[places], self.levels[places], [self.statuses[i] for i in places], self.skill[places],
            self.probabilities[places], [self.languages[i] for i in places], [self.kinds[i] for i in places],
        )  # fmt: skip


def evaluate(matcher: LevelMatcher, examples: Sequence[Example], *, faithfulness: bool = False) -> Evaluation:
    """Measure `matcher` on labelled examples (design: "How quality is measured").

    The program is given title and text only; the labelled language and kind serve for grouping.
    Every document labelled 1 to 6 counts: where the answer is a status without a level, the
    level that the six probabilities favour is scored. With `faithfulness` each document is scored four
    times more, with quotes taken out and left alone.
    """
    scored, results = [], []
    for example in examples:
        document = example.document
        seen = make_document(document.text, id=document.id, title=document.title)
        scored.append(matcher.score(seen))
        results.append(matcher.answer(scored[-1]))
    answers = _Answers(
        labels=np.array([example.level for example in examples]),
        levels=np.array([suggested_level(one.probabilities) for one in scored]),
        statuses=[result.suggestion.status for result in results],
        skill=np.array([one.skill_probability for one in scored]),
        probabilities=np.array([one.probabilities for one in scored]),
        languages=[example.document.language for example in examples],
        kinds=[example.document.kind for example in examples],
    )
    shown = answers.labels > 0
    measures: dict[str, Any] = _measures(answers)
    measures["by_language"] = _by(answers, answers.languages)
    measures["by_kind"] = _by(answers, answers.kinds)
    measures["baselines"] = {
        name: level_measures(answers.labels[shown], levels[shown])
        for name, levels in baseline_levels(matcher, scored).items()
    }
    measures["evidence"] = quote_coverage(examples, results, [one.read.encoded.sentences for one in scored])
    if faithfulness:
        measures["faithfulness"] = measure_faithfulness(matcher, examples, scored, results)
    return Evaluation(measures, tuple(results))


def _by(answers: _Answers, names: Sequence[str]) -> dict[str, Any]:
    return {name: _measures(answers.subset(np.array(names) == name)) for name in sorted(set(names))}


def _measures(answers: _Answers) -> dict[str, Any]:
    shown = answers.subset(answers.labels > 0)
    return {
        "levels": level_measures(shown.labels, shown.levels) | {"confusion": confusion(shown.labels, shown.levels)},
        "skill": _skill(answers),
        "coverage": _coverage(shown),
        "calibration": _calibration(shown),
    }


def _skill(answers: _Answers) -> dict[str, Any]:
    shown = (answers.labels > 0).astype(int)
    refused = np.array([status == NOT_THIS_SKILL for status in answers.statuses], dtype=bool)
    low, high = bootstrap_interval(lambda i: area_under_curve(shown[i], answers.skill[i]), len(shown))
    return {
        "n": len(shown),
        "auc": _tidy(area_under_curve(shown, answers.skill)),
        "auc_low": _tidy(low),
        "auc_high": _tidy(high),
        "not_this_skill_recall": _share(refused[shown == 0]),
        "not_this_skill_false_alarms": _share(refused[shown == 1]),
    }


def _coverage(shown: _Answers) -> dict[str, Any]:
    suggested = np.array([status == SUGGESTED for status in shown.statuses], dtype=bool)
    return {
        "suggested": _share(suggested),
        "exact_where_suggested": _share((shown.levels == shown.labels)[suggested]),
    }


def _calibration(shown: _Answers) -> dict[str, Any]:
    top = shown.probabilities.max(axis=1, initial=0.0)
    correct = shown.probabilities.argmax(axis=1) + 1 == shown.labels if len(top) else np.zeros(0, dtype=bool)
    low, high = bootstrap_interval(lambda i: calibration_error(top[i], correct[i]), len(top))
    return {
        "ece": _tidy(calibration_error(top, correct)),
        "ece_low": _tidy(low),
        "ece_high": _tidy(high),
        "brier": _tidy(brier_score(shown.probabilities, shown.labels)),
    }


def _share(chosen: npt.NDArray[np.bool_]) -> float | None:
    return round(float(chosen.mean()), 4) if len(chosen) else None


def _tidy(number: float) -> float | None:
    return None if np.isnan(number) else round(number, 4)
