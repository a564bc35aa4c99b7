"""Comparison -> a report for people, in their language."""

from matcher.report.comparison.html import html_comparison
from matcher.report.comparison.markdown import markdown_comparison
from matcher.report.comparison.terminal import print_comparison

__all__ = ["html_comparison", "markdown_comparison", "print_comparison"]
