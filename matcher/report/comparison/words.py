"""Codes of a comparison -> sentences for people, in five languages."""

from collections.abc import Iterator

from matcher.comparison import (
    OPEN,
    ComparedDocument,
    ComparedLevel,
    ComparedStatement,
    Comparison,
    Gap,
    LevelGaps,
    Quote,
)
from matcher.report.words import percent, warning_sentence, words_for


def standing_sentences(comparison: Comparison, language: str) -> list[str]:
    """Say which level the ad asks and which the CV shows, or honestly which of them has none."""
    words, cv, ad = words_for(language), comparison.cv, comparison.ad
    if comparison.standing == OPEN:
        return [_open_sentence("ad", ad, language), _open_sentence("cv", cv, language)]
    asked, shown = _named(ad.level, language), _named(cv.level, language)
    return [words[f"compare_{comparison.standing}"].format(asked=asked, shown=shown)]


def _open_sentence(side: str, one: ComparedDocument, language: str) -> str:
    code = one.status if one.level is None else "level"
    return words_for(language)[f"compare_{side}_{code}"].format(level=_named(one.level, language))


def _named(level: int | None, language: str) -> str:
    return "" if level is None else f"{level} ({words_for(language)[f'level_{level}']})"


def document_line(side: str, one: ComparedDocument, language: str) -> str:
    """Name one of the two documents; `side` is `cv` or `ad`."""
    document = one.document
    return f"{words_for(language)[f'compare_{side}']}: {document.title or document.id} · {document.language}"


def source_line(comparison: Comparison) -> str:
    """Name the edition whose statements are shown."""
    return ", ".join(f"{one.edition} ({one.language})" for one in comparison.framework.sources)


def warning_lines(comparison: Comparison, language: str) -> list[str]:
    """Return the warnings of both documents, each with the document it is about."""
    words = words_for(language)
    return [
        f"{words['warnings']} ({words[f'compare_{side}']}): {warning_sentence(one, language)}"
        for side, document in (("cv", comparison.cv), ("ad", comparison.ad))
        for one in document.warnings
    ]


def gap_sections(comparison: Comparison, language: str) -> Iterator[tuple[str, LevelGaps]]:
    """Yield the heading and the gaps of the level asked and of the one above, where they exist."""
    words = words_for(language)
    for key, level_gaps in (("compare_asked", comparison.asked), ("compare_next", comparison.next)):
        if level_gaps is not None:
            yield words[key].format(level=_named(level_gaps.level, language)), level_gaps


def gap_sentence(gap: Gap, language: str) -> str:
    """Say what the person can do about one gap."""
    return words_for(language)[f"compare_gap_{gap.status}"]


def gap_groups(level_gaps: LevelGaps, language: str) -> list[tuple[str, list[Gap]]]:
    """Return the gaps that the ad shows, without a heading, and those it does not, with one."""
    groups = [
        ("", [gap for gap in level_gaps.gaps if gap.in_ad]),
        (words_for(language)["compare_not_in_ad"], [gap for gap in level_gaps.gaps if not gap.in_ad]),
    ]
    return [(heading, gaps) for heading, gaps in groups if gaps]


def statement_of(comparison: Comparison, level_gaps: LevelGaps, gap: Gap) -> ComparedStatement:
    """Return the statement that a gap is about."""
    statements = comparison.levels[level_gaps.level - 1].statements
    return next(one for one in statements if one.id == gap.statement)


def gap_quotes(comparison: Comparison, gap: Gap, statement: ComparedStatement) -> Iterator[tuple[str, str, Quote]]:
    """Yield side, language and quote: the ad's where it asks for this, then the CV's nearest."""
    if gap.in_ad:
        yield from (("ad", comparison.ad.document.language, quote) for quote in statement.ad.quotes)
    yield from (("cv", comparison.cv.document.language, quote) for quote in statement.cv.quotes)


def level_heading(level: ComparedLevel, language: str) -> str:
    """Name a level with its probability in both documents."""
    words = words_for(language)
    cv = f"{words['compare_cv']} {percent(level.cv_probability)}"
    ad = f"{words['compare_ad']} {percent(level.ad_probability)}"
    return f"{words['level']} {level.level} – {words[f'level_{level.level}']} ({ad}, {cv})"


def in_question(comparison: Comparison) -> list[ComparedLevel]:
    """Return the levels that the ad asks and the CV shows, the ad's first."""
    levels = dict.fromkeys((*comparison.ad.levels, *comparison.cv.levels))
    return [comparison.levels[level - 1] for level in levels]
