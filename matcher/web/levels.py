"""MatchResult -> six levels side by side, and the quotes of the chosen one beside the document."""

from typing import Any

import streamlit as st

from matcher.framework import LEVELS
from matcher.report.words import levels_in_question, percent
from matcher.result import MatchResult
from matcher.web.chart import levels_chart
from matcher.web.highlight import document_html, quotes_html
from matcher.web.problems import guarded
from matcher.web.style import is_dark
from matcher.web.words import say

_ALL = 0  # the choice of no single level


@st.fragment
@guarded
def show_levels(result: MatchResult) -> None:
    """Draw the levels and the document; choosing a level draws only this part again."""
    left, right = st.columns([5, 6], gap="large")
    with left:
        st.html(f"<h2>{say('levels')}</h2>")
        st.altair_chart(
            levels_chart(result, dark=is_dark()), key="levels_chart", on_select=_take_click, alt=_in_words(result)
        )
        chosen = _show_choice()
        for number in levels_in_question(result) if chosen == _ALL else (chosen,):
            st.html(quotes_html(result.levels[number - 1]))
    with right:
        st.html(f'<h2>{say("document")}</h2><p class="note">{say("match.legend")}</p>')
        st.html(document_html(result, LEVELS if chosen == _ALL else (chosen,)))


def _show_choice() -> int:
    st.session_state.setdefault("level", _ALL)
    choice = st.segmented_control(
        say("match.choose_level"),
        (_ALL, *LEVELS),
        format_func=lambda level: str(level) if level else say("match.all_levels"),
        key="level",
        required=True,
        persist_state="session",
    )
    return choice or _ALL


def _take_click() -> None:
    selection: Any = st.session_state["levels_chart"].selection
    if clicked := selection.get("level"):
        st.session_state["level"] = int(clicked[0]["level"])


def _in_words(result: MatchResult) -> str:
    return "; ".join(f"{say('level')} {one.level}: {percent(one.probability)}" for one in result.levels)
