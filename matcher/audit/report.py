"""Measures of an audit -> tables for people, and Markdown."""

from collections.abc import Iterator, Sequence
from typing import Any

from matcher.audit.shifts import ALL

Table = tuple[str, Sequence[str], Sequence[Sequence[str]]]
"""A heading, the names of the columns, and the rows."""

_MEASURES = ("n", "flips", "of them hedged", "jumps of two or more", "shift", "absolute shift", "probability moved")
_RATE, _NUMBER = "{value:.1%} [{low:.1%}, {high:.1%}]", "{value:.3f} [{low:.3f}, {high:.3f}]"
NOTES = (
    "Flips: documents that get another level, or a level instead of none, or none instead of one; hedged: the "
    "answer names the same two levels before and after. Intervals of rates are exact (Clopper and Pearson). "
    "Shift: of the expected level, in levels, with its sign and without; probability moved: mass that goes from "
    "some levels to others. Their intervals are from 1,000 bootstrap samples. All intervals 95 %."
)
IMPACT_NOTES = (
    "Selection rate: share of a category that got the level asked for or a higher one. Scoring rate: share above "
    "the sample's median score (the expected level, 0 without a level). Impact ratio: the rate divided by that of "
    "the category where it is highest (6 RCNY § 5-300, 5-301). An asterisk marks categories under 2 % of the "
    "sample, which § 5-301 (d) lets an auditor leave out. Categories are those of your table; none is inferred."
)


def tables_of(measures: dict[str, Any]) -> tuple[list[Table], str]:
    """Return an audit's tables, and the notes that say how to read them."""
    if "impact" in measures:
        return list(_impact_tables(measures["impact"])), IMPACT_NOTES
    return list(_swap_tables(measures["swaps"])), NOTES


def markdown_audit(measures: dict[str, Any]) -> str:
    """Render an audit as Markdown, its notes below."""
    tables, notes = tables_of(measures)
    parts = [f"### {_escaped(heading)}\n\n{_markdown(names, rows)}" for heading, names, rows in tables]
    return "\n\n".join([*parts, notes]) + "\n"


def _swap_tables(swaps: Sequence[dict[str, Any]]) -> Iterator[Table]:
    for personal, heading in ((True, "Swaps about a person"), (False, "Neutral swaps")):
        rows = [[row["swap"], *_cells(row["measures"][ALL])] for row in swaps if row["personal"] == personal]
        if rows:
            yield heading, ("swap", *_MEASURES), rows
    languages = sorted({code for row in swaps for code in row["measures"]} - {ALL})
    for name, heading in (("flips", "Flips by language"), ("jumps", "Jumps of two or more by language")):
        rows = [[row["swap"], *(_by_language(row, code, name, _RATE) for code in languages)] for row in swaps]
        yield heading, ("swap", *languages), rows
    rows = [[row["swap"], *(_by_language(row, code, "absolute_shift", _NUMBER) for code in languages)] for row in swaps]
    yield "Mean absolute shift of the expected level by language", ("swap", *languages), rows


def _impact_tables(tables: Sequence[dict[str, Any]]) -> Iterator[Table]:
    for table in tables:
        heading = (
            f"{' × '.join(table['columns'])}: {table['n']} documents, {table['n_unknown']} of unknown category, "
            f"median score {table['median_score']:.2f}, selected from level {table['selected_from']}"
        )
        rows = [
            [" × ".join(row["category"]) + ("*" if row["small"] else ""), str(row["n"])]
            + [cell for name in ("selection", "scoring") for cell in _rate_cells(row[name])]
            for row in table["categories"]
        ]
        yield (
            heading,
            ("category", "n", "selected", "rate", "impact ratio", "above median", "rate", "impact ratio"),
            rows,
        )


def _markdown(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [names, ["---", *["---:"] * (len(names) - 1)], *rows]
    return "\n".join("| " + " | ".join(map(_escaped, line)) + " |" for line in lines)


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


def _cells(measures: dict[str, Any]) -> list[str]:
    return [
        str(measures["n"]),
        f"{measures['flips']['count']}: {_RATE.format(**measures['flips'])}",
        str(measures["hedged_flips"]),
        str(measures["jumps"]["count"]),
        *(_NUMBER.format(**measures[name]) for name in ("shift", "absolute_shift", "probability_moved")),
    ]


def _by_language(row: dict[str, Any], code: str, name: str, form: str) -> str:
    measures = row["measures"].get(code)
    return f"{form.format(**measures[name])} ({measures['n']})" if measures else "–"


def _rate_cells(rate: dict[str, Any]) -> list[str]:
    ratio = rate["impact_ratio"]
    return [str(rate["count"]), f"{rate['rate']:.1%}", "–" if ratio is None else f"{ratio:.2f}"]
