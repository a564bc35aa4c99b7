"""About: what the program does and cannot do, its model, the licence of the statements, what happens to the text."""

from html import escape

import streamlit as st

from matcher.resources import resource_path
from matcher.web.model import model_info
from matcher.web.words import say

_SECTIONS = ("what", "how", "limits", "text", "decides", "licence")


def show_about() -> None:
    """Draw the sections, then which model answers here, with its card."""
    st.html(f"<h1>{say('about.title')}</h1>")
    for section in _SECTIONS:
        st.html(
            f"<section><h2>{escape(say(f'about.{section}_title'))}</h2>{_paragraphs(say(f'about.{section}'))}</section>"
        )
    info = model_info()
    facts = say("about.model", name=info.name, version=info.version, sha256=info.sha256[:12])
    st.html(f"<h2>{escape(say('about.model_title'))}</h2>{_paragraphs(facts)}")
    with st.expander(say("about.card"), icon=":material/description:"):
        card = resource_path("models") / "csmg" / "MODEL_CARD.md"
        st.markdown(card.read_text(encoding="utf-8").replace("# Model card", "#### Model card"))


def _paragraphs(text: str) -> str:
    """Render lines that begin with a dash as a list, others as paragraphs."""
    blocks, items = [], []
    for line in text.splitlines():
        if line.startswith("- "):
            items.append(f"<li>{escape(line[2:])}</li>")
        elif line.strip():
            blocks.append(f"<p>{escape(line)}</p>")
    return "".join(blocks) + (f"<ul>{''.join(items)}</ul>" if items else "")
