"""Text as written -> text as the model reads it: no shouting, one form for all genders."""

import re

_LETTERS_TO_SHOUT = 8  # a shorter text in capitals is an acronym
_SHOUTED = 0.7  # share of capitals among the letters of a shouted text; ordinary ones have under 0.3

# Notes that a job is open to all, or to one: (m/w/d), (f/m), (mujer).
_WHO = r"[mwfvdxikho]|gn|div|männlich|weiblich|hombre|mujer|homem|mulher|kobieta|mężczyzna"
_MARK = re.compile(rf"\s*\((?:{_WHO})(?:\s?[/|,.]\s?(?:{_WHO}|\*))*\)", re.IGNORECASE)

# Per language, what turns a feminine or a double form into the dictionary's form. Endings of
# agent nouns only, so that other words stay as they are; what must stand before an ending is
# looked at last, which is many times quicker.
_DOUBLE = r"(?:\s?/\s?-?(?:or)?a|\(a\))(?!\w)"
_FORMS: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (),
    "de": (
        (r"(?:\s?/\s?-?in(?:nen)?|\(in(?:nen)?\)|[:*_·]in(?:nen)?|Innen)\b", ""),
        (r"in\b(?<=\w\w(?:ent|ant|ist|eur|yst|tor|ert)in)", ""),
        (r"in\b(?<=\w\w\werin)", ""),
        (r"innen\b(?<=\w\w(?:ent|ant|ist|eur|yst|tor|ert)innen)", ""),
        (r"innen\b(?<=\w\w\werinnen)", ""),
        (r"frau\b(?<=(?:kauf|fach|Kauf|Fach)frau)", "mann"),
    ),
    "es": (
        (_DOUBLE, ""),
        (r"ora\b(?<=\w\w\w[dst]ora)", "or"),
        (
            r"^([Ee]ncargad|[Ee]jecutiv|[Tt][eé]cnic|[Aa]dministrativ|[Ss]ecretari|[Ee]nfermer|[Ii]ngenier|[Cc]ajer)a\b",
            r"\1o",
        ),
        (r"^([Cc]amarer|[Mm][eé]dic)a\b", r"\1o"),
        (r"^([Jj]ef|[Ss]ubjef|[Vv]icepresident)a\b", r"\1e"),
    ),
    "pt": (
        (_DOUBLE, ""),
        (r"ora\b(?<=\w\w\w[dst]ora)", "or"),
        (
            r"^([Ee]ncarregad|[Ee]xecutiv|[Tt][eé]cnic|[Aa]dministrativ|[Ss]ecret[aá]ri|[Ee]nfermeir|[Ee]ngenheir)a\b",
            r"\1o",
        ),
    ),
    "pl": (
        (r"\s?/\s?-?(?:czyni|iczka|yczka|ica|tka|rka|nka|ka|a)\b", ""),
        (r"ka\b(?<=\wistka)", "a"),
        (r"ka\b(?<=\w\w(?:ant|ent|tor|ert|der|ner|żer|ger|ier|jer|kun|iel|arz)ka)", ""),
        (r"czka\b(?<=\w\w[iy]czka)", "k"),
        (r"czyni\b(?<=\w\w\wczyni)", "ca"),
        (r"nica\b(?<=\w\wwnica)", "nik"),
        (r"\b([Mm]łodsz|[Ss]tarsz|[Gg]łówn|[Kk]sięgow)a\b", r"\1y"),
    ),
}
_RULES = {language: [(re.compile(pattern), form) for pattern, form in rules] for language, rules in _FORMS.items()}


def plain_wording(text: str, *, language: str) -> str:
    """Return `text` without shouting capitals and with agent nouns in the dictionary's form.

    "KUNDENBERATER/IN (M/W/D)" and "Kundenberaterin" both become "Kundenberater", so that layout and
    gender do not move the answer. For the model's eyes only: offsets do not hold in what is returned.
    """
    if "(" in text:
        text = _MARK.sub("", text)
    if _is_shouted(text):
        text = text.capitalize()
    for pattern, form in _RULES.get(language, ()):
        text = pattern.sub(form, text)
    return text


def _is_shouted(text: str) -> bool:
    n_capitals = sum(map(str.isupper, text))
    if n_capitals < _LETTERS_TO_SHOUT:
        return False
    return n_capitals >= _SHOUTED * sum(map(str.isalpha, text))
