import io
import zipfile

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from matcher.document import MAX_BYTES, find_title, make_document, read_document
from matcher.errors import DocumentError, LanguageError
from matcher.language import detect_language

POLISH = "Przyjmowanie zgłoszeń, wyjaśnianie reklamacji – „źródło” ćwiczeń łączności. Oferujemy umowę o pracę."
GERMAN = "Sie führen Gespräche über Beschwerden – größtenteils für Österreich. Vergütung: 2.500 €."
SPANISH = "Atención telefónica, gestión de reclamos y año fiscal: ¿qué más? Señores “clientes”."


def pdf(path, lines, **options):
    canvas = Canvas(str(path), pagesize=A4, **options)
    for i, line in enumerate(lines):
        canvas.drawString(72, 780 - 16 * i, line)
    canvas.save()
    return path


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (POLISH, "utf-8"), (POLISH, "utf-8-sig"), (POLISH, "utf-16"), (POLISH, "utf-16-le"), (POLISH, "utf-16-be"),
        (POLISH, "cp1250"), (POLISH.replace("–", "-").replace("„", '"').replace("”", '"'), "iso8859-2"),
        (GERMAN, "utf-8"), (GERMAN, "utf-16"), (GERMAN, "cp1252"), (SPANISH, "cp1252"), (SPANISH, "utf-16-be"),
    ],
)  # fmt: skip
def test_text_in_any_usual_encoding_is_read_without_mojibake(tmp_path, text, encoding):
    path = tmp_path / "ad.txt"
    path.write_bytes(text.encode(encoding))

    assert read_document(path).text == text


def test_a_pdf_is_read_with_its_lines(tmp_path):
    path = pdf(
        tmp_path / "ad.pdf", ["Kundenberater (m/w/d)", "", "- Sie beantworten Anfragen", "- Sie prüfen Rechnungen"]
    )

    document = read_document(path)

    assert document.title == "Kundenberater (m/w/d)"
    assert "- Sie prüfen Rechnungen" in document.text.splitlines()
    assert document.language == "de"


def test_a_word_document_is_read_with_lists_and_tables_in_order(tmp_path):
    file = docx.Document()
    file.add_paragraph("Service Desk Analyst")
    file.add_paragraph("Answer calls from staff", style="List Bullet")
    table = file.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Team", "Support"
    file.add_paragraph("Apply by Friday")
    file.save(tmp_path / "ad.docx")

    assert read_document(tmp_path / "ad.docx").text.splitlines() == [
        "Service Desk Analyst", "• Answer calls from staff", "Team", "Support", "Apply by Friday",
    ]  # fmt: skip


def test_a_web_page_is_read_without_markup_or_scripts(tmp_path):
    path = tmp_path / "ad.html"
    path.write_text(
        "<!doctype html><html><head><title>x</title><script>alert('no')</script><style>p{}</style></head><body>"
        "<h1>Support Agent</h1><ul><li>Answer <b>calls</b> &amp; e-mails</li><li>Log them</li></ul></body></html>",
        encoding="utf-8",
    )

    text = read_document(path).text

    assert "Answer calls & e-mails" in text
    assert "alert" not in text
    assert "<" not in text
    assert len([line for line in text.splitlines() if line.strip()]) == 3


def test_standard_input_is_read(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(POLISH.encode("utf-8"))))

    assert read_document("-").text == POLISH


