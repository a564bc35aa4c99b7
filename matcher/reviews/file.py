"""Path -> an open file of reviews, private, checked, with errors that people understand."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from matcher.errors import ReviewsError
from matcher.home import make_private_folder

FORMAT = 2  # PRAGMA user_version; a change of the tables below raises it
_APPLICATION = 0x6D617463  # PRAGMA application_id, "matc": tells our file from another program's
WAIT = 30.0  # seconds to wait while another process writes; one write takes milliseconds

# AUTOINCREMENT: the id of a deleted review is never given again. Words are BLOBs in UTF-8: SQLite's functions
# on text end at a null character, which a document may hold.
_TABLES = (
    """CREATE TABLE review (
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
    reason BLOB,
    text BLOB,
    title BLOB,
    language TEXT,
    kind TEXT,
    program TEXT,
    asked_sha256 TEXT,
    quotes TEXT,
    policy_sha256 TEXT,
    run TEXT,
    place INTEGER
)""",
    "CREATE INDEX review_run ON review (run)",
    "CREATE TABLE tombstone (id INTEGER PRIMARY KEY, time TEXT NOT NULL)",
)

_SINCE_FORM_2 = ("program TEXT", "asked_sha256 TEXT", "quotes TEXT", "policy_sha256 TEXT", "run TEXT", "place INTEGER")

_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def open_reviews(path: Path, *, wait: float = WAIT) -> sqlite3.Connection:
    """Open the file, or make it for its owner only, with its tables.

    Raises `ReviewsError` for a file that is locked, damaged, newer, or another program's.
    """
    with explained(path):
        make_private_folder(path.parent)
        # Autocommit: every write says itself where it begins and ends.
        connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    if _is_empty(connection):
        with transaction(connection):
            if _is_empty(connection):  # no other process was quicker
                _make_tables(connection)
    if _check_form(connection, path) < FORMAT:
        with transaction(connection):
            if _check_form(connection, path) < FORMAT:  # no other process was quicker
                _bring_to_form_2(connection)
    path.chmod(0o600)  # by name: opening the file once more would drop SQLite's locks on closing it
    # What is deleted is overwritten. Changes go through a rollback journal, which is gone after each
    # of them; a write-ahead log would keep the old pages.
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA journal_mode = DELETE")


def _is_empty(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("SELECT count(*) = 0 FROM sqlite_master").fetchone()[0])


def _make_tables(connection: sqlite3.Connection) -> None:
    for table in _TABLES:
        connection.execute(table)
    connection.execute(f"PRAGMA application_id = {_APPLICATION}")
    connection.execute(f"PRAGMA user_version = {FORMAT}")


def _bring_to_form_2(connection: sqlite3.Connection) -> None:
    """Add what an account of every answer needs; rows of before lack it, and cannot be replayed."""
    for column in _SINCE_FORM_2:
        connection.execute(f"ALTER TABLE review ADD COLUMN {column}")
    connection.execute(_TABLES[1])
    connection.execute(f"PRAGMA user_version = {FORMAT}")


def _check_form(connection: sqlite3.Connection, path: Path) -> int:
    """Return the form of the file's tables. Raises `ReviewsError` for one that this program cannot read."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != _APPLICATION:
        raise ReviewsError(f"{path} belongs to another program. Move it away, or set MATCHER_HOME.", code="not_ours")
    if version > FORMAT:
        raise ReviewsError(
            f"{path} was written by a newer matcher (form {version}, this one knows {FORMAT}). Install the newer one.",
            code="newer_version",
        )
    return int(version)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do all that follows at once or not at all; other processes wait."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say into a `ReviewsError` with the next step; no content is quoted."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest tells finer kinds apart
        if code in _LOCKED:
            message = f"{path} is in use by another program. Close it and try again."
            raise ReviewsError(message, code="locked") from error
        if code in _DAMAGED:
            message = f"{path} is damaged or no file of reviews. Put a backup in its place, or move it away."
            raise ReviewsError(message, code="damaged") from error
        raise ReviewsError(f"{path} cannot be used ({error}).", code="unusable") from error
    except OSError as error:
        raise ReviewsError(f"{path} cannot be used ({error.strerror}).", code="unusable") from error
