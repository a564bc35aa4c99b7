"""What a document was taken for -> the same document, corrected by the reader."""

import streamlit as st

from matcher.document import KINDS, make_document
from matcher.language import LANGUAGES
from matcher.result import DocumentInfo, MatchResult
from matcher.web.model import match_document
from matcher.web.problems import guarded
from matcher.web.session import open_match
from matcher.web.words import LANGUAGE_NAMES, kind_name, say


def show_correction(result: MatchResult) -> None:
    """Draw what the document was taken for; opened, it can be corrected and matched again."""
    document = result.document
    language = LANGUAGE_NAMES.get(document.language, document.language)
    with st.popover(f"{kind_name(document.kind)} · {language}", icon=":material/edit_note:"):
        st.html(f'<p class="note">{say("match.correct")}</p>')
        with st.form("correction", border=False):
            _show_fields(document)
            st.form_submit_button(say("match.again"), on_click=_match_again, args=(result,))


def _show_fields(document: DocumentInfo) -> None:
    kind = KINDS.index(document.kind)
    known = LANGUAGES.index(document.language) if document.language in LANGUAGES else None
    st.selectbox(
        say("match.kind"), KINDS, index=kind, format_func=kind_name, key="corrected_kind", filter_mode=None
    )  # fmt: skip
    st.selectbox(
        say("match.language"), LANGUAGES, index=known, format_func=lambda one: LANGUAGE_NAMES[one],
        key="corrected_language", placeholder=document.language, filter_mode=None,
    )  # fmt: skip
    st.text_input(say("match.job_title"), value=document.title, key="corrected_title")


@guarded
def _match_again(result: MatchResult) -> None:
    kind, language, title = (st.session_state[f"corrected_{name}"] for name in ("kind", "language", "title"))
    info = result.document
    again = make_document(
        result.text, id=info.id, title=title, kind=kind, language=language or info.language, hidden=result.hidden
    )
    open_match(match_document(again))
