"""Reviews -> labelled documents, as `matcher fit --labelled` reads them."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from matcher.errors import ReviewsError
from matcher.reviews.review import KeptText, Review


@dataclass(frozen=True, slots=True)
class Export:
    """How many reviews were written, and how many were left out, each counted once by the first reason that holds.

    Left out: entries of the log and decisions without a level; reviews without text; earlier
    decisions on a document that was decided again.
    """

    n_written: int
    n_without_level: int
    n_without_text: int
    n_superseded: int


def export_labelled(reviews: Iterable[Review], path: Path) -> Export:
    """Write one line per decided document with its text: id, title, text, lang, kind, level.

    The latest decision on a document counts. Raises `ReviewsError` where `path` cannot be written.
    """
    reviews = list(reviews)
    decided = [review for review in reviews if review.decision is not None and review.decision.level is not None]
    with_text = [(review, review.kept) for review in decided if review.kept is not None]
    latest = {review.document_sha256: (review, kept) for review, kept in with_text}
    _write_private(path, "".join(_line(review, kept) for review, kept in latest.values()))
    return Export(
        n_written=len(latest),
        n_without_level=len(reviews) - len(decided),
        n_without_text=len(decided) - len(with_text),
        n_superseded=len(with_text) - len(latest),
    )


def _line(review: Review, kept: KeptText) -> str:
    """Render one labelled document, in ASCII: characters that some readers take for line ends are escaped."""
    level = review.decision.level if review.decision else None
    row = {
        "id": f"review-{review.id}", "title": kept.title, "text": kept.text,
        "lang": review.language, "kind": review.kind, "level": level,
    }  # fmt: skip
    return json.dumps(row) + "\n"


def _write_private(path: Path, content: str) -> None:
    """Write a file that its owner alone can read, as it holds documents."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(content)
    except OSError as error:
        raise ReviewsError(f"Cannot write {path}: {error.strerror}. Give another place.", code="unwritable") from error
