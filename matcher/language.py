"""Text -> language."""

from functools import cache
from typing import Any

from matcher.errors import LanguageError

LANGUAGES = ("en", "de", "es", "pt", "pl")
"""The languages that have statements, in framework order."""

ENCODER_LANGUAGES = ("ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh")
"""Languages the encoder was made for; text in one of them can be scored against English statements."""

# Neighbours that a detector must know so as not to call their text one of ours. Catalan, Galician,
# Aragonese and the like are left out: on short Spanish and Portuguese ads they only cause mistakes.
_NEIGHBOURS = ("bg", "cs", "da", "el", "fi", "hu", "lt", "no", "ro", "sk", "sv", "uk")
_SAMPLE_CHARACTERS = 4000  # enough for certainty; the detector's time grows with the text


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of `text`'s main language.

    The answer may be a language without statements of its own (see `LANGUAGES`).
    Shouted capitals are lowered first: the detector knows words in their usual case.
    """
    sample = text[:_SAMPLE_CHARACTERS]
    letters = [c for c in sample if c.isalpha()]
    if sum(c.isupper() for c in letters) > len(letters) / 2:
        sample = sample.lower()
    return str(_detector().classify(sample)[0])


def check_language(code: str) -> str:
    """Return `code` if a document may be declared to be in it, else raise `LanguageError`."""
    known = sorted({*LANGUAGES, *ENCODER_LANGUAGES, *_NEIGHBOURS})
    if code not in known:
        raise LanguageError(f"Unknown language {code!r}. Use one of: {', '.join(known)}.")
    return code


@cache
def _detector() -> Any:
    # Imported here: the model behind it takes most of a second, and a declared language needs none.
    import py3langid

    py3langid.set_languages(sorted({*LANGUAGES, *ENCODER_LANGUAGES, *_NEIGHBOURS}))
    return py3langid
