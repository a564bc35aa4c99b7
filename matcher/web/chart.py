"""Probabilities and counts per level -> Altair charts."""

from collections.abc import Sequence

import altair as alt

from matcher.comparison import Comparison
from matcher.framework import LEVELS
from matcher.report.colours import level_colours
from matcher.report.words import percent
from matcher.result import MatchResult
from matcher.web.words import say

LevelsChart = alt.LayerChart | alt.FacetChart

_ROW = 34  # pixels of one level, so that its words fit and a finger hits it
_UNSAID = False  # a screen reader hears the words beside the chart; Vega's own would bear the columns' names
_INK = {False: "#1c232b", True: "#e7ebef"}


def levels_chart(result: MatchResult, *, dark: bool) -> LevelsChart:
    """Return the six levels side by side; a click on a row selects its level under the name `level`."""
    rows = [
        {
            "level": one.level,
            "name": level_label(one.level, mark=one.level in result.suggestion.levels),
            "probability": one.probability,
            "shown": percent(one.probability),
            "words": f"{level_label(one.level)}, {percent(one.probability)}: {say(f'essence_{one.level}')}",
        }
        for one in result.levels
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=_level_axis([str(row["name"]) for row in rows], dark=dark),
        tooltip="words:N",  # alone, since a table would bear the columns' names
    )
    bars = base.mark_bar(aria=_UNSAID, height=20, cornerRadiusEnd=4, minBandSize=2).encode(
        x=alt.X("probability:Q", scale=alt.Scale(domain=[0, 1.12]), axis=None), color=_level_colour(dark)
    )
    texts = base.mark_text(aria=_UNSAID, align="left", dx=6, fontSize=13, color=_INK[dark]).encode(
        x="probability:Q", text="shown:N"
    )
    return _layered([bars, texts, _click_areas(base)], height=_ROW * len(LEVELS))


def counts_chart(counts: Sequence[tuple[int | None, int]], *, dark: bool) -> LevelsChart:
    """Return how many documents there are at each level, and without one (`None`)."""
    rows = [
        {"level": level or 0, "name": level_label(level) if level else say("batch.no_level"), "n": n}
        for level, n in counts
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(y=_level_axis([str(row["name"]) for row in rows], dark=dark))
    bars = base.mark_bar(aria=_UNSAID, height=18, cornerRadiusEnd=4).encode(
        x=alt.X("n:Q", axis=None), color=_level_colour(dark)
    )
    texts = base.mark_text(aria=_UNSAID, align="left", dx=6, fontSize=13, color=_INK[dark]).encode(x="n:Q", text="n:Q")
    return _layered([bars, texts], height=28 * len(rows))


def comparison_chart(comparison: Comparison, *, dark: bool) -> LevelsChart:
    """Return for each level a bar for the ad and one for the CV."""
    names = [say("compare_ad"), say("compare_cv")]
    rows = [
        {
            "level": one.level,
            "name": level_label(one.level),
            "side": side,
            "probability": share,
            "words": f"{side} {percent(share)}",
        }
        for one in comparison.levels
        for side, share in zip(names, (one.ad_probability, one.cv_probability), strict=True)
    ]
    labels = [level_label(one.level) for one in comparison.levels]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=_level_axis(labels, dark=dark), yOffset=alt.YOffset("side:N", sort=names)
    )
    opacity = alt.Opacity("side:N", scale=alt.Scale(domain=names, range=[1, 0.55]), legend=None)
    bars = base.mark_bar(aria=_UNSAID, height=13, cornerRadiusEnd=3).encode(
        x=alt.X("probability:Q", scale=alt.Scale(domain=[0, 1.7]), axis=None),
        color=_level_colour(dark),
        opacity=opacity,
    )
    texts = base.mark_text(aria=_UNSAID, align="left", dx=5, fontSize=12, color=_INK[dark])
    return _layered([bars, texts.encode(x="probability:Q", text="words:N")], height=44 * len(labels))


def _layered(charts: Sequence[alt.Chart], *, height: int) -> LevelsChart:
    return alt.layer(*charts, height=height)


def level_label(level: int, *, mark: bool = False) -> str:
    """Return a level's number and name; `mark` points it out."""
    return f"{'▶ ' if mark else ''}{level} {say(f'level_{level}')}"


def _click_areas(base: alt.Chart) -> alt.Chart:
    """Return invisible bars over the whole width, so that a level of 1 % can be clicked too."""
    click = alt.selection_point(name="level", fields=["level"], empty=False)
    areas: alt.Chart = (
        base.mark_bar(aria=_UNSAID, opacity=0, cursor="pointer").encode(x=alt.datum(1.12)).add_params(click)
    )
    return areas


def _level_axis(names: Sequence[str], *, dark: bool) -> alt.Y:
    axis = alt.Axis(
        aria=_UNSAID,
        title=None,
        labelLimit=220,
        labelFontSize=13,
        labelColor=_INK[dark],
        ticks=False,
        domain=False,
        labelPadding=8,
    )
    return alt.Y("name:N", sort=list(names), axis=axis)


def _level_colour(dark: bool) -> alt.Color:
    colours = ["#8b949e", *level_colours(dark=dark)]
    return alt.Color("level:N", scale=alt.Scale(domain=[0, *LEVELS], range=colours), legend=None)
