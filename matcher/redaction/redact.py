"""Result and what is personal in it -> the result with that blackened."""

from collections.abc import Sequence
from dataclasses import replace

from matcher.redaction.personal import Stretch, find_personal
from matcher.result import Evidence, LevelResult, MatchResult, Warning

MASK = "█"
"""Stands for each character, so that offsets still point to the same places; a name's length can still be seen."""


def redact_result(result: MatchResult, *, id: str = "document") -> MatchResult:
    """Return the result with names, contacts, addresses, birth dates and captions blackened in all its texts.

    `id` takes the place of the document's, mostly a file's name. Scores, offsets and hashes stay.
    """
    text = result.text
    masked = blackened(text, find_personal(text, kind=result.document.kind))
    title = _in_context(result.document.title, result)
    warnings = tuple(_warning(warning, result) for warning in result.warnings)
    return replace(
        result,
        document=replace(result.document, id=id, title=title),
        levels=tuple(_level(level, masked) for level in result.levels),
        roles=tuple(replace(role, name=_in_context(role.name, result)) for role in result.roles),
        warnings=warnings,
        text=masked,
    )


def redact_text(text: str, *, kind: str = "cv") -> str:
    """Return `text`, of the same length, with what tells who a person is blackened."""
    return blackened(text, find_personal(text, kind=kind))


def blackened(text: str, stretches: Sequence[Stretch]) -> str:
    """Put `MASK` for every character of the stretches that is no white space."""
    characters = list(text)
    for one in stretches:
        for place in range(one.start, one.end):
            if not characters[place].isspace():
                characters[place] = MASK
    return "".join(characters)


def _in_context(words: str, result: MatchResult) -> str:
    """Blacken a title or passage that stands apart from the text, with the names that the text tells."""
    if not words:
        return words
    whole = f"{result.text}\n\n{words}"
    return blackened(whole, find_personal(whole, kind=result.document.kind))[-len(words) :]


def _level(level: LevelResult, masked: str) -> LevelResult:
    return replace(level, evidence=tuple(_evidence(one, masked) for one in level.evidence))


def _evidence(one: Evidence, masked: str) -> Evidence:
    return replace(one, text=masked[one.start : one.end])


def _warning(warning: Warning, result: MatchResult) -> Warning:
    return replace(warning, passages=tuple(_in_context(passage, result) for passage in warning.passages))
