"""Comparison -> Markdown."""

from matcher.comparison import ComparedLevel, Comparison, Gap, LevelGaps, Shown
from matcher.report.comparison.words import (
    document_line,
    gap_groups,
    gap_quotes,
    gap_sections,
    gap_sentence,
    level_heading,
    source_line,
    standing_sentences,
    statement_of,
    warning_lines,
)
from matcher.report.markdown import escaped
from matcher.report.words import quoted, words_for


def markdown_comparison(comparison: Comparison, *, language: str = "en") -> str:
    """Return the whole comparison for people; text of the documents is escaped."""
    words = words_for(language)
    lines = [
        f"# {words['compare_title']}",
        escaped(document_line("ad", comparison.ad, language)),
        escaped(document_line("cv", comparison.cv, language)),
        *(f"**{escaped(sentence)}**" for sentence in standing_sentences(comparison, language)),
        words["compare_read"],
        *(f"> {escaped(line)}" for line in warning_lines(comparison, language)),
    ]
    for heading, level_gaps in gap_sections(comparison, language):
        lines += [f"## {heading}", *_gap_lines(comparison, level_gaps, language)]
    lines.append(f"## {words['compare_side_by_side']}")
    for level in comparison.levels:
        lines += [f"### {level_heading(level, language)}", _table(level, language)]
    lines.append(words["footer"].format(editions=source_line(comparison)))
    return "\n\n".join(lines) + "\n"


def _gap_lines(comparison: Comparison, level_gaps: LevelGaps, language: str) -> list[str]:
    lines = [] if level_gaps.gaps else [words_for(language)["compare_no_gaps"]]
    for heading, gaps in gap_groups(level_gaps, language):
        lines += [heading] if heading else []
        lines.append("\n".join(_gap(gap, comparison, level_gaps, language) for gap in gaps))
    return lines


def _gap(gap: Gap, comparison: Comparison, level_gaps: LevelGaps, language: str) -> str:
    words, statement = words_for(language), statement_of(comparison, level_gaps, gap)
    lines = [f"- {escaped(statement.text)} {gap_sentence(gap, language)}"]
    lines += [
        f"  - {words[f'compare_{side}']}: {quoted(_one_line(quote.text), language)}"
        for side, _, quote in gap_quotes(comparison, gap, statement)
    ]
    return "\n".join(lines)


def _table(level: ComparedLevel, language: str) -> str:
    words = words_for(language)
    rows = [f"| {words['statement']} | {words['compare_ad']} | {words['compare_cv']} |", "|---|---|---|"]
    rows += [
        f"| {escaped(one.text)} | {_cell(one.ad, level.level, language)} | {_cell(one.cv, level.level, language)} |"
        for one in level.statements
    ]
    return "\n".join(rows)


def _cell(shown: Shown, level: int, language: str) -> str:
    words = words_for(language)
    quotes = [
        quoted(_one_line(quote.text), language)
        + (f" ({words['compare_speaks_for'].format(level=quote.speaks_for)})" if quote.speaks_for < level else "")
        for quote in shown.quotes
    ]
    return "<br>".join(quotes) or words["no_evidence"]


def _one_line(text: str) -> str:
    return escaped(" ".join(text.split()))
