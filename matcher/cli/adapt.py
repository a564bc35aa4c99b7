"""`matcher adapt`: corpus and labelled documents -> the encoder's layers, fitted further."""

from pathlib import Path
from typing import Annotated

import typer

from matcher.cli.options import CorpusOption, LabelledOption, MarksOption


def adapt(
    file: Annotated[Path, typer.Argument(help="The file to write, such as models/encoder/weights.npz.")],
    corpus: CorpusOption = None,
    labelled: LabelledOption = None,
    marks: MarksOption = None,
) -> None:
    """Fit the encoder's layers to duties and their levels. Needs `pip install matcher[adapt]`; takes some ten minutes.

    Models fitted before no longer fit the new encoder: run `matcher fit` afterwards.

    Example: matcher adapt models/encoder/weights.npz --labelled my_ads.jsonl
    """
    from matcher.adaptation import adapt_encoder, save_layers
    from matcher.training import read_training_data

    data = read_training_data(corpus, labelled or [], marks=marks or [])
    typer.echo(f"{len(data.examples)} documents to learn from", err=True)
    sha256 = save_layers(adapt_encoder(data.examples, tell=lambda line: typer.echo(line, err=True)), file)
    typer.echo(f"Written: {file} (sha256 {sha256})", err=True)
