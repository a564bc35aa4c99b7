"""`matcher audit`: documents -> how answers shift when one thing is swapped; rates of groups."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from matcher.cli.options import ModelOption, TrustOption, open_output


class Form(StrEnum):
    """How an audit is printed."""

    table = "table"
    json = "json"
    markdown = "markdown"


def audit(
    file: Annotated[Path, typer.Argument(help="Documents: a .csv, .jsonl or .parquet table, or a folder.")],
    group: Annotated[
        list[str] | None, typer.Option(help="A column of your table that says a group, such as sex; may be repeated.")
    ] = None,
    selected_from: Annotated[
        int, typer.Option(min=1, max=6, help="With --group: this level and higher ones count as selected.")
    ] = 1,
    jobs: Annotated[int, typer.Option(min=0, help="Processes to use; 0 means all cores.")] = 0,
    format: Annotated[Form, typer.Option(help="How to print the audit.")] = Form.table,
    out: Annotated[Path | None, typer.Option(help="Write here instead of printing.")] = None,
    model: ModelOption = None,
    trust_model: TrustOption = False,
) -> int:
    """Swap names, gender forms, age and more in documents and show which answers shift.

    With --group instead: selection and scoring rates and impact ratios (New York's Local Law 144) of the
    groups that your table names. Groups are never guessed.

    Example: matcher audit cvs.jsonl --format markdown --out audit.md
    """
    from matcher.audit import Crew, audit_groups, audit_swaps, read_audit_input, without_words
    from matcher.batch import available_jobs

    found = read_audit_input(file, groups=group or [])
    crew = Crew(model, trust_model, jobs or available_jobs(), _tell)
    if group:
        measures = audit_groups(found.subjects, group, crew, selected_from=selected_from)
    else:
        found = without_words(found)
        measures = audit_swaps(found.subjects, crew)
    with open_output(out) as console:
        _print(measures, format, console)
    for message in found.left_out:
        typer.echo(f"Not audited: {message}", err=True)
    return 1 if found.left_out else 0


def _print(measures: dict[str, Any], form: Form, console: Console) -> None:
    from matcher.audit.report import markdown_audit, tables_of

    if form is Form.json:
        console.file.write(json.dumps(measures, indent=1, ensure_ascii=False) + "\n")
    elif form is Form.markdown:
        console.file.write(markdown_audit(measures))
    else:
        tables, notes = tables_of(measures)
        for heading, names, rows in tables:
            table = Table(title=heading, title_justify="left")
            for name in names:
                table.add_column(name, justify="left" if name == names[0] else "right")
            for row in rows:
                table.add_row(*row)
            console.print(table)
        console.print(notes, style="dim", markup=False, highlight=False)


def _tell(done: int) -> None:
    if done % 80 == 0:  # every ten chunks
        typer.echo(f"{done} documents", err=True)
