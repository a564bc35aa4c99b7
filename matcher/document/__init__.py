"""File or text -> Document: its text, title, kind and language."""

from matcher.document.document import KINDS, Document, make_document
from matcher.document.file_text import FileText
from matcher.document.files import DOCUMENT_SUFFIXES, MAX_BYTES, MAX_CHARACTERS, read_bytes, read_document
from matcher.document.title import find_title

__all__ = [
    "DOCUMENT_SUFFIXES",
    "KINDS",
    "MAX_BYTES",
    "MAX_CHARACTERS",
    "Document",
    "FileText",
    "find_title",
    "make_document",
    "read_bytes",
    "read_document",
]
