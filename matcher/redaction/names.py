"""Text -> where names of people stand, by what stands around them."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from matcher.redaction.contacts import contact_stretches
from matcher.redaction.name_cues import FULL_NAME, INITIALS, LETTER, PARTICLES, SURE_CUES, TOP_LINE, UNSURE_CUES

Span = tuple[int, int]

_WORD = re.compile(rf"{LETTER}[\w'’-]*")
_TOP_LINES = 4  # of a CV, in which its owner's name is looked for
_MIN_STEM = 6  # letters; shorter ones also begin and end names
_NO_JOINER = re.compile("und|y|e|der|den|dem|DER|DEN")  # between nouns far more often than within a name
_MAIL_NAME = re.compile(r"([\w.+-]+)[ ]?@")


def find_names(text: str, *, kind: str = "cv") -> list[Span]:
    """Return where names stand, in order; a name found once is found again wherever one of its words stands."""
    sure = [span for pattern in SURE_CUES for span in _matched(pattern, text)]
    if kind == "cv" or _opens_like_a_cv(text):
        sure += _at_top(text)
    cued = [span for pattern in UNSURE_CUES for span in _matched(pattern, text)]
    unsure = [*(span for span in cued if _words(text, span, strange=True)), *_by_given_name(text)]
    unsure += _by_strangeness(text)
    words = {word for span in sure for word in _words(text, span)} | _words_of_mail(text)
    words |= {word for span in unsure for word in _words(text, span, strange=True)}
    found = [*sure, *unsure]
    return _joined(text, [*found, *_again(text, words)])


@cache
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    """Return given names, and words that are none."""
    table = tomllib.loads((files("matcher.redaction") / "names.toml").read_text(encoding="utf-8"))
    given, no_name = ({_plain(word) for word in table[key].split()} for key in ("given", "no_name"))
    return frozenset(given), frozenset(no_name)


def _plain(word: str) -> str:
    split = unicodedata.normalize("NFKD", word.casefold().replace("ł", "l"))
    return "".join(character for character in split if not unicodedata.combining(character))


def _words(text: str, span: Span, *, strange: bool = False) -> set[str]:
    """Return the plain words of a name, with `strange` only given names and those that are no common words."""
    whole = _WORD.findall(text[slice(*span)])
    words = [*whole, *(part for word in whole if "-" in word for part in word.split("-") if part)]
    given = _lists()[0]
    return {_plain(word) for word in words if not strange or _is_strange(word) or _plain(word) in given}


def _matched(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    for match in pattern.finditer(text):
        span = _trimmed(text, *match.span("it"))
        if span is not None:
            yield span


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """Cut a stretch at the first word that is no name; `None` if nothing is left."""
    no_name = _lists()[1]
    last = start
    for match in _WORD.finditer(text, start, end):
        if _plain(match.group()) in no_name and not re.fullmatch(PARTICLES, match.group()):
            break
        last = match.end()
    return (start, last) if last > start else None


def _by_given_name(text: str) -> Iterator[Span]:
    """Yield a given name of the list with the capitalised words after it, alone only if it is no common word."""
    given = _lists()[0]
    for match in _WORD.finditer(text):
        if _plain(match.group()) in given and match.group()[0].isupper() and _is_strange(match.group()):
            yield match.span()
    for match in re.finditer(rf"(?<![\w-])(?P<it>{FULL_NAME})", text):
        for word in _WORD.finditer(text, *match.span()):
            if _plain(word.group()) in given:
                span = _trimmed(text, word.start(), match.end())
                if span is not None and " " in text[slice(*span)]:
                    yield span
                break


@cache
def _common_words() -> frozenset[str]:
    """Return words that our corpus uses in common, made by benchmarks/common_words.py."""
    return frozenset((files("matcher.redaction") / "common_words.txt").read_text(encoding="utf-8").split())


@cache
def _common_stems() -> frozenset[str]:
    """Return the beginnings of common words, so that the list need not hold their other forms."""
    return frozenset(word[:length] for word in _common_words() for length in range(_MIN_STEM, len(word) + 1))


def _is_common(word: str) -> bool:
    """Tell a word of the list, another form of one, and a compound that ends in one."""
    common = _common_words()
    if word in common or _plain(word) in _lists()[1]:
        return True
    if len(word) >= _MIN_STEM + 4 and word[: max(_MIN_STEM, len(word) - 3)] in _common_stems():
        return True
    return any(word[start:] in common for start in range(3, len(word) - _MIN_STEM + 1))


def _by_strangeness(text: str) -> Iterator[Span]:
    """Yield two to five capitalised words beside each other, or an initial and one, of which none is a common word."""
    for match in re.finditer(rf"(?<![\w-])(?P<it>{FULL_NAME})", text):
        run: list[re.Match[str]] = []
        for word in [*_WORD.finditer(text, *match.span()), None]:
            if word is not None and (_is_strange(word.group()) or (run and _is_joiner(word.group()))):
                run.append(word)
                continue
            while run and not _is_strange(run[-1].group()):
                run.pop()
            if len(run) > 1:
                yield run[0].start(), run[-1].end()
            run = []


def _is_joiner(word: str) -> bool:
    return bool(re.fullmatch(PARTICLES, word)) and not _NO_JOINER.fullmatch(word)


def _is_strange(word: str) -> bool:
    parts = {word, *word.split("-")} - {""}
    return word[0].isupper() and not any(_is_common(part.casefold()) for part in parts)


def _opens_like_a_cv(text: str) -> bool:
    """Tell whether contact details stand among the first lines, as in a CV too short to be told from an ad."""
    lines = [line for line in text.splitlines() if line.strip()][: _TOP_LINES + 2]
    return any(kind in ("email", "phone", "birth") for kind, _, _ in contact_stretches("\n".join(lines)))


def _at_top(text: str) -> list[Span]:
    """Return the name in the first lines of a CV, if one of them looks like one."""
    place, seen = 0, 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            seen += 1
            match = TOP_LINE.match(line)
            if match and not _holds_no_name(match["it"]):
                return [(place + match.start("it"), place + match.end("it"))]
        if seen >= _TOP_LINES:
            break
        place += len(line)
    return []


def _holds_no_name(words: str) -> bool:
    return any(_plain(word) in _lists()[1] for word in _WORD.findall(words) if not re.fullmatch(PARTICLES, word))


def _words_of_mail(text: str) -> set[str]:
    """Return the words of mail addresses before the @; they count only where they stand as capitalised words."""
    parts = (part for match in _MAIL_NAME.finditer(text) for part in re.split(r"[._+\d-]+", match[1]))
    return {_plain(part) for part in parts if len(part) >= 4} - _lists()[1]


def _again(text: str, words: Iterable[str]) -> Iterator[Span]:
    wanted = {word for word in words if len(word) >= 3} - _lists()[1]
    stems = tuple(word[:-1] if len(word) < 6 else word[:-2] for word in wanted if len(word) >= 5)
    for match in _WORD.finditer(text):
        word = _plain(match.group())
        inflected = word.startswith(stems) and any(
            abs(len(word) - len(one)) <= 3 for one in wanted if one[:3] == word[:3]
        )
        if match.group()[0].isupper() and (word in wanted or (inflected and word not in _lists()[1])):
            yield match.span()


def _joined(text: str, spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted((_with_initials(text, start), end) for start, end in spans):
        if joined and (start <= joined[-1][1] or text[joined[-1][1] : start] in (" ", "-")):
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _with_initials(text: str, start: int) -> int:
    """Return where a name begins with the initials before it: "J. R. Novak"."""
    match = INITIALS.search(text, max(0, start - 12), start)
    return match.start() if match else start
