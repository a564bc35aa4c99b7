"""Reviews <-> one SQLite file.

A row holds hashes, levels and reasons; a document's own words only where the reader said so.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from matcher.errors import ReviewsError
from matcher.home import user_folder
from matcher.policy import Policy
from matcher.result import MatchResult
from matcher.reviews.entry import Entry, entry_of
from matcher.reviews.file import WAIT, explained, open_reviews, transaction
from matcher.reviews.review import Decision, KeptText, Review, Tombstone

_WORDS = ("text", "title")
_DECISION = ("verdict", "decided_level", "reason")
_ANSWER = (
    "document_sha256", "framework_sha256", "model_sha256", "policy", "policy_sha256", "program", "asked_sha256",
    "language", "kind", "run", "place", "skill_probability", "status", "level", "probabilities", "quotes",
)  # fmt: skip
_COLUMNS = ("id", "time", *_ANSWER, *_DECISION, *_WORDS)


def reviews_path() -> Path:
    """Return where reviews are kept: `reviews.sqlite` in the user's folder."""
    return user_folder() / "reviews.sqlite"


class ReviewStore:
    """The file of reviews at `path`, by default the user's own; use it as a context manager.

    The file is made where there is none, readable by its owner only. Several processes may use it
    at once; each waits `wait` seconds for the others. Raises `ReviewsError` for a file that is
    locked, damaged, newer, or another program's.
    """

    _connection: sqlite3.Connection

    def __init__(self, path: Path | None = None, *, wait: float = WAIT) -> None:
        self.path = path or reviews_path()
        self.wait = wait

    def __enter__(self) -> Self:
        self._connection = open_reviews(self.path, wait=self.wait)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def add(
        self,
        result: MatchResult,
        decision: Decision | None = None,
        *,
        policy: Policy | None = None,
        keep_text: bool = False,
    ) -> int:
        """Keep one answer with the decision on it, if there is one, and return the review's id.

        The document's text and title are kept only with `keep_text`.
        """
        row = entry_of(result, policy) | {"time": _now()} | _decided(decision)
        if keep_text:
            row |= {"text": _bytes(result.text), "title": _bytes(result.document.title)}
        with self._writing():
            return self._insert(row)

    def add_run(self, entries: Iterable[Entry], run: str) -> int:
        """Keep the answers of one batch, all or none, and return how many; a run that is there is not added again."""
        with self._writing():
            if self._connection.execute("SELECT 1 FROM review WHERE run = ? LIMIT 1", (run,)).fetchone():
                return 0
            return sum(bool(self._insert(entry | {"time": _now(), "run": run})) for entry in entries)

    def decide(self, id: int, decision: Decision) -> int:
        """Keep a person's decision on an answer that is there, as a row of its own, and return its id."""
        self.get(id)
        columns = ", ".join(_ANSWER)
        with self._writing():
            row = self._connection.execute(f"SELECT {columns} FROM review WHERE id = ?", (id,)).fetchone()
            return self._insert(dict(zip(_ANSWER, row, strict=True)) | {"time": _now()} | _decided(decision))

    def _insert(self, row: dict[str, Any]) -> int:
        names, places = ", ".join(row), ", ".join("?" * len(row))
        added = self._connection.execute(f"INSERT INTO review ({names}) VALUES ({places})", tuple(row.values()))
        return int(added.lastrowid or 0)

    def get(self, id: int) -> Review:
        """Return one review. Raises `ReviewsError` if there is none, and says so if it was deleted."""
        found = self._read("WHERE id = ?", (id,))
        if not found:
            deleted = {stone.id: stone.time for stone in self.tombstones()}
            what = f"was deleted at {deleted[id]}" if id in deleted else "does not exist"
            raise ReviewsError(f"Review {id} {what}. `matcher reviews` lists those there are.", code="no_such_review")
        return found[0]

    def reviews(self) -> list[Review]:
        """Return all reviews, in the order they were made."""
        return self._read("ORDER BY id", ())

    def tombstones(self) -> list[Tombstone]:
        """Return what was deleted, by id."""
        with explained(self.path):
            return [Tombstone(*row) for row in self._connection.execute("SELECT id, time FROM tombstone ORDER BY id")]

    def forget_text(self, id: int) -> None:
        """Remove a review's text and title for good; the rest of it stays."""
        self.get(id)
        nothing = ", ".join(f"{name} = NULL" for name in _WORDS)
        with self._writing():
            self._connection.execute(f"UPDATE review SET {nothing} WHERE id = ?", (id,))

    def delete(self, id: int) -> None:
        """Remove one review for good; its id and the time of deletion stay."""
        self.get(id)
        with self._writing():
            self._bury([id])

    def delete_before(self, day: date) -> list[int]:
        """Remove all reviews made before `day` (UTC) for good and return their ids."""
        with self._writing():
            old = self._connection.execute("SELECT id FROM review WHERE time < ? ORDER BY id", (day.isoformat(),))
            ids = [int(row[0]) for row in old]
            self._bury(ids)
        return ids

    def _bury(self, ids: Iterable[int]) -> None:
        for id in ids:
            self._connection.execute("DELETE FROM review WHERE id = ?", (id,))
            self._connection.execute("INSERT OR IGNORE INTO tombstone VALUES (?, ?)", (id, _now()))

    def _read(self, which: str, values: tuple[Any, ...]) -> list[Review]:
        with explained(self.path):
            rows = self._connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM review {which}", values).fetchall()
        return [_review(dict(zip(_COLUMNS, row, strict=True))) for row in rows]

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with explained(self.path), transaction(self._connection):
            yield


def _decided(decision: Decision | None) -> dict[str, Any]:
    if decision is None:
        return {}
    return {"verdict": decision.verdict, "decided_level": decision.level, "reason": _bytes(decision.reason)}


def _review(row: dict[str, Any]) -> Review:
    verdict, decided, reason = (row.pop(name) for name in _DECISION)
    text, title = (row.pop(name) for name in _WORDS)
    row["probabilities"] = tuple(json.loads(row["probabilities"]))
    row["quotes"] = row["quotes"] and tuple(tuple(map(tuple, quotes)) for quotes in json.loads(row["quotes"]))
    return Review(
        **row,
        decision=None if verdict is None else Decision(verdict, decided, _text(reason)),
        kept=None if text is None else KeptText(_text(text), _text(title)),
    )


def _bytes(text: str) -> bytes:
    return text.encode()


def _text(raw: bytes) -> str:
    return raw.decode()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
