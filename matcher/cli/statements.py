"""`matcher statements`: the framework's statements, any language and edition."""

from typing import Annotated

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from matcher.cli.options import FrameworkOption


def statements(
    language: Annotated[str, typer.Option(help="en, de, es, pt or pl.")] = "en",
    level: Annotated[int | None, typer.Option(min=1, max=6, help="Only this level.")] = None,
    framework: FrameworkOption = None,
) -> None:
    """Print the six levels and their statements.

    Example: matcher statements --language de --level 3
    """
    from matcher.errors import LanguageError
    from matcher.framework import framework_for, load_framework
    from matcher.language import LANGUAGES

    if language not in LANGUAGES:
        raise LanguageError(f"No statements in {language!r}. Use one of: {', '.join(LANGUAGES)}.")
    shown = load_framework(framework) if framework else framework_for(language)
    console = Console()
    console.print(f"{shown.name} ({shown.skill}) · {shown.edition} · {shown.language} · {shown.status}", style="bold")
    for one in shown.levels:
        if level in (None, one.level):
            console.print(Text(f"\n{one.level} {one.name or ''}".rstrip(), style="bold"))
            for statement in one.statements:
                console.print(Padding(Text(f"{statement.id}  {statement.text}"), (0, 0, 0, 2)))
    if shown.copyright:
        console.print(Text(f"\n{shown.copyright}", style="dim"))
