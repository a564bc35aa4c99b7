import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.language import LANGUAGES
from matcher.sentences import BULLETS, MAX_CHARACTERS, split_sentences

INVISIBLE = set("\u200b\u200e\u200f\ufeff\ufe0f")


def texts(text: str, language: str = "en") -> list[str]:
    return [sentence.text for sentence in split_sentences(text, language=language)]


def check(text: str, language: str) -> None:
    place = 0
    for sentence in split_sentences(text, language=language):
        gap = text[place : sentence.start]
        assert sentence.start >= place
        assert all(c.isspace() or c in BULLETS or c in INVISIBLE for c in gap), repr(gap)
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.text == sentence.text.strip()
        assert 0 < len(sentence.text) <= MAX_CHARACTERS
        place = sentence.end
    rest = text[place:]
    assert all(c.isspace() or c in BULLETS or c in INVISIBLE for c in rest), repr(rest)


pieces = st.sampled_from(
    ["Atender llamadas", "z. B.", "m/w/d", " ", "\n", "\r\n", "• ", "- ", "1. ", ". ", "!", "?", "; ", ", ", "Requisitos",
     "obsługa klienta", "np. ", "(", ")", "“", "”", "\t", "\x0c", "a", "Ż", "ß", "😀", "\u200b", "e.g.", "www.x.example",
     "WeOffer", "hogarBeneficios", "12", "–", "x" * 450]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(pieces, max_size=60).map("".join), st.sampled_from(LANGUAGES))
def test_sentences_are_in_order_disjoint_trimmed_and_leave_only_white_space_and_bullets(text, language):
    check(text, language)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
def test_any_text_at_all_is_cut_without_a_loss(text, language):
    check(text, language)


@pytest.mark.bench
def test_every_real_document_is_cut_without_a_loss(bench):
    for line in (bench / "pool.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        check(row["text"], row["lang"])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Sie lösen Anfragen, z. B. zu Rechnungen und Verträgen.", "de"),
        ("Wir suchen Mitarbeiter (m/w/d) für den Kundenservice.", "de"),
        ("Obsługa klientów, np. przez telefon lub e-mail.", "pl"),
        ("Reportar al Sr. González sobre los reclamos.", "es"),
        ("Resolver dudas, p. ej. Sobre facturas y pagos.", "es"),
        ("Answer enquiries, e.g. About bills and refunds.", "en"),
    ],
)
def test_an_abbreviation_ends_no_sentence(text, language):
    assert texts(text, language) == [text]


@pytest.mark.parametrize("bullet", ["• ", "- ", "* ", "– ", "▪ ", "✓ ", "➢ ", "· ", "◦\t"])
def test_bullets_of_every_kind_are_sentences_without_their_bullet(bullet):
    assert texts(f"Duties\n{bullet}Answer calls\n{bullet}Book visits") == ["Duties", "Answer calls", "Book visits"]


def test_bullets_in_one_line_are_told_apart():
    assert texts("Tasks: • Answer calls • Book visits • Log requests") == [
        "Tasks:", "Answer calls", "Book visits", "Log requests",
    ]  # fmt: skip


def test_a_line_broken_by_the_page_is_one_sentence():
    text = "You will look into complaints from customers across the whole of the\nregion and answer them in writing."

    assert len(texts(text)) == 1


def test_run_on_polish_text_is_cut_into_its_duties():
    text = (
        "Poszukujemy osoby do działu obsługi klienta Zakres obowiązków obsługa klienta na infolinii Przyjmowanie zgłoszeń "
        "serwisowych Wyjaśnianie reklamacji Przygotowywanie ofert dla klientów Wymagania wykształcenie średnie Oferujemy "
        "stabilne zatrudnienie w oparciu o umowę"
    )

    cut = texts(text, "pl")

    assert "Wyjaśnianie reklamacji" in cut
    assert any(one.startswith("Przyjmowanie zgłoszeń") for one in cut)
    assert any(one.startswith("Wymagania") for one in cut)
    assert any(one.startswith("Oferujemy") for one in cut)


def test_words_glued_together_by_a_lost_line_break_are_cut():
    assert texts("Atender llamadas del hogarBeneficios de la empresa", "es") == [
        "Atender llamadas del hogar", "Beneficios de la empresa",
    ]  # fmt: skip


def test_product_names_are_not_cut():
    assert texts("Support for SharePoint and TeamViewer users") == ["Support for SharePoint and TeamViewer users"]


def test_numbered_duties_keep_their_numbers_and_are_told_apart():
    assert texts("1. Answer calls 2. Book visits 3. Log requests") == [
        "1. Answer calls",
        "2. Book visits",
        "3. Log requests",
    ]


def test_an_empty_text_has_no_sentences():
    assert split_sentences("", language="en") == []
    assert split_sentences(" \n\t• ", language="en") == []


def test_two_spaces_or_a_tab_after_a_full_stop_end_a_sentence_too() -> None:
    text = "We help customers.  You take calls.\tYou write e-mails.   And more."

    sentences = split_sentences(text, language="en")

    assert [s.text for s in sentences] == ["We help customers.", "You take calls.", "You write e-mails.", "And more."]
