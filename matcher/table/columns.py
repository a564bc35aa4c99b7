"""Names of a table's columns -> which of them hold id, title, text and language."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from matcher.errors import InputError

_USUAL = {
    "id": ("id", "doc_id", "document_id", "job_id", "uuid"),
    "title": ("title", "job_title", "titel", "título", "titulo", "stanowisko", "position"),
    "text": ("text", "description", "job_description", "body", "content", "beschreibung", "descripcion", "descripción",
             "descrição", "descricao", "opis"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """The column of a table that holds each thing; `None` where there is none.

    The language is never guessed: a column that says it is used only where its name is given.
    """

    id: str | None = None
    title: str | None = None
    text: str | None = None
    language: str | None = None

    def describe(self) -> str:
        """Say in one line what is read from where."""
        used = [f"{what} from {name!r}" for what, name in asdict(self).items() if name is not None]
        return ", ".join(used) + ("" if self.id else ", ids are numbered from 1")


def find_columns(names: Sequence[str], *, given: Columns, place: object) -> Columns:
    """Choose columns: those `given`, else the first of the usual names.

    Raises `InputError` that lists what there is, for a given name that is missing and for a table
    in which no column is known to hold the text.
    """
    chosen = {what: name or _guess(names, _USUAL.get(what, ())) for what, name in asdict(given).items()}
    there = ", ".join(names) or "none"
    for name in chosen.values():
        if name is not None and name not in names:
            raise InputError(f"{place}: no column {name!r}; found {there}.")
    if chosen["text"] is None:
        raise InputError(f"{place}: no column with the text; found {there}. Name it with --text-column.")
    return Columns(**chosen)


def _guess(names: Sequence[str], usual: Sequence[str]) -> str | None:
    known = {name.strip().lower(): name for name in reversed(names)}
    return next((known[name] for name in usual if name in known), None)
