"""One document's result -> pictures of its levels, similarities and evidence."""

import altair as alt
import pandas as pd

from matcher.frames import evidence_frame, levels_frame
from matcher.framework import LEVELS
from matcher.plots.style import AGAINST, INK, MARK, QUIET, SCHEME, Picture, on_card
from matcher.result import MatchResult

_SHORT = 60  # characters of a sentence on an axis


def plot_levels(result: MatchResult) -> Picture:
    """Draw the six level probabilities as bars, the suggested levels in colour."""
    frame = levels_frame([result]).assign(percent=lambda f: 100 * f["probability"])
    base = alt.Chart(frame).encode(
        y=alt.Y("level:O", title="level", axis=alt.Axis(domain=False)),
        x=alt.X(
            "percent:Q",
            title="probability, %",
            scale=alt.Scale(domain=[0, 105]),
            axis=alt.Axis(values=[0, 25, 50, 75, 100]),
        ),
    )
    bars = base.mark_bar().encode(
        color=alt.condition("datum.suggested", alt.value(MARK), alt.value(QUIET)),
        tooltip=["level", alt.Tooltip("probability", format=".4f"), "score", "base", "evidence", "weight_of_others"],
    )
    labels = base.mark_text(align="left", dx=4, color=INK).encode(text=alt.Text("percent:Q", format=".0f"))
    return on_card(bars + labels, title="How probable is each level?", width=420, height=170)


def plot_similarities(similarities: pd.DataFrame) -> Picture:
    """Draw the heat map of `similarity_frame`: sentences down in their order, statements across by level."""
    frame = similarities.assign(
        row=similarities["sentence"].map("{:>3}  ".format) + similarities["text"].map(_short),
        column=similarities["statement"].str.rsplit("-", n=2).str[-2:].str.join(" "),
    )
    chart = (
        alt.Chart(frame)
        .mark_rect()
        .encode(
            x=alt.X("column:N", title="statement (level and letter)", sort=None, axis=alt.Axis(labelAngle=-60)),
            y=alt.Y("row:N", title="sentence, in the document's order", sort=None),
            color=alt.Color("similarity:Q", title="similarity, cosine", scale=alt.Scale(scheme=SCHEME)),
            tooltip=["text", "left_out", "level", "statement_text", alt.Tooltip("similarity", format=".3f")],
        )
    )
    n_sentences, n_statements = frame["row"].nunique(), frame["column"].nunique()
    return on_card(
        chart, title="How like is each sentence to each statement?", width=18 * n_statements, height=16 * n_sentences
    )


def plot_evidence(result: MatchResult, *, level: int | None = None) -> Picture:
    """Draw what one level's score is made of, by default the favoured one: base, each quote, all other sentences."""
    level = level or result.suggestion.level or _likeliest(result)
    one = result.levels[level - 1]
    quotes = evidence_frame([result]).query("level == @level")
    parts = [("base (title and intercept)", one.base)]
    parts += [(f"“{_short(text)}”", weight) for text, weight in zip(quotes["text"], quotes["weight"], strict=True)]
    parts += [("all sentences not quoted", one.weight_of_others)]
    frame = pd.DataFrame(parts, columns=["part", "weight"])
    bars = (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            x=alt.X("weight:Q", title=f"weight in the score of level {level}, log-odds"),
            y=alt.Y("part:N", title="part of the score", sort=None),
            color=alt.condition("datum.weight < 0", alt.value(AGAINST), alt.value(MARK)),
            tooltip=["part", alt.Tooltip("weight", format="+.4f")],
        )
    )
    title = f"What is the score of level {level} ({one.score:.2f}) made of?"
    return on_card(bars, title=title, width=360, height=24 * len(frame))


def _likeliest(result: MatchResult) -> int:
    return max(LEVELS, key=lambda level: (result.levels[level - 1].probability, -level))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHORT else flat[: _SHORT - 1] + "…"
