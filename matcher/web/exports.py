"""A result -> files to download; made when asked for, never written to this machine's disk by the app."""

import json
from collections.abc import Callable

import streamlit as st

from matcher.comparison import Comparison
from matcher.report import html_comparison, html_report, markdown_comparison, markdown_report
from matcher.result import MatchResult
from matcher.web.words import interface_language, say


def show_match_exports(result: MatchResult) -> None:
    """Offer the report of one document as HTML, Markdown and JSON."""
    language = interface_language()
    show_exports(
        "matcher-report",
        {
            "html": lambda: html_report(result, language=language),
            "md": lambda: markdown_report(result, language=language),
            "json": lambda: json.dumps(result.to_dict(), ensure_ascii=False, indent=2) + "\n",
        },
    )


def show_comparison_exports(comparison: Comparison) -> None:
    """Offer the report of a comparison as HTML, Markdown and JSON."""
    language = interface_language()
    show_exports(
        "matcher-comparison",
        {
            "html": lambda: html_comparison(comparison, language=language),
            "md": lambda: markdown_comparison(comparison, language=language),
            "json": lambda: json.dumps(comparison.to_dict(), ensure_ascii=False, indent=2) + "\n",
        },
    )


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
