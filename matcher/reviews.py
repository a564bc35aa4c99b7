"""Results and people's decisions -> a file of reviews on this machine, and back.

One SQLite file, one row per review. It holds hashes, levels and reasons; a document's own words only where
the reader said so. Deleted content is overwritten (`secure_delete`), and changes go through a
rollback journal, not a write-ahead log, which would keep old pages.
"""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from matcher.errors import ReviewsError
from matcher.home import user_folder
from matcher.result import MatchResult

FORMAT = 1  # PRAGMA user_version; a change of the tables below raises it
APPLICATION = 0x6D617463  # PRAGMA application_id, "matc": tells our file from any other database
WAIT = 30.0  # seconds to wait for another process that writes; one write takes milliseconds

_TABLES = """
CREATE TABLE review (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    time TEXT NOT NULL,
    document_sha256 TEXT NOT NULL,
    framework_sha256 TEXT NOT NULL,
    model_sha256 TEXT NOT NULL,
    policy TEXT NOT NULL,
    skill_probability REAL NOT NULL,
    status TEXT NOT NULL,
    level INTEGER,
    probabilities TEXT NOT NULL,
    verdict TEXT,
    decided_level INTEGER,
    reason TEXT,
    text BLOB, title BLOB, language TEXT, kind TEXT
);
CREATE TABLE tombstone (id INTEGER PRIMARY KEY, time TEXT NOT NULL);
"""
# AUTOINCREMENT: the id of a deleted review is never given again. Text is a BLOB: a document may hold
# half a surrogate pair, which SQLite's own text does not take.

ACCEPTED = "accepted"
CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided, and why.

    `verdict` is `accepted` or `changed`; `level` is 1 to 6, 0 (not this skill) or `None` (cannot be
    said from this text).
    """

    verdict: str
    level: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class KeptText:
    """A document's own words, kept because the reader said so."""

    text: str
    title: str
    language: str
    kind: str


@dataclass(frozen=True, slots=True)
class Review:
    """One answer of the program, and what a person decided, if anybody has.

    `time` is UTC in ISO 8601; `probabilities` are those of levels 1 to 6.
    """

    id: int
    time: str
    document_sha256: str
    framework_sha256: str
    model_sha256: str
    policy: str
    skill_probability: float
    status: str
    level: int | None
    probabilities: tuple[float, ...]
    decision: Decision | None
    kept: KeptText | None


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a deleted review: which one, and when it was deleted (UTC)."""

    id: int
    time: str


@dataclass(frozen=True, slots=True)
class Export:
    """How many reviews were written as labelled documents, and how many were left out, by reason."""

    n_written: int
    n_without_text: int
    n_without_level: int
    n_superseded: int


def accepted(result: MatchResult, *, reason: str = "") -> Decision:
    """Return the decision that takes the suggestion as it is; `not_this_skill` is level 0."""
    raise NotImplementedError


def changed(level: int | None, *, reason: str = "") -> Decision:
    """Return the decision for another level: 1 to 6, 0 for not this skill, `None` for cannot say."""
    raise NotImplementedError


def reviews_path() -> Path:
    """Return where reviews are kept: `reviews.sqlite` in the user's folder."""
    return user_folder() / "reviews.sqlite"


class ReviewStore:
    """The file of reviews at `path`, by default the user's own; use it as a context manager.

    The file is made where there is none, readable by its owner only. Several processes may use it
    at once. Raises `ReviewsError` for a file that is locked, damaged, newer, or another program's.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or reviews_path()

    def __enter__(self) -> Self:
        raise NotImplementedError

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        raise NotImplementedError

    def add(self, result: MatchResult, decision: Decision | None = None, *, policy: str = "", keep_text: bool = False) -> int:
        """Keep one answer with the decision on it and return its id; the document's words only with `keep_text`."""
        raise NotImplementedError

    def get(self, id: int) -> Review:
        """Return one review. Raises `ReviewsError` if there is none, saying so if it was deleted."""
        raise NotImplementedError

    def reviews(self) -> list[Review]:
        """Return all reviews, oldest first."""
        raise NotImplementedError

    def tombstones(self) -> list[Tombstone]:
        """Return what was deleted, by id."""
        raise NotImplementedError

    def forget_text(self, id: int) -> None:
        """Remove a review's text and title (and language and kind); the decision stays."""
        raise NotImplementedError

    def delete(self, id: int) -> None:
        """Delete one review; its id and the time of deletion stay."""
        raise NotImplementedError

    def delete_before(self, day: date) -> list[int]:
        """Delete all reviews made before `day` (UTC) and return their ids."""
        raise NotImplementedError

    def export(self, path: Path) -> Export:
        """Write the decided reviews that kept their text as labelled JSON Lines for `matcher fit --labelled`."""
        raise NotImplementedError
