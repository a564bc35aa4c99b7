"""The app's frame: language, style, navigation, and the one page that is open."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from matcher.web.about import show_about
from matcher.web.batch import show_batch
from matcher.web.compare import show_compare
from matcher.web.decisions import show_decisions
from matcher.web.framework import show_framework
from matcher.web.match import show_match
from matcher.web.model import warm_up
from matcher.web.problems import guarded
from matcher.web.session import session
from matcher.web.style import show_style
from matcher.web.words import say, show_language_choice

_PAGES: dict[str, tuple[Callable[[], None], str]] = {
    "match": (show_match, ":material/search:"),
    "compare": (show_compare, ":material/compare_arrows:"),
    "batch": (show_batch, ":material/table_rows:"),
    "decisions": (show_decisions, ":material/fact_check:"),
    "framework": (show_framework, ":material/stairs:"),
    "about": (show_about, ":material/info:"),
}

_ICON = Path(__file__).parent / "icon.png"


@guarded
def _show_page(page: StreamlitPage) -> None:
    warm_up()
    page.run()


def show_app() -> None:
    """Draw the frame and the open page; whatever goes wrong becomes a message with a next step."""
    st.set_page_config(page_title="matcher", page_icon=str(_ICON), layout="wide")
    pages = {
        name: st.Page(show, title=say(f"{name}.page"), icon=icon, url_path=name, default=name == "match")
        for name, (show, icon) in _PAGES.items()
    }
    session().pages = pages
    page = st.navigation(list(pages.values()), position="top")
    wanted, session().wanted_page = session().wanted_page, None
    if wanted and pages[wanted] != page:
        st.switch_page(pages[wanted])
    show_style()
    top = st.container(key="top")
    _show_page(page)
    with top:  # drawn after the page, so that an answer is not kept waiting for it
        show_language_choice()
    st.html(f'<footer class="note">{say("app.footer")}</footer>')
