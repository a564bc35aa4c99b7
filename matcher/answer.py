"""A read document and its split scores -> MatchResult."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from matcher.document import Document
from matcher.encoder import Matrix
from matcher.framework import LEVELS, Framework, framework_beside
from matcher.reading import CERTAIN, ReadDocument
from matcher.result import (
    DocumentInfo,
    Evidence,
    FrameworkInfo,
    Ignored,
    LevelResult,
    MatchResult,
    ModelInfo,
    RoleInfo,
    SourceInfo,
    StatementScore,
    rounded,
)
from matcher.roles import ScoredRole
from matcher.similarity import similarities_to, statement_scores
from matcher.suggestion import choose_evidence, explain_neighbours, suggest_level, suggested_level
from matcher.thresholds import Thresholds
from matcher.warnings_of import FRAMEWORK_TEXT, warnings_of

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class ScoredDocument:
    """What the fitted parts say of one document.

    `weights`, shape (n_sentences, 6), and `bases`, (6,), add up to the six scores;
    `probabilities`, (6,), are conditional on the skill, `skill_probability` says if it is there.
    `reasons` has one entry per sentence: why it is left out, or `None`. `roles` are those of a CV;
    `answered` is the one that the scores lean on and whose duties are quoted, `None` where all count alike.
    """

    read: ReadDocument
    weights: Floats
    bases: Floats
    probabilities: Floats
    skill_probability: float
    reasons: Sequence[str | None]
    roles: tuple[ScoredRole, ...] = ()
    answered: ScoredRole | None = None


def compose_result(
    scored: ScoredDocument,
    framework: Framework,
    statement_vectors: Matrix,
    *,
    thresholds: Thresholds,
    model: ModelInfo,
) -> MatchResult:
    """Bring scores, quotes, what was left out and the suggestion into the result's form."""
    read, document = scored.read, scored.read.encoded.document
    levels = _level_results(scored, framework, statement_vectors)
    why_not = explain_neighbours(
        suggested_level(scored.probabilities),
        scored.weights,
        scored.bases,
        [level.evidence for level in levels],
        [sentence.start for sentence in read.encoded.sentences],
    )
    suggestion = suggest_level(
        scored.probabilities,
        skill_probability=scored.skill_probability,
        duty_probabilities=read.duty_probabilities,
        sentences=read.encoded.sentences,
        thresholds=thresholds,
        why_not=why_not,
    )
    return MatchResult(
        document=_document_info(document),
        framework=FrameworkInfo(framework.skill, _sources(framework)),
        model=model,
        skill_probability=rounded(scored.skill_probability),
        suggestion=suggestion,
        levels=levels,
        roles=_roles(scored),
        ignored=_ignored(scored),
        warnings=tuple(warnings_of(read.encoded, framework)),
        text=document.text,
    )


def _level_results(scored: ScoredDocument, framework: Framework, statement_vectors: Matrix) -> tuple[LevelResult, ...]:
    read = scored.read
    text = read.encoded.document.text
    # Quoted as given, not as seen.
    sentences = [replace(one, text=text[one.start : one.end]) for one in read.encoded.sentences]
    similarities = similarities_to(read.encoded.vectors, statement_vectors)
    closeness = statement_scores(similarities, weights=read.duty_probabilities)
    quotable = np.array([reason is None for reason in scored.reasons], dtype=bool)
    quotable &= read.duty_probabilities >= CERTAIN
    if scored.answered is not None:
        quotable[: scored.answered.first] = quotable[scored.answered.last :] = False
    of_level = np.asarray(framework.statement_levels)
    results = []
    for column, level in enumerate(LEVELS):
        chosen = np.flatnonzero(of_level == level)
        statements = [framework.statements[i] for i in chosen]
        evidence = choose_evidence(
            scored.weights[:, column],
            similarities[:, chosen],
            sentences,
            quotable=quotable,
            statement_ids=[statement.id for statement in statements],
        )
        statement_results = tuple(
            StatementScore(s.id, framework.edition, framework.language, s.text, rounded(closeness[i]))
            for s, i in zip(statements, chosen, strict=True)
        )
        results.append(_level_result(column, scored, statement_results, evidence))
    return tuple(results)


def _level_result(
    column: int,
    scored: ScoredDocument,
    statements: tuple[StatementScore, ...],
    evidence: tuple[Evidence, ...],
) -> LevelResult:
    """Round so that the parts still add up to the score in the printed digits."""
    score = rounded(scored.bases[column] + scored.weights[:, column].sum())
    base = rounded(scored.bases[column])
    others = rounded(score - base - sum(quote.weight for quote in evidence))
    probability = rounded(scored.probabilities[column])
    return LevelResult(LEVELS[column], probability, score, base, others, statements, evidence)


def _roles(scored: ScoredDocument) -> tuple[RoleInfo, ...]:
    sentences = scored.read.encoded.sentences
    return tuple(
        RoleInfo(
            sentences[role.first].start,
            sentences[role.last - 1].end,
            role.name,
            rounded(role.expected_level),
            role is scored.answered,
        )
        for role in scored.roles
    )


def _ignored(scored: ScoredDocument) -> tuple[Ignored, ...]:
    """Join neighbouring sentences that are left out for the same reason, and what repeats the framework."""
    encoded = scored.read.encoded
    parts = [
        (sentence.start, sentence.end, why) for sentence, why in zip(encoded.sentences, scored.reasons, strict=True)
    ]
    ignored: list[Ignored] = []
    before: str | None = None
    for start, end, reason in sorted([*parts, *((*place, FRAMEWORK_TEXT) for place in encoded.repeated)]):
        if reason is not None:
            ignored.append(Ignored(ignored.pop().start if reason == before else start, end, reason))
        before = reason
    return tuple(ignored)


def _document_info(document: Document) -> DocumentInfo:
    return DocumentInfo(
        document.id, document.title, document.kind, document.language, len(document.text), document.sha256
    )


def _sources(framework: Framework) -> tuple[SourceInfo, ...]:
    beside = framework_beside(framework)
    used = [framework] if beside is None else [framework, beside]
    return tuple(SourceInfo(one.edition, one.language, one.status, one.sha256) for one in used)
