"""MatchResult -> its text cut into quoted, left-out and plain stretches, to be shown in place."""

from collections.abc import Collection
from dataclasses import dataclass

from matcher.result import Evidence, MatchResult


@dataclass(frozen=True, slots=True)
class Stretch:
    """One piece of the text; `quote` and `level` are set where it is quoted, `reason` where it was left out."""

    text: str
    level: int | None = None
    quote: Evidence | None = None
    reason: str | None = None


def text_stretches(result: MatchResult, levels: Collection[int]) -> list[Stretch]:
    """Cut the whole text, in order, so that the pieces joined are the text again.

    Quotes are those of `levels`; a sentence quoted for several goes to the level it adds most to,
    the lower one in a tie.
    """
    marked = {item.start: (item.end, Stretch("", reason=item.reason)) for item in result.ignored}
    marked |= _quoted(result, levels)
    pieces, place = [], 0
    for start in sorted(marked):
        end, stretch = marked[start]
        if start < place:  # a quote is never inside text that was left out
            continue
        pieces.append(Stretch(result.text[place:start]))
        pieces.append(Stretch(result.text[start:end], stretch.level, stretch.quote, stretch.reason))
        place = end
    pieces.append(Stretch(result.text[place:]))
    return [piece for piece in pieces if piece.text]


def _quoted(result: MatchResult, levels: Collection[int]) -> dict[int, tuple[int, Stretch]]:
    quotes = [(quote, one.level) for one in result.levels if one.level in levels for quote in one.evidence]
    quotes.sort(key=lambda pair: (pair[0].weight, -pair[1]))  # what adds most is written last, and stays
    return {quote.start: (quote.end, Stretch("", level, quote)) for quote, level in quotes}
