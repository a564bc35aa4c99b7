"""MatchResult -> one self-contained HTML page."""

from html import escape

from matcher.framework import Framework, aligned_statements, framework_beside, shipped_frameworks
from matcher.report.page import html_page
from matcher.report.stretches import Stretch, text_stretches
from matcher.report.words import (
    answer_sentence,
    levels_by_interest,
    next_step_sentence,
    percent,
    reason_sentences,
    role_sentences,
    warning_sentence,
    words_for,
)
from matcher.result import LevelResult, MatchResult


def html_report(result: MatchResult, *, language: str = "en") -> str:
    """Return a page that needs no network and prints on A4; all text of the document is escaped."""
    words = words_for(language)
    document = result.document
    name = escape(document.title or document.id)
    editions = ", ".join(f"{one.edition} ({one.language})" for one in result.framework.sources)
    parts = [
        f"<h1>{name}</h1>",
        f'<p class="muted">{words["title"]} · {words[f"kind_{document.kind}"]} · {document.language}</p>',
        f'<p class="answer">{escape(answer_sentence(result, language))}</p>',
        *(f"<p>{escape(sentence)}</p>" for sentence in reason_sentences(result, language)),
        *(f"<p>{escape(sentence)}</p>" for sentence in role_sentences(result, language)),
        f"<p>{escape(next_step_sentence(result, language))}</p>",
        *(
            f"<p><strong>{words['warnings']}:</strong> {escape(warning_sentence(w, language))}</p>"
            for w in result.warnings
        ),
        f"<h2>{words['levels']}</h2>",
        *(_bar(level, result, language) for level in result.levels),
        *(_quotes(level, result, language) for level in levels_by_interest(result)),
        f"<h2>{words['document']}</h2>",
        f'<div class="document" lang="{document.language}">{_highlighted(result, language)}</div>',
        f'<p class="muted">{escape(words["footer"].format(editions=editions))}</p>',
    ]
    return html_page(name, parts, language=language)


def _bar(level: LevelResult, result: MatchResult, language: str) -> str:
    words = words_for(language)
    chosen = " chosen" if level.level in result.suggestion.levels else ""
    name, width = escape(words[f"level_{level.level}"]), round(100 * level.probability, 1)
    return (
        f'<div class="bar level-{level.level}{chosen}"><span>{level.level} {name}</span>'
        f'<span class="track"><span class="fill" style="width:{width}%"></span></span>'
        f"<span>{percent(level.probability)}</span></div>"
    )


def _quotes(level: LevelResult, result: MatchResult, language: str) -> str:
    words = words_for(language)
    statements = {statement.id: statement.text for statement in level.statements}
    quotes = [
        f'<blockquote class="level-{level.level}">{escape(quote.text)}<br><span class="muted">{words["statement"]} '
        f"{quote.statement}: {escape(statements[quote.statement])}{_beside(result, quote.statement, language)}"
        "</span></blockquote>"
        for quote in level.evidence
    ]
    title = f"<h2>{words['level']} {level.level} – {escape(words[f'level_{level.level}'])}</h2>"
    body = "\n".join(quotes) or f'<p class="muted">{words["no_evidence"]}</p>'
    return f"{title}<p>{escape(words[f'essence_{level.level}'])}</p>{body}"


def _beside(result: MatchResult, statement_id: str, language: str) -> str:
    """Show what the other edition says in its place, where the shipped table knows it."""
    framework = _shipped(result)
    other = framework_beside(framework) if framework else None
    if framework is None or other is None:
        return ""
    aligned = aligned_statements(framework, statement_id, to=other)
    texts = " ".join(f"{statement.id}: {escape(statement.text)}" for statement in aligned)
    return f"<br>{words_for(language)['other_edition']} {other.edition}, {other.language}: {texts}" if texts else ""


def _shipped(result: MatchResult) -> Framework | None:
    sha256 = result.framework.sources[0].sha256
    return next((framework for framework in shipped_frameworks() if framework.sha256 == sha256), None)


def _highlighted(result: MatchResult, language: str) -> str:
    """Return the document's text with the quotes of the levels in question marked and the rest in place."""
    return "".join(_stretch(one, language) for one in text_stretches(result, result.suggestion.levels))


def _stretch(stretch: Stretch, language: str) -> str:
    text = escape(stretch.text)
    if stretch.quote:
        return f'<mark class="level-{stretch.level}" title="{stretch.quote.statement}">{text}</mark>'
    if stretch.reason:
        words = words_for(language)
        title = escape(f"{words['ignored']}: {words[f'reason_{stretch.reason}']}")
        return f'<span class="left-out" title="{title}">{text}</span>'
    return text
