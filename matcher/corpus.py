"""Corpus files -> labelled examples."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from matcher.document import Document, make_document
from matcher.errors import CorpusError
from matcher.resources import resource_path

DUTY = "duty"
MARKS = {"e": "employer", "r": "requirement", "b": "benefit", "l": "legal", "c": "contact", "h": "heading"}
"""Letter in a corpus file -> what a sentence is, when it is no duty."""

SPLITS = ("fit", "held_out")
_TAG = re.compile(r"\{(d[0-6]|[erblch])\}")
_STRAY_TAG = re.compile(r"\{[^{}\s]{0,3}\}")
_FIELDS = ("title", "kind", "level", "country", "split")


@dataclass(frozen=True, slots=True)
class Mark:
    """What one stretch of a document's text is: a duty with the level it shows, or something else."""

    start: int
    end: int
    what: str
    level: int | None


@dataclass(frozen=True, slots=True)
class Example:
    """A document with the level an expert gave it (0 to 6) and, where known, marks on its sentences.

    `group` joins documents that say the same in several languages, which folds keep together; `boundary`
    names the rule of the annotation guide it was written onto; `sure` (high or low) is set where the text was
    written first and labelled afterwards; `evidence` holds offsets of passages that readers found decisive;
    `real` says that the document was found, not written for the corpus; `sector` is the employer's line of
    business, or in a CV the job, where known.
    """

    document: Document
    level: int
    split: str = "fit"
    marks: tuple[Mark, ...] = ()
    group: str = ""
    boundary: str = ""
    sure: str = ""
    evidence: tuple[tuple[int, int], ...] = ()
    real: bool = False
    sector: str = ""


def read_corpus(folder: Path | None = None) -> list[Example]:
    """Read all corpus files (`LANGUAGE/*.txt`) of `folder`, by default the project's own.

    Raises `CorpusError` for the first mistake found, with file, document and reason.
    """
    folder = folder or resource_path("corpus")
    examples: list[Example] = []
    for path in sorted(folder.glob("*/*.txt")):
        examples.extend(read_marked(path))
    if not examples:
        raise CorpusError(f"No corpus files (LANGUAGE/*.txt) in {folder}.")
    seen: set[str] = set()
    for example in examples:
        if example.document.id in seen:
            raise CorpusError(f"Two corpus documents are called {example.document.id}.")
        seen.add(example.document.id)
    return examples


def read_marked(path: Path) -> Iterator[Example]:
    """Read one file of marked documents; its form is described in data/corpus/README.md."""
    for block in re.split(r"(?m)^%% ?", path.read_text(encoding="utf-8"))[1:]:
        yield _example(block, path)


def _example(block: str, path: Path) -> Example:
    head, separator, body = block.partition("\n---\n")
    lines = head.strip().splitlines()
    fields = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines[1:])}
    place = f"{path}, document {lines[0].strip()}"
    missing = [name for name in _FIELDS if name not in fields]
    if not separator or missing:
        raise CorpusError(f"{place}: no {', '.join(missing) or 'line ---'} in its head.")
    if fields["split"] not in SPLITS or not re.fullmatch("[0-6]", fields["level"]):
        raise CorpusError(f"{place}: split must be fit or held_out, level 0 to 6.")
    text, marks = parse_marks(body.strip("\n"), place=place)
    document = make_document(
        text, id=lines[0].strip(), title=fields["title"], kind=fields["kind"], language=path.parent.name
    )
    return Example(
        document,
        int(fields["level"]),
        fields["split"],
        marks,
        group=fields.get("group", ""),
        boundary=fields.get("boundary", ""),
        sure=fields.get("sure", ""),
        sector=fields.get("sector") or fields.get("job", ""),
    )


def parse_marks(marked: str, *, place: str) -> tuple[str, tuple[Mark, ...]]:
    """Take the tags out of `marked` and return the text and what each tag marked in it.

    A tag such as `{d3}` (a duty of level 3) or `{r}` (a requirement) stands before a sentence and
    holds up to the next one. Raises `CorpusError` that names `place`.
    """
    parts = _TAG.split(marked)
    if parts[0].strip() or len(parts) == 1:
        raise CorpusError(f"{place}: the text must begin with a tag such as {{d3}}.")
    text, marks = "", []
    for tag, sentence in zip(parts[1::2], parts[2::2], strict=True):
        if stray := _STRAY_TAG.search(sentence):
            raise CorpusError(f"{place}: unknown tag {stray.group()}.")
        start, end = len(text), len(text) + len(sentence)
        level = int(tag[1]) if tag[0] == "d" else None
        marks.append(Mark(start, end, DUTY if level is not None else MARKS[tag], level))
        text += sentence
    return text, tuple(marks)
