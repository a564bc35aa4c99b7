"""The one fitted matcher that all readers of this server share."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Lock

import streamlit as st

from matcher.document import Document, read_document
from matcher.framework import Framework
from matcher.persistence import load_model
from matcher.pipeline import LevelMatcher
from matcher.policy import given_policy
from matcher.resources import resource_path
from matcher.result import MatchResult, ModelInfo
from matcher.web.account import keep_in_log, keeps_log
from matcher.web.choice import chosen_model, chosen_policy, trusts_model
from matcher.web.words import say

_one_at_a_time = Lock()  # equal bytes are promised for one document at a time, and sessions are threads
_is_warm = Event()


def warm_up() -> None:
    """Make the matcher ready, and tell the first reader of a server what the wait is for."""
    if not _is_warm.is_set():
        with st.spinner(say("app.starting")):
            _warm_matcher()
        _is_warm.set()


def match_document(document: Document, framework: Framework | None = None) -> MatchResult:
    """Answer for one document, its quotes held against `framework`, by default the one in its language."""
    with _one_at_a_time:
        result: MatchResult = _warm_matcher().match(document, framework=framework)
    if keeps_log():
        keep_in_log(result)
    return result


def match_function() -> Callable[[Document], MatchResult]:
    """Return what answers for one document, for use in a thread that Streamlit does not know."""
    matcher, logs = _warm_matcher(), keeps_log()

    def match(document: Document) -> MatchResult:
        with _one_at_a_time:
            result = matcher.match(document)
        if logs:
            keep_in_log(result)
        return result

    return match


@st.cache_resource(show_spinner=False)
def _warm_matcher() -> LevelMatcher:
    """Read the model and answer for each sample, once per server, so that no reader's document waits for it."""
    matcher = load_model(chosen_model(), trust=trusts_model(), policy=given_policy(chosen_policy()))
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
