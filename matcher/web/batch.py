"""Batch: many documents or a table -> a table of levels, to sort, filter, open and download."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import streamlit as st

from matcher.batch import open_input, survey_input
from matcher.document import read_document
from matcher.errors import MatcherError
from matcher.places import Place
from matcher.result import FailedResult
from matcher.table import TABLE_SUFFIXES, Columns, Row
from matcher.web.batch_run import BatchRun
from matcher.web.batch_table import show_batch_table
from matcher.web.document_input import rows_from_uploads
from matcher.web.exports import show_batch_exports
from matcher.web.model import sample_paths
from matcher.web.problems import Problem, guarded, problem_of, problem_sentence, show_problem
from matcher.web.session import open_batch, session
from matcher.web.words import say


def show_batch() -> None:
    """Draw the input, the run in work, or its results."""
    run = session().batch
    if run is None:
        _show_input()
    elif run.running:
        _show_progress(run)
    else:
        _show_results(run)


def _show_input() -> None:
    st.html(f"<h1>{say('batch.title')}</h1><p class='lead'>{say('batch.lead')}</p>")
    if problem := session().batch_problem:
        show_problem(problem)
    with st.form("batch_form", border=False, clear_on_submit=True):
        st.file_uploader(say("batch.upload"), accept_multiple_files=True, key="batch_files")
        st.form_submit_button(say("batch.start"), type="primary", on_click=_start)
    st.html(f'<p class="note">{say("batch.table_form")}</p>')
    st.button(say("batch.samples"), on_click=_start_samples, icon=":material/library_books:")
    st.html(f'<p class="note">{say("app.privacy")}</p>')


@guarded
def _start() -> None:
    """Take one table, or any number of documents."""
    uploads = st.session_state["batch_files"]
    tables = [one for one in uploads if Path(one.name).suffix.lower() in TABLE_SUFFIXES]
    try:
        rows = [row for table in tables for row in _table_rows(table)]
    except MatcherError as error:
        session().batch_problem = problem_of(error, name=tables[0].name)
        return
    rows += rows_from_uploads([one for one in uploads if one not in tables])
    if rows:
        open_batch(rows)
    else:
        session().batch_problem = Problem("nothing_given")


def _table_rows(upload: Any) -> list[Row | FailedResult]:
    """Read an uploaded table; the copy on disk that the reader needs is gone when this returns."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"table{Path(upload.name).suffix.lower()}"
        path.write_bytes(upload.getvalue())
        table = open_input(Place(str(path)), given=Columns())
        survey_input(table)  # refuses an id that stands twice
        return [row for row in table.items() if isinstance(row, Row)]


@guarded
def _start_samples() -> None:
    documents = [read_document(path) for path in sample_paths()]
    open_batch([Row(document.id, document.title, document.text) for document in documents])


@st.fragment(run_every=0.5)
@guarded
def _show_progress(run: BatchRun) -> None:
    """Draw how far it is; drawn again twice a second until there is nothing more to wait for."""
    if not run.running:
        st.rerun(scope="app")
    done, total, left = len(run.results), len(run.rows), run.seconds_left()
    st.html(f"<h1>{say('batch.running')}</h1>")
    words = say("batch.progress", done=done, total=total)
    st.progress(done / total, text=f"{words} · {_time_left(left)}" if left is not None else words)
    st.button(say("batch.cancel"), on_click=run.cancel, icon=":material/stop_circle:")
    st.html(f'<p class="note">{say("batch.cancel_note")}</p>')


def _time_left(seconds: float) -> str:
    if seconds < 60:
        return say("batch.seconds_left", n=max(1, round(seconds)))
    return say("batch.minutes_left", n=round(seconds / 60))


def _show_results(run: BatchRun) -> None:
    st.button(say("batch.another"), icon=":material/arrow_back:", on_click=_start_again)
    failed = [result for result in run.results if isinstance(result, FailedResult)]
    st.html(f"<h1>{say('batch.done', n=len(run.results) - len(failed))}</h1>")
    if run.error:
        show_problem(problem_of(run.error))
    if run.cancelled:
        text = say("batch.cancelled", done=len(run.results), total=len(run.rows))
        st.html(f'<p class="card warning" role="note">{text}</p>')
    show_batch_table(run)
    if failed:
        _show_failed(failed)
    if run.results:
        show_batch_exports(run.results)


def _show_failed(failed: list[FailedResult]) -> None:
    st.html(f"<h2>{say('batch.failed', n=len(failed))}</h2>")
    rows = [{say("batch.document"): one.id, say("batch.why"): problem_sentence(one)} for one in failed]
    st.dataframe(rows, hide_index=True, alt=say("batch.failed", n=len(failed)))


def _start_again() -> None:
    session().batch = None
