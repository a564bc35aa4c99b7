"""`matcher evaluate`: metrics against labels, with baselines and confidence intervals."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from matcher.cli.options import ModelOption, TrustOption, open_output


def evaluate(
    labelled: Annotated[Path, typer.Argument(help="Labelled documents as JSON Lines: id, title, text, level 0 to 6.")],
    model: ModelOption = None,
    trust_model: TrustOption = False,
    faithfulness: Annotated[
        bool, typer.Option("--faithfulness", help="Also measure how far the quotes carry the answer (ERASER); slower.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print all measures as JSON.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write here instead of printing.")] = None,
) -> None:
    """Measure the model on labelled documents, beside four simple baselines.

    Example: matcher evaluate labelled.jsonl --json --out metrics.json
    """
    from matcher.evaluation import evaluate as measure
    from matcher.labelled import read_labelled
    from matcher.persistence import load_model

    examples = read_labelled(labelled)
    measures = measure(load_model(model, trust=trust_model), examples, faithfulness=faithfulness).measures
    with open_output(out) as console:
        if as_json:
            console.file.write(json.dumps(measures, indent=1, ensure_ascii=False) + "\n")
        else:
            _print_measures(measures, console)


def _print_measures(measures: dict[str, Any], console: Console) -> None:
    table = Table(title="Levels 1 to 6, 95 % bootstrap intervals (baselines in brackets)", title_justify="left")
    for name in ("", "n", "kappa", "error 2–5", "exact", "within one"):
        table.add_column(name, justify="left" if not name else "right", no_wrap=not name)
    table.add_row("all", *_cells(measures["levels"]))
    for group in ("by_language", "by_kind"):
        for name, one in measures[group].items():
            table.add_row(name, *_cells(one["levels"]))
    for name, one in measures["baselines"].items():
        table.add_row(f"({name})", *_cells(one), style="dim")
    console.print(table)
    _print_confusion(measures["levels"]["confusion"], console)
    skill, coverage, calibration = measures["skill"], measures["coverage"], measures["calibration"]
    console.print(
        f"Skill, level 0 against the rest (n {skill['n']}): "
        f"AUC {skill['auc']} [{skill['auc_low']}, {skill['auc_high']}], "
        f"not_this_skill recall {skill['not_this_skill_recall']}, false alarms {skill['not_this_skill_false_alarms']}"
    )
    console.print(
        f"Coverage: suggested {coverage['suggested']}, exact where suggested {coverage['exact_where_suggested']}"
    )
    console.print(
        f"Calibration: ECE {calibration['ece']} [{calibration['ece_low']}, {calibration['ece_high']}], "
        f"Brier {calibration['brier']}"
    )
    evidence = measures["evidence"]
    console.print(
        f"Evidence: top three quotes cover a decisive passage {evidence['ours']} (n {evidence['n']}), "
        f"random three {evidence['random']}, longest three {evidence['longest']}"
    )
    if "faithfulness" in measures:
        _print_faithfulness(measures["faithfulness"], console)


def _print_faithfulness(measures: dict[str, Any], console: Console) -> None:
    table = Table(
        title="Drop of the level's probability when the top three quotes are taken out (should be high),\n"
        "and when only they and the title stay (should be low); beside as many random duties",
        title_justify="left",
    )
    for name in ("", "n", "taken out", "random", "better by", "only they", "random", "better by"):
        table.add_column(name, justify="left" if not name else "right")
    for name, one in ({"all": measures} | measures["by_language"]).items():
        cells = []
        for what in ("comprehensiveness", "sufficiency"):
            cells += [f"{one[of]['value']:.2f}" if one["n"] else "–" for of in (what, f"random_{what}")]
            cells.append(_cell(one[f"{what}_gain"]))
        table.add_row(name, str(one["n"]), *cells)
    console.print(table)


def _print_confusion(confusion: list[list[int]], console: Console) -> None:
    table = Table(title="Label (rows) against answer (columns)", title_justify="left")
    for name in ("", *"123456"):
        table.add_column(name, justify="right")
    for level, row in enumerate(confusion, start=1):
        table.add_row(str(level), *map(str, row))
    console.print(table)


def _cells(levels: dict[str, Any]) -> list[str]:
    names = ("kappa", "macro_error_2_5", "exact", "within_one")
    return [str(levels["n"]), *(_cell(levels[name]) for name in names)]


def _cell(measure: dict[str, float | None]) -> str:
    if measure["value"] is None:
        return "–"
    if measure["low"] is None or measure["high"] is None:
        return f"{measure['value']:.2f}"
    return f"{measure['value']:.2f} [{measure['low']:.2f}, {measure['high']:.2f}]"
