"""MatchResult -> Markdown."""

import re

from matcher.report.words import (
    answer_sentence,
    levels_by_interest,
    next_step_sentence,
    percent,
    quoted,
    reason_sentences,
    role_sentences,
    warning_sentence,
    words_for,
)
from matcher.result import MatchResult

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def markdown_report(result: MatchResult, *, language: str = "en") -> str:
    """Return the whole result for people; text of the document is escaped."""
    words = words_for(language)
    document = result.document
    lines = [
        f"# {escaped(document.title or document.id)}",
        f"{words['title']} · {words[f'kind_{document.kind}']} · {document.language}",
        f"**{escaped(answer_sentence(result, language))}**",
        *(escaped(sentence) for sentence in reason_sentences(result, language)),
        *(escaped(sentence) for sentence in role_sentences(result, language)),
        escaped(next_step_sentence(result, language)),
        *(f"> {words['warnings']}: {escaped(warning_sentence(w, language))}" for w in result.warnings),
        f"## {words['levels']}",
        _table(result, language),
    ]
    for level in levels_by_interest(result):
        lines.append(f"## {words['level']} {level.level} – {words[f'level_{level.level}']}")
        lines.append(words[f"essence_{level.level}"])
        statements = {statement.id: statement.text for statement in level.statements}
        quotes = [
            f"- {quoted(escaped(' '.join(quote.text.split())), language)} \n"
            f"  {words['statement']} `{quote.statement}`: {escaped(statements[quote.statement])}"
            for quote in level.evidence
        ]
        lines.append("\n".join(quotes) or words["no_evidence"])
    editions = ", ".join(f"{one.edition} ({one.language})" for one in result.framework.sources)
    lines.append(words["footer"].format(editions=editions))
    return "\n\n".join(lines) + "\n"


def _table(result: MatchResult, language: str) -> str:
    words = words_for(language)
    rows = [f"| {words['level']} | | % |", "|---|---|---:|"]
    for level in result.levels:
        mark = "**" if level.level in result.suggestion.levels else ""
        rows.append(f"| {mark}{level.level}{mark} | {words[f'level_{level.level}']} | {percent(level.probability)} |")
    return "\n".join(rows)


def escaped(text: str) -> str:
    """Take the meaning from characters that Markdown would read as form."""
    return _SPECIAL.sub(r"\\\1", text)
