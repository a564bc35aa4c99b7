"""PDF, DOCX and HTML bytes -> text."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from matcher.errors import DocumentError

MAX_PAGES = 200
MAX_UNPACKED_BYTES = 200_000_000  # a DOCX above this when unpacked is a mistake or a zip bomb


def pdf_text(raw: bytes, *, name: str) -> str:
    """Return the text of all pages, a form feed between pages.

    Raises `DocumentError` if the file is encrypted, damaged, has over `MAX_PAGES` pages, or
    holds pictures of text only.
    """
    import pypdfium2 as pdfium

    try:
        pdf = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise DocumentError(
                f"{name}: the PDF is protected by a password. Save a copy without it.", code="encrypted"
            ) from error
        raise DocumentError(
            f"{name}: the PDF is damaged and cannot be opened. Export it again.", code="damaged"
        ) from error
    try:
        if len(pdf) > MAX_PAGES:
            raise DocumentError(f"{name}: {len(pdf)} pages, over the limit of {MAX_PAGES}.", code="too_large")
        pages = [_page_text(pdf, index) for index in range(len(pdf))]
    except pdfium.PdfiumError as error:
        raise DocumentError(f"{name}: a page of the PDF is damaged. Export it again.", code="damaged") from error
    finally:
        pdf.close()
    text = "\f".join(pages)
    if not any(character.isalpha() for character in text):
        raise DocumentError(
            f"{name}: the PDF holds no text, only pictures of it (a scan?). "
            "Run text recognition (OCR) on it, or paste the text.",
            code="no_text",
        )
    return text


def _page_text(pdf: Any, index: int) -> str:
    page = pdf[index]
    text_page = page.get_textpage()
    # U+FFFE is how PDFium marks a hyphen at a line's end; the word goes on in the next line.
    text = str(text_page.get_text_bounded()).replace("\ufffe\r\n", "").replace("\ufffe", "")
    text_page.close()
    page.close()
    return text.replace("\r\n", "\n")


def docx_text(raw: bytes, *, name: str) -> str:
    """Return paragraphs and table cells in reading order, one per line; list items keep a bullet."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    damaged = f"{name}: the Word document is damaged. Open it in Word and save it again."
    try:
        size = _unpacked_size(raw)
        document = docx.Document(io.BytesIO(raw)) if size <= MAX_UNPACKED_BYTES else None
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError, OSError) as error:
        raise DocumentError(damaged, code="damaged") from error
    if document is None:
        raise DocumentError(f"{name}: unpacks to more than 200 MB. Remove pictures.", code="too_large")
    return "\n".join(_docx_lines(document))


def _unpacked_size(raw: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return sum(item.file_size for item in archive.infolist())


def _docx_lines(parent: Any) -> Iterator[str]:
    from docx.table import Table

    for block in parent.iter_inner_content():
        if isinstance(block, Table):
            yield from _table_lines(block)
        else:
            listed = (block.style is not None and block.style.name.startswith("List")) or _is_numbered(block)
            yield ("• " if listed and block.text.strip() else "") + block.text


def _is_numbered(paragraph: Any) -> bool:
    properties = paragraph._p.pPr
    return properties is not None and properties.numPr is not None


def _table_lines(table: Any) -> Iterator[str]:
    for row in table.rows:
        seen: set[int] = set()
        for cell in row.cells:
            if id(cell._tc) not in seen:  # a merged cell comes once per column it spans
                seen.add(id(cell._tc))
                yield from _docx_lines(cell)


def html_text(raw: bytes, *, name: str) -> str:
    """Return the visible text of a page; paragraphs and list items keep their lines."""
    from inscriptis import get_text
    from inscriptis.model.config import ParserConfig

    from matcher.document.encoding import decode_text

    source = decode_text(raw, name=name)
    return str(get_text(_without_declaration(source), ParserConfig(display_links=False, display_images=False)))


def _without_declaration(source: str) -> str:
    """Drop an XML declaration: lxml refuses text (not bytes) that states an encoding."""
    stripped = source.lstrip("\ufeff \t\r\n")
    return stripped.partition("?>")[2] if stripped.startswith("<?xml") else source
