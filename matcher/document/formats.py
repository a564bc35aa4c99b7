"""Bytes of a file -> FileText, by the reader for its format."""

from matcher.document.file_text import FileText

PARSED_SUFFIXES = (".html", ".htm", ".pdf", ".docx")
"""Files that need a parser; a parser can be brought down by a bad file, so see `parse_apart`."""


def parse_file(raw: bytes, *, name: str, suffix: str) -> FileText:
    """Read the bytes of a PDF, DOCX or HTML file in this process.

    `suffix` is one of `PARSED_SUFFIXES`. Only the parser that is needed gets loaded. Raises `DocumentError`.
    """
    if suffix == ".pdf":
        from matcher.document.pdf import pdf_text

        return pdf_text(raw, name=name)
    if suffix == ".docx":
        from matcher.document.word import docx_text

        return docx_text(raw, name=name)
    from matcher.document.html import html_text

    return html_text(raw, name=name)
