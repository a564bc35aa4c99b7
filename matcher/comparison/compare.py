"""Two results -> what the CV shows of what the ad asks.

Both documents are held against the same statements, whatever their languages: `match` both with the
same `framework`, the one in the reader's language. That needs no table between editions, leaves no
statement out, and agrees better with itself: of 1,623 pairs of a duty in English and the same one in
another language, 66 % fall to the same statement this way, 51 % when each is held against its own
language's edition and led over by `alignment.toml`.

What counts is which level a duty speaks for most, not how near it comes to a statement: nearness
alone hardly tells who does the work of a level from who does not (docs/architecture.md). A statement is `shown` where a
duty nearest to it speaks most for its level or a higher one, `less` where only duties speak that
are more of a lower level, `nothing` where no duty quoted for the level is nearest to it. A result quotes six
duties per level, so a long document may show more than is seen here.
"""

from collections.abc import Mapping

from matcher.comparison.comparison import (
    ABOVE,
    BELOW,
    LESS,
    NOTHING,
    OPEN,
    SAME,
    SHOWN,
    ComparedDocument,
    ComparedLevel,
    ComparedStatement,
    Comparison,
    Gap,
    LevelGaps,
    Quote,
    Shown,
)
from matcher.errors import ComparisonError
from matcher.framework import LEVELS
from matcher.result import BORDERLINE, FrameworkInfo, LevelResult, MatchResult


def compare_results(cv: MatchResult, ad: MatchResult) -> Comparison:
    """Lay the results of a CV and of an ad beside each other, statement by statement.

    Raises `ComparisonError` unless one model held both against the same framework.
    """
    _check_comparable(cv, ad)
    cv_speaks_for, ad_speaks_for = _speaking_levels(cv), _speaking_levels(ad)
    levels = tuple(
        _compared_level(of_cv, of_ad, cv_speaks_for, ad_speaks_for)
        for of_cv, of_ad in zip(cv.levels, ad.levels, strict=True)
    )
    asked = ad.suggestion.level
    return Comparison(
        cv=_compared_document(cv),
        ad=_compared_document(ad),
        framework=FrameworkInfo(cv.framework.skill, cv.framework.sources[:1]),
        model=cv.model,
        standing=_standing(cv, ad),
        levels=levels,
        asked=_level_gaps(levels, asked),
        next=_level_gaps(levels, None if asked is None else asked + 1),
    )


def _check_comparable(cv: MatchResult, ad: MatchResult) -> None:
    if cv.framework.sources[0].sha256 != ad.framework.sources[0].sha256:
        raise ComparisonError("The two results quote different statements. Match both with the same `framework`.")
    if cv.model != ad.model:
        raise ComparisonError("The two results come from different models. Match both with the same one.")


def _speaking_levels(result: MatchResult) -> Mapping[int, int]:
    """Return by offset of each quoted duty the level it adds most to; the lower level wins a tie."""
    strongest: dict[int, tuple[float, int]] = {}
    for level in result.levels:
        for quote in level.evidence:
            if quote.weight > strongest.get(quote.start, (0.0, 0))[0]:
                strongest[quote.start] = (quote.weight, level.level)
    return {start: level for start, (_, level) in strongest.items()}


def _compared_document(result: MatchResult) -> ComparedDocument:
    suggestion = result.suggestion
    return ComparedDocument(
        result.document,
        result.skill_probability,
        suggestion.status,
        suggestion.level,
        suggestion.levels,
        result.warnings,
    )


def _standing(cv: MatchResult, ad: MatchResult) -> str:
    shown, asked = cv.suggestion, ad.suggestion
    if shown.level is None or asked.level is None:
        return OPEN
    if shown.level == asked.level:
        return SAME
    if set(shown.levels) & set(asked.levels):
        return BORDERLINE
    return ABOVE if shown.level > asked.level else BELOW


def _compared_level(
    cv: LevelResult, ad: LevelResult, cv_speaks_for: Mapping[int, int], ad_speaks_for: Mapping[int, int]
) -> ComparedLevel:
    statements = tuple(
        ComparedStatement(one.id, one.text, _shown(one.id, cv, cv_speaks_for), _shown(one.id, ad, ad_speaks_for))
        for one in cv.statements
    )
    return ComparedLevel(cv.level, cv.probability, ad.probability, statements)


def _shown(statement_id: str, level: LevelResult, speaks_for: Mapping[int, int]) -> Shown:
    quotes = tuple(
        Quote(one.start, one.end, one.text, one.similarity, one.weight, speaks_for[one.start])
        for one in level.evidence
        if one.statement == statement_id
    )
    if not quotes:
        return Shown(NOTHING, ())
    return Shown(SHOWN if any(quote.speaks_for >= level.level for quote in quotes) else LESS, quotes)


def _level_gaps(levels: tuple[ComparedLevel, ...], number: int | None) -> LevelGaps | None:
    if number not in LEVELS:
        return None
    gaps = [
        Gap(one.id, one.cv.status, one.ad.status == SHOWN)
        for one in levels[number - 1].statements
        if one.cv.status != SHOWN
    ]
    return LevelGaps(number, tuple(sorted(gaps, key=lambda gap: not gap.in_ad)))
