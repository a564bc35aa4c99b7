"""Language -> the names, facts, forms and sentences that swaps put in."""

import hashlib
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words_of(language: str) -> dict[str, Any]:
    """Return the words of one of the five languages, as its TOML file groups them."""
    text = files("matcher.audit.words").joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def pick(items: Sequence[str], key: str) -> str:
    """Choose one of `items` by `key`: always the same, and evenly over many keys."""
    return items[int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") % len(items)]
