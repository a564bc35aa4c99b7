"""Many documents -> one answer each, in order, on all cores or on a cluster."""

from matcher.batch.crew import Crew, available_jobs
from matcher.batch.inputs import BatchInput, File, Item, open_input
from matcher.batch.run import Watcher, run_batch
from matcher.batch.survey import survey_input
from matcher.batch.worker import Recipe, answer_item, read_item

__all__ = [
    "BatchInput", "Crew", "File", "Item", "Recipe", "Watcher",
    "answer_item", "available_jobs", "open_input", "read_item", "run_batch", "survey_input",
]  # fmt: skip
