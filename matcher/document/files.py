"""File -> Document."""

import sys
from pathlib import Path

from matcher.document.apart import parse_apart
from matcher.document.document import Document, make_document
from matcher.document.encoding import decode_text
from matcher.document.file_text import FileText
from matcher.document.formats import PARSED_SUFFIXES
from matcher.errors import DocumentError
from matcher.places import readable_name

MAX_BYTES = 20_000_000  # room for a CV with photographs; a bound, not a tuned number
MAX_CHARACTERS = 1_000_000  # over 40 times the longest of 1,201 real documents (21,500)


_PLAIN_SUFFIXES = (".txt", ".text", ".md", ".markdown")
DOCUMENT_SUFFIXES = (*_PLAIN_SUFFIXES, *PARSED_SUFFIXES)
"""Suffixes of the files that `read_document` reads."""


def read_document(
    path: Path | str,
    *,
    title: str | None = None,
    kind: str | None = None,
    language: str | None = None,
) -> Document:
    """Read a file, or standard input if `path` is `-`.

    Raises `DocumentError` that names the file, the reason (as `code`) and the next step.
    """
    if str(path) == "-":
        raw, name, suffix = sys.stdin.buffer.read(MAX_BYTES + 1), "standard input", ""
    else:
        path = Path(path)
        raw, name, suffix = _read_file(path), str(path), path.suffix.lower()
    read = read_bytes(raw, name=name, suffix=suffix)
    identifier = "stdin" if name == "standard input" else readable_name(Path(name).name)
    return make_document(read.text, id=identifier, title=title, kind=kind, language=language, hidden=read.hidden)


def read_bytes(raw: bytes, *, name: str, suffix: str) -> FileText:
    """Turn the bytes of a file into text; `suffix` such as `.pdf` is what its name promises.

    With an empty suffix (standard input) the content decides. Raises `DocumentError`.
    """
    if len(raw) > MAX_BYTES:
        raise DocumentError(
            f"{name}: over the limit of {MAX_BYTES // 1_000_000} MB. Give only the ad or CV itself.",
            code="too_large",
        )
    if not raw.strip():
        raise DocumentError(f"{name}: the file is empty. Save the document again, or paste its text.", code="empty")
    found = _suffix_of_content(raw)
    if suffix and suffix not in DOCUMENT_SUFFIXES:
        raise DocumentError(
            f"{name}: cannot read {suffix} files. Save it as one of: {', '.join(DOCUMENT_SUFFIXES)}.",
            code="unknown_type",
        )
    if suffix and (found or ".txt") != suffix and (found in (".pdf", ".docx", ".zip") or suffix in (".pdf", ".docx")):
        raise DocumentError(
            f"{name}: the name says {suffix}, the content is {_NAMES.get(found, 'something else')}. "
            "Give the file its right ending, or save it again.",
            code="wrong_type",
        )
    read = _text_of(raw, name=name, suffix=suffix or found or ".txt")
    if not any(character.isalpha() for character in read.text):
        raise DocumentError(f"{name}: there is no text in it. Give a document with words.", code="empty")
    if len(read.text) > MAX_CHARACTERS:
        raise DocumentError(
            f"{name}: {len(read.text):,} characters, over the limit of {MAX_CHARACTERS:,}. "
            "Give one ad or CV at a time; many belong in `matcher batch`.",
            code="too_large",
        )
    return read


def _text_of(raw: bytes, *, name: str, suffix: str) -> FileText:
    """Decode plain text here, which needs no parser; leave everything else to the parsing process."""
    if suffix in _PLAIN_SUFFIXES:
        return FileText(decode_text(raw, name=name))
    if suffix in PARSED_SUFFIXES:
        return parse_apart(raw, name=name, suffix=suffix)
    raise DocumentError(
        f"{name}: a ZIP archive or Office file. Save it as one of: {', '.join(DOCUMENT_SUFFIXES)}.", code="unknown_type"
    )


_NAMES = {
    ".pdf": "a PDF",
    ".docx": "a Word document",
    ".zip": "a ZIP archive or Office file",
    ".html": "HTML",
    "": "text",
}


def _read_file(path: Path) -> bytes:
    if not path.exists():
        raise DocumentError(f"{path}: no such file.", code="missing_file")
    if path.is_dir():
        raise DocumentError(f"{path}: a folder. Use `matcher batch` for many documents.", code="wrong_type")
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise DocumentError(f"{path}: cannot be opened ({error.strerror}).", code="unreadable") from error


def _suffix_of_content(raw: bytes) -> str:
    """Tell PDF, DOCX, other ZIP and HTML by their first bytes; an empty string for all else."""
    head = raw[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-"):
        return ".pdf"
    if head.startswith(b"PK\x03\x04"):
        return ".docx" if b"word/" in raw else ".zip"
    if head[:100].lower().startswith((b"<!doctype html", b"<html")):
        return ".html"
    return ""
