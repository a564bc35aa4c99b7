"""What a person decides on a result -> the file of reviews."""

import streamlit as st

from matcher.errors import ReviewsError
from matcher.framework import LEVELS
from matcher.policy import given_policy
from matcher.result import MatchResult
from matcher.reviews import Decision, ReviewStore, accepted, changed
from matcher.reviews.review import NO_SKILL
from matcher.web.choice import chosen_policy
from matcher.web.problems import guarded, problem_of, show_problem
from matcher.web.session import session
from matcher.web.words import say

_CANNOT_SAY = -1  # in the list of choices, where Streamlit takes None for no choice


@st.fragment
@guarded
def show_decision(result: MatchResult) -> None:
    """Draw the form for a person's own level, or what was kept, with the way to take it back."""
    st.html(f'<h2>{say("decision.title")}</h2><p class="note">{say("decision.lead")}</p>')
    memory = session()
    if memory.decided and memory.decided[0] == result.document.sha256:
        st.html(f'<p class="card done" role="status">{say("decision.kept")}</p>')
        st.button(say("decision.undo"), on_click=_undo, args=(memory.decided[1],), icon=":material/undo:")
    else:
        _show_form(result)
    if memory.decision_problem:
        show_problem(memory.decision_problem)


def _show_form(result: MatchResult) -> None:
    options = [*LEVELS, NO_SKILL, _CANNOT_SAY]
    level = accepted(result).level
    suggested = _CANNOT_SAY if level is None else level
    with st.form("decision", border=False):
        left, right = st.columns([1, 2])
        left.selectbox(
            say("decision.level"), options, index=options.index(suggested), format_func=_option_name,
            key="decided_level", filter_mode=None,
        )  # fmt: skip
        right.text_input(say("decision.reason"), key="decision_reason", max_chars=1000)
        st.checkbox(say("decision.keep_text"), key="keep_text", help=None)
        st.form_submit_button(say("decision.submit"), on_click=_keep, args=(result,))


def _option_name(option: int) -> str:
    return level_name(None if option == _CANNOT_SAY else option)


def level_name(level: int | None) -> str:
    """Return the words for a decided level; 0 is not this skill, `None` cannot be said."""
    if level is None:
        return say("decision.cannot_say")
    return f"{level} – {say(f'level_{level}')}" if level else say("status.not_this_skill")


def _keep(result: MatchResult) -> None:
    memory = session()
    try:
        with ReviewStore() as store:
            house, keep_text = given_policy(chosen_policy()), st.session_state["keep_text"]
            id = store.add(result, _decision(result), policy=house, keep_text=keep_text)
    except ReviewsError as error:
        memory.decision_problem = problem_of(error)
        return
    memory.decided, memory.decision_problem = (result.document.sha256, id), None


def _decision(result: MatchResult) -> Decision:
    option, reason = st.session_state["decided_level"], st.session_state["decision_reason"]
    level = None if option == _CANNOT_SAY else option
    return accepted(result, reason=reason) if level == accepted(result).level else changed(level, reason=reason)


def _undo(id: int) -> None:
    memory = session()
    try:
        with ReviewStore() as store:
            store.delete(id)
    except ReviewsError as error:
        memory.decision_problem = problem_of(error)
        return
    memory.decided = memory.decision_problem = None
