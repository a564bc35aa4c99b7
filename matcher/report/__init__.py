"""MatchResult -> a report for people, in their language."""

from matcher.report.html import html_report
from matcher.report.markdown import markdown_report
from matcher.report.terminal import print_report
from matcher.report.words import READER_LANGUAGES

__all__ = ["READER_LANGUAGES", "html_report", "markdown_report", "print_report"]
