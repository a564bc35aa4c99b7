"""Codes of a result -> sentences for people, in five languages."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from matcher.errors import LanguageError
from matcher.language import LANGUAGES
from matcher.result import BORDERLINE, NOT_THIS_SKILL, LevelResult, MatchResult, Reason, Warning

READER_LANGUAGES = LANGUAGES
_PASSAGES = 5  # of a warning; the JSON carries all


@cache
def words_for(language: str) -> Mapping[str, str]:
    """Return the catalogue of one reader language, key -> text with `{places}` to fill."""
    if language not in READER_LANGUAGES:
        raise LanguageError(f"No reports in {language!r}. Use one of: {', '.join(READER_LANGUAGES)}.")
    text = (files("matcher.report") / "catalogue" / f"{language}.toml").read_text(encoding="utf-8")
    return {str(key): str(value) for key, value in tomllib.loads(text).items()}


def answer_sentence(result: MatchResult, language: str) -> str:
    """Say in one sentence what the result suggests, or honestly that it cannot."""
    words, suggestion = words_for(language), result.suggestion
    if suggestion.status == NOT_THIS_SKILL:
        return words["answer_not_this_skill"].format(percent=percent(result.skill_probability))
    if suggestion.level is None:
        return words["answer_too_little_text"]
    names = [f"{level} ({words[f'level_{level}']})" for level in suggestion.levels]
    if suggestion.status == BORDERLINE:
        return words["answer_borderline"].format(lower=names[0], higher=names[1], level=suggestion.level)
    probability = result.levels[suggestion.level - 1].probability
    return words["answer_suggested"].format(level=names[0], percent=percent(probability))


def next_step_sentence(result: MatchResult, language: str) -> str:
    """Say what a person should do with this answer."""
    return words_for(language)[f"next_{result.suggestion.status}"]


def reason_sentences(result: MatchResult, language: str) -> list[str]:
    """Say in one sentence each why not one level lower and why not one higher; empty without a level."""
    suggestion, words = result.suggestion, words_for(language)
    if suggestion.level is None:
        return []
    sentences = []
    for side, step in (("lower", 0), ("higher", 1)):
        reason = suggestion.why_not[side]
        if reason is None:
            sentences.append(words[f"why_not_{side}_end"])
        else:
            neighbour = suggestion.level + (1 if side == "higher" else -1)
            quotes = _quotes(result, suggestion.level + step, reason, language)
            sentence = words[f"why_not_{reason.code}"].format(neighbour=neighbour)
            sentences.append(sentence + (f" {quotes}" if quotes else ""))
    return sentences


def _quotes(result: MatchResult, level: int, reason: Reason, language: str) -> str:
    """Quote the evidence a reason points to; the caller knows in which level's list it stands."""
    evidence = result.levels[level - 1].evidence
    return " ".join(quoted(short_quote(evidence[i].text), language) for i in reason.evidence[:2])


def role_sentences(result: MatchResult, language: str) -> tuple[str, ...]:
    """Name the roles of a CV, and the one whose duties the answer rests on; empty where none were found."""
    words = words_for(language)
    if not result.roles:
        return ()
    named = "; ".join(f"{short_quote(role.name, limit=80)} ({role.expected_level:.1f})" for role in result.roles)
    sentences = [words["roles"].format(roles=named)]
    for role in result.roles:
        if role.answered:
            sentences.append(words["role_answered"].format(role=short_quote(role.name, limit=80)))
    return tuple(sentences)


def warning_sentence(warning: Warning, language: str) -> str:
    """Translate a warning and quote what it is about; its own message serves for codes without a translation."""
    sentence = words_for(language).get(f"warning_{warning.code}", warning.message)
    shown = [quoted(short_quote(passage), language) for passage in warning.passages[:_PASSAGES]]
    more = [f"… (+{len(warning.passages) - _PASSAGES})"] if len(warning.passages) > _PASSAGES else []
    return " ".join([sentence, *shown, *more])


def quoted(text: str, language: str) -> str:
    """Put the language's quotation marks around a text."""
    return words_for(language)["quoted"].format(text=text)


def percent(share: float) -> str:
    """Render a probability in whole per cent; never 0 or 100, which would claim certainty."""
    return f"{whole_percent(share)} %"


def whole_percent(share: float) -> int:
    """Return a probability in whole per cent, 1 to 99."""
    return min(99, max(1, round(100 * share)))


def short_quote(text: str, *, limit: int = 160) -> str:
    """Put a quote on one line, cut at a word when it is longer than `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0] + " …"


def levels_in_question(result: MatchResult) -> tuple[int, ...]:
    """Return the levels suggested, or without a suggestion the one that the probabilities favour."""
    favourite = max(result.levels, key=lambda one: (one.probability, -one.level)).level
    return result.suggestion.levels or (favourite,)


def levels_by_interest(result: MatchResult) -> list[LevelResult]:
    """Return all six levels, those in question first."""
    first = levels_in_question(result)
    return sorted(result.levels, key=lambda one: (one.level not in first, one.level))
