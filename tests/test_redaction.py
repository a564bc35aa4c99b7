import sys

import pytest
from conftest import ROOT

from matcher.cli.app import run
from matcher.document import make_document
from matcher.redaction import find_personal, redact_result, redact_text

sys.path.insert(0, str(ROOT / "benchmarks"))

from redaction import MARKED, count, read_marked

FILES = sorted(MARKED.glob("*/*.txt"))
CV = """Aurelia Brandvold
Leeds | a.brandvold@mail.example | 07700 900182

Work history
Team Leader, Northgate Travel, Leeds, 2020 – present
• Lead a team of 14 advisers with Aurelia's deputy Mr Pettigrew and answer complaints of customers
• Look into why customers call back and suggest changes to e-mails
"""


KINDS_SURE = ("email", "phone", "caption")


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name} {path.stem}" for path in FILES])
def test_most_of_what_is_personal_is_found_and_little_else(path):
    marked, hit, found, right = count(path)

    assert hit >= 0.8 * marked
    assert right >= 0.85 * found


@pytest.mark.parametrize("kind", KINDS_SURE)
@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name} {path.stem}" for path in FILES])
def test_every_mail_phone_and_caption_of_our_texts_is_found(path, kind):
    marked, hit, _, _ = count(path, kind)

    assert hit == marked


@pytest.mark.parametrize("language", ["de", "en", "es", "pl", "pt"])
def test_nine_of_ten_names_are_found_in_texts_that_were_not_looked_at(language):
    marked, hit, _, _ = count(MARKED / "fresh" / f"{language}.txt", "name")

    assert marked >= 50
    assert hit >= 0.9 * marked


def test_the_names_of_our_texts_are_not_in_the_list_of_given_names():
    from matcher.redaction.names import _lists, _plain

    fresh = [
        (text, one)
        for path in FILES
        if path.parent.name == "fresh"
        for text, marks in read_marked(path)
        for one in marks
    ]
    words = {_plain(word) for text, one in fresh if one.kind == "name" for word in text[one.start : one.end].split()}

    assert words & _lists()[0] == set()


@pytest.mark.parametrize(
    "text",
    [
        "Arbeitszeit: Montag bis Freitag, 9.00 – 17.30 Uhr, 2.500 € im Monat, 30 Tage Urlaub",
        "2015 – 2019: Customer Service Agent. Resolved 30 tickets a day, 98 % of 120,000 calls.",
        "Customer Service Support: answers enquiries, escalates complex issues, ISO 9001 and ITIL 4.",
        "Salario: $ 850.000 – 1.200.000 líquidos. Horario de 9:00 a 18:00, del 1/3/2024 al 30/6/2024.",
    ],
)
def test_times_money_and_duties_stay(text):
    assert redact_text(text, kind="ad") == text


def test_a_redacted_text_keeps_its_length_and_lines():
    redacted = redact_text(CV)

    assert len(redacted) == len(CV)
    assert redacted.count("\n") == CV.count("\n")
    assert "Brandvold" not in redacted
    assert "Lead a team of 14 advisers" in redacted


def test_a_redacted_result_keeps_scores_and_offsets_and_loses_names(matcher):
    result = matcher.match(make_document(CV, id="aurelia_brandvold.pdf", kind="cv", hidden=("Ask Aurelia Brandvold",)))

    redacted = redact_result(result)

    assert [level.score for level in redacted.levels] == [level.score for level in result.levels]
    assert redacted.document.sha256 == result.document.sha256
    for level in redacted.levels:
        for quote in level.evidence:
            assert redacted.text[quote.start : quote.end] == quote.text
    told = str(redacted.to_dict(text="all")).casefold()
    assert not any(name in told for name in ("aurelia", "brandvold", "pettigrew", "07700"))


@pytest.mark.parametrize("form", ["table", "json", "html", "markdown"])
def test_redacted_reports_hold_no_planted_name(tmp_path, capsys, form):
    path = tmp_path / "cv_brandvold.txt"
    path.write_text(CV, encoding="utf-8")

    code = run(["suggest", str(path), "--redact", "--format", form, "--include-text"][: 6 if form != "json" else 7])

    told = capsys.readouterr().out.casefold()
    assert code == 0
    assert "█" in told
    assert not any(name in told for name in ("aurelia", "brandvold", "pettigrew", "07700"))


def test_a_redacted_comparison_holds_no_planted_name(tmp_path, capsys):
    cv, ad = tmp_path / "cv.txt", tmp_path / "ad.txt"
    cv.write_text(CV, encoding="utf-8")
    ad.write_text(
        "Team leader\nYou lead twelve advisers. You report to Ms Quillfeather and solve complaints of customers.",
        encoding="utf-8",
    )

    code = run(["compare", str(cv), str(ad), "--redact", "--format", "json"])

    told = capsys.readouterr().out
    assert code == 0
    assert not any(name in told for name in ("Aurelia", "Brandvold", "Pettigrew", "Quillfeather"))


def test_the_top_line_of_an_ad_is_its_title_and_stays():
    ad = "Senior Helpdesk Technician\nWe offer work in Leeds.\nYou answer calls."

    assert find_personal(ad, kind="ad") == []


@pytest.mark.parametrize("piece", ["A ", "Ab. ", "1 ", "a@", "Name: ", "Calle De ", "+49 1", "born ", "Ab, "])
def test_a_long_text_of_one_piece_is_read_to_its_end(piece):
    """With a pattern whose steps grow with the square of the length this takes hours."""
    text = (piece * 100_000)[:100_000]

    assert len(redact_text(text)) == len(text)


def test_the_name_of_a_role_loses_the_name_in_it(matcher):
    text = CV.replace("Team Leader, Northgate", "Team Leader under Ms Pettigrew, Northgate")
    result = matcher.match(make_document(text, kind="cv"))

    redacted = redact_result(result)

    assert any("Pettigrew" in role.name for role in result.roles)
    assert not any("Pettigrew" in role.name for role in redacted.roles)
