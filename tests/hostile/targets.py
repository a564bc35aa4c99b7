"""What fuzzing calls: bytes in, nothing out, an `AssertionError` or any other error where a promise is broken.

Each target reads its bytes as one kind of input and checks what holds for every input. `test_fuzz.py` feeds them with
Hypothesis, `fuzz.py` with atheris.
"""

import csv
import io
import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import NamedTemporaryFile

from hostile.hidden import DOCX_TRICKS, HTML_TRICKS, PDF_TRICKS, _docx, _pdf
from hostile.make import DUTIES, FORMULAS, SHOW, docx_with, pdf_page, plain_docx, stream

from matcher.document import make_document, parsing_process, read_bytes, wire
from matcher.document.formats import parse_file
from matcher.errors import DocumentError, FrameworkError
from matcher.framework import Framework, read_framework
from matcher.framework_text import framework_passages
from matcher.language import LANGUAGES
from matcher.legible import as_seen
from matcher.persistence import load_model
from matcher.report import html_report, markdown_report
from matcher.result import FailedResult, MatchResult, Warning
from matcher.sentences import BULLETS, MAX_CHARACTERS, split_sentences
from matcher.table.csv_table import CsvForm
from matcher.table.json_lines import json_line
from matcher.table.short import SHORT_FIELDS, short_answer

ROOT = Path(__file__).parents[2]
_INVISIBLE = set("\u200b\u200e\u200f\ufeff\ufe0f")
_SIGNS = tuple("=+-@＝＋－＠")


@dataclass(frozen=True)
class Target:
    """One way into the program, inputs to begin from, and how many of a million inputs it gets."""

    name: str
    area: str
    call: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]
    n_inputs: int


# -- document -----------------------------------------------------------------------------------------------


def plain(raw: bytes) -> None:
    """Bytes of a text file -> a document, or an error that names the file."""
    _read(lambda: read_bytes(raw, name="cv.txt", suffix=".txt").text)


def _read(read: Callable[[], str]) -> None:
    try:
        document = make_document(read(), id="cv")
    except DocumentError as error:
        assert str(error).startswith("cv"), error
        assert error.code != "error"
        return
    assert document.language
    assert len(document.sha256) == 64


def _parsed(suffix: str, raw: bytes) -> None:
    """Parse in this very process, so that a parser's crash ends the fuzzing and is seen."""
    try:
        read = parse_file(raw, name="cv", suffix=suffix)
    except DocumentError as error:
        assert str(error).startswith("cv"), error
        return
    assert all(passage.strip() for passage in read.hidden)
    read.text.encode()


def html(raw: bytes) -> None:
    """Bytes of a page -> text and hidden passages."""
    _parsed(".html", raw)


def css(raw: bytes) -> None:
    """Bytes of a style sheet, and of a style attribute -> text and hidden passages."""
    style = raw.replace(b"<", b"").replace(b'"', b"'")
    page = b'<style>%s</style><p class="a" id="b">One<b style="%s">two<i class="a c">three</i></b>'
    _parsed(".html", page % (style, style))


def _answered(suffix: str, raw: bytes) -> None:
    """Answer as the parsing process does, where a parser's own mistake is a damaged file, in this very process."""
    answer = io.BytesIO()
    parsing_process.answer(answer, {"name": "cv", "suffix": suffix}, raw)
    answer.seek(0)
    told, _ = wire.receive(answer, most=100_000_000)
    assert "text" in told or told["code"]


def docx(raw: bytes) -> None:
    """Bytes of a main part in a sound DOCX -> an answer."""
    _answered(".docx", docx_with(raw))


def docx_file(raw: bytes) -> None:
    """Bytes of a whole DOCX -> an answer."""
    _answered(".docx", raw)


def pdf(raw: bytes) -> None:
    """Bytes of a whole PDF -> an answer."""
    _answered(".pdf", raw)


def pdf_content(raw: bytes) -> None:
    """Bytes that paint a page of a sound PDF -> an answer."""
    _answered(".pdf", pdf_page(stream(raw), box=b"0 0 120 160"))


def seen(raw: bytes) -> None:
    """Text -> the same as a reader sees it: every stretch has its place in what was given, and there is nothing left to do."""
    text, place = raw.decode("utf-8", "replace"), 0
    found = as_seen(text)
    for stretch in re.finditer(r"\S+", found.text):
        start, end = found.given(*stretch.span())
        assert place <= start < end <= len(text)
        place = end
    assert as_seen(found.text).text == found.text


# -- sentences ----------------------------------------------------------------------------------------------


def sentences(raw: bytes) -> None:
    """Text -> sentences in order, disjoint, whole: between them stand only white space and bullets."""
    language = LANGUAGES[raw[0] % len(LANGUAGES)] if raw else "en"
    text, place = raw[1:].decode("utf-8", "replace"), 0
    for sentence in split_sentences(text, language=language):
        assert sentence.start >= place
        assert _is_gap(text[place : sentence.start])
        assert text[sentence.start : sentence.end] == sentence.text
        assert 0 < len(sentence.text) <= MAX_CHARACTERS
        place = sentence.end
    assert _is_gap(text[place:])


def _is_gap(text: str) -> bool:
    return all(c.isspace() or c in BULLETS or c in _INVISIBLE for c in text)


# -- framework ----------------------------------------------------------------------------------------------


def framework(raw: bytes) -> None:
    """Bytes of a framework file -> a framework with six levels, or an error that names the file."""
    with NamedTemporaryFile(suffix=".toml", dir="/dev/shm" if sys.platform == "linux" else None) as file:
        file.write(raw)
        file.flush()
        try:
            read = read_framework(Path(file.name))
        except FrameworkError as error:
            assert file.name in str(error)
            return
    assert len(read.levels) == 6
    assert Framework.model_validate(read.model_dump()).levels == read.levels


