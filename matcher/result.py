"""What the program says about one document, as frozen data and as the published JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

SCHEMA = "matcher.result/1"
DECIMALS = 4  # of every number in a result; further digits differ between processor types

SUGGESTED = "suggested"
BORDERLINE = "borderline"
NOT_THIS_SKILL = "not_this_skill"
TOO_LITTLE_TEXT = "too_little_text"
STATUSES = (SUGGESTED, BORDERLINE, NOT_THIS_SKILL, TOO_LITTLE_TEXT)


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """Which document a result is about; `sha256` is of its text."""

    id: str
    title: str
    kind: str
    language: str
    n_characters: int
    sha256: str


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """One framework text that the document was held against."""

    edition: str
    language: str
    status: str
    sha256: str


@dataclass(frozen=True, slots=True)
class FrameworkInfo:
    """The skill and its framework texts, the one quoted from first."""

    skill: str
    sources: tuple[SourceInfo, ...]


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """Which model answered; `sha256` is of its manifest."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why not a neighbouring level: a code, and places in a level's list of evidence.

    For the lower neighbour they point into the suggested level's evidence, for the higher one
    into the higher level's.
    """

    code: str
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The level proposed, or an honest status without one.

    `level` is `None` unless `status` is suggested or borderline; `levels` holds the one or two
    neighbours in question; `expected_level` is the mean of the level probabilities, in [1, 6].
    """

    status: str
    level: int | None
    levels: tuple[int, ...]
    expected_level: float
    why_not: Mapping[str, Reason | None]


@dataclass(frozen=True, slots=True)
class StatementScore:
    """One statement and how close the document's duties come to it, in [-1, 1]."""

    id: str
    edition: str
    language: str
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """One quoted sentence: `document.text[start:end]`, and what it adds to its level's score."""

    start: int
    end: int
    text: str
    statement: str
    similarity: float
    weight: float


@dataclass(frozen=True, slots=True)
class LevelResult:
    """One level; `score = base + sum of evidence weights + weight_of_others`."""

    level: int
    probability: float
    score: float
    base: float
    weight_of_others: float
    statements: tuple[StatementScore, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class RoleInfo:
    """One role of a CV: where it stands, its name as written, the level it shows alone, in [1, 6].

    `answered` marks the role that the suggestion leans on and quotes, the most senior substantial one.
    """

    start: int
    end: int
    name: str
    expected_level: float
    answered: bool


@dataclass(frozen=True, slots=True)
class Ignored:
    """A stretch of text that was left out of the scores, with the reason."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Warning:
    """Something the reader should know; never a reason to withhold the answer.

    `passages` are the document's own words that it is about: what a file hides, or what repeats the framework.
    """

    code: str
    message: str
    passages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MatchResult:
    """The six levels side by side, one suggestion, and the sentences that carry it.

    `text` is the document's text, for reports that highlight; it enters the JSON only on request.
    """

    document: DocumentInfo
    framework: FrameworkInfo
    model: ModelInfo
    skill_probability: float
    suggestion: Suggestion
    levels: tuple[LevelResult, ...]
    roles: tuple[RoleInfo, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    warnings: tuple[Warning, ...] = ()
    text: str = field(default="", repr=False)

    @property
    def hidden(self) -> tuple[str, ...]:
        """What the document's file hides from readers; no part of `text`."""
        return next((warning.passages for warning in self.warnings if warning.code == "hidden_text"), ())

    def to_dict(self, *, text: str = "quotes") -> dict[str, Any]:
        """Return the published form (see docs/result.schema.json).

        `text` says how much of the document's own words it carries: `quotes`, `all` (also the whole
        text) or `none` (neither title nor quotes nor passages).
        """
        table: dict[str, Any] = {
            "schema": SCHEMA,
            "document": plain(asdict(self.document)),
            "framework": plain(asdict(self.framework)),
            "model": plain(asdict(self.model)),
            "skill": {"probability": self.skill_probability},
            "suggestion": plain(asdict(self.suggestion)),
            "levels": [plain(asdict(level)) for level in self.levels],
            "roles": [plain(asdict(role)) for role in self.roles],
            "ignored": [plain(asdict(item)) for item in self.ignored],
            "warnings": [plain(asdict(warning)) for warning in self.warnings],
        }
        if text == "all":
            table["document"]["text"] = self.text
        if text == "none":
            table["document"].pop("title")
            for role in table["roles"]:
                role.pop("name")
            for level in table["levels"]:
                for evidence in level["evidence"]:
                    evidence.pop("text")
            for warning in table["warnings"]:
                warning.pop("passages")
        return table


@dataclass(frozen=True, slots=True)
class FailedResult:
    """A document that could not be answered, with the reason; the others are not held up by it."""

    id: str
    code: str
    message: str

    def to_dict(self, *, text: str = "quotes") -> dict[str, Any]:  # noqa: ARG002 - same call as MatchResult
        """Return the published form of a failed row."""
        error = {"code": self.code, "message": self.message}
        return {"schema": SCHEMA, "document": {"id": self.id}, "error": error}


def plain(value: Any) -> Any:
    """Turn tuples into lists, as they come back from JSON."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, (tuple, list)) else value


def rounded(number: float) -> float:
    """Round to the decimals of a result; never minus zero."""
    return round(float(number), DECIMALS) + 0.0
