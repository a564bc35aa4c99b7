"""Compare: a CV and an ad -> what the CV shows of what the ad asks."""

import streamlit as st

from matcher.comparison import compare_results
from matcher.document import Document, make_document, read_document
from matcher.errors import MatcherError
from matcher.framework import framework_for
from matcher.result import MatchResult
from matcher.web.compared import show_comparison
from matcher.web.document_input import read_upload
from matcher.web.exports import show_comparison_exports
from matcher.web.model import match_document, sample_paths
from matcher.web.problems import guarded, problem_of, show_problem
from matcher.web.session import open_match, session
from matcher.web.style import show_from_top
from matcher.web.words import interface_language, say

_SIDES = ("ad", "cv")


def show_compare() -> None:
    """Draw the input for both documents, or once both were read, how they compare."""
    pair = session().pair
    if pair is None:
        _show_input()
        return
    with st.container(horizontal=True):
        st.button(say("compare.another"), icon=":material/arrow_back:", on_click=_start_again)
        for side, document in zip(_SIDES, pair, strict=True):
            st.button(say(f"compare.open_{side}"), on_click=_open, args=(document,), key=f"open_{side}")
    results = _answers(*pair)
    show_comparison(compare_results(*results))
    show_from_top("comparison")
    show_comparison_exports(*results)


def _answers(ad: Document, cv: Document) -> tuple[MatchResult, MatchResult]:
    """Hold both against the statements in the reader's language; once per pair and language."""
    memory, language = session(), interface_language()
    if memory.compared is None or memory.compared[0] != language:
        yardstick = framework_for(language)
        memory.compared = language, match_document(cv, yardstick), match_document(ad, yardstick)
    return memory.compared[1:]


def _show_input() -> None:
    st.html(f"<h1>{say('compare.title')}</h1><p class='lead'>{say('compare.lead')}</p>")
    for problem in session().compare_problems:
        show_problem(problem)
    with st.form("compare_form", border=False):
        for column, side in zip(st.columns(2, gap="large"), _SIDES, strict=True):
            with column:
                st.html(f"<h2>{say(f'compare_{side}')}</h2>")
                st.text_area(say(f"compare.paste_{side}"), key=f"{side}_text", height=240, persist_state="session")
                st.file_uploader(say("upload.label"), key=f"{side}_file")
        st.form_submit_button(say("compare.submit"), type="primary", on_click=_take_both)
    st.button(say("compare.samples"), on_click=_take_samples, icon=":material/library_books:")
    st.html(f'<p class="note">{say("app.privacy")}</p>')


@guarded
def _take_both() -> None:
    """Read both sides; what is wrong with either is told at once."""
    memory, documents = session(), []
    memory.compare_problems = []
    for side in _SIDES:
        try:
            documents.append(_document(side))
        except MatcherError as error:
            memory.compare_problems.append(problem_of(error, name=say(f"compare_{side}")))
    if len(documents) == len(_SIDES):
        _compare(*documents)


def _document(side: str) -> Document:
    upload = st.session_state[f"{side}_file"]
    if not upload:
        return make_document(st.session_state[f"{side}_text"], id=side, kind=side)
    read = read_upload(upload)
    return make_document(read.text, id=upload.name, kind=side, hidden=read.hidden)


@guarded
def _take_samples() -> None:
    """Compare our CV with our ad in the reader's language."""
    paths = {path.stem: path for path in sample_paths()}
    _compare(read_document(paths[f"ad_{interface_language()}"]), read_document(paths["cv_en"]))


def _compare(ad: Document, cv: Document) -> None:
    memory = session()
    memory.pair, memory.compared, memory.compare_problems = (ad, cv), None, []


@guarded
def _open(document: Document) -> None:
    open_match(match_document(document))


def _start_again() -> None:
    session().pair = None
