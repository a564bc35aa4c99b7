"""Corpus and labelled files -> examples to fit on, and a matcher fitted on them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from matcher.corpus import Example, read_corpus
from matcher.labelled import read_labelled, read_marks
from matcher.pipeline import LevelMatcher


@dataclass(frozen=True, slots=True)
class TrainingData:
    """Examples to fit on, corpus examples held out of it, and the files both came from."""

    examples: tuple[Example, ...]
    held_out: tuple[Example, ...]
    files: dict[str, str]


def read_training_data(
    corpus: Path | None, labelled: Sequence[Path] = (), *, marks: Sequence[Path] = ()
) -> TrainingData:
    """Read the corpus folder and further labelled files (JSON Lines) with their marks, and hash each file.

    Corpus documents of the split `held_out` are kept apart. Raises `CorpusError`.
    """
    marked = read_corpus(corpus)
    by_id = {identifier: found for path in marks for identifier, found in read_marks(path).items()}
    others = [example for path in labelled for example in read_labelled(path, marks=by_id)]
    examples = [example for example in marked if example.split == "fit"] + others
    held_out = [example for example in marked if example.split == "held_out"]
    return TrainingData(tuple(examples), tuple(held_out), {**_corpus_hash(marked), **_file_hashes([*labelled, *marks])})


def fit_model(data: TrainingData) -> LevelMatcher:
    """Fit a `LevelMatcher` with the settings of the shipped model."""
    return LevelMatcher().fit(data.examples)


def _corpus_hash(examples: Sequence[Example]) -> dict[str, str]:
    """Hash what the examples say, not the files, so that layout and comments do not count."""
    digest = hashlib.sha256()
    for example in examples:
        document = example.document
        marks = [(mark.start, mark.end, mark.what, mark.level) for mark in example.marks]
        digest.update(repr((document.id, document.title, document.text, example.level, example.split, marks)).encode())
    return {"corpus": digest.hexdigest()}


def _file_hashes(paths: Sequence[Path]) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
