"""Subjects and a model -> an audit's measures, made on several processes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import joblib

from matcher.audit.answers import Answer, Answerer
from matcher.audit.impact import impact_tables
from matcher.audit.shifts import Shift, summarize_shifts
from matcher.audit.subject import Subject
from matcher.audit.swaps import SWAPS
from matcher.persistence import load_model

SCHEMA = "matcher.audit/1"
CHUNK = 8  # subjects per task: some seconds of work, so that progress moves and cores end together
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Crew:
    """Which model answers (`None`: the shipped one), and with how many processes; `progress` hears of subjects done."""

    model: Path | None = None
    trust: bool = False
    jobs: int = 1
    progress: Callable[[int], None] | None = None


def audit_swaps(subjects: Sequence[Subject], crew: Crew) -> dict[str, Any]:
    """Answer before and after every swap of every subject and measure the shifts; the same with any number of jobs."""
    measures = _head(crew)
    return measures | {"swaps": summarize_shifts(list(_answers(shifts_of, subjects, crew)))}


def audit_groups(
    subjects: Sequence[Subject], columns: Sequence[str], crew: Crew, *, selected_from: int
) -> dict[str, Any]:
    """Answer for every subject and compare the groups that `columns` of the user's table name."""
    measures = _head(crew)
    answers = list(_answers(answers_of, subjects, crew))
    groups = [subject.groups for subject in subjects]
    return measures | {"impact": impact_tables(answers, groups, columns, selected_from=selected_from)}


def shifts_of(subjects: Sequence[Subject], answerer: Answerer) -> list[Shift]:
    """Answer before and after each swap that a subject has a place for."""
    shifts = []
    for subject in subjects:
        document = subject.document
        for swap in SWAPS:
            if pair := swap.pair(subject):
                before, after = map(answerer.answer, pair)
                shifts.append(Shift(document.id, document.language, swap.name, before, after))
        answerer.forget()
    return shifts


def answers_of(subjects: Sequence[Subject], answerer: Answerer) -> list[Answer]:
    """Answer for each subject's document as it is."""
    answers = []
    for subject in subjects:
        answers.append(answerer.answer(subject.document))
        answerer.forget()
    return answers


def _head(crew: Crew) -> dict[str, Any]:
    """Name the model; one that cannot be read fails here, with one message, and not once per process."""
    return {"schema": SCHEMA, "model": asdict(load_model(crew.model, trust=crew.trust).info_)}


def _answers(
    work: Callable[[Sequence[Subject], Answerer], list[T]], subjects: Sequence[Subject], crew: Crew
) -> Iterator[T]:
    parallel = joblib.Parallel(n_jobs=crew.jobs, return_as="generator", pre_dispatch=2 * max(1, crew.jobs))
    chunks = [subjects[i : i + CHUNK] for i in range(0, len(subjects), CHUNK)]
    tasks = (joblib.delayed(_in_this_process)(work, chunk, crew.model, crew.trust) for chunk in chunks)
    for number, answers in enumerate(parallel(tasks), start=1):
        yield from answers
        if crew.progress:
            crew.progress(min(number * CHUNK, len(subjects)))


def _in_this_process(
    work: Callable[[Sequence[Subject], Answerer], list[T]], subjects: Sequence[Subject], model: Path | None, trust: bool
) -> list[T]:
    return work(subjects, _answerer(model, trust))


@cache
def _answerer(model: Path | None, trust: bool) -> Answerer:
    return Answerer(load_model(model, trust=trust))
