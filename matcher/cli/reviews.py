"""`matcher reviews`: what people decided, listed, exported, forgotten or deleted."""

import csv
import json
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from matcher.cli.options import open_output

if TYPE_CHECKING:
    from matcher.reviews import Review, ReviewStore


class ListFormat(StrEnum):
    """How the list is printed."""

    table = "table"
    json = "json"
    csv = "csv"


def reviews(
    format: Annotated[ListFormat, typer.Option(help="How to print the list.")] = ListFormat.table,
    out: Annotated[Path | None, typer.Option(help="Write the list here instead of printing.")] = None,
    export: Annotated[
        Path | None, typer.Option(help="Write decided reviews with their text as JSON Lines for `fit --labelled`.")
    ] = None,
    forget: Annotated[int | None, typer.Option(help="Remove text and title of this review for good.")] = None,
    delete: Annotated[int | None, typer.Option(help="Remove this review for good.")] = None,
    decide: Annotated[int | None, typer.Option(help="Keep a person's decision on the answer of this row.")] = None,
    level: Annotated[
        str | None, typer.Option(help="With --decide: 1 to 6, 0 for not this skill, none for cannot be said.")
    ] = None,
    reason: Annotated[str, typer.Option(help="With --decide: why.")] = "",
    older_than: Annotated[
        int | None, typer.Option(min=0, help="Remove all reviews made more than this many days ago.")
    ] = None,
    before: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Remove all reviews made before this day (UTC).")
    ] = None,
) -> None:
    """List answers and decisions kept on this machine, all of them for an auditor with --format json.

    Or decide on one, export decided ones as labels, forget or delete some.

    Example: matcher reviews --decide 12 --level 3 --reason "leads nobody"
    """
    from matcher.reviews import ReviewStore

    if sum(action is not None for action in (export, forget, delete, before, older_than, decide)) > 1:
        raise typer.BadParameter(
            "--export, --forget, --delete, --before, --older-than and --decide exclude each other."
        )
    if (decide is None) != (level is None) or (reason and decide is None):
        raise typer.BadParameter("--decide and --level go together, and --reason with them.")
    if export is not None and export.suffix.lower() != ".jsonl":
        raise typer.BadParameter(f"{export}: give a file that ends in .jsonl.")
    with ReviewStore() as store:
        if export is not None:
            _export(store, export)
        elif forget is not None:
            store.forget_text(forget)
            typer.echo(f"Text of review {forget} removed.", err=True)
        elif delete is not None:
            store.delete(delete)
            typer.echo(f"Review {delete} removed.", err=True)
        elif decide is not None and level is not None:
            typer.echo(f"Row {_decide(store, decide, level, reason)}: the decision on row {decide}.", err=True)
        elif older_than is not None:
            day = datetime.now(UTC).date() - timedelta(days=older_than)
            typer.echo(f"{len(store.delete_before(day))} reviews removed.", err=True)
        elif before is not None:
            typer.echo(f"{len(store.delete_before(before.date()))} reviews removed.", err=True)
        else:
            _list(store, format, out)


_LEVELS = {"none": None, **{str(level): level for level in range(7)}}


def _decide(store: "ReviewStore", id: int, level: str, reason: str) -> int:
    """Keep a decision: accepted if it takes the level of the answer, else changed."""
    from matcher.reviews import decision_on

    if level not in _LEVELS:
        raise typer.BadParameter(f"--level is one of {', '.join(_LEVELS)}, not {level}.")
    if any("\ud800" <= character <= "\udfff" for character in reason):
        raise typer.BadParameter("--reason is no text in UTF-8. Give it again.")
    return store.decide(id, decision_on(store.get(id), _LEVELS[level], reason=reason))


def _export(store: "ReviewStore", path: Path) -> None:
    from matcher.reviews import export_labelled

    done = export_labelled(store.reviews(), path)
    typer.echo(
        f"Written: {path}, {done.n_written} documents. Left out: {done.n_without_text} decided without text, "
        f"{done.n_without_level} without a decided level, {done.n_superseded} decided again later.",
        err=True,
    )


def _list(store: "ReviewStore", format: ListFormat, out: Path | None) -> None:
    rows = [_row(review) for review in store.reviews()]
    with open_output(out) as console:
        if format is ListFormat.json:
            deleted = [{"id": one.id, "time": one.time} for one in store.tombstones()]
            table = {"schema": "matcher.reviews/1", "reviews": rows, "deleted": deleted}
            console.file.write(json.dumps(table, ensure_ascii=False, indent=2) + "\n")
        elif format is ListFormat.csv:
            _write_csv(rows, console)
        else:
            _print_table(rows, console)
            typer.echo(f"{len(rows)} reviews, {len(store.tombstones())} deleted, in {store.path}", err=True)


_NAMES = (
    "id", "time", "run", "place", "status", "level", "verdict", "decided_level", "reason", "policy", "policy_sha256",
    "text_kept", "language", "kind", "skill_probability", "probabilities", "quotes", "document_sha256", "asked_sha256",
    "framework_sha256", "model_sha256", "program",
)  # fmt: skip


def _row(review: "Review") -> dict[str, Any]:
    """Flatten one review; a document's words are never listed, only whether they were kept."""
    decision = review.decision
    cells = {
        "verdict": decision.verdict if decision else None,
        "decided_level": decision.level if decision else None,
        "reason": decision.reason if decision else None,
        "text_kept": review.kept is not None,
        "probabilities": list(review.probabilities),
        "quotes": review.quotes and [list(map(list, quotes)) for quotes in review.quotes],
    }
    return {name: cells[name] if name in cells else getattr(review, name) for name in _NAMES}


def _write_csv(rows: list[dict[str, Any]], console: Console) -> None:
    from matcher.table import harmless

    writer = csv.writer(console.file, lineterminator="\n")
    writer.writerow(_NAMES)
    writer.writerows(
        [harmless(json.dumps(cell) if isinstance(cell, list) else cell) for cell in row.values()] for row in rows
    )


def _print_table(rows: list[dict[str, Any]], console: Console) -> None:
    table = Table()
    for heading in ("id", "time (UTC)", "suggested", "decided", "reason", "text"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        suggested = f"{row['status']} {row['level'] or ''}".strip()
        level = "cannot say" if row["decided_level"] is None else row["decided_level"]
        decided = f"{row['verdict']}: {level}" if row["verdict"] else "–"
        cells = (
            row["id"],
            row["time"][:16],
            suggested,
            decided,
            row["reason"] or "",
            "kept" if row["text_kept"] else "–",
        )
        table.add_row(*(Text(str(cell)) for cell in cells))
    console.print(table)
