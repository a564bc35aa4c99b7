"""MatchResult -> the answer first: level, essence, probability, status, what to do next."""

from html import escape

import streamlit as st

from matcher.report.words import (
    answer_sentence,
    next_step_sentence,
    percent,
    reason_sentences,
    role_sentences,
    warning_sentence,
)
from matcher.result import BORDERLINE, NOT_THIS_SKILL, SUGGESTED, MatchResult
from matcher.web.words import interface_language, say


def show_answer(result: MatchResult) -> None:
    """Draw the answer as one card, and warnings under it."""
    st.html(answer_html(result))
    for warning in result.warnings:
        text = warning_sentence(warning, interface_language())
        st.html(f'<p class="card warning" role="note"><strong>{say("warnings")}:</strong> {escape(text)}</p>')


def answer_html(result: MatchResult) -> str:
    """Return the card; every word of the document in it is escaped."""
    suggestion = result.suggestion
    language = interface_language()
    title = escape(result.document.title or say("match.untitled"))
    badge = "–".join(map(str, suggestion.levels)) or "?"
    colour = f"level-{suggestion.level}" if suggestion.level else ""
    heading = "<br>".join(f"{say('level')} {one} – {escape(say(f'level_{one}'))}" for one in suggestion.levels)
    sentence = "" if suggestion.status == SUGGESTED else escape(answer_sentence(result, language))  # said in figures
    essences = "".join(f"<p>{escape(say(f'essence_{one}'))}</p>" for one in suggestion.levels)
    return (
        f'<section class="card answer {colour}"><div class="badge" aria-hidden="true">{badge}</div><div class="said">'
        f'<p class="status">{escape(say(f"status.{suggestion.status}"))} · {title}</p>'
        f"<h1>{heading or escape(say(f'status.{suggestion.status}'))}</h1>{essences}"
        f'<p class="sentence">{sentence}</p>'
        f'<p class="next">{escape(next_step_sentence(result, language))}</p></div>'
        f"{_figure(result)}</section>"
    )


def _figure(result: MatchResult) -> str:
    """Return the probability that belongs to the status, as one large figure with what it is about."""
    suggestion = result.suggestion
    if suggestion.status == NOT_THIS_SKILL:
        return _figures([(result.skill_probability, say("match.probability_skill"))])
    if suggestion.status not in (SUGGESTED, BORDERLINE):
        return ""
    return _figures(
        [(result.levels[one - 1].probability, say("match.probability_level", level=one)) for one in suggestion.levels]
    )


def _figures(figures: list[tuple[float, str]]) -> str:
    parts = (f"<strong>{percent(share)}</strong><span>{escape(about)}</span>" for share, about in figures)
    return f'<div class="figure">{"".join(parts)}<small>{escape(say("match.probability_note"))}</small></div>'


def show_reasons(result: MatchResult) -> None:
    """Draw why not one level lower, and why not one higher."""
    language = interface_language()
    sentences = (*reason_sentences(result, language), *role_sentences(result, language))
    cards = "".join(f'<p class="card reason">{escape(sentence)}</p>' for sentence in sentences)
    if cards:
        st.html(f'<section class="reasons" aria-label="{escape(say("match.why_not"))}">{cards}</section>')
