"""The app's style sheet, and whether it is shown on a dark background."""

from functools import cache
from importlib.resources import files

import streamlit as st

from matcher.report.colours import level_style
from matcher.web.words import interface_language, say


@cache
def _sheet() -> str:
    return (files("matcher.web") / "style.css").read_text(encoding="utf-8") + level_style()


def show_style() -> None:
    """Put the style sheet on the page, and name the page's language for screen readers and hyphenation."""
    words = "".join(f'--{name}:"{say(f"upload.{name}")}";' for name in ("button", "hint"))
    st.html(f"<style>{_sheet()}\n.stApp{{{words}}}</style>")
    script = f"<script>document.documentElement.lang={interface_language()!r}</script>"
    st.html(script, unsafe_allow_javascript=True)


def show_from_top(what: str) -> None:
    """Bring the page's top into view once per `what`: an answer stands there, the button was further down."""
    script = f"<script>/* {what} */ document.querySelector('.stMain').scrollTo(0, 0)</script>"
    st.html(script, unsafe_allow_javascript=True)


def is_dark() -> bool:
    """Return whether the reader's theme is dark; charts carry their colours with them."""
    return st.context.theme.type == "dark"