def bad_files(folder):
    (folder / "empty.txt").write_text("  \n")
    (folder / "ad.xlsx").write_bytes(b"PK\x03\x04 something")
    (folder / "text.pdf").write_text("this is text")
    (folder / "really.txt").write_bytes(pdf(folder / "fine.pdf", ["Answer calls"]).read_bytes())
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "large.txt").write_bytes(b"a " * (MAX_BYTES // 2 + 1))
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n" + b"\x00garbage" * 50)
    (folder / "numbers.txt").write_text("12345 67890")
    with zipfile.ZipFile(folder / "broken.docx", "w") as archive:
        archive.writestr("word/document.xml", "<not closed")
    pdf(folder / "locked.pdf", ["secret"], encrypt=StandardEncryption("password", canPrint=0))
    scan = Canvas(str(folder / "scan.pdf"))
    scan.rect(100, 100, 200, 200, fill=1)
    scan.save()


@pytest.mark.parametrize(
    ("name", "code", "advice"),
    [
        ("missing.txt", "missing_file", "no such file"),
        ("empty.txt", "empty", "empty"),
        ("numbers.txt", "empty", "no text"),
        ("ad.xlsx", "unknown_type", "cannot read .xlsx"),
        ("text.pdf", "wrong_type", "the content is text"),
        ("really.txt", "wrong_type", "the content is a PDF"),
        ("binary.txt", "wrong_type", "not a text file"),
        ("large.txt", "too_large", "over the limit of 20 MB"),
        ("broken.pdf", "damaged", "damaged"),
        ("broken.docx", "damaged", "damaged"),
        ("locked.pdf", "encrypted", "password"),
        ("scan.pdf", "no_text", "OCR"),
        (".", "wrong_type", "matcher batch"),
    ],
)
def test_a_bad_file_gets_its_own_clear_error(tmp_path, name, code, advice):
    bad_files(tmp_path)

    with pytest.raises(DocumentError, match=advice) as error:
        read_document(tmp_path / name)

    assert error.value.code == code
    assert str(tmp_path) in str(error.value)


def test_what_is_given_is_not_guessed():
    document = make_document("Hello, we offer work", title=" My \n title ", kind="role", language="pl", id="7")

    assert (document.id, document.title, document.kind, document.language) == ("7", "My title", "role", "pl")


def test_unknown_kinds_and_languages_are_refused():
    with pytest.raises(DocumentError, match="ad, cv, role"):
        make_document("Some text", kind="letter")
    with pytest.raises(LanguageError, match="xx"):
        make_document("Some text", language="xx")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Service Desk Analyst\n\nWe are a bank.", "Service Desk Analyst"),
        ("# Kundenberater (m/w/d)\nWir suchen Sie.", "Kundenberater (m/w/d)"),
        ("Oferta de empleo\nCargo: Ejecutivo de atención\nFunciones", "Ejecutivo de atención"),
        ("We are looking for people who like people.\nApply now", ""),
        ("One single run of text without any line break at all", ""),
        ("About us\nWe are a bank.", ""),
    ],
)
def test_the_title_is_found_where_there_is_one(text, title):
    assert find_title(text) == title


def test_an_ad_and_a_cv_are_told_apart(samples):
    kinds = {path.stem: read_document(path).kind for path in samples.glob("*.txt")}

    assert kinds == {"ad_en": "ad", "ad_de": "ad", "ad_es": "ad", "ad_pt": "ad", "ad_pl": "ad", "cv_en": "cv"}


def test_the_language_is_found_also_in_capitals(samples):
    for path in samples.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert detect_language(text) == path.stem[-2:]
        assert detect_language(text.upper()) == path.stem[-2:]


def test_a_sixth_language_is_named():
    assert detect_language("Nous recherchons un conseiller pour répondre aux appels de nos clients.") == "fr"


@pytest.mark.bench
def test_language_and_kind_are_right_on_labelled_real_documents(bench):
    import json

    rows = [json.loads(line) for line in (bench / "fit.jsonl").read_text(encoding="utf-8").splitlines()]

    documents = [make_document(row["text"], title=row["title"]) for row in rows]

    languages = sum(d.language == row["lang"] for d, row in zip(documents, rows, strict=True))
    kinds = sum(d.kind == row["kind"] for d, row in zip(documents, rows, strict=True))
    assert languages >= 0.995 * len(rows)
    assert kinds >= 0.97 * len(rows)
