"""Document -> the same words in another layout."""

import re
from dataclasses import replace

from matcher.document import Document

_BULLET = re.compile(r"(?m)^([ \t]*)([•●▪·*+–—-])(?=\s)")


def in_capitals(document: Document) -> Document:
    """Write title and text in capitals."""
    return replace(document, title=document.title.upper(), text=document.text.upper())


def in_small_letters(document: Document) -> Document:
    """Write title and text without capitals."""
    return replace(document, title=document.title.lower(), text=document.text.lower())


def with_wide_spaces(document: Document) -> Document:
    """Double the space between words, and put two at each line's end."""
    return replace(document, text=re.sub(r"(?<=\S) (?=\S)", "  ", document.text).replace("\n", "  \n"))


def with_other_bullets(document: Document) -> Document | None:
    """Exchange the bullets that open lines; `None` where there are none."""
    text = _BULLET.sub(lambda match: match[1] + ("-" if match[2] == "•" else "•"), document.text)
    return replace(document, text=text) if text != document.text else None
