"""Chart -> the same chart on a card of its own, so that it reads alike on light and dark pages."""

from typing import Final

import altair as alt

Picture = alt.Chart | alt.LayerChart

CARD = "#ffffff"  # an opaque ground: no ink reaches 4.5 : 1 on white and on a dark page at once
INK = "#1f2933"
GRID = "#d9dee5"
MARK = "#1f6fb2"  # 5.2 : 1 on the card
QUIET = "#7a8794"  # 3.6 : 1 on the card, for marks that stand back
AGAINST = "#b4451f"  # 5.5 : 1 on the card; apart from MARK for colour-blind readers, too
SERIES = ("#1f6fb2", "#b4451f", "#4d7c0f", "#7c3aed")
SCHEME: Final = "blues"
ON_CELL = "#000000"  # on the lighter three quarters of the scheme; INK falls to 3 : 1 there
FONT_SIZE = 12
LONGEST_LABEL = 420  # pixels, so that a title stands left of a quoted sentence and not on it


def on_card(chart: Picture, *, title: str, width: int, height: int) -> Picture:
    """Return `chart` with the house's ground, inks and title; sizes in pixels."""
    text = {"labelColor": INK, "titleColor": INK, "labelFontSize": FONT_SIZE, "titleFontSize": FONT_SIZE}
    lines = {"gridColor": GRID, "domainColor": QUIET, "tickColor": QUIET}
    card: Picture = (
        chart.properties(title=title, background=CARD, padding=12, width=width, height=height)
        .configure_view(stroke=None)
        .configure_axis(**text, **lines, labelLimit=LONGEST_LABEL, maxExtent=LONGEST_LABEL, titleFontWeight="normal")
        .configure_legend(**text, titleFontWeight="normal")
        .configure_title(color=INK, fontSize=FONT_SIZE + 2, anchor="start")
    )
    return card
