"""What one reader's session remembers while pages are switched; it ends with the browser tab."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from matcher.document import Document
from matcher.result import FailedResult, MatchResult
from matcher.table import Row
from matcher.web.batch_run import BatchRun
from matcher.web.problems import Problem

_FIELDS_OF_ONE_DOCUMENT = (
    "corrected_kind", "corrected_language", "corrected_title", "decided_level", "decision_reason", "keep_text",
)  # fmt: skip


@dataclass(slots=True)
class Session:
    """The answer on Match, the two sides of Compare, and the batch; nothing of it is written anywhere."""

    waiting: Document | None = None  # a document on Match that is to be answered
    result: MatchResult | None = None
    n_answers: int = 0
    problem: Problem | None = None
    pair: tuple[Document, Document] | None = None  # the ad and the CV on Compare
    compared: tuple[str, MatchResult, MatchResult] | None = None  # interface language, and answers to the CV and the ad
    compare_problems: list[Problem] = field(default_factory=list)
    batch: BatchRun | None = None
    batch_problem: Problem | None = None
    decided: tuple[str, int] | None = None  # sha256 of the document, and the id of the review kept of it
    decision_problem: Problem | None = None
    wanted_page: str | None = None
    pages: dict[str, StreamlitPage] = field(default_factory=dict)


def session() -> Session:
    """Return this reader's memory."""
    if "session" not in st.session_state:
        st.session_state["session"] = Session()
    memory: Session = st.session_state["session"]
    return memory


def open_match(result: MatchResult) -> None:
    """Show this answer on Match, wherever the reader is now."""
    memory = session()
    memory.result, memory.problem, memory.wanted_page = result, None, "match"
    memory.n_answers += 1
    st.session_state["level"] = 0
    for name in _FIELDS_OF_ONE_DOCUMENT:
        st.session_state.pop(name, None)


def open_batch(rows: Sequence[Row | FailedResult]) -> None:
    """Start a batch on these rows, in place of the one before, and show it on Batch."""
    memory = session()
    if memory.batch:
        memory.batch.cancel()
    memory.batch, memory.batch_problem, memory.wanted_page = BatchRun(rows), None, "batch"
