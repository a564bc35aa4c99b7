"""Comparison -> guidance and tables on the terminal."""

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from matcher.comparison import ComparedLevel, Comparison, Gap, LevelGaps, Shown
from matcher.report.comparison.words import (
    document_line,
    gap_groups,
    gap_quotes,
    gap_sections,
    gap_sentence,
    in_question,
    level_heading,
    source_line,
    standing_sentences,
    statement_of,
    warning_lines,
)
from matcher.report.words import percent, quoted, short_quote, words_for

_QUOTES = 2  # of each document under a statement; JSON, HTML and Markdown carry all


def print_comparison(comparison: Comparison, console: Console, *, language: str = "en") -> None:
    """Print the answer first, then what to do about gaps, then the levels in question side by side."""
    words = words_for(language)
    _print(console, words["compare_title"], style="bold")
    _print(console, document_line("ad", comparison.ad, language), style="dim")
    _print(console, document_line("cv", comparison.cv, language), style="dim")
    _print(console, "")
    for sentence in standing_sentences(comparison, language):
        _print(console, sentence, style="bold")
    _print(console, words["compare_read"])
    for line in warning_lines(comparison, language):
        _print(console, line, style="yellow")
    for heading, level_gaps in gap_sections(comparison, language):
        _print(console, f"\n{heading}", style="bold")
        _print_gaps(comparison, level_gaps, console, language)
    _print(console, "")
    console.print(_probability_table(comparison, language))
    for level in in_question(comparison):
        console.print(_level_table(level, language))
    _print(console, words["footer"].format(editions=source_line(comparison)), style="dim")


def _print(console: Console, text: str, *, indent: int = 0, style: str = "") -> None:
    line = Text(text, style=style)
    console.print(Padding(line, (0, 0, 0, indent)) if indent else line, highlight=False)


def _print_gaps(comparison: Comparison, level_gaps: LevelGaps, console: Console, language: str) -> None:
    if not level_gaps.gaps:
        _print(console, words_for(language)["compare_no_gaps"], indent=2)
    for heading, gaps in gap_groups(level_gaps, language):
        if heading:
            _print(console, heading, indent=2, style="dim")
        for gap in gaps:
            _print_gap(gap, comparison, level_gaps, console, language)


def _print_gap(gap: Gap, comparison: Comparison, level_gaps: LevelGaps, console: Console, language: str) -> None:
    words, statement = words_for(language), statement_of(comparison, level_gaps, gap)
    _print(console, f"• {statement.text}", indent=2)
    _print(console, gap_sentence(gap, language), indent=4)
    for side, _, quote in gap_quotes(comparison, gap, statement):
        said = quoted(short_quote(quote.text), language)
        _print(console, f"{words[f'compare_{side}']}: {said}", indent=4, style="dim")


def _probability_table(comparison: Comparison, language: str) -> Table:
    words = words_for(language)
    table = Table(title=words["compare_side_by_side"], title_justify="left")
    table.add_column(words["level"])
    table.add_column(words["compare_ad"], justify="right")
    table.add_column(words["compare_cv"], justify="right")
    for level in comparison.levels:
        name = f"{level.level} {words[f'level_{level.level}']}"
        table.add_row(name, percent(level.ad_probability), percent(level.cv_probability))
    return table


def _level_table(level: ComparedLevel, language: str) -> Table:
    words = words_for(language)
    table = Table(title=Text(level_heading(level, language)), title_justify="left", show_lines=True, expand=True)
    for key in ("statement", "compare_ad", "compare_cv"):
        table.add_column(words[key], ratio=1, overflow="fold")
    for one in level.statements:
        table.add_row(Text(one.text), _cell(one.ad, level.level, language), _cell(one.cv, level.level, language))
    return table


def _cell(shown: Shown, level: int, language: str) -> Text:
    words = words_for(language)
    cell = Text()
    for quote in shown.quotes[:_QUOTES]:
        cell.append("\n" if cell else "").append(quoted(short_quote(quote.text), language))
        if quote.speaks_for < level:
            cell.append(f" ({words['compare_speaks_for'].format(level=quote.speaks_for)})", style="dim")
    return cell or Text(words["no_evidence"], style="dim")
