"""Document -> the same document with a passage added or taken away."""

from collections.abc import Callable
from dataclasses import replace

from matcher.audit.subject import Subject
from matcher.audit.words import pick, words_of
from matcher.document import Document
from matcher.framework import framework_for


def without(what: str) -> Callable[[Subject], Document | None]:
    """Return a swap that takes away what is marked as `what`; `None` where nothing is or would remain."""

    def take_away(subject: Subject) -> Document | None:
        document = subject.document
        kept, place = "", 0
        for mark in subject.marks:
            if mark.what == what:
                kept += document.text[place : mark.start]
                place = mark.end
        kept += document.text[place:]
        changed = kept != document.text and any(character.isalpha() for character in kept)
        return replace(document, text=kept) if changed else None

    return take_away


def with_employer_text(subject: Subject) -> Document | None:
    """Put another employer's words about itself before an ad."""
    document = subject.document
    return replace(document, text=f"{_passage(document, 'employer')}\n\n{document.text}") if _is_ad(document) else None


def with_benefits(subject: Subject) -> Document | None:
    """Put another ad's benefits behind an ad."""
    document = subject.document
    return replace(document, text=f"{document.text}\n\n{_passage(document, 'benefit')}") if _is_ad(document) else None


def without_title(subject: Subject) -> Document | None:
    """Take the title away, also its first place in the text; `None` without a title."""
    document = subject.document
    text = document.text.replace(document.title, "", 1)
    if not document.title or not any(character.isalpha() for character in text):
        return None
    return replace(document, title="", text=text)


def with_gap(subject: Subject) -> Document:
    """Add years without employment to a CV's end; to an ad, that people who come back after a break are welcome."""
    document = subject.document
    gaps = words_of(document.language)["ad" if _is_ad(document) else "cv"]["gaps"]
    return replace(document, text=f"{document.text}\n\n{pick(gaps, f'{document.id} gap')}")


def with_statement(subject: Subject) -> Document | None:
    """Paste a statement of the framework behind a document of level 0 or unknown level, else `None`."""
    if subject.level:
        return None
    document = subject.document
    statements = [statement.text for statement in framework_for(document.language).statements]
    return replace(document, text=f"{document.text}\n\n{pick(statements, f'{document.id} statement')}")


def _passage(document: Document, what: str) -> str:
    return pick(words_of(document.language)["passages"][what], f"{document.id} {what}")


def _is_ad(document: Document) -> bool:
    return document.kind != "cv"
