"""MatchResult or Comparison -> a report for people, in their language."""

from matcher.report.comparison import html_comparison, markdown_comparison, print_comparison
from matcher.report.html import html_report
from matcher.report.markdown import markdown_report
from matcher.report.terminal import print_report
from matcher.report.words import READER_LANGUAGES

__all__ = [
    "READER_LANGUAGES",
    "html_comparison",
    "html_report",
    "markdown_comparison",
    "markdown_report",
    "print_comparison",
    "print_report",
]
