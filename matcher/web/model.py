"""The one fitted matcher that all readers of this server share."""

from pathlib import Path
from threading import Lock

import streamlit as st

from matcher.document import Document, read_document
from matcher.framework import Framework
from matcher.persistence import load_model
from matcher.pipeline import LevelMatcher
from matcher.resources import resource_path
from matcher.result import MatchResult, ModelInfo

_one_at_a_time = Lock()  # equal bytes are promised for one document at a time, and sessions are threads


def warm_up() -> None:
    """Read the model and answer for each sample once per server, so that the first reader does not wait for it."""
    _warm_matcher()


def match_document(document: Document, framework: Framework | None = None) -> MatchResult:
    """Answer for one document, its quotes held against `framework`, by default the one in its language."""
    with _one_at_a_time:
        return _warm_matcher().match(document, framework=framework)


@st.cache_resource(show_spinner=False)
def _warm_matcher() -> LevelMatcher:
    matcher = load_model()
    for path in sample_paths():
        matcher.match(read_document(path))
    return matcher


def sample_paths() -> list[Path]:
    """Return our sample documents, by name."""
    return sorted(resource_path("samples").glob("*.txt"))


def model_info() -> ModelInfo:
    """Return which model answers."""
    info: ModelInfo = _warm_matcher().info_
    return info
