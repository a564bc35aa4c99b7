"""HTML bytes -> the text that a reader sees, and the text that is hidden from them."""

from collections.abc import Iterator
from typing import Any

from matcher.document.css import StyleSheet
from matcher.document.encoding import decode_text
from matcher.document.file_text import FileText
from matcher.document.html_look import Look, look_of
from matcher.errors import DocumentError

MAX_DEPTH = 400  # elements inside one another; real pages stay below 60


def html_text(raw: bytes, *, name: str) -> FileText:
    """Return the visible text of a page; paragraphs and list items keep their lines.

    A page is judged as it opens without a network: style sheets elsewhere are not fetched.
    """
    from inscriptis import Inscriptis
    from inscriptis.model.config import ParserConfig

    tree = _tree(_without_declaration(decode_text(raw, name=name)))
    if tree is None:
        return FileText("")
    hidden = _take_out_hidden(tree, name=name)
    text = Inscriptis(tree, ParserConfig(display_links=False, display_images=False)).get_text()
    return FileText(str(text), tuple(hidden))


def _without_declaration(source: str) -> str:
    """Drop an XML declaration: lxml refuses text (not bytes) that states an encoding."""
    stripped = source.lstrip("\ufeff \t\r\n")
    return stripped.partition("?>")[2] if stripped.startswith("<?xml") else source


def _tree(source: str) -> Any:
    """Parse a page, or return `None` for one with nothing in it."""
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    # Without `huge_tree` lxml silently drops what lies deep or is long; our own limits say so instead.
    try:
        return document_fromstring(source.replace("\x00", ""), parser=HTMLParser(huge_tree=True))
    except ParserError:  # nothing but comments and white space
        return None


def _take_out_hidden(tree: Any, *, name: str) -> list[str]:
    """Remove from `tree` the text that nobody sees, and return it as passages in order."""
    passages: list[list[str]] = [[]]
    gone: list[Any] = []
    for element, part, look in _texts(tree, gone, name):
        text = getattr(element, part) or ""
        if look.absent or not text.strip():
            continue
        if look.is_hidden:
            passages[-1].append(text)
            setattr(element, part, " ")
        elif passages[-1]:
            passages.append([])
    for element in gone:  # emptied and not dropped: lxml joins no text that holds control characters
        element.clear(keep_tail=True)
        element.tag = "span"
    joined = (" ".join(" ".join(passage).split()) for passage in passages)
    return [passage for passage in joined if any(character.isalpha() for character in passage)]


def _texts(tree: Any, gone: list[Any], name: str) -> Iterator[tuple[Any, str, Look]]:
    """Yield every place of text (an element's `text` or `tail`) in order, with how it looks.

    Elements that are hidden with all they hold are added to `gone`.
    """
    from lxml.etree import iterwalk

    sheet, looks = StyleSheet(tree), [Look()]
    for event, element in iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event == "start":
            looks.append(look_of(element, sheet.declarations(element), looks[-1]))
            if looks[-1].gone and not looks[-2].gone and element is not tree:
                gone.append(element)
            if len(looks) > MAX_DEPTH:
                raise DocumentError(
                    f"{name}: over {MAX_DEPTH} elements inside one another. Save the page again, or paste the text.",
                    code="too_complex",
                )
            yield element, "text", looks[-1]
        else:
            if event == "end":
                looks.pop()
            if element is not tree:
                yield element, "tail", looks[-1]
