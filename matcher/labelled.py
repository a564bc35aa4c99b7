"""Labelled documents of one's own (JSON Lines), and marks on their sentences -> examples."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from matcher.corpus import DUTY, MARKS, Example, Mark
from matcher.document import make_document
from matcher.errors import CorpusError, MatcherError

Marks = Mapping[str, tuple[Mark, ...]]
_MARK = re.compile(r"(\d+)-(\d+):(d[0-6]|[erblch])")


def read_labelled(path: Path, *, marks: Marks | None = None) -> list[Example]:
    """Read labelled documents from JSON Lines: `id`, `title`, `text`, `level`, and what else is known.

    A `group` keeps documents together in folds; `marks` holds sentence marks by document id. Documents
    without a level (`null`) are left out. Raises `CorpusError` that names the line.
    """
    examples = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"Cannot read {path}: {error}. Give labelled documents as JSON Lines in UTF-8.") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            example = _labelled(line, number, marks or {}, place=f"{path}, line {number}")
            if example is not None:
                examples.append(example)
    if not examples:
        raise CorpusError(f"{path} holds no labelled document.")
    return examples


def _labelled(line: str, number: int, marks: Marks, *, place: str) -> Example | None:
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
    found = marks.get(document.id, ())
    if found and found[-1].end > len(document.text):
        raise CorpusError(f"{place}: the marks reach beyond the text; they belong to another version of it.")
    evidence = tuple((int(e["start"]), int(e["end"])) for e in row.get("evidence") or ())
    group, sector = str(row.get("group") or ""), str(row.get("sector") or "")
    return Example(document, int(level), marks=found, group=group, evidence=evidence, real=True, sector=sector)


def read_marks(path: Path) -> dict[str, tuple[Mark, ...]]:
    """Read marks kept apart from their texts: a document's id, a tab, and `start-end:tag` for each sentence.

    Tags are those of the corpus (data/corpus/README.md), offsets Unicode code points of the text. Raises
    `CorpusError` that names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"Cannot read {path}: {error}. Give marks as tab-separated text in UTF-8.") from error
    marks: dict[str, tuple[Mark, ...]] = {}
    for number, line in enumerate(lines[1:], start=2):
        identifier, _, listed = line.partition("\t")
        found = [_MARK.fullmatch(item) for item in listed.split()]
        if not identifier or not found or None in found:
            raise CorpusError(f"{path}, line {number}: expected an id, a tab and marks such as 0-88:d2.")
        marks[identifier] = tuple(_mark(match) for match in found if match)
    return marks


def _mark(match: re.Match[str]) -> Mark:
    tag = match[3]
    level = int(tag[1]) if tag[0] == "d" else None
    return Mark(int(match[1]), int(match[2]), DUTY if level is not None else MARKS[tag], level)
