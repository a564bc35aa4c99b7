"""`matcher batch`: many documents -> one answer each."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from matcher.cli.options import FrameworkOption, ModelOption, PolicyOption, TrustOption


class Columns(StrEnum):
    """How much each output row holds."""

    full = "full"
    short = "short"


def batch(
    input: Annotated[Path, typer.Argument(help="A .csv, .jsonl or .parquet table, or a folder of documents.")],
    output: Annotated[Path, typer.Argument(help="A .csv, .jsonl or .parquet file to write.")],
    jobs: Annotated[int, typer.Option(min=0, help="Processes to use; 0 means all cores.")] = 0,
    columns: Annotated[Columns, typer.Option(help="short: one flat row for a spreadsheet.")] = Columns.full,
    language_column: Annotated[str | None, typer.Option(help="A column that says each text's language.")] = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="Leave titles and quotes out.")] = False,
    framework: FrameworkOption = None,
    model: ModelOption = None,
    trust_model: TrustOption = False,
    policy: PolicyOption = None,
) -> int:
    """Score many job ads or CVs, one answer per row, in order.

    Example: matcher batch ads.csv levels.csv --columns short
    """
    from matcher.batch import available_jobs, match_batch, read_input
    from matcher.errors import InputError
    from matcher.result import FailedResult
    from matcher.table import TABLE_SUFFIXES, write_answers

    if output.suffix.lower() not in TABLE_SUFFIXES:
        raise InputError(f"{output}: give an output that ends in {', '.join(TABLE_SUFFIXES)}.")
    if not output.resolve().parent.is_dir():
        raise InputError(f"{output}: there is no such folder. Make it first.")
    failed: list[FailedResult] = []

    def answers() -> Iterator[dict[str, Any]]:
        results = match_batch(
            read_input(input, language_column=language_column),
            model=model, trust=trust_model, policy=policy, framework=framework,
            jobs=jobs or available_jobs(), progress=_tell,
        )  # fmt: skip
        for result in results:
            if isinstance(result, FailedResult):
                failed.append(result)
            yield result.to_dict(text="none" if no_text else "quotes")

    unfinished = output.with_name(f".{output.name}.part{output.suffix}")
    try:
        write_answers(answers(), unfinished, columns=columns.value)
        unfinished.replace(output)
    except OSError as error:
        raise InputError(f"Cannot write {output}: {error.strerror}.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    for result in failed:
        typer.echo(f"Not read: {result.message}", err=True)
    typer.echo(f"Written: {output}", err=True)
    return 1 if failed else 0


def _tell(done: int) -> None:
    if done % 160 == 0:  # every ten chunks
        typer.echo(f"{done} documents", err=True)
