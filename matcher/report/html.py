"""MatchResult -> one self-contained HTML page."""

from html import escape

from matcher.framework import Framework, aligned_statements, framework_beside, shipped_frameworks
from matcher.report.words import (
    answer_sentence,
    levels_by_interest,
    next_step_sentence,
    percent,
    reason_sentences,
    warning_sentence,
    words_for,
)
from matcher.result import LevelResult, MatchResult

LEVEL_COLOURS = ("#0072b2", "#56b4e9", "#009e73", "#e69f00", "#d55e00", "#cc79a7")
"""One per level, told apart by colour-blind readers (Okabe and Ito 2008)."""

_STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin-bottom:.2rem}h2{font-size:1.15rem;margin-top:1.6rem}
.muted{opacity:.75}.answer{font-size:1.2rem;font-weight:600}
.bar{display:grid;grid-template-columns:12rem 1fr 4rem;gap:.6rem;align-items:center;margin:.2rem 0}
.track{background:#8883;height:.9rem;border-radius:.2rem}.fill{display:block;height:100%;border-radius:.2rem}
.chosen{font-weight:700}blockquote{margin:.5rem 0;padding:.3rem .8rem;border-left:.4rem solid}
.document{white-space:pre-wrap;border:1px solid #8886;padding:1rem;border-radius:.3rem;overflow-wrap:anywhere}
mark{color:inherit;background:none;border-bottom:.2rem solid;font-weight:600}.left-out{opacity:.6}
@media print{body{margin:0;max-width:none;font-size:11pt}blockquote,.bar{break-inside:avoid}}
@page{size:A4;margin:18mm}
"""


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
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{name}</title>'
    return (
        f'<!doctype html>\n<html lang="{language}"><head>{head}<style>{_STYLE}</style></head>\n<body>\n'
        + "\n".join(parts)
        + "\n</body></html>\n"
    )


def _bar(level: LevelResult, result: MatchResult, language: str) -> str:
    words = words_for(language)
    chosen = " chosen" if level.level in result.suggestion.levels else ""
    colour, width = LEVEL_COLOURS[level.level - 1], round(100 * level.probability, 1)
    return (
        f'<div class="bar{chosen}"><span>{level.level} {escape(words[f"level_{level.level}"])}</span>'
        f'<span class="track"><span class="fill" style="width:{width}%;background:{colour}"></span></span>'
        f"<span>{percent(level.probability)}</span></div>"
    )


def _quotes(level: LevelResult, result: MatchResult, language: str) -> str:
    words, colour = words_for(language), LEVEL_COLOURS[level.level - 1]
    statements = {statement.id: statement.text for statement in level.statements}
    quotes = [
        f'<blockquote style="border-color:{colour}">{escape(quote.text)}<br><span class="muted">{words["statement"]} '
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
    words = words_for(language)
    opening: dict[int, tuple[int, str, str]] = {}
    for item in result.ignored:
        title = escape(f"{words['ignored']}: {words[f'reason_{item.reason}']}", quote=True)
        opening[item.start] = (item.end, f'<span class="left-out" title="{title}">', "</span>")
    for level in result.levels:
        if level.level in result.suggestion.levels:
            for quote in level.evidence:
                tag = f'<mark style="border-color:{LEVEL_COLOURS[level.level - 1]}" title="{quote.statement}">'
                opening[quote.start] = (quote.end, tag, "</mark>")
    parts, place = [], 0
    for start in sorted(opening):
        end, before, after = opening[start]
        if start >= place:  # a quote is never inside text that was left out
            parts += [escape(result.text[place:start]), before, escape(result.text[start:end]), after]
            place = end
    return "".join(parts) + escape(result.text[place:])
