"""spaCy's tokens -> where sentences start in ads and CVs: at bullets, numbers, line breaks and where one was lost."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from spacy.attrs import ORTH, SENT_START, SPACY
from spacy.language import Language
from spacy.tokens import Doc

from matcher.cues import LARGE, SMALL

NAME = "matcher_sentences"
"""The component's name in a spaCy pipeline."""
GLUED = rf"(?<=[{SMALL}]{{3}})(?=[{LARGE}][{SMALL}]{{3}})"
"""Where the tokenizer is to part two words that a lost line break ran together."""
_STRONG_BULLETS = "•●○◦▪▫■□◘◙▶►▸▹➢➤➔➜→✓✔✅☑✦✧★☆❖♦◆◇‣⁃∙·¤\uf0b7\uf0a7\uf0d8\uf0fc\uf076⮚»§"
_WEAK_BULLETS = "-–—*+~"
BULLETS = frozenset(_STRONG_BULLETS + _WEAK_BULLETS)
"""Signs that may stand between sentences, beside white space; none of them belongs to a sentence's start."""

_LINE_ENDS = frozenset("\n\r\f\v\x85\u2028\u2029")
_STOPS = frozenset((".", "!", "?", "…", "...", "?!", "!!", "!!!", ";", "。", "！", "？"))
_CLOSERS = frozenset(('"', "'", "”", "’", "»", ")", "]", "“"))
_WRAPPED_LINE = 45  # characters; a shorter line was broken on purpose, not by a page's margin
# Second halves of product names such as SharePoint, and of German "…Innen".
_NAME_TAILS = frozenset([
    "Point", "Script", "Desk", "Force", "Viewer", "Center", "Centre", "Innen", "Forms", "Office", "Suite", "Space",
    "Studio", "Book", "Bank", "Line", "Care",
])  # fmt: skip
_ENUMERATOR = re.compile(r"(?:^|(?<=\s))(?:\d{1,2}|[a-h])[.)]-?\s+(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class _Tokens:
    """A spaCy `Doc` as plain lists: spaCy makes an object for every look at a token."""

    text: str
    words: list[str]
    offsets: list[int]
    spaced: list[bool]

    @classmethod
    def of(cls, doc: Doc) -> "_Tokens":
        strings = doc.vocab.strings
        words = [strings[key] for key in doc.to_array(ORTH).tolist()]
        spaces = [" " if space else "" for space in doc.to_array(SPACY).tolist()]
        pieces = [word + space for word, space in zip(words, spaces, strict=True)]
        offsets = [0, *accumulate(map(len, pieces))][:-1]
        return cls("".join(pieces), words, offsets, list(map(bool, spaces)))

    def end(self, i: int) -> int:
        return self.offsets[i] + len(self.words[i])


@Language.factory(NAME, default_config={"abbreviations": []})
class SentenceStarts:
    """Mark each token of a spaCy `Doc` as starting a sentence or not."""

    def __init__(self, nlp: Language, name: str, abbreviations: list[str]) -> None:  # noqa: ARG002 - spaCy's signature
        self._spaced = [tuple(abbreviation.split()) for abbreviation in abbreviations]

    def __call__(self, doc: Doc) -> Doc:
        """Set `is_sent_start` of every token; white space between sentences belongs to the one before."""
        tokens = _Tokens.of(doc)
        words = tokens.words
        starts = [False] * len(words)
        for start, end in _lines(words):
            starts[start] = True
            self._mark_line(tokens, starts, start, end)
        for i in _wrapped(tokens):
            starts[i] = False
        return doc.from_array([SENT_START], np.where(starts, 1, -1).astype(np.uint64)[:, None])

    def _mark_line(self, tokens: "_Tokens", starts: list[bool], start: int, end: int) -> None:
        words, spaced = tokens.words, tokens.spaced
        weak = sum(word in _WEAK_BULLETS for word in words[start:end]) >= 3
        held = self._held(words, start, end)
        for i in range(start + 1, end):
            word, last = words[i], i - 1
            while last > start and words[last].isspace():  # two spaces after a full stop
                last -= 1
            previous = words[last]
            starts[i] = (
                (word[0] in _STRONG_BULLETS and previous not in BULLETS)
                or (weak and word in _WEAK_BULLETS and (spaced[last] or last < i - 1) and spaced[i])
                or (previous in _STOPS and last not in held and _may_open(word, previous))
                or (previous in _CLOSERS and last > start and words[last - 1] in _STOPS and _may_open(word, "."))
                or (last == i - 1 and not spaced[last] and _is_glued(previous, word))
            )
        for match in _ENUMERATOR.finditer(tokens.text, tokens.offsets[start], tokens.end(end - 1)):
            _mark_enumerator(tokens.offsets, starts, match, start, end)

    def _held(self, words: list[str], start: int, end: int) -> set[int]:
        """Places of points that belong to an abbreviation with spaces, such as `z. B.`."""
        held: set[int] = set()
        for i in range(start, end - 1):
            for parts in self._spaced:
                if _spells(words, i, end, parts):
                    held.update(range(i, min(end, i + 2 * len(parts))))
        return held


def _spells(words: list[str], i: int, end: int, parts: tuple[str, ...]) -> bool:
    """Tell whether the tokens from `i` on, joined, begin with an abbreviation's parts."""
    if not parts[0].startswith(words[i]):
        return False
    joined = "".join(words[i : min(end, i + 2 * len(parts))])
    return joined.startswith("".join(parts))


def _lines(words: list[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for i, word in enumerate(words):
        if not _LINE_ENDS.isdisjoint(word):
            if i + 1 > start:
                yield start, i + 1
            start = i + 1
    if start < len(words):
        yield start, len(words)


def _wrapped(tokens: _Tokens) -> Iterator[int]:
    """Yield first tokens of lines that only go on with the line before, as a page's margin makes them."""
    words, offsets, line_start = tokens.words, tokens.offsets, 0
    for i in range(1, len(words)):
        before = words[i - 1]
        if _LINE_ENDS.isdisjoint(before):
            continue
        last = i - 2
        goes_on = (
            len(before.strip(" \t")) <= 2  # one line end, not a blank line
            and "\f" not in before
            and words[i][0].islower()
            and last >= line_start
            and words[last] not in _STOPS
            and words[last] != ":"
            and offsets[i - 1] - offsets[line_start] >= _WRAPPED_LINE
        )
        line_start = i
        if goes_on:
            yield i


def _may_open(word: str, stop: str) -> bool:
    return stop == ";" or not (word[0].islower() or word[0] in ".,;:!?)]%\"”’'" or word.isspace())


def _is_glued(previous: str, word: str) -> bool:
    """Two words run together by a lost line break: "hogarBeneficios"."""
    return (
        len(previous) > 3 and previous[-1].islower() and word[0].isupper() and len(word) > 3 and word not in _NAME_TAILS
    )


def _mark_enumerator(offsets: list[int], starts: list[bool], match: re.Match[str], start: int, end: int) -> None:
    """Start a sentence before "2." and none between it and its text."""
    first = bisect_left(offsets, match.start(), start + 1, end)
    for i in range(first, bisect_right(offsets, match.end(), first, end)):
        starts[i] = offsets[i] == match.start() and (match.group()[0].isdigit() or starts[i])
