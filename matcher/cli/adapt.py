"""`matcher adapt`: corpus and labelled documents -> the encoder's layers, fitted further."""

from pathlib import Path
from typing import Annotated

import typer


def adapt(
    file: Annotated[Path, typer.Argument(help="The file to write, such as models/encoder/weights.npz.")],
    corpus: Annotated[Path | None, typer.Option(help="Folder of marked documents; default: the project's own.")] = None,
    labelled: Annotated[
        list[Path] | None, typer.Option(help="Labelled documents as JSON Lines; may be repeated.")
    ] = None,
    marks: Annotated[
        list[Path] | None, typer.Option(help="Marks on the labelled documents' sentences; may be repeated.")
    ] = None,
) -> None:
    """Fit the encoder's layers to duties and their levels. Needs `pip install matcher[adapt]`; takes some ten minutes.

    Models fitted before fit the encoder no more: run `matcher fit` afterwards.
    """
    from matcher.adaptation.adapt import adapt_encoder, save_layers
    from matcher.training import read_training_data

    data = read_training_data(corpus, labelled or [], marks=marks or [])
    typer.echo(f"{len(data.examples)} documents to learn from", err=True)
    sha256 = save_layers(adapt_encoder(data.examples, tell=lambda line: typer.echo(line, err=True)), file)
    typer.echo(f"Written: {file} (sha256 {sha256})", err=True)
