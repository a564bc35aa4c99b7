"""Subject -> pairs of documents that differ in one thing."""

from collections.abc import Callable
from dataclasses import dataclass

from matcher.audit import layout, passages, persona
from matcher.audit.gender_forms import FEMININE, MASCULINE, with_gender_form
from matcher.audit.subject import Subject
from matcher.document import Document

Pair = tuple[Document, Document]


@dataclass(frozen=True, slots=True)
class Swap:
    """One thing to swap; `personal` says that it is about a person, so that an answer must not change.

    `pair` gives the document before and after, or `None` where there is nothing to swap.
    """

    name: str
    personal: bool
    pair: Callable[[Subject], Pair | None]


def _person(change: Callable[[persona.Persona, Document], persona.Persona]) -> Callable[[Subject], Pair]:
    def pair(subject: Subject) -> Pair:
        document = subject.document
        before = persona.reference_persona(document)
        return persona.with_persona(document, before), persona.with_persona(document, change(before, document))

    return pair


def _gender_forms(subject: Subject) -> Pair | None:
    masculine = with_gender_form(subject.document, MASCULINE)
    feminine = with_gender_form(subject.document, FEMININE)
    return (masculine, feminine) if masculine and feminine else None


def _document(change: Callable[[Document], Document | None]) -> Callable[[Subject], Pair | None]:
    return _subject(lambda subject: change(subject.document))


def _subject(change: Callable[[Subject], Document | None]) -> Callable[[Subject], Pair | None]:
    def pair(subject: Subject) -> Pair | None:
        after = change(subject)
        return (subject.document, after) if after else None

    return pair


SWAPS = (
    Swap("name, by gender", True, _person(persona.with_other_gender)),
    Swap("name, by origin", True, _person(persona.with_other_origin)),
    Swap("gender form of the title", True, _gender_forms),
    Swap("age", True, _person(persona.with_other_age)),
    Swap("family status", True, _person(persona.with_other_family)),
    Swap("nationality", True, _person(persona.with_other_nationality)),
    Swap("address", True, _person(persona.with_other_address)),
    Swap("gap in employment added", True, _subject(passages.with_gap)),
    Swap("capitals", False, _document(layout.in_capitals)),
    Swap("small letters", False, _document(layout.in_small_letters)),
    Swap("white space", False, _document(layout.with_wide_spaces)),
    Swap("bullets", False, _document(layout.with_other_bullets)),
    Swap("benefits added", False, _subject(passages.with_benefits)),
    Swap("benefits removed", False, _subject(passages.without("benefit"))),
    Swap("employer text added", False, _subject(passages.with_employer_text)),
    Swap("employer text removed", False, _subject(passages.without("employer"))),
    Swap("title removed", False, _subject(passages.without_title)),
    Swap("statement pasted", False, _subject(passages.with_statement)),
)
"""All swaps, those about a person first; the order of tables."""
