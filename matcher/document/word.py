"""DOCX bytes -> the text that a reader sees, and the text that is hidden from them."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from matcher.document.file_text import FileText
from matcher.document.word_format import Formats
from matcher.errors import DocumentError

MAX_UNPACKED_BYTES = 200_000_000  # a DOCX above this when unpacked is a mistake or a zip bomb

Piece = tuple[str, bool]  # a stretch of text, and whether it is hidden


def docx_text(raw: bytes, *, name: str) -> FileText:
    """Return paragraphs and table cells in reading order, one per line; list items keep a bullet.

    Raises `DocumentError` for a damaged file and for one that unpacks to over `MAX_UNPACKED_BYTES`.
    """
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
    return _file_text(_lines(document, Formats(document), paper=None))


def _unpacked_size(raw: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return sum(item.file_size for item in archive.infolist())


def _file_text(lines: Iterator[list[Piece]]) -> FileText:
    """Join the visible pieces, a line each; neighbouring hidden pieces make one passage."""
    visible: list[str] = []
    passages: list[list[str]] = [[]]
    for pieces in lines:
        for text, hidden in pieces:
            if hidden:
                passages[-1].append(text)
            elif text.strip() and passages[-1]:
                passages.append([])
        if not pieces or not all(hidden for _, hidden in pieces):
            visible.append("".join(text for text, hidden in pieces if not hidden))
    joined = (" ".join(" ".join(passage).split()) for passage in passages)
    return FileText("\n".join(visible), tuple(passage for passage in joined if passage))


def _lines(parent: Any, formats: Formats, *, paper: str | None) -> Iterator[list[Piece]]:
    """Yield each paragraph as pieces; `paper` is the shading of the cell around it, if it has one."""
    from docx.table import Table

    for block in parent.iter_inner_content():
        if isinstance(block, Table):
            yield from _table_lines(block, formats, paper)
        else:
            yield _pieces(block, formats, paper)


def _pieces(paragraph: Any, formats: Formats, paper: str | None) -> list[Piece]:
    style = paragraph.style
    listed = (style is not None and style.name.startswith("List")) or _is_numbered(paragraph)
    look = formats.of_paragraph(paragraph, paper)
    pieces = [(run.text, bool(run.text.strip()) and look.hides(run)) for run in _runs(paragraph)]
    if listed and any(text.strip() and not hidden for text, hidden in pieces):
        pieces.insert(0, ("• ", False))
    return pieces


def _runs(paragraph: Any) -> Iterator[Any]:
    """Yield the runs of a paragraph in order, those inside links too."""
    for item in paragraph.iter_inner_content():
        if hasattr(item, "runs"):
            yield from item.runs
        else:
            yield item


def _is_numbered(paragraph: Any) -> bool:
    properties = paragraph._p.pPr
    return properties is not None and properties.numPr is not None


def _table_lines(table: Any, formats: Formats, paper: str | None) -> Iterator[list[Piece]]:
    shaded = formats.table_paper(table, paper)
    for row in table.rows:
        seen: set[int] = set()
        for cell in row.cells:
            if id(cell._tc) not in seen:  # a merged cell comes once per column it spans
                seen.add(id(cell._tc))
                yield from _lines(cell, formats, paper=formats.cell_paper(cell, shaded))
