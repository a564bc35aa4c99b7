"""What a reader pastes, opens or picks -> Document."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from matcher.document import Document, FileText, find_title, make_document, read_bytes, read_document
from matcher.errors import MatcherError
from matcher.result import FailedResult
from matcher.table import Row
from matcher.web.model import sample_paths
from matcher.web.problems import Problem, guarded, problem_of
from matcher.web.words import LANGUAGE_NAMES, kind_name, say

Take = Callable[[Document | Problem], None]


def document_from_text(text: str, *, name: str = "text") -> Document | Problem:
    """Read pasted text."""
    try:
        return make_document(text, id=name)
    except MatcherError as error:
        return problem_of(error)


def document_from_upload(upload: Any) -> Document | Problem:
    """Read one uploaded file, by its name and content."""
    try:
        read = read_upload(upload)
        return make_document(read.text, id=upload.name, hidden=read.hidden)
    except MatcherError as error:
        return problem_of(error, name=upload.name)


def rows_from_uploads(uploads: Sequence[Any]) -> list[Row | FailedResult]:
    """Read many uploaded files as rows of a batch, each with the title it has as a single document."""
    return [_row(upload) for upload in uploads]


def _row(upload: Any) -> Row | FailedResult:
    try:
        read = read_upload(upload)
    except MatcherError as error:
        return FailedResult(upload.name, error.code, str(error))
    return Row(upload.name, find_title(read.text), read.text, hidden=read.hidden)


def read_upload(upload: Any) -> FileText:
    """Read one uploaded file, by its name and content. Raises `DocumentError`."""
    return read_bytes(upload.getvalue(), name=upload.name, suffix=Path(upload.name).suffix.lower())


def show_samples(prefix: str, take: Take, *, names: Sequence[str] | None = None) -> None:
    """Offer our samples as buttons; a pressed one is taken as the document."""
    st.html(f'<p class="label">{say("upload.samples")}</p>')
    with st.container(horizontal=True, gap="small", key=f"{prefix}_samples"):
        for path in sample_paths():
            if names is None or path.name in names:
                st.button(_sample_label(path), key=f"{prefix}_{path.stem}", on_click=_take_sample, args=(path, take))


def _sample_label(path: Path) -> str:
    kind, language = path.stem.split("_")
    return f"{kind_name(kind)} · {LANGUAGE_NAMES[language]}"


@guarded
def _take_sample(path: Path, take: Take) -> None:
    take(read_document(path))
