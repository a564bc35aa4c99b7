"""Document's text -> sentences with exact offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import spacy
from spacy.attrs import ORTH
from spacy.language import Language
from spacy.util import compile_infix_regex

from matcher.cues import ABBREVIATIONS
from matcher.language import LANGUAGES
from matcher.run_on import MAX_CHARACTERS, cut_run_on
from matcher.sentence_starts import BULLETS, GLUED, NAME

__all__ = ["BULLETS", "MAX_CHARACTERS", "Sentence", "split_sentences"]

_TRIM = "".join(sorted(BULLETS - {"+"})) + "\u200b\u200e\u200f\ufeff\ufe0f"
MAX_UNBROKEN = 1000  # characters of signs or of white space alone; the longest link in 1,201 real documents has 151
_MAX_AT_ONCE = 500_000  # characters
_UNBROKEN = re.compile(r"\S+|\s+")
_LONG_UNBROKEN = re.compile(rf"\S{{{MAX_UNBROKEN + 1},}}|\s{{{MAX_UNBROKEN + 1},}}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A unit that is compared; `document.text[start:end]` is `text`, without white space or bullet at its ends."""

    start: int
    end: int
    text: str


def split_sentences(text: str, *, language: str) -> list[Sentence]:
    """Cut `text` into sentences, in order and disjoint.

    Between two sentences stand only white space and bullets; none is empty or longer than
    `MAX_CHARACTERS`. Headings and bullets are sentences. Text that lost its line breaks and full
    stops is cut at capitals, cue words ("Requisitos", "Oferujemy") and, where long, at commas.
    """
    if not text:
        return []
    sentences = []
    for start, end in _segments(text, language):
        for piece_start, piece_end in cut_run_on(text, start, end, language):
            trimmed = _trim(text, piece_start, piece_end)
            if trimmed is not None:
                sentences.append(Sentence(*trimmed, text[trimmed[0] : trimmed[1]]))
    return sentences


def _segments(text: str, language: str) -> Iterator[tuple[int, int]]:
    for start, end in pairwise(_cuts(text)):
        doc = _pipeline(language if language in LANGUAGES else "en")(text[start:end])
        for span in doc.sents:
            yield start + span.start_char, start + span.end_char


def _cuts(text: str) -> list[int]:
    """Return where a text is cut before spaCy sees it: for a text of people only its two ends.

    spaCy refuses a million characters, and its time grows with the square of a stretch of one kind, signs or spaces.
    """
    cuts = [0]
    stretches = _UNBROKEN if len(text) > _MAX_AT_ONCE else _LONG_UNBROKEN  # shorter ones matter only in long texts
    for match in stretches.finditer(text):
        cuts.extend(range(match.start() + MAX_UNBROKEN, match.end(), MAX_UNBROKEN))
        if match.end() - cuts[-1] > _MAX_AT_ONCE:
            cuts.append(match.end())
    return [*cuts, len(text)] if cuts[-1] < len(text) else cuts


@cache
def _pipeline(language: str) -> Language:
    """Return a blank spaCy pipeline with our tokenizer rules and sentence component."""
    nlp = spacy.blank(language)
    for abbreviation in ABBREVIATIONS[language]:
        if " " not in abbreviation:
            nlp.tokenizer.add_special_case(abbreviation, [{ORTH: abbreviation}])
    infixes = [*(nlp.Defaults.infixes or ()), GLUED]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    nlp.add_pipe(NAME, config={"abbreviations": [a for a in ABBREVIATIONS[language] if " " in a]})
    return nlp


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Take white space and bullets off both ends; `None` if nothing is left."""
    while start < end and (text[start].isspace() or text[start] in _TRIM):
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
