"""Text -> Document."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from matcher.document.kind import KINDS, find_kind
from matcher.document.title import find_title
from matcher.errors import DocumentError
from matcher.language import check_language, detect_language
from matcher.legible import as_seen

__all__ = ["KINDS", "Document", "make_document"]

_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Document:
    """A job ad, CV or role profile as read.

    `text` is exactly what was given (or extracted from a file); every offset in a result points
    into it. `title` is context: it may or may not also stand in the text, and is empty if unknown.
    `hidden` holds passages of the file that no reader sees; they are no part of `text` and count for nothing.
    """

    id: str
    text: str
    title: str
    kind: str
    language: str
    hidden: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Hash of the text in UTF-8, so that a result can name what it was made from."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def make_document(
    text: str,
    *,
    id: str = "document",
    title: str | None = None,
    kind: str | None = None,
    language: str | None = None,
    hidden: Sequence[str] = (),
) -> Document:
    """Make a document from `text`, finding out whatever is not given.

    A title given as `None` is searched in the text; an empty one stays empty. Raises
    `DocumentError` for a text without a single letter, halves of characters and an unknown kind,
    `LanguageError` for an unknown language code.
    """
    if _HALF.search(f"{text}{title or ''}"):
        raise DocumentError(
            f"{id}: holds halves of characters (lone surrogates). Give the text again in UTF-8.", code="bad_encoding"
        )
    if not any(character.isalpha() for character in text):
        raise DocumentError(f"{id}: there is no text in it. Give a document with words.", code="empty")
    if kind is not None and kind not in KINDS:
        raise DocumentError(f"{id}: unknown kind {kind!r}. Use one of: {', '.join(KINDS)}.", code="bad_kind")
    seen = as_seen(text).text
    return Document(
        id=id,
        text=text,
        title=find_title(seen) if title is None else " ".join(title.split()),
        kind=kind or find_kind(seen),
        language=check_language(language) if language else detect_language(seen),
        hidden=tuple(hidden),
    )