def repeats(raw: bytes) -> None:
    """Text -> passages of it, in order, that repeat statements."""
    text, place = raw.decode("utf-8", "replace"), 0
    for start, end in framework_passages(text):
        assert place <= start < end <= len(text)
        place = end


# -- result -------------------------------------------------------------------------------------------------


@cache
def _template() -> MatchResult:
    return load_model().match(make_document(DUTIES * 2, id="ad", title="Agent"))


def result(raw: bytes) -> None:
    """Strings of a document in a result -> JSON, tables and reports that hold them as text and as nothing else."""
    text = raw.decode("utf-8", "replace")
    whole = _with_text(text)
    for mode in ("quotes", "all", "none"):
        told = whole.to_dict(text=mode)
        assert json.loads(json_line(told)) == told
    _check_cells(short_answer(whole.to_dict()))
    _check_cells(short_answer(FailedResult(text, "damaged", text).to_dict()))
    page = _Page()
    page.feed(html_report(whole))
    assert page.tags <= _tags_of_template(), page.tags - _tags_of_template()
    assert "<" not in markdown_report(whole).replace("\\<", "")


def _with_text(text: str) -> MatchResult:
    """Return a result in which every string of a document is `text`."""
    template = _template()
    levels = tuple(
        replace(level, evidence=tuple(replace(quote, text=text, start=0, end=len(text)) for quote in level.evidence))
        for level in template.levels
    )
    return replace(
        template,
        document=replace(template.document, id=text, title=text),
        levels=levels,
        warnings=(Warning("hidden_text", text, (text, text)),),
        text=text,
    )


def _check_cells(answer: dict[str, object]) -> None:
    """Write an answer as CSV and read it back: no cell is live, and without its apostrophe each is as it was."""
    raw = CsvForm(SHORT_FIELDS).encode([answer])
    cells = next(csv.reader(io.StringIO(raw.decode("utf-8"), newline="")))
    for cell, given in zip(cells, answer.values(), strict=True):
        assert not isinstance(given, str) or not (
            cell.strip().startswith(_SIGNS) or cell.startswith(("\t", "\r", "\n"))
        )
        assert cell.removeprefix("'") == ("" if given is None else str(given))


class _Page(HTMLParser):
    """Collects each element with the names of its attributes: what a document must add nothing to."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[tuple[str, ...]] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add((tag, *(name for name, _ in attributes)))


@cache
def _tags_of_template() -> frozenset[tuple[str, ...]]:
    page = _Page()
    page.feed(html_report(_with_text("x")))
    return frozenset(page.tags)


# -- the list -----------------------------------------------------------------------------------------------


def _samples() -> list[bytes]:
    return [path.read_bytes() for path in sorted((ROOT / "data" / "samples").glob("*.txt"))]


def _toml() -> list[bytes]:
    """One framework of ours, and a small one that small changes bring to its edges."""
    level = '[[levels]]\nlevel = %d\n[[levels.statements]]\nid = "a%d"\ntext = "b"\n'
    head = 'format="matcher.framework/1"\nframework="F"\nedition="E"\nlanguage="en"\nstatus="s"\nskill="S"\nname="n"\ndescription="d"\n'
    small = head + "".join(level % (k, k) for k in range(1, 7))
    return [small.encode(), (ROOT / "data" / "framework" / "sfia8-de.toml").read_bytes()]


def _statements() -> list[bytes]:
    from matcher.framework import shipped_frameworks

    return [s.text.encode() for one in shipped_frameworks() for s in one.statements]


def _main_parts() -> list[bytes]:
    import zipfile

    parts = []
    for write in DOCX_TRICKS.values():
        with zipfile.ZipFile(io.BytesIO(_docx(write))) as archive:
            parts.append(archive.read("word/document.xml"))
    return parts


TARGETS = (
    Target("plain text file", "document", plain, _samples, 130_000),
    Target("letters as seen", "document", seen, lambda: ["Wе аnsw\u200ber cal\u00adls, 𝗯𝗼𝗹𝗱 на 1\u200d2".encode()], 30_000),
    Target("HTML page", "document", html, lambda: list(HTML_TRICKS.values()), 180_000),
    Target("style sheet", "document", css, lambda: [b".a{color:#fff}#b i{font-size:.1em!important}", b"@media all{.a{left:-9999px;position:absolute}}"], 150_000),
    Target("DOCX, main part", "document", docx, _main_parts, 3_000),
    Target("DOCX, whole", "document", docx_file, lambda: [plain_docx()], 7_000),
    Target("PDF, page content", "document", pdf_content, lambda: [SHOW, b"q 1 0 0 1 0 0 cm 1 g BT /F 2 Tf 3 Tr (Hidden words) Tj ET Q"], 15_000),
    Target("PDF, whole", "document", pdf, lambda: [pdf_page(stream(SHOW), box=b"0 0 120 160"), _pdf(PDF_TRICKS["white"], page=(120, 160))], 15_000),
    Target("sentences", "sentences", sentences, lambda: [raw[:800] for raw in _samples()], 100_000),
    Target("framework file", "framework", framework, _toml, 150_000),
    Target("repeated statements", "framework", repeats, _statements, 220_000),
    Target("result and reports", "result", result, lambda: [f.encode() for f in FORMULAS] + [b"<script>", b"&amp;|`*_[x](javascript:y)"], 30_000),
)  # fmt: skip
