"""Two results -> what the CV shows of what the ad asks.

Both documents are held against one framework, statement by statement. Where a result was made with
another one (each document in its own language), its statements are led over by the hand-made table
`alignment.toml`; no similarity is guessed at. A statement that the document's edition does not have
has a score of `None` there: nothing was asked, so nothing can be missing.
"""

from dataclasses import asdict, dataclass
from typing import Any

from matcher.framework import LEVELS, Framework, Statement, aligned_statements, framework_for, shipped_frameworks
from matcher.result import BORDERLINE, DocumentInfo, Evidence, LevelResult, MatchResult, ModelInfo, SourceInfo, plain

SCHEMA = "matcher.comparison/1"

SAME = "same"
ABOVE = "above"
BELOW = "below"
OPEN = "open"
STANDINGS = (SAME, BORDERLINE, ABOVE, BELOW, OPEN)

NOTHING = "nothing"
LESS = "less"


@dataclass(frozen=True, slots=True)
class ComparedDocument:
    """One of the two documents and what was suggested for it; `level` is `None` without a suggestion."""

    document: DocumentInfo
    model: ModelInfo
    skill_probability: float
    status: str
    level: int | None
    levels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What one document shows of one statement.

    `score` is in [-1, 1], or `None` where the document was held against an edition without this
    statement; `evidence` holds the quotes of this statement's level that come closest to it.
    """

    score: float | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class ComparedStatement:
    """One statement with both documents beside each other.

    `gap` says how the CV falls short of it: `nothing`, `less` (than the ad), or empty.
    """

    id: str
    text: str
    cv: Shown
    ad: Shown
    gap: str


@dataclass(frozen=True, slots=True)
class ComparedLevel:
    """One level, its probability in each document, and its statements."""

    level: int
    cv_probability: float
    ad_probability: float
    statements: tuple[ComparedStatement, ...]


@dataclass(frozen=True, slots=True)
class LevelGaps:
    """The ids of a level's statements of which the CV shows `nothing`, or clearly `less` than the ad."""

    level: int
    nothing: tuple[str, ...]
    less: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a CV shows of what an ad asks, level by level.

    `standing` says where the CV's level lies from the ad's: `same`, `above`, `below`, `borderline`
    (one of them lies between two levels, and they meet there) or `open` (one of them has no level).
    `asked` holds the gaps for the level that the ad asks, `next` those for the level above; `None`
    where there is no such level.
    """

    cv: ComparedDocument
    ad: ComparedDocument
    skill: str
    source: SourceInfo
    standing: str
    levels: tuple[ComparedLevel, ...]
    asked: LevelGaps | None
    next: LevelGaps | None

    def to_dict(self, *, text: str = "quotes") -> dict[str, Any]:
        """Return the published form (docs/comparison.schema.json); `text="none"` leaves titles and quotes out."""
        table: dict[str, Any] = {"schema": SCHEMA, **plain(asdict(self))}
        if text == "none":
            _drop_text(table)
        return table


def compare_results(cv: MatchResult, ad: MatchResult, *, framework: Framework | None = None) -> Comparison:
    """Lay two results beside each other, statement by statement of `framework`.

    By default the statements are those that the CV was held against.
    """
    framework = framework or _framework_of(cv)
    levels = tuple(_compared_level(number, cv, ad, framework) for number in LEVELS)
    asked = ad.suggestion.level
    return Comparison(
        cv=_compared_document(cv),
        ad=_compared_document(ad),
        skill=framework.skill,
        source=SourceInfo(framework.edition, framework.language, framework.status, framework.sha256),
        standing=_standing(cv, ad),
        levels=levels,
        asked=_gaps(levels, asked),
        next=_gaps(levels, asked + 1 if asked is not None else None),
    )


def _framework_of(result: MatchResult) -> Framework:
    """Return the shipped framework a result was made with, or the one in its document's language."""
    sha256 = result.framework.sources[0].sha256
    same = [one for one in shipped_frameworks() if one.sha256 == sha256]
    return same[0] if same else framework_for(result.document.language)


def _compared_document(result: MatchResult) -> ComparedDocument:
    suggestion = result.suggestion
    return ComparedDocument(
        result.document, result.model, result.skill_probability, suggestion.status, suggestion.level, suggestion.levels
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


def _compared_level(number: int, cv: MatchResult, ad: MatchResult, framework: Framework) -> ComparedLevel:
    of_cv, of_ad = cv.levels[number - 1], ad.levels[number - 1]
    statements = []
    for statement in framework.levels[number - 1].statements:
        shown = _shown(statement, cv, of_cv, framework)
        asked = _shown(statement, ad, of_ad, framework)
        statements.append(ComparedStatement(statement.id, statement.text, shown, asked, _gap(shown, asked)))
    return ComparedLevel(number, of_cv.probability, of_ad.probability, tuple(statements))


def _shown(statement: Statement, result: MatchResult, level: LevelResult, framework: Framework) -> Shown:
    ids = _ids_in(statement, result, framework)
    scores = [one.score for one in level.statements if one.id in ids]
    evidence = tuple(quote for quote in level.evidence if quote.statement in ids)
    return Shown(max(scores, default=None), evidence)


def _ids_in(statement: Statement, result: MatchResult, framework: Framework) -> set[str]:
    made_with = _framework_of(result)
    if made_with.sha256 == framework.sha256:
        return {statement.id}
    return {one.id for one in aligned_statements(framework, statement.id, to=made_with)}


def _gap(cv: Shown, ad: Shown) -> str:
    if cv.score is None or cv.evidence:
        return ""
    return LESS if ad.evidence else NOTHING


def _gaps(levels: tuple[ComparedLevel, ...], number: int | None) -> LevelGaps | None:
    if number is None or number not in LEVELS:
        return None
    statements = levels[number - 1].statements
    return LevelGaps(
        number,
        nothing=tuple(one.id for one in statements if one.gap == NOTHING),
        less=tuple(one.id for one in statements if one.gap == LESS),
    )


def _drop_text(table: Any) -> None:
    """Take titles and quotes out; statements keep their text, which is the framework's."""
    for side in ("cv", "ad"):
        table[side]["document"].pop("title")
    for level in table["levels"]:
        for statement in level["statements"]:
            for quote in (*statement["cv"]["evidence"], *statement["ad"]["evidence"]):
                quote.pop("text")


