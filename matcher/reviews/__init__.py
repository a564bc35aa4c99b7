"""Results and people's decisions -> a file of reviews on this machine, and back."""

from matcher.reviews.entry import Entry, entry_of
from matcher.reviews.export import Export, export_labelled
from matcher.reviews.replay import Difference, check_replayable, different_answers, different_premises
from matcher.reviews.review import (
    ACCEPTED,
    CHANGED,
    NO_SKILL,
    Decision,
    KeptText,
    Review,
    Tombstone,
    accepted,
    changed,
    decision_on,
)
from matcher.reviews.store import ReviewStore, reviews_path

__all__ = [
    "ACCEPTED",
    "CHANGED",
    "NO_SKILL",
    "Decision",
    "Difference",
    "Entry",
    "Export",
    "KeptText",
    "Review",
    "ReviewStore",
    "Tombstone",
    "accepted",
    "changed",
    "check_replayable",
    "decision_on",
    "different_answers",
    "different_premises",
    "entry_of",
    "export_labelled",
    "reviews_path",
]
