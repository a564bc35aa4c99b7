"""Corpus files -> labelled examples."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from matcher.document import Document, make_document
from matcher.errors import CorpusError, MatcherError
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

    `group` joins documents that say the same in several languages or come from one source, which
    calibration keeps together so that it sees how answers fare on a new source; `boundary` names the rule of the
    annotation guide it was written onto; `sure` (high or low) is set where the text was written first
    and labelled afterwards; `evidence` holds offsets of passages that readers found decisive.
    """

    document: Document
    level: int
    split: str = "fit"
    marks: tuple[Mark, ...] = ()
    group: str = ""
    boundary: str = ""
    sure: str = ""
    evidence: tuple[tuple[int, int], ...] = ()


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


def read_labelled(path: Path) -> list[Example]:
    """Read labelled documents from JSON Lines: `id`, `title`, `text`, `level`, and what else is known.

    A `group` (or, without one, a `source`) keeps documents together in calibration.

    Documents without a level (`null`) are left out. Raises `CorpusError` that names the line.
    """
    examples = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"Cannot read {path}: {error}. Give labelled documents as JSON Lines in UTF-8.") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            example = _labelled(line, number, place=f"{path}, line {number}")
            if example is not None:
                examples.append(example)
    if not examples:
        raise CorpusError(f"{path} holds no labelled document.")
    return examples


def _labelled(line: str, number: int, *, place: str) -> Example | None:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise CorpusError(f"{place}: not valid JSON ({error.msg}).") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise CorpusError(f"{place}: needs an object with a `text`.")
    level = row.get("level")
    if level is None:
        return None
    if level not in range(7):
        raise CorpusError(f"{place}: level must be 0 to 6 or null, not {level!r}.")
    try:
        document = make_document(
            row["text"], id=str(row.get("id") or number), title=row.get("title") or "",
            kind=row.get("kind"), language=row.get("lang"),
        )  # fmt: skip
    except MatcherError as error:
        raise CorpusError(f"{place}: {error}") from error
    evidence = tuple((int(e["start"]), int(e["end"])) for e in row.get("evidence") or ())
    return Example(document, int(level), group=str(row.get("group") or row.get("source") or ""), evidence=evidence)
