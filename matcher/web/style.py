"""The app's style sheet, and whether it is shown on a dark background."""

import json
from functools import cache
from importlib.resources import files

import streamlit as st

from matcher.report.colours import level_style
from matcher.web.words import interface_language, say

_LEFT_IN_ENGLISH = {
    "Skip to main content": "skip",
    "App pages": "pages",
    "Sidebar": "pages",
    "Expand sidebar": "open_pages",
    "Choose an option": "choose",
    "file upload": "upload",
    "Copy to clipboard": "copy",
    "Help for ": "help",  # a space at the end: a name follows
    "Remove ": "remove",
    " option available.": "options",  # a space at the start: a number stands before, and after the word of ours
    " options available.": "options",
    ", selected": "selected",
    "Add files": "upload",
    "Open": "open",
    "Dismiss": "close",
    "Close": "close",
    "Page not found": "no_page",
    "The page that you have requested does not seem to exist. Running the app's main page.": "no_page_text",
    "Connection error": "no_answer",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": "restart",
    "Streamlit server is not responding. Are you connected to the internet?": "restart",
}


@cache
def _sheet() -> str:
    return (files("matcher.web") / "style.css").read_text(encoding="utf-8") + level_style()


@cache
def _script() -> str:
    return (files("matcher.web") / "labels.js").read_text(encoding="utf-8")


def show_style() -> None:
    """Put the style sheet on the page, name its language for screen readers, and put Streamlit's own words into it."""
    words = "".join(f'--{name}:"{say(f"upload.{name}")}";' for name in ("button", "hint"))
    st.html(f"<style>{_sheet()}\n.stApp{{{words}}}</style>")
    labels = json.dumps({english: say(f"streamlit.{key}") for english, key in _LEFT_IN_ENGLISH.items()})
    script = f"document.documentElement.lang={interface_language()!r};{_script().replace('WORDS', labels)}"
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def show_from_top(what: str) -> None:
    """Bring the page's top into view once per `what`: an answer stands there, the button was further down."""
    script = f"<script>/* {what} */ document.querySelector('.stMain').scrollTo(0, 0)</script>"
    st.html(script, unsafe_allow_javascript=True)


def is_dark() -> bool:
    """Return whether the reader's theme is dark; charts carry their colours with them."""
    return st.context.theme.type == "dark"
