"""Labelled answers -> pictures of what is confused with what, and for whom."""

from collections.abc import Sequence
from dataclasses import asdict

import altair as alt
import pandas as pd

from matcher.evaluation import GroupError, LabelledAnswer
from matcher.evaluation.metrics import confusion
from matcher.frames import answers_frame
from matcher.framework import LEVELS
from matcher.plots.style import CARD, MARK, ON_CELL, SCHEME, Picture, on_card


def plot_confusion(answers: Sequence[LabelledAnswer]) -> Picture:
    """Draw how many documents of each label (1 to 6) were answered with each level."""
    shown = answers_frame([answer for answer in answers if answer.label > 0])
    counts = confusion(shown["label"].to_numpy(), shown["level"].to_numpy())
    frame = pd.DataFrame(
        [(label, level, counts[label - 1][level - 1]) for label in LEVELS for level in LEVELS],
        columns=["label", "level", "documents"],
    )
    base = alt.Chart(frame).encode(
        x=alt.X("level:O", title="answered level", axis=alt.Axis(labelAngle=0, orient="top")),
        y=alt.Y("label:O", title="label (expert's level)"),
        tooltip=["label", "level", "documents"],
    )
    cells = base.mark_rect().encode(
        color=alt.Color("documents:Q", title="documents, count", scale=alt.Scale(scheme=SCHEME))
    )
    dark = f"datum.documents > {0.75 * frame['documents'].max()}"  # either ink then has 4.5 : 1 on its cell
    numbers = base.mark_text(fontSize=13).encode(
        text="documents:Q", color=alt.condition(dark, alt.value(CARD), alt.value(ON_CELL))
    )
    return on_card(cells + numbers, title="Which level is taken for which?", width=300, height=300)


def plot_groups(groups: Sequence[GroupError], *, by: str) -> Picture:
    """Draw each group's mean absolute error with its 95 % interval; `by` says what the groups are."""
    frame = pd.DataFrame([asdict(group) for group in groups])
    frame["group"] = [f"{group.name}  (n {group.n})" for group in groups]
    y = alt.Y("group:N", title=f"{by} (n: count)", sort=None)
    x = alt.X("low:Q", title="mean absolute error, levels", scale=alt.Scale(zero=True))
    lines = alt.Chart(frame).mark_rule(color=MARK, strokeWidth=2).encode(x=x, x2="high:Q", y=y)
    figures = [alt.Tooltip(name, format=".2f") for name in ("error", "low", "high", "exact")]
    points = alt.Chart(frame).mark_point(color=MARK, filled=True, size=70, opacity=1)
    chart = lines + points.encode(x="error:Q", y=y, tooltip=["name", "n", *figures])
    return on_card(
        chart, title=f"Where does it err, by {by}? (95 % intervals)", width=380, height=max(120, 26 * len(frame))
    )
