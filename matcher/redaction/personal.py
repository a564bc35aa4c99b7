"""Text -> stretches that tell who a person is: names, e-mail, phones, addresses, birth dates, photo captions."""

from collections.abc import Iterator
from dataclasses import dataclass

from matcher.redaction.contacts import contact_stretches
from matcher.redaction.names import find_names

KINDS = ("name", "email", "phone", "address", "birth", "caption")


@dataclass(frozen=True, slots=True)
class Stretch:
    """`text[start:end]` tells something personal; `kind` is one of `KINDS`."""

    start: int
    end: int
    kind: str


def find_personal(text: str, *, kind: str = "cv") -> list[Stretch]:
    """Return what tells who a person is, in order and disjoint; where two overlap, the earlier one keeps the place.

    `kind` is the document's: at the top of a CV stands its owner's name, at the top of an ad a job title.
    """
    found = [*_contacts(text), *(Stretch(start, end, "name") for start, end in find_names(text, kind=kind))]
    return list(_disjoint(found))


def _contacts(text: str) -> Iterator[Stretch]:
    for kind, start, end in contact_stretches(text):
        yield Stretch(start, end, kind)


def _disjoint(stretches: list[Stretch]) -> Iterator[Stretch]:
    place = 0
    for one in sorted(stretches, key=lambda one: (one.start, -one.end)):
        if one.end > place:
            yield Stretch(max(one.start, place), one.end, one.kind)
            place = one.end
