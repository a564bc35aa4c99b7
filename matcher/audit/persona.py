"""Document -> the same document with a person in it, of whom one thing can be swapped."""

import re
from dataclasses import dataclass, replace

from matcher.audit.words import pick, words_of
from matcher.document import Document

Span = tuple[int, int]
_HEADING = re.compile(
    r"(?:(?:r[eé]sum[eé]|curr[ií]culum(?: v[ií]t[aæ]e?)?(?: de| of)?|cv|(?:tabellarischer )?lebenslauf|hoja de vida"
    r"|życiorys|datos personales|dados pessoais|dane osobowe|persönliche (?:daten|angaben)"
    r"|personal (?:details|data|statement))(?!\w)\W*)+",
    re.IGNORECASE,
)
_NAME = re.compile(r"\s*(?P<name>[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’.-]*){1,3}?)(?=\s*(?:[,|·–—•(\n]|\s-\s|$))")


@dataclass(frozen=True, slots=True)
class Persona:
    """The person whom a document is about (a CV) or names as its contact (an ad)."""

    name: str
    salutation: str
    address: str
    age: str
    birth: str
    family: str
    nationality: str
    country: str


def reference_persona(document: Document) -> Persona:
    """Return the person whom swaps start from: a man of the majority, young, single, a citizen, at a good address."""
    words = words_of(document.language)
    facts = words["facts"]
    origins = words["names"]["origins"]
    man, _ = pick(next(iter(origins.values())), f"{document.id} name").split("|")
    return Persona(
        name=man,
        salutation=words["names"]["salutations"][0],
        address=facts["addresses"][0],
        age=facts["ages"][0],
        birth=facts["births"][0],
        family=facts["families"][0],
        nationality=facts["nationalities"][0],
        country=facts["countries"][0],
    )


def with_other_gender(persona: Persona, document: Document) -> Persona:
    """Give the same surname a woman's first name."""
    names = words_of(document.language)["names"]
    pairs = [pair.split("|") for pair in next(iter(names["origins"].values()))]
    woman = next(woman for man, woman in pairs if man == persona.name)
    return replace(persona, name=woman, salutation=names["salutations"][1])


def with_other_origin(persona: Persona, document: Document) -> Persona:
    """Give the man a name of another origin, over many documents each about as often."""
    origins = list(words_of(document.language)["names"]["origins"].values())[1:]
    origin = origins[int(pick([str(i) for i in range(len(origins))], f"{document.id} origin"))]
    return replace(persona, name=pick(origin, f"{document.id} other").split("|")[0])


def with_other_age(persona: Persona, document: Document) -> Persona:
    """Make the person, or an ad's team, some thirty years older."""
    facts = words_of(document.language)["facts"]
    return replace(persona, age=facts["ages"][1], birth=facts["births"][1])


def with_other_family(persona: Persona, document: Document) -> Persona:
    """Give another family status."""
    return replace(persona, family=_other(document, "families"))


def with_other_nationality(persona: Persona, document: Document) -> Persona:
    """Give another nationality; in an ad the colleagues' country."""
    return replace(persona, nationality=_other(document, "nationalities"), country=_other(document, "countries"))


def with_other_address(persona: Persona, document: Document) -> Persona:
    """Give an address in another kind of neighbourhood."""
    return replace(persona, address=_other(document, "addresses"))


def _other(document: Document, list_name: str) -> str:
    return pick(words_of(document.language)["facts"][list_name][1:], f"{document.id} {list_name}")


def with_persona(document: Document, persona: Persona) -> Document:
    """Put the person into the text: over the name that stands there, else in a line of its own, and the facts beside.

    A CV gets the facts below the name; an ad gets them as a paragraph at its end.
    """
    templates = words_of(document.language)["cv" if document.kind == "cv" else "ad"]
    facts = templates["facts"].format(**_fields(persona))
    if document.kind == "cv":
        return replace(document, text=_cv_text(document, persona.name, facts))
    found = find_contact(document)
    if found:
        start, end = found
        text = f"{document.text[:start]}{persona.salutation} {persona.name}{document.text[end:]}"
        return replace(document, text=f"{text}\n\n{facts}")
    return replace(document, text=f"{document.text}\n\n{templates['name'].format(**_fields(persona))} {facts}")


def _fields(persona: Persona) -> dict[str, str]:
    return {name: getattr(persona, name) for name in persona.__slots__}


def _cv_text(document: Document, name: str, facts: str) -> str:
    text = document.text
    found = find_name(document)
    if found is None:
        return f"{name}\n{facts}\n{text}"
    start, end = found
    line_end = text.find("\n", end)
    rest = text[end:] if line_end < 0 else text[end:line_end]
    below = "" if line_end < 0 else text[line_end:]
    if len(rest) > _MAX_LINE:  # a CV without line breaks: the facts go before it
        return f"{text[:start]}{name}\n{facts}\n{rest}{below}"
    return f"{text[:start]}{name}{rest}\n{facts}{below}"


_MAX_LINE = 120  # characters; more after a name is no line with a town and a telephone number


def find_name(document: Document) -> Span | None:
    """Return where a CV's name stands: two to four capitalised words that open the text, below a heading at most."""
    heading = _HEADING.match(document.text)
    match = _NAME.match(document.text, heading.end() if heading else 0)
    if match is None or not all(word[0].isupper() for word in match["name"].split()):
        return None
    return None if match["name"].lower() in document.title.lower() else match.span("name")


def find_contact(document: Document) -> Span | None:
    """Return where an ad first names a person with a form of address, such as "Frau Tilgner"."""
    forms = "|".join(re.escape(form) for form in words_of(document.language)["names"]["titles"])
    more = (
        "" if document.language == "de" else r"(?: [A-ZÁÉÍÓÚŁŚŻŹĆ][a-ząćęłńóśźżáéíóúñçãõ]+){0,2}"
    )  # German nouns have capitals, too
    name = r"[A-ZÄÖÜÁÉÍÓÚÇŁŚŻŹĆ][a-zäöüßąćęłńóśźżáéíúñçãõ]+(?:-[A-ZÄÖÜŁŚŻ][\w]+)?"
    match = re.search(rf"(?<!\w)(?:{forms}) (?:(?:Dr|Lic|Ing)\. )?{name}{more}(?!\w)", document.text)
    return match.span() if match else None
