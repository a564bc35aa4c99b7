"""A document to audit, with what is known about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from matcher.corpus import Mark
from matcher.document import Document


@dataclass(frozen=True, slots=True)
class Subject:
    """A document to audit.

    `level` is an expert's label (`None` if unknown), `marks` say what its sentences are, `groups` holds
    what the user's own table says of it, by column; none of them is ever guessed.
    """

    document: Document
    level: int | None = None
    marks: tuple[Mark, ...] = ()
    groups: Mapping[str, str] = field(default_factory=dict)
