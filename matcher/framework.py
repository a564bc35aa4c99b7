"""Framework file -> Framework: the six levels of one skill and their statements."""

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from matcher.errors import FrameworkError
from matcher.resources import resource_path

LEVELS = (1, 2, 3, 4, 5, 6)
"""The levels of responsibility; SFIA's level 7 is not normally observed for this skill."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Statement(_Strict):
    """One sentence of a level's text; `id` is unique within its framework file."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    text: Text


class Level(_Strict):
    """One level of responsibility with its statements, in the order of the source."""

    level: Annotated[int, Field(ge=1, le=6)]
    name: Text | None = None
    essence: Text | None = None
    statements: Annotated[tuple[Statement, ...], Field(min_length=1)]


class Source(_Strict):
    """Where the statements were taken from."""

    name: Text
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None


class Framework(_Strict):
    """One skill in one edition and one language: six levels, 1 to 6, each with statements."""

    format: Literal["matcher.framework/1"]
    framework: Text
    edition: Text
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
    status: Text
    skill: Text
    name: Text
    description: Text
    guidance: tuple[Text, ...] = ()
    activities: tuple[Text, ...] = ()
    copyright: Text | None = None
    source: Source | None = None
    levels: tuple[Level, ...]
    sha256: str = Field(default="", exclude=True)

    @model_validator(mode="after")
    def _six_levels_and_unique_ids(self) -> "Framework":
        numbers = [level.level for level in self.levels]
        if numbers != list(LEVELS):
            raise ValueError(f"levels must be 1, 2, 3, 4, 5, 6 in this order, not {numbers}")
        ids = [statement.id for statement in self.statements]
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise ValueError(f"statement ids used more than once: {', '.join(twice)}")
        return self

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements, level 1 first, in source order."""
        return tuple(statement for level in self.levels for statement in level.statements)

    @property
    def statement_levels(self) -> tuple[int, ...]:
        """The level of each of `statements`, shape (n_statements,)."""
        return tuple(level.level for level in self.levels for _ in level.statements)

    @property
    def key(self) -> str:
        """Short name such as `sfia9-en`, as accepted by `load_framework`."""
        return f"{self.edition.lower().replace(' ', '')}-{self.language}"


def read_framework(path: Path) -> Framework:
    """Read and validate a framework file (TOML).

    Raises `FrameworkError` that names every mistake with its place in the file.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise FrameworkError(f"Cannot read framework file {path}: {error.strerror}.") from error
    try:
        table = tomllib.loads(raw.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FrameworkError(f"{path} is not valid TOML in UTF-8: {error}.") from error
    try:
        framework = Framework.model_validate(table)
    except ValidationError as error:
        mistakes = "\n".join(f"  {_place(e['loc'])}: {e['msg']}" for e in error.errors())
        raise FrameworkError(
            f"{path} is not a framework file; {error.error_count()} mistake(s):\n{mistakes}\n"
            "See data/framework/sfia9-en.toml for the form."
        ) from error
    return framework.model_copy(update={"sha256": hashlib.sha256(raw).hexdigest()})


def _place(location: tuple[int | str, ...]) -> str:
    """Render a pydantic location as the reader counts: `levels[2].statements[1].text`, from one."""
    place = ""
    for part in location:
        place += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return place.lstrip(".") or "file"


@cache
def shipped_frameworks() -> tuple[Framework, ...]:
    """Return the shipped CSMG frameworks: English, German, Spanish, Portuguese, Polish."""
    names = ("sfia9-en", "sfia8-de", "sfia8-es", "sfia9-pt", "sfia9-pl")
    return tuple(read_framework(resource_path("framework") / f"{name}.toml") for name in names)


def load_framework(name: str) -> Framework:
    """Return a shipped framework by key (`sfia8-de`), or read the file at path `name`."""
    shipped = {framework.key: framework for framework in shipped_frameworks()}
    if name in shipped:
        return shipped[name]
    if not Path(name).is_file():
        raise FrameworkError(f"No framework {name!r}. Use {', '.join(shipped)}, or the path of a TOML file.")
    return read_framework(Path(name))


def framework_for(language: str) -> Framework:
    """Return the shipped framework in `language`; English for a language without one."""
    by_language = {framework.language: framework for framework in shipped_frameworks()}
    return by_language.get(language, by_language["en"])


# The other edition in the language that most readers of the first one also read.
_BESIDE = {
    "sfia9-en": "sfia8-de",
    "sfia9-pl": "sfia8-de",
    "sfia9-pt": "sfia8-es",
    "sfia8-de": "sfia9-en",
    "sfia8-es": "sfia9-en",
}


def framework_beside(framework: Framework) -> Framework | None:
    """Return the shipped framework of the other edition, shown beside; `None` for a user's own."""
    other = {one.key: _BESIDE[one.key] for one in shipped_frameworks() if one == framework}.get(framework.key)
    return load_framework(other) if other else None


@cache
def _alignment() -> tuple[dict[str, list[str]], ...]:
    table = tomllib.loads((resource_path("framework") / "alignment.toml").read_text(encoding="utf-8"))
    return tuple(table["rows"])


def aligned_statements(framework: Framework, statement_id: str, *, to: Framework) -> tuple[Statement, ...]:
    """Return the statements of `to` that say the same as `statement_id` of `framework`.

    The table is `alignment.toml`, made by hand; the answer is empty where `to` has no such
    statement, and for frameworks that a user brought.
    """
    wanted: set[str] = set()
    for row in _alignment():
        if statement_id in _aligned_ids(row, framework):
            wanted.update(_aligned_ids(row, to))
    return tuple(statement for statement in to.statements if statement.id in wanted)


def _aligned_ids(row: dict[str, list[str]], framework: Framework) -> list[str]:
    return row.get(framework.edition, row.get(f"{framework.edition} {framework.language}", []))
