"""Whether this reader wants every answer in the log, and the answers that go there."""

import streamlit as st

from matcher.policy import given_policy
from matcher.result import MatchResult
from matcher.reviews import ReviewStore
from matcher.web.choice import chosen_policy
from matcher.web.words import say

_WANTED = "log_wanted"  # apart from the switch's own state, which Streamlit drops on a change of pages


def keeps_log() -> bool:
    """Tell whether answers of this session go into the log; not unless the reader said so."""
    return bool(st.session_state.get(_WANTED, False))


def keep_in_log(result: MatchResult) -> None:
    """Write one answer into the log, without the document's words. Raises `ReviewsError`."""
    with ReviewStore() as store:
        store.add(result, policy=given_policy(chosen_policy()))


def show_log_switch() -> None:
    """Draw the switch."""
    st.toggle(say("decisions.log"), value=keeps_log(), key="log_switch", on_change=_switch)


def _switch() -> None:
    st.session_state[_WANTED] = st.session_state["log_switch"]
