"""Document -> the same document with its job title in the masculine or the feminine form."""

import re
from dataclasses import replace
from functools import cache

from matcher.audit.words import words_of
from matcher.document import Document

MASCULINE, FEMININE = 0, 1
_MARK = re.compile(r"\((?:[mwfdxikh]|gn)(?:\s?[/|,]\s?(?:[mwfdxikh*]|gn))+\)", re.IGNORECASE)  # such as (m/w/d)
_ENDINGS = (
    r"\s?/\s?-?(?:innen|in|czyni|czka|tka|rka|nka|ka|ora|ra|iva|ica|na|a|o|e)(?!\w)"
    r"|\((?:in|a|o|as|os|ka)\)|[:*_·]in(?:nen)?(?!\w)"
)


def with_gender_form(document: Document, form: int) -> Document | None:
    """Put the title, and each place where it stands in the text, into one form; `None` without a title.

    Forms for both ("Kundenberater/in", "consultor(a)") become the one. A title whose noun is the same for
    all ("atendente", "adviser") gets a mark behind it, as older ads have: "(m)", "(mujer)".
    """
    if not document.title:
        return None
    forms = _forms(document.language)
    if forms.search(document.title):
        title = forms.sub(lambda match: _inflected(match, form, document.language), document.title)
    else:
        title = _marked(document.title, words_of(document.language)["gender_forms"]["markers"][form])
    return replace(document, title=title, text=document.text.replace(document.title, title))


def _marked(title: str, mark: str) -> str:
    return _MARK.sub(mark, title, count=1) if _MARK.search(title) else f"{title} {mark}"


@cache
def _pairs(language: str) -> dict[str, tuple[str, str]]:
    """Return each noun, in either form, with its pair."""
    pairs = [pair.split() for pair in words_of(language)["gender_forms"]["pairs"]]
    return {noun: (pair[0], pair[1]) for pair in pairs for noun in pair}


@cache
def _forms(language: str) -> re.Pattern[str]:
    nouns = "|".join(sorted(map(re.escape, _pairs(language)), key=lambda noun: (-len(noun), noun)))
    stem = r"\w*" if language == "de" else ""  # German compounds: Kundenberater
    # In Spanish and Portuguese a noun further on may be an adjective: "Suporte Técnico".
    lead = r"^|[/–(|,:-] ?" if language in ("es", "pt") else r"(?<!\w)"
    both = rf"\s?/\s?{stem}(?:{nouns})(?!\w)|{_ENDINGS}"
    return re.compile(rf"(?P<lead>{lead})(?P<stem>{stem})(?P<noun>{nouns})(?:{both})?(?!\w)", re.IGNORECASE)


def _inflected(match: re.Match[str], form: int, language: str) -> str:
    noun = match["noun"]
    new = _pairs(language)[noun.lower()][form]
    if noun.isupper():
        new = new.upper()
    elif noun[0].isupper():
        new = new[0].upper() + new[1:]
    return match["lead"] + match["stem"] + new
