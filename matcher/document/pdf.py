"""PDF bytes -> the text that a reader sees, and the text that is hidden from them."""

from typing import Any

from matcher.document.file_text import FileText
from matcher.document.pdf_ink import VISIBLE, chars_of
from matcher.errors import DocumentError

MAX_PAGES = 100  # a page takes about 0.1 s, and no ad or CV has a tenth of that many
_MIN_LETTERS = 4  # of a hidden passage; less is a stray sign of some font, not a message


def pdf_text(raw: bytes, *, name: str) -> FileText:
    """Return the text of all pages, a form feed between pages, and what is hidden on them.

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
    text = "\f".join(page.text for page in pages)
    if not any(character.isalpha() for character in text):
        raise DocumentError(
            f"{name}: the PDF holds no text that a reader sees, only pictures of it (a scan?). "
            "Run text recognition (OCR) on it, or paste the text.",
            code="no_text",
        )
    return FileText(text, tuple(passage for page in pages for passage in page.hidden))


def _page_text(pdf: Any, index: int) -> FileText:
    page = pdf[index]
    text_page = page.get_textpage()
    chars = chars_of(page, text_page)
    lines = [_words_of(line) for line in _lines_of(chars)]
    hidden = _hidden_passages([word for words in lines for word in words])
    text = "\n".join(_visible_lines(lines)) if hidden else _joined(str(text_page.get_text_bounded()))
    text_page.close()
    page.close()
    return FileText(text, tuple(hidden))


def _joined(text: str) -> str:
    """Join words cut at a line's end: U+FFFE is how PDFium marks such a hyphen."""
    return text.replace("\ufffe\r\n", "").replace("\ufffe", "").replace("\r\n", "\n")


Word = list[Any]  # [characters, hidden]: the second is settled once the words around it are known


def _lines_of(chars: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    lines: list[list[tuple[str, str]]] = [[]]
    for i, (character, state) in enumerate(chars):
        if character == "\n":
            lines.append([])
        elif character == "\ufffe" and [c for c, _ in chars[i + 1 : i + 3]] == ["\r", "\n"]:
            pass
        elif character not in "\r\ufffe":
            lines[-1].append((character, state))
    return lines


def _words_of(line: list[tuple[str, str]]) -> list[Word]:
    """Cut a line at white space; a word is hidden if most of its letters and digits are."""
    words: list[Word] = []
    pieces: list[list[tuple[str, str]]] = [[]]
    for character, state in line:
        if character.isspace():
            pieces.append([])
        else:
            pieces[-1].append((character, state))
    for piece in pieces:
        if piece:
            states = [state != VISIBLE for character, state in piece if character.isalnum()]
            words.append(["".join(c for c, _ in piece), 2 * sum(states) > len(states) if states else None])
    return words


def _hidden_passages(words: list[Word]) -> list[str]:
    """Settle what each word is, and return the runs of hidden ones.

    Signs without letters go with the words before them; a run of fewer than `_MIN_LETTERS` letters counts as visible.
    """
    passages: list[str] = []
    run: list[Word] = []
    for word in [*words, ["", False]]:
        if word[1] is None:
            word[1] = bool(run)
        if word[1]:
            run.append(word)
        elif run:
            passage = " ".join(one[0] for one in run)
            if sum(character.isalpha() for character in passage) >= _MIN_LETTERS:
                passages.append(passage)
            else:
                for one in run:
                    one[1] = False
            run = []
    return passages


def _visible_lines(lines: list[list[Word]]) -> list[str]:
    """Return the lines without their hidden words; a line of nothing else falls away."""
    return [
        " ".join(word[0] for word in words if not word[1])
        for words in lines
        if not words or not all(w[1] for w in words)
    ]
