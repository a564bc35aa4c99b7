"""A stretch of text without breaks -> pieces short enough to be sentences."""

import re
from collections.abc import Iterator
from itertools import pairwise

from matcher.cues import LARGE, NAME_FOLLOWS, PART_CUES, SMALL

MAX_CHARACTERS = 400  # of one sentence; longer ones are cut at the best place before
_RUN_ON = 130  # characters without any break; beyond it capitals and cue words are taken as breaks
_LONG = 240  # characters; beyond it commas and joining words are taken as breaks

_JOINTS = re.compile(r", |; | - | – |\. |: | / ")
# A capital after a word that is no preposition: "… obsługi klienta Przygotowywanie ofert …".
_CAPITAL_AFTER_SMALL = re.compile(
    rf"(?<![{SMALL}{LARGE}])(?!(?:{NAME_FOLLOWS})\s)[{SMALL}]{{4,}}\)?\s(?=[{LARGE}][{SMALL}]{{2,}}\s+[{SMALL}])"
)


def cut_run_on(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    """Cut what is too long for one sentence at the best places it offers."""
    if end - start <= _RUN_ON:
        yield start, end
        return
    places = {match.start() for match in PART_CUES.finditer(text, start + 1, end)}
    if language != "de":  # German writes every noun with a capital
        places.update(match.end() for match in _CAPITAL_AFTER_SMALL.finditer(text, start, end))
    bounds = [start, *sorted(places), end]
    for part_start, part_end in pairwise(bounds):
        yield from _cut_at_joints(text, part_start, part_end)


def _cut_at_joints(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONG:
        joints = [match.end() for match in _JOINTS.finditer(text, start + 40, min(end - 20, start + _LONG))]
        cut = joints[-1] if joints else _last_space(text, start, min(end, start + MAX_CHARACTERS))
        yield start, cut
        start = cut
    yield start, end


def _last_space(text: str, start: int, end: int) -> int:
    for place in range(end, start + 1, -1):
        if text[place - 1].isspace():
            return place
    return end
