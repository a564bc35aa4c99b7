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
from matcher.result import MatchResult
from matcher.reviews.file import WAIT, explained, open_reviews, transaction
from matcher.reviews.review import Decision, KeptText, Review, Tombstone

_WORDS = ("text", "title", "language", "kind")
_COLUMNS = (
    "id", "time", "document_sha256", "framework_sha256", "model_sha256", "policy", "skill_probability", "status",
    "level", "probabilities", "verdict", "decided_level", "reason", *_WORDS,
)  # fmt: skip


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
        self, result: MatchResult, decision: Decision | None = None, *, policy: str = "", keep_text: bool = False
    ) -> int:
        """Keep one answer with the decision on it, if there is one, and return the review's id.

        The document's text, title, language and kind are kept only with `keep_text`.
        """
        row = _row(result, decision, policy, keep_text=keep_text)
        names, places = ", ".join(row), ", ".join("?" * len(row))
        with self._writing():
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
        """Remove a review's text, title, language and kind for good; the rest of it stays."""
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


def _row(result: MatchResult, decision: Decision | None, policy: str, *, keep_text: bool) -> dict[str, Any]:
    document, suggestion = result.document, result.suggestion
    row = {
        "time": _now(),
        "document_sha256": document.sha256,
        "framework_sha256": result.framework.sources[0].sha256,
        "model_sha256": result.model.sha256,
        "policy": policy,
        "skill_probability": result.skill_probability,
        "status": suggestion.status,
        "level": suggestion.level,
        "probabilities": json.dumps([level.probability for level in result.levels]),
    }
    if decision is not None:
        row |= {"verdict": decision.verdict, "decided_level": decision.level, "reason": _bytes(decision.reason)}
    if keep_text:
        row |= {"text": _bytes(result.text), "title": _bytes(document.title)}
        row |= {"language": document.language, "kind": document.kind}
    return row


def _review(row: dict[str, Any]) -> Review:
    verdict, decided, reason = (row.pop(name) for name in ("verdict", "decided_level", "reason"))
    text, title, language, kind = (row.pop(name) for name in _WORDS)
    row["probabilities"] = tuple(json.loads(row["probabilities"]))
    return Review(
        **row,
        decision=None if verdict is None else Decision(verdict, decided, _text(reason)),
        kept=None if text is None else KeptText(_text(text), _text(title), language, kind),
    )


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogatepass")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
