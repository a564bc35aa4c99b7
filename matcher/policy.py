"""Policy file <-> thresholds that decide otherwise than the model's own."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Self

from matcher.errors import PolicyError
from matcher.thresholds import Thresholds

FORMAT = "matcher.policy/1"
POLICY_SUFFIXES = (".toml", ".json")
_TYPES = {field.name: field.type for field in fields(Thresholds)}
_AT_MOST_ONE = ("min_skill", "max_borderline")  # probabilities; the others count duties and words


@dataclass(frozen=True, slots=True)
class Policy:
    """Thresholds that a house has chosen, by name; those it does not name stay the model's own."""

    name: str
    thresholds: Mapping[str, float] = field(hash=False)  # a mapping has none; equality still looks at it

    @property
    def sha256(self) -> str:
        """The hash of what the policy decides, whatever its name and the form of its file."""
        return hashlib.sha256(json.dumps(dict(self.thresholds), sort_keys=True).encode()).hexdigest()

    def over(self, thresholds: Thresholds) -> Thresholds:
        """Return `thresholds` with those of the policy in their place."""
        return replace(thresholds, **self.thresholds)  # type: ignore[arg-type]

    @classmethod
    def between(cls, name: str, own: Thresholds, chosen: Thresholds) -> Self:
        """Return the policy that names what `chosen` changes in a model's `own` thresholds."""
        return cls(name, {key: getattr(chosen, key) for key in _TYPES if getattr(chosen, key) != getattr(own, key)})


def given_policy(path: Path | None) -> Policy | None:
    """Read the policy file that was given, if one was."""
    return None if path is None else read_policy(path)


def read_policy(path: Path) -> Policy:
    """Read a policy from a TOML or JSON file. Raises `PolicyError` that names the file and the mistake."""
    try:
        table = _parse(path.read_text(encoding="utf-8"), path)
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(f"Cannot read the policy {path}: {error}. Give a TOML or JSON file.") from error
    if table.get("format") != FORMAT:
        raise PolicyError(f'{path}: a policy begins with format = "{FORMAT}".')
    if strange := sorted(set(table) - {"format", "name", "thresholds"}):
        raise PolicyError(f"{path}: a policy has format, name and thresholds, not {', '.join(strange)}.")
    thresholds = table.get("thresholds")
    if not isinstance(thresholds, dict) or not isinstance(table.get("name", ""), str):
        raise PolicyError(f"{path}: a policy has a table of thresholds, and its name is a text.")
    return Policy(table.get("name") or path.stem, {key: _checked(key, thresholds[key], path) for key in thresholds})


def write_policy(policy: Policy, path: Path) -> None:
    """Write a policy as TOML or JSON, after the file's suffix. Raises `PolicyError`."""
    table = {"format": FORMAT, "name": policy.name, "thresholds": dict(policy.thresholds)}
    try:
        path.write_text(_render(table, path), encoding="utf-8", newline="\n")
    except OSError as error:
        raise PolicyError(f"Cannot write {path}: {error.strerror}. Give another place.") from error


def _parse(text: str, path: Path) -> dict[str, Any]:
    _check_suffix(path)
    try:
        table = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except (json.JSONDecodeError, tomllib.TOMLDecodeError) as error:
        raise PolicyError(f"{path} is damaged: {error}.") from error
    return table if isinstance(table, dict) else {}


def _render(table: Mapping[str, Any], path: Path) -> str:
    _check_suffix(path)
    if path.suffix.lower() == ".json":
        return json.dumps(table, indent=1, ensure_ascii=False) + "\n"
    lines = [f"{key} = {json.dumps(table[key], ensure_ascii=False)}" for key in ("format", "name")]
    lines += ["", "[thresholds]", *(f"{key} = {value!r}" for key, value in table["thresholds"].items())]
    return "\n".join(lines) + "\n"


def _check_suffix(path: Path) -> None:
    if path.suffix.lower() not in POLICY_SUFFIXES:
        raise PolicyError(f"{path}: a policy's name ends in {' or '.join(POLICY_SUFFIXES)}.")


def _checked(name: str, value: object, path: Path) -> float:
    if name not in _TYPES:
        raise PolicyError(f"{path}: there is no threshold {name!r}. There are {', '.join(_TYPES)}.")
    whole = _TYPES[name] is int
    if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
        raise PolicyError(f"{path}: {name} must be a {'whole ' if whole else ''}number, not {value!r}.")
    highest = 1.0 if name in _AT_MOST_ONE else float("inf")
    if not 0 <= value <= highest:
        raise PolicyError(
            f"{path}: {name} must be {'between 0 and 1' if highest == 1 else '0 or more'}, not {value!r}."
        )
    return value
