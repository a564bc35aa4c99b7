"""A CV's sentences -> the roles it tells of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from matcher.sentences import Sentence

MIN_DUTIES = 1.5  # expected number of duties that make a role substantial (annotation guide, rule 6)
_MAX_NAME = 120  # characters of a role's name that are shown

# A line of job, employer and dates holds a year, or "12/2016", or a word for "until now".
_DATED = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:present|current|to date|heute|aktuell|actualidad|actual|presente|atual|atualmente"
    r"|obecnie|teraz|nadal)\b",
    re.IGNORECASE,
)
_FULL_LINE = 6  # words; a dated line of so many names the job itself, not only employer and dates
_LONGEST_LINE = 160  # characters; a longer sentence that names a year tells of something, it heads nothing


@dataclass(frozen=True, slots=True)
class Role:
    """One job in a CV: its name as written, and which sentences tell of it (`first` to before `last`)."""

    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class ScoredRole(Role):
    """A role with its expected number of duties and the level it shows alone, in [1, 6]."""

    n_duties: float
    expected_level: float


def answered_role(roles: Sequence[ScoredRole]) -> ScoredRole | None:
    """Return the most senior substantial role, the earlier one on a tie; `None` where none is substantial."""
    substantial = [role for role in roles if role.n_duties >= MIN_DUTIES]
    return max(substantial, key=lambda role: (role.expected_level, -role.first), default=None)


def cut_roles(sentences: Sequence[Sentence], headings: Sequence[bool], duties: Sequence[bool]) -> list[Role]:
    """Cut a CV at its lines of job and dates; sentences before the first such line belong to no role.

    `headings` and `duties` say of each sentence whether it heads something and whether it is a duty. A
    dated line with no duty before the next one (education, say) opens no role.
    """
    dated = [i for i in range(len(sentences)) if _opens(sentences[i], headings[i], duties[i])]
    starts = [_first_line(i, headings, sentences, after=before) for before, i in zip([-1, *dated], dated, strict=False)]
    roles = []
    for place, (start, line) in enumerate(zip(starts, dated, strict=True)):
        last = starts[place + 1] if place + 1 < len(starts) else len(sentences)
        if any(duties[max(start, 0) : last]):
            name = " ".join(sentence.text for sentence in sentences[start : line + 1])
            roles.append(Role(" ".join(name.split())[:_MAX_NAME], start, last))
    return roles


def _opens(sentence: Sentence, heading: bool, duty: bool) -> bool:
    return (heading or not duty) and len(sentence.text) <= _LONGEST_LINE and bool(_DATED.search(sentence.text))


def _first_line(dated: int, headings: Sequence[bool], sentences: Sequence[Sentence], *, after: int) -> int:
    """Return where the lines begin that a dated line closes: the job's title often stands one line above."""
    is_short = len(sentences[dated].text.split()) < _FULL_LINE
    return dated - 1 if is_short and dated - 1 > after and headings[dated - 1] else dated
