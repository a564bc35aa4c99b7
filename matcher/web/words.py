"""Interface language -> the words of the app."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import streamlit as st

from matcher.language import LANGUAGES
from matcher.report.words import words_for

LANGUAGE_NAMES = {"en": "English", "de": "Deutsch", "es": "Español", "pt": "Português", "pl": "Polski"}
_codes = {name: code for code, name in LANGUAGE_NAMES.items()}  # the address holds the name, as the reader chose it


@cache
def interface_words(language: str) -> Mapping[str, str]:
    """Return the words of the app, as `section.key`, and beside them those of the reports, as `key`."""
    text = (files("matcher.web") / "catalogue" / f"{language}.toml").read_text(encoding="utf-8")
    sections: dict[str, dict[str, str]] = tomllib.loads(text)
    own = {f"{section}.{key}": word for section, keys in sections.items() for key, word in keys.items()}
    return {**words_for(language), **own}


def interface_language() -> str:
    """Return the language chosen in the app, else that of the address, else the browser's, else English."""
    chosen = st.session_state.get("language") or _codes.get(st.query_params.get("language", ""))
    return str(chosen) if chosen in LANGUAGES else _browser_language()


def _browser_language() -> str:
    language = (st.context.locale or "")[:2]
    return language if language in LANGUAGES else LANGUAGES[0]


def say(key: str, **places: object) -> str:
    """Return the word or sentence of `key` in the interface language, its places filled."""
    return interface_words(interface_language())[key].format(**places)


def kind_name(kind: str) -> str:
    """Return the word for a kind of document as it stands alone, with a capital."""
    word = say(f"kind_{kind}")
    return word[:1].upper() + word[1:]


def show_language_choice() -> None:
    """Let the reader choose the interface language; it stays in the address, and so outlives a reload."""
    st.selectbox(
        say("app.language"),
        LANGUAGES,
        index=LANGUAGES.index(_browser_language()),
        format_func=lambda language: LANGUAGE_NAMES[language],
        key="language",
        label_visibility="collapsed",
        bind="query-params",
        filter_mode=None,
    )
