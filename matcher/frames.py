"""Results and answers -> pandas data frames, one call each."""

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from matcher.answer import ScoredDocument
from matcher.evaluation import LabelledAnswer
from matcher.framework import LEVELS, Framework, framework_for
from matcher.pipeline import LevelMatcher
from matcher.result import FailedResult, MatchResult
from matcher.similarity import encode_statements, similarities_to

LENGTH_EDGES = (0, 800, 1600, 3200)  # characters: about a short notice, half a page, a page, more; chosen
LENGTHS = ("under 800", "800 to 1,599", "1,600 to 3,199", "3,200 and more")


def results_frame(results: Iterable[MatchResult | FailedResult]) -> pd.DataFrame:
    """Return one row per result, in order: document, status, level, probabilities; a failed one has only `error`."""
    rows = [_result_row(result) if isinstance(result, MatchResult) else _failed_row(result) for result in results]
    columns = ["id", "title", "kind", "language", "n_characters", "status", "level", "other_level", "expected_level",
               "skill_probability", *(f"probability_{level}" for level in LEVELS), "error"]  # fmt: skip
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({"level": "Int64", "other_level": "Int64", "n_characters": "Int64"})


def levels_frame(results: Iterable[MatchResult]) -> pd.DataFrame:
    """Return six rows per result: `score = base + evidence + weight_of_others`, and the probability."""
    rows = [
        {
            "id": result.document.id, "level": one.level, "probability": one.probability, "score": one.score,
            "base": one.base, "evidence": sum(quote.weight for quote in one.evidence),
            "weight_of_others": one.weight_of_others, "suggested": one.level in result.suggestion.levels,
        }
        for result in results
        for one in result.levels
    ]  # fmt: skip
    return pd.DataFrame(rows)


def evidence_frame(results: Iterable[MatchResult]) -> pd.DataFrame:
    """Return one row per quote of each level: where it stands, its nearest statement, its weight."""
    rows = [
        {
            "id": result.document.id, "level": one.level, "start": quote.start, "end": quote.end, "text": quote.text,
            "statement": quote.statement, "similarity": quote.similarity, "weight": quote.weight,
        }
        for result in results
        for one in result.levels
        for quote in one.evidence
    ]  # fmt: skip
    columns = ["id", "level", "start", "end", "text", "statement", "similarity", "weight"]
    return pd.DataFrame(rows, columns=columns)


def sentences_frame(scored: ScoredDocument) -> pd.DataFrame:
    """Return one row per sentence: how surely it is a duty, why it is left out, what it adds to each level.

    `in_role` is false for sentences of a CV's other roles, which weigh less and are not quoted.
    """
    sentences = scored.read.encoded.sentences
    frame = pd.DataFrame(
        {
            "sentence": range(1, len(sentences) + 1),
            "start": [sentence.start for sentence in sentences],
            "end": [sentence.end for sentence in sentences],
            "text": [sentence.text for sentence in sentences],
            "duty_probability": scored.read.duty_probabilities,
            "left_out": [reason or "" for reason in scored.reasons],
            "in_role": [_is_in_role(scored, place) for place in range(len(sentences))],
        }
    )
    for level in LEVELS:
        frame[f"weight_{level}"] = scored.weights[:, level - 1]
    return frame


def _is_in_role(scored: ScoredDocument, place: int) -> bool:
    role = scored.answered
    return role is None or role.first <= place < role.last


def similarity_frame(
    matcher: LevelMatcher, scored: ScoredDocument, *, framework: Framework | None = None
) -> pd.DataFrame:
    """Return one row per sentence and statement with their cosine, statements by default in the document's language."""
    encoded = scored.read.encoded
    framework = framework or framework_for(encoded.document.language)
    similarities = similarities_to(encoded.vectors, encode_statements(framework, matcher.encoder_))
    rows = [
        {
            "sentence": i + 1, "text": sentence.text, "left_out": scored.reasons[i] or "",
            "level": level, "statement": statement.id, "statement_text": statement.text,
            "similarity": float(similarities[i, j]),
        }
        for i, sentence in enumerate(encoded.sentences)
        for j, (statement, level) in enumerate(zip(framework.statements, framework.statement_levels, strict=True))
    ]  # fmt: skip
    return pd.DataFrame(rows)


def answers_frame(answers: Sequence[LabelledAnswer]) -> pd.DataFrame:
    """Return one row per labelled answer: label, level favoured, error, and what the error may hang on."""
    return pd.DataFrame([_answer_row(answer) for answer in answers])


def _answer_row(answer: LabelledAnswer) -> dict[str, Any]:
    document, probabilities = answer.example.document, answer.scored.probabilities
    return {
        "id": document.id, "title": document.title, "language": document.language, "kind": document.kind,
        "length": _length(len(document.text)), "sector": answer.example.sector or "not known",
        "label": answer.label, "level": answer.level, "error": answer.level - answer.label,
        "status": answer.result.suggestion.status, "skill_probability": answer.scored.skill_probability,
        "top_probability": float(probabilities.max()), "top_level": LEVELS[int(probabilities.argmax())],
    }  # fmt: skip


def _length(n_characters: int) -> str:
    return LENGTHS[sum(n_characters >= edge for edge in LENGTH_EDGES) - 1]


def _result_row(result: MatchResult) -> dict[str, Any]:
    document, suggestion = result.document, result.suggestion
    others = [level for level in suggestion.levels if level != suggestion.level]
    return {
        "id": document.id, "title": document.title, "kind": document.kind, "language": document.language,
        "n_characters": document.n_characters, "status": suggestion.status, "level": suggestion.level,
        "other_level": others[0] if others else None, "expected_level": suggestion.expected_level,
        "skill_probability": result.skill_probability, "error": "",
        **{f"probability_{one.level}": one.probability for one in result.levels},
    }  # fmt: skip


def _failed_row(result: FailedResult) -> dict[str, Any]:
    return {"id": result.id, "status": "error", "error": f"{result.code}: {result.message}"}
