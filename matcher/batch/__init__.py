"""Many documents -> one answer each, in order, on all cores or on a cluster."""

from matcher.batch.crew import Crew, available_jobs
from matcher.batch.inputs import BatchInput, File, Item, open_input
from matcher.batch.run import Watcher, run_batch
from matcher.batch.worker import Recipe

__all__ = [
    "BatchInput", "Crew", "File", "Item", "Recipe", "Watcher", "available_jobs", "open_input", "run_batch",
]  # fmt: skip
