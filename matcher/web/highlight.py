"""MatchResult -> its document as HTML, evidence highlighted in place; everything of the document is escaped."""

from collections.abc import Collection
from html import escape

from matcher.report.stretches import Stretch, text_stretches
from matcher.result import Evidence, LevelResult, MatchResult
from matcher.web.words import say


def document_html(result: MatchResult, levels: Collection[int]) -> str:
    """Return the text with the quotes of `levels` marked, and what was left out dimmed with its reason.

    Each quote takes the keyboard's focus and then, or under the pointer, shows its statement.
    """
    statements = {statement.id: statement.text for level in result.levels for statement in level.statements}
    body = "".join(_stretch_html(one, statements) for one in text_stretches(result, levels))
    label = escape(say("document"))
    return (
        f'<div class="document" lang="{escape(result.document.language)}" role="region" tabindex="0" '
        f'aria-label="{label}">{body}</div>'
    )


def _stretch_html(stretch: Stretch, statements: dict[str, str]) -> str:
    text = escape(stretch.text)
    if stretch.quote is not None:
        place = f"statement-{stretch.quote.start}"
        return (
            f'<mark class="level-{stretch.level}" tabindex="0" data-level="{stretch.level}" aria-describedby="{place}" '
            f'id="quote-{stretch.quote.start}">{text}<span class="tip" role="tooltip" id="{place}">'
            f"<b>{escape(say('level'))} {stretch.level} – {escape(say(f'level_{stretch.level}'))}</b><br>"
            f"{escape(statements[stretch.quote.statement])}</span></mark>"
        )
    if stretch.reason is not None:
        reason = escape(f"{say('ignored')}: {say(f'reason_{stretch.reason}')}")
        return f'<span class="left-out"><span class="why">{reason}</span>{text}</span>'
    return text


def quotes_html(level: LevelResult) -> str:
    """Return a level's essence and its quotes, each with the statement it comes closest to."""
    statements = {statement.id: statement.text for statement in level.statements}
    quotes = "".join(_quote_html(quote, statements) for quote in level.evidence)
    nothing = f'<p class="note">{escape(say("match.no_quote"))}</p>'
    return (
        f'<section class="level-{level.level} quotes"><h3>{escape(say("level"))} {level.level} – '
        f"{escape(say(f'level_{level.level}'))}</h3><p>{escape(say(f'essence_{level.level}'))}</p>"
        f"{quotes or nothing}</section>"
    )


def _quote_html(quote: Evidence, statements: dict[str, str]) -> str:
    return (
        f"<blockquote>{escape(quote.text)}<footer>{escape(say('statement'))}: "
        f"{escape(statements[quote.statement])}</footer></blockquote>"
    )
