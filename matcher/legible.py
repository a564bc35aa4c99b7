"""Text as given -> text as a reader sees it: Latin letters for their look-alikes, no invisible signs at words."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

# Cyrillic and Greek letters that look like Latin ones, by which a sentence is made to look new to a program.
LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕԁһкмнтвԛԝӏАВЕІЈКМНОРЅСТУХԚԜӀαοινκρυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdhkmhtbqwlABEIJKMHOPSCTYXQWIaoivkpuxABEZHIKMNOPTYX",
)
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_STYLED = re.compile(
    "[\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]"
)  # Ｗｉｄｅ, 𝗯𝗼𝗹𝗱: set by signs of their own, mostly for show
_SOFT_HYPHEN = "\u00ad"  # ordinary on web pages: taken out, and no disguise
_SIGNS = (
    f"{_SOFT_HYPHEN}\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f"
)
_AT_WORDS = re.compile(rf"(?<=\w)[{_SIGNS}]+|[{_SIGNS}]+(?=\w)")
_ODD = re.compile(f"{_FOREIGN.pattern[:-1]}{_STYLED.pattern[1:-1]}{_SIGNS}]")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class SeenText:
    """`text` as a reader sees it, and the words in it that are spelt otherwise than they look (`disguised`, in order).

    `cuts` are the places in `text` before which signs were taken out, and how many up to there.
    """

    text: str
    disguised: tuple[str, ...] = ()
    cuts: tuple[tuple[int, int], ...] = ()

    def given(self, start: int, end: int) -> tuple[int, int]:
        """Return where `text[start:end]` (not empty) stands in the text as given."""
        return self._given(start), self._given(end - 1) + 1

    def _given(self, place: int) -> int:
        n = bisect_right(self.cuts, place, key=lambda cut: cut[0])
        return place + (self.cuts[n - 1][1] if n else 0)


def as_seen(text: str) -> SeenText:
    """Read Cyrillic and Greek look-alikes as Latin letters, and leave out invisible signs beside letters and digits.

    Words of another script stay as they are: a look-alike counts where a Latin letter stands in its word, or where the
    whole text has no other letter of these scripts. Ordinary text comes back as it was.
    """
    if not _ODD.search(text):
        return SeenText(text)
    cuts, removed, signed = [], 0, []
    for match in _AT_WORDS.finditer(text):
        place = match.start() - removed
        removed += len(match.group())
        cuts.append((place, removed))
        if match.group().strip(_SOFT_HYPHEN):
            signed.append(place)  # counts only if it stands inside a word: at its ends copied text has such signs
    seen = _AT_WORDS.sub("", text)
    only_mixed = any(ord(letter) not in LOOK_ALIKES for letter in _FOREIGN.findall(seen))
    pieces, disguised, end = [], [], 0
    for match in _WORD.finditer(seen):
        plain = _STYLED.sub(lambda letter: unicodedata.normalize("NFKC", letter.group()), match.group())
        word = plain.translate(LOOK_ALIKES) if not only_mixed or _LATIN.search(plain) else plain
        has_sign = bisect_right(signed, match.end() - 1) > bisect_right(signed, match.start())
        if has_sign or word != plain:
            disguised.append(word)
        pieces += [seen[end : match.start()], word]
        end = match.end()
    return SeenText("".join([*pieces, seen[end:]]), tuple(disguised), tuple(cuts))
