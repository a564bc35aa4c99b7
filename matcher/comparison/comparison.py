"""What a CV shows of what an ad asks, as frozen data and as the published JSON."""

from dataclasses import asdict, dataclass
from typing import Any

from matcher.result import BORDERLINE, DocumentInfo, FrameworkInfo, ModelInfo, Warning, plain

SCHEMA = "matcher.comparison/1"

SAME = "same"
ABOVE = "above"
BELOW = "below"
OPEN = "open"
STANDINGS = (SAME, BORDERLINE, ABOVE, BELOW, OPEN)

SHOWN = "shown"
LESS = "less"
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class ComparedDocument:
    """One of the two documents and what was suggested for it; `level` is `None` without a suggestion."""

    document: DocumentInfo
    skill_probability: float
    status: str
    level: int | None
    levels: tuple[int, ...]
    warnings: tuple[Warning, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """One quoted duty under a statement, and the level it speaks for most."""

    start: int
    end: int
    text: str
    similarity: float
    weight: float
    speaks_for: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What one document shows of one statement: `shown`, `less` or `nothing`, and the quotes."""

    status: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class ComparedStatement:
    """One statement with what both documents show of it beside each other."""

    id: str
    text: str
    cv: Shown
    ad: Shown


@dataclass(frozen=True, slots=True)
class ComparedLevel:
    """One level, its probability in each document, and its statements."""

    level: int
    cv_probability: float
    ad_probability: float
    statements: tuple[ComparedStatement, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A statement of which the CV shows `nothing` or `less`; `in_ad` says if the ad shows it."""

    statement: str
    status: str
    in_ad: bool


@dataclass(frozen=True, slots=True)
class LevelGaps:
    """What the CV does not show of one level: first what the ad shows, then in framework order."""

    level: int
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a CV shows of what an ad asks, level by level.

    `standing` says where the CV's level lies from the ad's: `same`, `above`, `below`, `borderline`
    (one of them lies between two levels, and they meet there) or `open` (one of them has no level).
    `asked` holds the gaps for the level that the ad asks, `next` those for the level above it;
    `None` where there is no such level.
    """

    cv: ComparedDocument
    ad: ComparedDocument
    framework: FrameworkInfo
    model: ModelInfo
    standing: str
    levels: tuple[ComparedLevel, ...]
    asked: LevelGaps | None
    next: LevelGaps | None

    def to_dict(self, *, text: str = "quotes") -> dict[str, Any]:
        """Return the published form (docs/comparison.schema.json).

        With `text="none"` it carries neither the documents' titles nor quotes nor passages.
        """
        table: dict[str, Any] = {"schema": SCHEMA, **plain(asdict(self))}
        if text == "none":
            _drop_text(table)
        return table


def _drop_text(table: dict[str, Any]) -> None:
    """Take titles, quotes and passages out; statements keep their text, which is the framework's."""
    for side in ("cv", "ad"):
        table[side]["document"].pop("title")
        for warning in table[side]["warnings"]:
            warning.pop("passages")
        for level in table["levels"]:
            for statement in level["statements"]:
                for quote in statement[side]["quotes"]:
                    quote.pop("text")
