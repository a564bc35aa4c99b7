"""A result -> files to download; made when asked for, never written to this machine's disk by the app."""

import json
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import Any

import streamlit as st

from matcher.comparison import compare_results
from matcher.places import Place
from matcher.redaction import redact_result
from matcher.report import html_comparison, html_report, markdown_comparison, markdown_report
from matcher.result import FailedResult, MatchResult
from matcher.table import TABLE_SUFFIXES, form_of
from matcher.web.words import interface_language, say


def show_match_exports(result: MatchResult) -> None:
    """Offer the report of one document as HTML, Markdown and JSON."""
    language = interface_language()
    if _show_redact("report"):
        result = redact_result(result)
    show_exports(
        "matcher-report",
        {
            "html": lambda: html_report(result, language=language),
            "md": lambda: markdown_report(result, language=language),
            "json": lambda: json.dumps(result.to_dict(), ensure_ascii=False, indent=2) + "\n",
        },
    )


def show_comparison_exports(cv: MatchResult, ad: MatchResult) -> None:
    """Offer the report of a comparison as HTML, Markdown and JSON."""
    language = interface_language()
    if _show_redact("comparison"):
        cv, ad = redact_result(cv), redact_result(ad)
    comparison = compare_results(cv, ad)
    show_exports(
        "matcher-comparison",
        {
            "html": lambda: html_comparison(comparison, language=language),
            "md": lambda: markdown_comparison(comparison, language=language),
            "json": lambda: json.dumps(comparison.to_dict(), ensure_ascii=False, indent=2) + "\n",
        },
    )


def show_batch_exports(results: Sequence[MatchResult | FailedResult]) -> None:
    """Offer the table of a batch in each form; where it is redacted, rows have numbers in place of files' names."""
    redact = _show_redact("batch")

    def answers() -> Iterator[dict[str, Any]]:
        for number, result in enumerate(results, start=1):
            yield (_redacted(result, str(number)) if redact else result).to_dict()

    def maker(suffix: str) -> Callable[[], bytes]:
        def made() -> bytes:
            form, file = form_of(Place(f"answers{suffix}"), short=False), BytesIO()
            form.join([form.encode(answers())], file)
            return file.getvalue()

        return made

    show_exports("matcher-batch", {suffix[1:]: maker(suffix) for suffix in TABLE_SUFFIXES})


def _redacted(result: MatchResult | FailedResult, id: str) -> MatchResult | FailedResult:
    """Blacken a row; the message of a failed one names its file, and goes."""
    return redact_result(result, id=id) if isinstance(result, MatchResult) else FailedResult(id, result.code, "")


def _show_redact(what: str) -> bool:
    return st.checkbox(say("export.redact"), key=f"redact-{what}", help=say("export.redact_note"))


_FORMATS = {
    "html": ("HTML", "text/html"),
    "md": ("Markdown", "text/markdown"),
    "json": ("JSON", "application/json"),
    "csv": ("CSV", "text/csv"),
    "jsonl": ("JSON Lines", "application/jsonl"),
    "parquet": ("Parquet", "application/vnd.apache.parquet"),
}


def show_exports(name: str, makers: dict[str, Callable[[], str | bytes]]) -> None:
    """Offer one file per format, each made by its function when it is asked for."""
    st.html(f"<h2>{say('export.title')}</h2>")
    with st.container(horizontal=True, key=f"{name}-exports"):
        for suffix, make in makers.items():
            label, mime = _FORMATS[suffix]
            st.download_button(
                label, _as_bytes(make), file_name=f"{name}.{suffix}", mime=mime, key=f"{name}.{suffix}",
                icon=":material/download:", on_click="ignore",
            )  # fmt: skip


def _as_bytes(make: Callable[[], str | bytes]) -> Callable[[], bytes]:
    def made() -> bytes:
        content = make()
        return content.encode("utf-8", "replace") if isinstance(content, str) else content

    return made
