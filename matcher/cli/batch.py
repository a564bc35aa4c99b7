"""`matcher batch`: many documents -> one answer each."""

import signal
import threading
from enum import StrEnum
from typing import Annotated, Any

import typer

from matcher.cli.options import FrameworkOption, LogOption, ModelOption, PolicyOption, RedactOption, TrustOption


class Fields(StrEnum):
    """How much each output row holds."""

    full = "full"
    short = "short"


def batch(
    input: Annotated[str, typer.Argument(help="A .csv, .jsonl or .parquet table, or a folder; path or URL.")],
    output: Annotated[str, typer.Argument(help="A .csv, .jsonl or .parquet file to write; path or URL.")],
    jobs: Annotated[int, typer.Option(min=0, help="Processes to use; 0 means all cores.")] = 0,
    scheduler: Annotated[str | None, typer.Option(help="A Dask cluster to use instead, as tcp://HOST:PORT.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with an interrupted run.")] = False,
    columns: Annotated[Fields, typer.Option(help="short: one flat row for a spreadsheet.")] = Fields.full,
    id_column: Annotated[str | None, typer.Option(help="The column with each document's id.")] = None,
    title_column: Annotated[str | None, typer.Option(help="The column with the job title.")] = None,
    text_column: Annotated[str | None, typer.Option(help="The column with the text.")] = None,
    language_column: Annotated[str | None, typer.Option(help="A column that says each text's language.")] = None,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Leave titles and quotes out; ids are row numbers.")
    ] = False,
    redact: RedactOption = False,
    log: LogOption = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Tell only what went wrong.")] = False,
    framework: FrameworkOption = None,
    model: ModelOption = None,
    trust_model: TrustOption = False,
    policy: PolicyOption = None,
) -> int:
    """Score many job ads or CVs, one answer per row, in order.

    Columns are found by their usual names, or named. A run that was stopped is continued by the
    same command with --resume.

    Example: matcher batch ads.csv levels.csv --columns short
    """
    from matcher.batch import Crew, Recipe, available_jobs, open_input, run_batch
    from matcher.cli.progress import BatchProgress
    from matcher.errors import InputError
    from matcher.places import Place
    from matcher.policy import given_policy
    from matcher.table import TABLE_SUFFIXES, Columns

    if scheduler and jobs:
        raise typer.BadParameter("--jobs is for this machine and --scheduler for a cluster. Give one of them.")
    target = Place(output)
    if target.suffix not in TABLE_SUFFIXES:
        raise InputError(f"{output}: give an output that ends in {', '.join(TABLE_SUFFIXES)}.")
    if not target.is_url and not target.path.resolve().parent.is_dir():
        raise InputError(f"{output}: there is no such folder. Make it first.")
    given = Columns(id=id_column, title=title_column, text=text_column, language=language_column)
    recipe = Recipe(
        target, short=columns is Fields.short, text="none" if no_text else "quotes",
        framework=framework, model=model, trust=trust_model, policy=given_policy(policy), redact=redact, log=log,
    )  # fmt: skip
    _take_termination_as_interrupt()
    try:
        with BatchProgress(quiet=quiet) as progress:
            rows = open_input(Place(input), given=given)
            if rows.columns:
                progress.say(f"Reading {rows.columns.describe()}")
            crew = Crew(jobs or available_jobs(), scheduler)
            n_failed = run_batch(rows, recipe, crew=crew, watcher=progress, resume=resume)
            progress.say(f"Written: {output}")
    except KeyboardInterrupt:
        typer.echo("What is answered so far is kept: the same command with --resume goes on.", err=True)
        raise
    return 1 if n_failed else 0


def _take_termination_as_interrupt() -> None:
    """Let a computing centre's SIGTERM end a run as Ctrl-C does; only a main thread can be told."""

    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, stop)
