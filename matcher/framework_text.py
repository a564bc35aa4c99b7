"""Text -> places that repeat statements of the framework nearly word for word, and the text without them."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from matcher.framework import shipped_frameworks
from matcher.legible import LOOK_ALIKES

_N = 3  # words of a run that is looked up
_MIN_WORDS = 5  # of a statement, the shortest in use; of five all must stand there, in order
_MIN_SHARE = 0.7  # of a statement's runs that must stand together; one changed word of twelve costs three of ten
_SLACK = 1.4  # how much longer than the statement the place may be
# Words are kept as compared, since those of one document come again in the next; two bounds on memory.
_MAX_KEPT, _LONGEST_KEPT = 20_000, 64  # words, characters; no word of a person is longer

Word = tuple[str, int, int]  # as compared, and where it stands in the text
Span = tuple[int, int]  # start and end in the text


def framework_passages(text: str) -> list[Span]:
    """Return where `text` repeats shipped statements in any of the five languages, in order and disjoint.

    Compared are words, without capitals, accents, punctuation, invisible signs and look-alike letters;
    a statement counts as repeated when most of its runs of words stand together.
    """
    words = _words(text)
    places = _places([word for word, _, _ in words])
    found = [place for statement, at in places.items() for place in _repeats(statement, at)]
    return [(words[first][1], words[last][2]) for first, last in _joined(found)]


def without_places(text: str, places: Sequence[Span]) -> str:
    """Return `text` with line breaks in place of `places`, as many as signs, so that what remains keeps its offsets."""
    for start, end in places:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text


def _words(text: str) -> list[Word]:
    # Signs that no reader sees (Cf, Mn) may stand within a word, and belong to none of it.
    unseen = "".join(sorted(sign for sign in set(text) if unicodedata.category(sign) in ("Cf", "Mn")))
    pattern = rf"[^\W_]+(?:[{re.escape(unseen)}]+[^\W_]+)*[{re.escape(unseen)}]*" if unseen else r"[^\W_]+"
    without = dict.fromkeys(map(ord, unseen))
    return [(_plain(word[0].translate(without)), *word.span()) for word in re.finditer(pattern, text)]


def _plain(word: str) -> str:
    return _plain_kept(word) if len(word) <= _LONGEST_KEPT else _plain_kept.__wrapped__(word)


@lru_cache(maxsize=_MAX_KEPT)
def _plain_kept(word: str) -> str:
    split = unicodedata.normalize("NFKD", word.translate(LOOK_ALIKES).casefold())
    return "".join(character for character in split if not unicodedata.combining(character))


Statement = tuple[str, ...]


@cache
def _statements() -> dict[tuple[str, ...], list[Statement]]:
    """Return for each run of words the statements, as words, that it stands in."""
    index: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for framework in shipped_frameworks():
        for one in framework.statements:
            words = tuple(word for word, _, _ in _words(one.text))
            if len(words) >= _MIN_WORDS:
                for run in set(_runs(list(words))):
                    index[run].append(words)
    return dict(index)


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    for i in range(len(words) - _N + 1):
        yield tuple(words[i : i + _N])


def _places(words: list[str]) -> dict[Statement, list[tuple[int, tuple[str, ...]]]]:
    """Return for each statement the places where one of its runs stands, in order."""
    index = _statements()
    places: dict[Statement, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
    for i, run in enumerate(_runs(words)):
        for statement in index.get(run, ()):
            places[statement].append((i, run))
    return places


def _repeats(statement: Statement, places: list[tuple[int, tuple[str, ...]]]) -> Iterator[tuple[int, int]]:
    """Yield first and last word of each place where enough of a statement's runs stand together."""
    wanted = _MIN_SHARE * len(set(_runs(list(statement))))
    reach = _SLACK * len(statement)
    first = 0
    for last, (place, _) in enumerate(places):
        while place - places[first][0] > reach:
            first += 1
        if len({run for _, run in places[first : last + 1]}) >= wanted:
            yield places[first][0], place + _N - 1


def _joined(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, last in sorted(places):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined
