"""MatchResult -> a table on the terminal."""

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from matcher.report.words import (
    answer_sentence,
    levels_in_question,
    next_step_sentence,
    percent,
    quoted,
    reason_sentences,
    role_sentences,
    short_quote,
    warning_sentence,
    words_for,
)
from matcher.result import LevelResult, MatchResult

_BAR = 24  # characters of the longest bar
_QUOTES = 3  # of each level in the short form for a terminal; JSON and HTML carry all


def print_report(result: MatchResult, console: Console, *, language: str = "en") -> None:
    """Print the answer first, then a bar per level, then the quotes under each level in question."""
    words = words_for(language)
    document = result.document
    console.print(f"[bold]{escape(document.title or document.id)}[/bold]", highlight=False)
    console.print(
        f"{words[f'kind_{document.kind}']} · {document.language} · {result.framework.sources[0].edition}",
        style="dim", highlight=False,
    )  # fmt: skip
    console.print()
    console.print(f"[bold]{escape(answer_sentence(result, language))}[/bold]", highlight=False)
    for sentence in (
        *reason_sentences(result, language),
        *role_sentences(result, language),
        next_step_sentence(result, language),
    ):
        console.print(escape(sentence), highlight=False)
    for warning in result.warnings:
        text = warning_sentence(warning, language)
        console.print(f"{words['warnings']}: {escape(text)}", style="yellow", highlight=False)
    console.print()
    for level in result.levels:
        console.print(_bar_line(level, result, language), highlight=False)
    console.print()
    for number in levels_in_question(result):
        _print_quotes(result.levels[number - 1], console, language)
    editions = ", ".join(f"{one.edition} ({one.language})" for one in result.framework.sources[:1])
    console.print(escape(words["footer"].format(editions=editions)), style="dim", highlight=False)


def _bar_line(level: LevelResult, result: MatchResult, language: str) -> Text:
    words = words_for(language)
    chosen = level.level in result.suggestion.levels
    filled = round(level.probability * _BAR)
    line = Text("▶ " if chosen else "  ", style="bold" if chosen else "")
    line.append(f"{words['level']} {level.level} ")
    line.append("█" * filled + "·" * (_BAR - filled), style="cyan" if chosen else "dim")
    line.append(f" {percent(level.probability):>5}  {words[f'level_{level.level}']}")
    return line


def _print_quotes(level: LevelResult, console: Console, language: str) -> None:
    words = words_for(language)
    console.print(
        f"[bold]{words['level']} {level.level}[/bold] – {escape(words[f'essence_{level.level}'])}",
        highlight=False,
    )
    statements = {statement.id: statement.text for statement in level.statements}
    if not level.evidence:
        console.print(Padding(words["no_evidence"], (0, 0, 0, 2)), style="dim")
    for quote in level.evidence[:_QUOTES]:
        console.print(Padding(Text(quoted(short_quote(quote.text), language)), (0, 0, 0, 2)), highlight=False)
        console.print(
            Padding(
                Text(f"{words['statement']}: {short_quote(statements[quote.statement])}", style="dim"),
                (0, 0, 0, 4),
            )
        )
    console.print()
