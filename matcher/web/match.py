"""Match: one document -> its level, why, and the document with the evidence in place."""

import streamlit as st

from matcher.document import KINDS, Document, make_document
from matcher.language import LANGUAGES
from matcher.result import DocumentInfo, MatchResult
from matcher.web.answer import show_answer, show_reasons
from matcher.web.decision import show_decision
from matcher.web.document_input import document_from_text, document_from_upload, rows_from_uploads, show_samples
from matcher.web.exports import show_match_exports
from matcher.web.levels import show_levels
from matcher.web.model import match_document
from matcher.web.problems import Problem, show_problem
from matcher.web.session import open_batch, open_match, session
from matcher.web.words import LANGUAGE_NAMES, kind_name, say


def show_match() -> None:
    """Draw the input, or once there is an answer, the answer first."""
    state = session()
    if state.result is None:
        _show_input(state.problem)
        return
    _show_document_line(state.result)
    show_answer(state.result)
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
    document = result.document
    with st.container(horizontal=True, key="document_line", vertical_alignment="center"):
        st.button(say("match.another"), icon=":material/arrow_back:", on_click=_start_again, key="another")
        with st.popover(_read_as(document), icon=":material/edit_note:"):
            st.html(f'<p class="note">{say("match.correct")}</p>')
            kind = st.selectbox(
                say("match.kind"), KINDS, index=KINDS.index(document.kind), format_func=kind_name,
                filter_mode=None,
            )  # fmt: skip
            language = st.selectbox(
                say("match.language"), LANGUAGES, format_func=lambda one: LANGUAGE_NAMES[one], filter_mode=None,
                index=LANGUAGES.index(document.language) if document.language in LANGUAGES else None,
                placeholder=document.language,
            )  # fmt: skip
            title = st.text_input(say("match.job_title"), value=document.title)
            st.button(say("match.again"), on_click=_match_again, args=(result, kind, language, title))


def _read_as(document: DocumentInfo) -> str:
    return f"{kind_name(document.kind)} · {LANGUAGE_NAMES.get(document.language, document.language)}"


def take_document(document: Document | Problem) -> None:
    """Answer for a document and keep the answer for this session; a problem is kept in its stead."""
    if isinstance(document, Problem):
        session().problem = document
    else:
        open_match(match_document(document))


def _match_pasted() -> None:
    take_document(document_from_text(st.session_state["match_text"]))


def _match_uploaded() -> None:
    uploads = st.session_state["match_files"]
    if len(uploads) == 1:
        take_document(document_from_upload(uploads[0]))
    elif uploads:
        open_batch(rows_from_uploads(uploads))


def _match_again(result: MatchResult, kind: str, language: str | None, title: str) -> None:
    info = result.document
    take_document(make_document(result.text, id=info.id, title=title, kind=kind, language=language or info.language))


def _start_again() -> None:
    state = session()
    state.result = state.problem = None
