"""Comparison -> one self-contained HTML page."""

from html import escape

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
from matcher.report.page import html_page
from matcher.report.words import words_for


def html_comparison(comparison: Comparison, *, language: str = "en") -> str:
    """Return a page that needs no network and prints on A4; all text of the documents is escaped."""
    words = words_for(language)
    parts = [
        f"<h1>{escape(words['compare_title'])}</h1>",
        f'<p class="muted">{escape(document_line("ad", comparison.ad, language))}<br>'
        f"{escape(document_line('cv', comparison.cv, language))}</p>",
        *(f'<p class="answer">{escape(sentence)}</p>' for sentence in standing_sentences(comparison, language)),
        f"<p>{escape(words['compare_read'])}</p>",
        *(f"<p><strong>{escape(line)}</strong></p>" for line in warning_lines(comparison, language)),
    ]
    for heading, level_gaps in gap_sections(comparison, language):
        parts += [f"<h2>{escape(heading)}</h2>", *_gap_parts(comparison, level_gaps, language)]
    parts.append(f"<h2>{escape(words['compare_side_by_side'])}</h2>")
    parts += [_table(level, comparison, language) for level in comparison.levels]
    parts.append(f'<p class="muted">{escape(words["footer"].format(editions=source_line(comparison)))}</p>')
    return html_page(escape(words["compare_title"]), parts, language=language)


def _gap_parts(comparison: Comparison, level_gaps: LevelGaps, language: str) -> list[str]:
    parts = [] if level_gaps.gaps else [f"<p>{escape(words_for(language)['compare_no_gaps'])}</p>"]
    for heading, gaps in gap_groups(level_gaps, language):
        parts += [f'<p class="muted">{escape(heading)}</p>'] if heading else []
        items = [_gap(gap, comparison, level_gaps, language) for gap in gaps]
        parts.append(f"<ul>{''.join(items)}</ul>")
    return parts


def _gap(gap: Gap, comparison: Comparison, level_gaps: LevelGaps, language: str) -> str:
    words, statement = words_for(language), statement_of(comparison, level_gaps, gap)
    lines = [f"<strong>{escape(statement.text)}</strong>", escape(gap_sentence(gap, language))]
    for side, spoken, quote in gap_quotes(comparison, gap, statement):
        name = escape(words[f"compare_{side}"])
        lines.append(f'<span class="muted">{name}: <q lang="{spoken}">{escape(quote.text)}</q></span>')
    return f"<li>{'<br>'.join(lines)}</li>"


def _table(level: ComparedLevel, comparison: Comparison, language: str) -> str:
    words = words_for(language)
    names = "".join(f'<th scope="col">{escape(words[key])}</th>' for key in ("statement", "compare_ad", "compare_cv"))
    rows = "".join(
        f"<tr><td>{escape(one.text)}</td>"
        + _cell(one.ad, level.level, comparison.ad.document.language, language)
        + _cell(one.cv, level.level, comparison.cv.document.language, language)
        + "</tr>"
        for one in level.statements
    )
    heading = escape(level_heading(level, language))
    return f"<h3>{heading}</h3><table><thead><tr>{names}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(shown: Shown, level: int, spoken: str, language: str) -> str:
    words = words_for(language)
    quotes = []
    for quote in shown.quotes:
        lower = words["compare_speaks_for"].format(level=quote.speaks_for) if quote.speaks_for < level else ""
        note = f' <span class="muted">({escape(lower)})</span>' if lower else ""
        quotes.append(f'<q lang="{spoken}">{escape(quote.text)}</q>{note}')
    return f"<td>{'<br>'.join(quotes) or escape(words['no_evidence'])}</td>"
