"""Decisions: what was decided so far, from the file of reviews on this machine."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from matcher.reviews import Review, ReviewStore, export_labelled, reviews_path
from matcher.web.account import show_log_switch
from matcher.web.decision import level_name
from matcher.web.exports import show_exports
from matcher.web.problems import guarded
from matcher.web.words import say


def show_decisions() -> None:
    """Draw the decisions, newest first; text that was kept can be removed, and so can each decision."""
    st.html(f"<h1>{say('decisions.title')}</h1><p class='lead'>{say('decisions.lead')}</p>")
    show_log_switch()
    reviews = _decided()
    if not reviews:
        st.html(f'<p class="card">{say("decisions.none")}</p>')
        return
    chosen = _show_table(reviews)
    if chosen:
        _show_one(chosen)
    else:
        st.html(f'<p class="note">{say("decisions.choose")}</p>')
    show_exports("matcher-decisions", {"jsonl": lambda: _labelled(reviews)})
    st.html(f'<p class="note">{say("decisions.export_note")}</p>')


def _decided() -> list[Review]:
    if not reviews_path().exists():
        return []
    with ReviewStore() as store:
        return [review for review in reversed(store.reviews()) if review.decision]


def _show_table(reviews: Sequence[Review]) -> Review | None:
    rows = [_row(review) for review in reviews]
    event = st.dataframe(
        rows, hide_index=True, key="decisions_table", on_select="rerun", selection_mode="single-row",
        alt=say("decisions.title"),
    )  # fmt: skip
    chosen = event.selection.rows
    return reviews[chosen[0]] if chosen and chosen[0] < len(reviews) else None


def _row(review: Review) -> dict[str, str]:
    decision = review.decision
    return {
        say("decisions.time"): datetime.fromisoformat(review.time).astimezone().strftime("%Y-%m-%d %H:%M"),
        say("decisions.document"): review.kept.title if review.kept else f"# {review.document_sha256[:8]}",
        say("decisions.suggested"): level_name(review.level) if review.level else say(f"status.{review.status}"),
        say("decisions.decided"): level_name(decision.level) if decision else "",
        say("decisions.reason"): decision.reason if decision else "",
        say("decisions.text"): say("decisions.text_kept") if review.kept else "–",
    }


def _show_one(review: Review) -> None:
    with st.container(horizontal=True):
        if review.kept:
            st.button(say("decisions.forget"), on_click=_forget, args=(review.id,), icon=":material/ink_eraser:")
        st.button(say("decisions.delete"), on_click=_delete, args=(review.id,), icon=":material/delete:")
    if review.kept:
        with st.expander(say("decisions.show_text")):
            st.text(review.kept.text)


@guarded
def _forget(id: int) -> None:
    with ReviewStore() as store:
        store.forget_text(id)


@guarded
def _delete(id: int) -> None:
    with ReviewStore() as store:
        store.delete(id)


def _labelled(reviews: Sequence[Review]) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "labelled.jsonl"
        export_labelled(reversed(reviews), path)
        return path.read_bytes()
