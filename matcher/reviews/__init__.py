"""Results and people's decisions -> a file of reviews on this machine, and back."""

from matcher.reviews.export import Export, export_labelled
from matcher.reviews.review import ACCEPTED, CHANGED, NO_SKILL, Decision, KeptText, Review, Tombstone, accepted, changed
from matcher.reviews.store import ReviewStore, reviews_path

__all__ = [
    "ACCEPTED",
    "CHANGED",
    "NO_SKILL",
    "Decision",
    "Export",
    "KeptText",
    "Review",
    "ReviewStore",
    "Tombstone",
    "accepted",
    "changed",
    "export_labelled",
    "reviews_path",
]
