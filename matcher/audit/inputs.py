"""File or folder -> subjects of an audit, and what could not be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from matcher.audit.subject import Subject
from matcher.batch import open_input, read_item, survey_input
from matcher.corpus import Example
from matcher.errors import DocumentError, InputError, LanguageError
from matcher.language import LANGUAGES
from matcher.places import Place
from matcher.table import Columns, read_cells

_LEVELS = tuple("0123456")
_LEVEL = "level"  # the column of an expert's label, if a table has one


@dataclass(frozen=True, slots=True)
class AuditInput:
    """What a file or folder holds: the subjects in order, and one message per document that is none."""

    subjects: tuple[Subject, ...]
    left_out: tuple[str, ...]


def read_audit_input(path: Path, *, groups: Sequence[str] = ()) -> AuditInput:
    """Read documents as `matcher batch` does, labels from a column `level`, and the columns `groups` if asked for.

    Raises `InputError` for what `matcher batch` refuses, for a missing column, and where no document is left.
    """
    if groups and path.is_dir():
        raise InputError(f"{path}: a folder has no columns. Give --group with a table of documents.")
    place = Place(str(path))
    batch_input = open_input(place, given=Columns())
    survey_input(batch_input)  # refuses an id that stands twice
    cells = [] if batch_input.columns is None else read_cells(place, [_LEVEL, *groups], required=groups)
    subjects, left_out = [], []
    for number, item in enumerate(batch_input.items()):
        try:
            document = read_item(item)
        except (DocumentError, LanguageError) as error:
            left_out.append(str(error))
            continue
        found = cells[number] if cells else {}
        level = found.get(_LEVEL, "")
        subjects.append(
            Subject(document, int(level) if level in _LEVELS else None, groups={name: found[name] for name in groups})
        )
    if not subjects:
        raise InputError(f"{path}: no document in it can be read.")
    return AuditInput(tuple(subjects), tuple(left_out))


def without_words(audit_input: AuditInput) -> AuditInput:
    """Leave out documents in languages that have no words to swap."""
    known = tuple(subject for subject in audit_input.subjects if subject.document.language in LANGUAGES)
    others = tuple(
        f"{subject.document.id}: in {subject.document.language!r}; swaps exist for {', '.join(LANGUAGES)}."
        for subject in audit_input.subjects
        if subject.document.language not in LANGUAGES
    )
    if not known:
        raise InputError(f"No document is in one of the languages that have swaps: {', '.join(LANGUAGES)}.")
    return AuditInput(known, audit_input.left_out + others)


def corpus_subjects(examples: Sequence[Example], *, per_language: int) -> list[Subject]:
    """Take as many corpus documents of each language: held-out ones first, then every n-th fit one."""
    subjects: list[Subject] = []
    for code in LANGUAGES:
        held_out, rest = (
            [one for one in examples if one.document.language == code and (one.split == "held_out") == wanted]
            for wanted in (True, False)
        )
        n_more = max(0, min(per_language - len(held_out), len(rest)))
        more = [rest[i * len(rest) // n_more] for i in range(n_more)]
        subjects.extend(
            Subject(example.document, example.level, example.marks) for example in (held_out[:per_language] + more)
        )
    return subjects
