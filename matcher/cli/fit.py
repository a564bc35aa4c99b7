"""`matcher fit`: corpus and labelled documents -> a model folder."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from matcher.cli.options import CorpusOption, LabelledOption


def fit(
    folder: Annotated[Path, typer.Argument(help="The model folder to write, such as models/mine.")],
    corpus: CorpusOption = None,
    labelled: LabelledOption = None,
    version: Annotated[str, typer.Option(help="What to call this version.")] = "1",
) -> None:
    """Fit a model on marked and labelled documents and save it.

    Example: matcher fit models/mine --labelled my_ads.jsonl
    """
    from matcher.card import model_card
    from matcher.evaluation import evaluate, out_of_fold_measures
    from matcher.persistence import save_model
    from matcher.training import fit_model, read_training_data

    data = read_training_data(corpus, labelled or [])
    typer.echo(f"{len(data.examples)} documents to fit on, {len(data.held_out)} held out", err=True)
    matcher = fit_model(data)
    metrics: dict[str, Any] = {"held_out_corpus": evaluate(matcher, data.held_out).measures} if data.held_out else {}
    metrics["out_of_fold"] = out_of_fold_measures(matcher.judged_)
    metrics["view_weights"] = matcher.level_classifier_.view_weights_.tolist()
    metrics["thresholds"] = asdict(matcher.thresholds_) | asdict(matcher.error_rates_)
    card = model_card(folder.name, version, data, metrics)
    sha256 = save_model(matcher, folder, version=version, metrics=metrics, card=card, training_files=data.files)
    typer.echo(f"Written: {folder} (sha256 {sha256})", err=True)
