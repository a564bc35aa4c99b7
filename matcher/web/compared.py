"""Comparison -> standing, levels side by side, gaps as guidance, statement by statement with the quotes."""

from html import escape

import streamlit as st

from matcher.comparison import ComparedDocument, ComparedLevel, Comparison, Gap, LevelGaps, Quote, Shown
from matcher.report.comparison.words import (
    gap_groups,
    gap_quotes,
    gap_sections,
    gap_sentence,
    in_question,
    level_heading,
    standing_sentences,
    statement_of,
    warning_lines,
)
from matcher.web.chart import comparison_chart
from matcher.web.style import is_dark
from matcher.web.words import interface_language, say


def show_comparison(comparison: Comparison) -> None:
    """Draw the answer first, then what to do about gaps, then every level side by side."""
    language = interface_language()
    st.html(_standing_html(comparison))
    for line in warning_lines(comparison, language):
        st.html(f'<p class="card warning" role="note">{escape(line)}</p>')
    left, right = st.columns([5, 6], gap="large")
    with left:
        st.html(f"<h2>{escape(say('levels'))}</h2>")
        words = "; ".join(level_heading(level, language) for level in comparison.levels)
        st.altair_chart(comparison_chart(comparison, dark=is_dark()), alt=words)
    with right:
        for heading, level_gaps in gap_sections(comparison, language):
            st.html(f"<h2>{escape(heading)}</h2>{_gaps_html(comparison, level_gaps)}")
    st.html(f"<h2>{escape(say('compare_side_by_side'))}</h2>")
    first = in_question(comparison)
    for level in sorted(comparison.levels, key=lambda one: (one not in first, one.level)):
        with st.expander(level_heading(level, language), expanded=level in first):
            st.html(_level_html(level, comparison))


def _standing_html(comparison: Comparison) -> str:
    language = interface_language()
    sentences = "".join(f"<h1>{escape(one)}</h1>" for one in standing_sentences(comparison, language))
    sides = _side_html("ad", comparison.ad) + _side_html("cv", comparison.cv)
    return (
        f'<section class="card standing"><div class="sides">{sides}</div><div>{sentences}'
        f"<p>{escape(say('compare_read'))}</p></div></section>"
    )


def _side_html(side: str, one: ComparedDocument) -> str:
    badge = "–".join(map(str, one.levels)) or "?"
    colour = f"level-{one.level}" if one.level else ""
    title = escape(one.document.title or say("match.untitled"))
    return (
        f'<div class="side {colour}"><div class="badge" aria-hidden="true">{badge}</div>'
        f'<p class="status">{escape(say(f"compare_{side}"))}<br>{title}</p></div>'
    )


def _gaps_html(comparison: Comparison, level_gaps: LevelGaps) -> str:
    if not level_gaps.gaps:
        return f'<p class="card done">{escape(say("compare_no_gaps"))}</p>'
    parts = []
    for heading, gaps in gap_groups(level_gaps, interface_language()):
        parts.append(f'<p class="note">{escape(heading)}</p>' if heading else "")
        parts += [_gap_html(gap, comparison, level_gaps) for gap in gaps]
    return "".join(parts)


def _gap_html(gap: Gap, comparison: Comparison, level_gaps: LevelGaps) -> str:
    statement = statement_of(comparison, level_gaps, gap)
    quotes = "".join(
        f'<p class="note">{escape(say(f"compare_{side}"))}: <q lang="{escape(spoken)}">{escape(quote.text)}</q></p>'
        for side, spoken, quote in gap_quotes(comparison, gap, statement)
    )
    return (
        f'<div class="card gap level-{level_gaps.level}"><p><strong>{escape(statement.text)}</strong></p>'
        f"<p>{escape(gap_sentence(gap, interface_language()))}</p>{quotes}</div>"
    )


def _level_html(level: ComparedLevel, comparison: Comparison) -> str:
    heads = "".join(f"<th>{escape(say(key))}</th>" for key in ("statement", "compare_ad", "compare_cv"))
    rows = "".join(
        f"<tr><td>{escape(one.text)}</td>{_cell('ad', one.ad, level.level, comparison.ad)}"
        f"{_cell('cv', one.cv, level.level, comparison.cv)}</tr>"
        for one in level.statements
    )
    return (
        f'<div class="compared level-{level.level}"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _cell(side: str, shown: Shown, level: int, document: ComparedDocument) -> str:
    quotes = "".join(_quote_html(quote, level, document.document.language) for quote in shown.quotes)
    nothing = f'<p class="note">{escape(say("no_evidence"))}</p>'
    return f'<td data-side="{escape(say(f"compare_{side}"))}">{quotes or nothing}</td>'


def _quote_html(quote: Quote, level: int, spoken: str) -> str:
    lower = escape(say("compare_speaks_for", level=quote.speaks_for)) if quote.speaks_for < level else ""
    note = f' <span class="note">({lower})</span>' if lower else ""
    return f'<p><q lang="{escape(spoken)}">{escape(quote.text)}</q>{note}</p>'
