"""Match: one document -> its level, why, and the document with the evidence in place."""

import time

import streamlit as st

from matcher.document import Document
from matcher.errors import MatcherError
from matcher.result import MatchResult
from matcher.web.answer import show_answer, show_reasons
from matcher.web.correction import show_correction
from matcher.web.decision import show_decision
from matcher.web.document_input import document_from_text, document_from_upload, rows_from_uploads, show_samples
from matcher.web.exports import show_match_exports
from matcher.web.levels import show_levels
from matcher.web.model import match_document
from matcher.web.problems import Problem, guarded, problem_of, show_problem
from matcher.web.session import open_batch, open_match, session
from matcher.web.style import show_from_top
from matcher.web.words import say

_FOR_THE_ANSWER = 0.02  # seconds in which it is sent and drawn, before this thread and the browser turn to the rest


@st.fragment
@guarded
def show_match() -> None:
    """Draw the input, or once there is an answer, the answer first; a new answer draws only this part again."""
    state = session()
    if state.wanted_page not in (None, "match"):
        st.rerun()
    line = st.container()  # on its way before a document is matched: the browser draws faster what comes alone
    if state.waiting:
        _answer(state.waiting)
    if state.result is None:
        _show_input(state.problem)
        return
    show_answer(state.result)
    time.sleep(_FOR_THE_ANSWER)
    with line:
        _show_document_line(state.result)
    show_from_top(f"answer {state.n_answers}")
    show_reasons(state.result)
    show_levels(state.result)
    show_decision(state.result)
    show_match_exports(state.result)


def _show_input(problem: Problem | None) -> None:
    st.html(f"<h1>{say('match.title')}</h1><p class='lead'>{say('match.lead')}</p>")
    if problem:
        show_problem(problem)
    with st.form("match_form", border=False):
        st.text_area(
            say("match.paste"), key="match_text", height=260, placeholder=say("match.placeholder"),
            persist_state="session",
        )  # fmt: skip
        st.form_submit_button(say("match.submit"), type="primary", on_click=_match_pasted)
    st.file_uploader(say("upload.label"), accept_multiple_files=True, key="match_files", on_change=_match_uploaded)
    show_samples("match", take_document)
    st.html(f'<p class="note">{say("app.privacy")}</p>')


def _show_document_line(result: MatchResult) -> None:
    """Draw what the document was taken for, with the way to correct it and the way back."""
    with st.container(horizontal=True, key="document_line", vertical_alignment="center"):
        st.button(say("match.another"), icon=":material/arrow_back:", on_click=_start_again, key="another")
        show_correction(result)


def _answer(document: Document) -> None:
    """Answer for the document that waits, and keep the answer for this session; a problem is kept in its stead."""
    memory = session()
    memory.waiting = None
    try:
        open_match(match_document(document))
    except MatcherError as error:
        memory.problem = problem_of(error)


def take_document(document: Document | Problem) -> None:
    """Let a document wait for its answer, which the page gives; a problem is kept in its stead."""
    memory = session()
    if isinstance(document, Problem):
        memory.problem = document
    else:
        memory.waiting = document


@guarded
def _match_pasted() -> None:
    take_document(document_from_text(st.session_state["match_text"]))


@guarded
def _match_uploaded() -> None:
    uploads = st.session_state["match_files"]
    if len(uploads) == 1:
        take_document(document_from_upload(uploads[0]))
    elif uploads:
        open_batch(rows_from_uploads(uploads))


def _start_again() -> None:
    state = session()
    state.result = state.problem = None
