"""Level probabilities and duties' weights -> suggestion and evidence. Every tie lives here."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from matcher.framework import LEVELS
from matcher.levels import decided_index
from matcher.result import (
    BORDERLINE,
    NOT_THIS_SKILL,
    SUGGESTED,
    TOO_LITTLE_TEXT,
    Evidence,
    Reason,
    Suggestion,
    rounded,
)
from matcher.sentences import Sentence
from matcher.thresholds import Thresholds

Floats = npt.NDArray[np.float64]

MAX_EVIDENCE = 6  # quotes per level, by the contract


def suggest_level(
    level_probabilities: Floats,
    *,
    skill_probability: float,
    duty_probabilities: Floats,
    sentences: Sequence[Sentence],
    thresholds: Thresholds,
    why_not: dict[str, Reason | None],
) -> Suggestion:
    """Turn six probabilities into one suggestion, or an honest status without one.

    The level proposed is the one nearest to where the document stands on the scale (`decided_index`), which errs least
    when errors count by the square of their distance. A neighbour nearly as probable makes the answer borderline.
    """
    expected = rounded(float(level_probabilities @ np.asarray(LEVELS, dtype=np.float64)))
    status = _status(level_probabilities, skill_probability, duty_probabilities, sentences, thresholds)
    if status in (NOT_THIS_SKILL, TOO_LITTLE_TEXT):
        return Suggestion(status, None, (), expected, {"lower": None, "higher": None})
    level = suggested_level(level_probabilities)
    neighbour = _best_neighbour(level_probabilities, level)
    levels = tuple(sorted((level, neighbour))) if status == BORDERLINE else (level,)
    return Suggestion(status, level, levels, expected, why_not)


def suggested_level(level_probabilities: Floats) -> int:
    """Return the level that six probabilities stand for, 1 to 6."""
    return LEVELS[int(decided_index(level_probabilities))]


def _status(
    level_probabilities: Floats,
    skill_probability: float,
    duty_probabilities: Floats,
    sentences: Sequence[Sentence],
    thresholds: Thresholds,
) -> str:
    words = sum(
        len(sentence.text.split())
        for sentence, probability in zip(sentences, duty_probabilities, strict=True)
        if probability >= 0.5
    )
    too_little = float(duty_probabilities.sum()) < thresholds.min_duties or words < thresholds.min_duty_words
    if too_little:
        # A job that plainly is another one needs no duties to be told apart (annotation guide, rule 7).
        return NOT_THIS_SKILL if skill_probability < thresholds.min_skill / 2 else TOO_LITTLE_TEXT
    if skill_probability < thresholds.min_skill:
        return NOT_THIS_SKILL
    return BORDERLINE if lead_over_neighbour(level_probabilities) < thresholds.max_borderline else SUGGESTED


def lead_over_neighbour(level_probabilities: Floats) -> float:
    """Return how much more probable the suggested level is than its best neighbour; below 0 if it is less so."""
    level = suggested_level(level_probabilities)
    neighbour = _best_neighbour(level_probabilities, level)
    return float(level_probabilities[level - 1] - level_probabilities[neighbour - 1])


def _best_neighbour(level_probabilities: Floats, level: int) -> int:
    """Return the more probable of the levels next to `level`; the lower one wins a tie."""
    neighbours = [k for k in (level - 1, level + 1) if k in LEVELS]
    return max(neighbours, key=lambda k: (level_probabilities[k - 1], -k))


def choose_evidence(
    weights: Floats,
    similarities: npt.NDArray[np.float32],
    sentences: Sequence[Sentence],
    *,
    quotable: npt.NDArray[np.bool_],
    statement_ids: Sequence[str],
) -> tuple[Evidence, ...]:
    """Return the sentences that add most to one level, strongest first, at most `MAX_EVIDENCE`.

    `weights` has shape (n_sentences,); `similarities` (n_sentences, n_statements) holds this
    level's statements only. Only positive weights of `quotable` sentences (duties) are quoted;
    the earlier sentence wins a tie.
    """
    order = sorted(np.flatnonzero(quotable & (weights > 0)).tolist(), key=lambda i: (-weights[i], i))
    return tuple(
        _evidence(sentences[i], weights[i], similarities[i], statement_ids)
        for i in order[:MAX_EVIDENCE]
        if rounded(weights[i]) > 0
    )


def _evidence(
    sentence: Sentence, weight: float, similarities: npt.NDArray[np.float32], statement_ids: Sequence[str]
) -> Evidence:
    nearest = int(similarities.argmax())
    return Evidence(
        start=sentence.start,
        end=sentence.end,
        text=sentence.text,
        statement=statement_ids[nearest],
        similarity=rounded(similarities[nearest]),
        weight=rounded(weight),
    )


def explain_neighbours(
    level: int, weights: Floats, bases: Floats, evidence: Sequence[Sequence[Evidence]], starts: Sequence[int]
) -> dict[str, Reason | None]:
    """Say why the suggested level is not its lower and not its higher neighbour.

    `weights` has shape (n_sentences, 6), `bases` (6,), `evidence` one sequence per level and
    `starts` the sentences' offsets. Codes: `duties_show_more`, `title_shows_more` (lower);
    `too_few_duties_above` (points to them), `no_duties_above`, `title_shows_less` (higher).
    """
    lower = higher = None
    if level > LEVELS[0]:
        step = bases[level - 1] - bases[level - 2]
        lower = _why_not_lower(_gains(weights, level - 1, starts), step, evidence[level - 1])
    if level < LEVELS[-1]:
        step = bases[level] - bases[level - 1]
        higher = _why_not_higher(_gains(weights, level, starts), step, evidence[level])
    return {"lower": lower, "higher": higher}


def _gains(weights: Floats, column: int, starts: Sequence[int]) -> dict[int, float]:
    """Return by offset what each sentence adds to a level beyond what it adds to the one below."""
    gains: list[float] = (weights[:, column] - weights[:, column - 1]).tolist()
    return dict(zip(starts, gains, strict=True))


def _why_not_lower(gains: dict[int, float], step: float, quotes: Sequence[Evidence]) -> Reason:
    total = sum(gains.values())
    if total <= 0 or step > total:
        return Reason("title_shows_more")
    return Reason("duties_show_more", _speaking(gains, quotes))


def _why_not_higher(gains: dict[int, float], step: float, quotes: Sequence[Evidence]) -> Reason:
    if sum(gains.values()) > 0 > step:
        return Reason("title_shows_less")
    speaking = _speaking(gains, quotes)
    return Reason("too_few_duties_above", speaking) if speaking else Reason("no_duties_above")


def _speaking(gains: dict[int, float], quotes: Sequence[Evidence]) -> tuple[int, ...]:
    """Return the places of the quotes that speak for the higher of two levels, strongest first."""
    places = [i for i, quote in enumerate(quotes) if gains[quote.start] > 0]
    return tuple(sorted(places, key=lambda i: (-gains[quotes[i].start], i))[:3])
