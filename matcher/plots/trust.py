"""Labelled answers and curves -> pictures of how far an answer can be trusted, and what more labels bring."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

import altair as alt
import numpy as np
import pandas as pd

from matcher.evaluation import LabelledAnswer, RiskPoint
from matcher.evaluation.metrics import bootstrap_interval
from matcher.frames import answers_frame
from matcher.plots.style import MARK, QUIET, SERIES, Picture, on_card
from matcher.training import CurvePoint

N_BINS = 10  # of equal mass, as in the calibration error
_SHARE = alt.Scale(domain=[0, 100])


def plot_reliability(answers: Sequence[LabelledAnswer], *, n_bins: int = N_BINS) -> Picture:
    """Draw how often the likeliest level was right, against how probable it was said to be, over labels 1 to 6."""
    shown = answers_frame([answer for answer in answers if answer.label > 0]).sort_values(
        "top_probability", kind="stable"
    )
    parts = [shown.iloc[places] for places in np.array_split(np.arange(len(shown)), n_bins) if len(places)]
    frame = pd.DataFrame([_bin(part) for part in parts])
    x = alt.X("said:Q", title="stated probability of the likeliest level, %", scale=_SHARE)
    y = alt.Y("right:Q", title="share that was right, %", scale=_SHARE)
    diagonal = alt.Chart(pd.DataFrame({"said": [0, 100], "right": [0, 100]})).mark_line(color=QUIET, strokeDash=[5, 4])
    rules = alt.Chart(frame).mark_rule(color=MARK).encode(x=x, y=alt.Y("low:Q"), y2="high:Q")
    points = (
        alt.Chart(frame)
        .mark_point(color=MARK, filled=True, size=70, opacity=1)
        .encode(x=x, y=y, tooltip=["n", "said", "right"])
    )
    chart = diagonal.encode(x=x, y=y) + rules + points
    return on_card(chart, title="Is it as right as it says? (dashed: exactly so)", width=320, height=320)


def _bin(part: pd.DataFrame) -> dict[str, float]:
    right = (part["top_level"] == part["label"]).to_numpy()
    low, high = bootstrap_interval(lambda i: float(right[i].mean()), len(right))
    return {
        "n": len(right),
        "said": 100 * part["top_probability"].mean(),
        "right": 100 * right.mean(),
        "low": 100 * low,
        "high": 100 * high,
    }


def plot_risk(curves: Mapping[str, Sequence[RiskPoint]], *, min_lead: float | None = None) -> Picture:
    """Draw each model's error over its answered documents, against how many it answers; a point marks `min_lead`."""
    frame = pd.DataFrame([{"model": name, **asdict(point)} for name, points in curves.items() for point in points])
    frame["coverage"] *= 100
    x = alt.X("coverage:Q", title="coverage: documents answered without a second look, %", scale=_SHARE)
    y = alt.Y("error:Q", title="mean absolute error of those answered, levels")
    color = alt.Color("model:N", title="model", scale=alt.Scale(range=list(SERIES)))
    tooltip = ["model", *(alt.Tooltip(name, format=".2f") for name in ("min_lead", "coverage", "error", "wrong"))]
    chart: Picture = alt.Chart(frame).mark_line(strokeWidth=2).encode(
        x=x, y=y, color=color, tooltip=tooltip,
    )  # fmt: skip
    if min_lead is not None:
        chosen = frame[frame["min_lead"] >= min_lead].sort_values("coverage").groupby("model").tail(1)
        chart += alt.Chart(chosen).mark_point(filled=True, size=110, opacity=1).encode(
            x=x, y=y, color=color, tooltip=tooltip,
        )  # fmt: skip
    return on_card(chart, title="How wrong are answers when the unsure ones are left out?", width=420, height=260)


def plot_learning(points: Sequence[CurvePoint]) -> Picture:
    """Draw the error on test documents labelled 1 to 6 against how many own documents were learned from."""
    frame = pd.DataFrame([{"n_own": point.n_own, **_error(point.answers)} for point in points])
    sizes = alt.Axis(values=[point.n_own for point in points])
    x = alt.X("n_own:Q", title="own documents learned from, count", axis=sizes, scale=alt.Scale(padding=16))
    band = alt.Chart(frame).mark_errorbar(color=MARK, thickness=2).encode(
        x=x, y=alt.Y("low:Q", title="mean absolute error, levels", scale=alt.Scale(zero=True)), y2="high:Q"
    )  # fmt: skip
    line = alt.Chart(frame).mark_line(color=MARK, point={"size": 70, "filled": True, "color": MARK}).encode(
        x=x, y="error:Q", tooltip=["n_own", *(alt.Tooltip(name, format=".2f") for name in ("error", "low", "high"))]
    )  # fmt: skip
    return on_card(band + line, title="Does it learn from your documents? (95 % intervals)", width=420, height=240)


def _error(answers: Sequence[LabelledAnswer]) -> dict[str, float]:
    errors = np.array([abs(answer.level - answer.label) for answer in answers if answer.label > 0])
    low, high = bootstrap_interval(lambda i: float(errors[i].mean()), len(errors))
    return {"error": float(errors.mean()), "low": low, "high": high}
