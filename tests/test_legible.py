import re

import pytest

from matcher.corpus import read_corpus
from matcher.document import make_document
from matcher.legible import LOOK_ALIKES, as_seen

DISGUISES = {chr(latin): chr(alike) for alike, latin in LOOK_ALIKES.items()}


def with_look_alikes(text):
    """Every third letter that has a look-alike in another script is replaced by it."""
    return "".join(DISGUISES.get(c, c) if i % 3 == 0 else c for i, c in enumerate(text))


def with_signs(text):
    """A zero-width sign behind every other letter."""
    return "".join(c + "\u200b" if c.isalpha() and i % 2 else c for i, c in enumerate(text))


@pytest.mark.parametrize("disguise", [with_look_alikes, with_signs], ids=["look-alikes", "signs"])
@pytest.mark.parametrize("name", ["ad_en.txt", "cv_en.txt", "ad_de.txt", "ad_pl.txt"])
def test_disguised_text_is_answered_as_it_looks_and_quoted_as_it_stands(matcher, samples, name, disguise):
    text = (samples / name).read_text(encoding="utf-8")

    plain = matcher.match(make_document(text))
    disguised = matcher.match(make_document(disguise(text)))

    assert disguised.suggestion == plain.suggestion
    assert [level.score for level in disguised.levels] == [level.score for level in plain.levels]
    quotes = [quote for level in disguised.levels for quote in level.evidence]
    assert any(quote.text != as_seen(quote.text).text for quote in quotes)
    assert [as_seen(quote.text).text for quote in quotes] == [q.text for level in plain.levels for q in level.evidence]
    for one in (*quotes, *disguised.ignored):
        assert as_seen(disguised.text[one.start : one.end]).text in text
    assert all(disguised.text[quote.start : quote.end] == quote.text for quote in quotes)
    assert {warning.code for warning in disguised.warnings} == {"disguised_words"}
    assert all(word in text for word in disguised.warnings[0].passages)


def test_a_disguised_title_counts_as_it_looks(matcher):
    duties, title = "You answer calls of customers.\nYou log each request.", "Head of Customer Service"

    plain = matcher.match(make_document(duties, title=title, language="en", kind="ad"))
    disguised = matcher.match(make_document(duties, title=with_look_alikes(title), language="en", kind="ad"))

    assert disguised.document.title == with_look_alikes(title) != title
    assert disguised.levels == plain.levels


def test_ordinary_text_in_our_languages_comes_back_as_it_was():
    texts = [one.document.text for one in read_corpus()]

    assert [
        text
        for text in texts
        if not re.search("[\u00ad\u200b-\u200f\ufe0f\ufeff]", text) and as_seen(text).text != text
    ] == []


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        ("Аnswеr cаlls", "Answer calls"),
        ("Αnswer саll ѕ", "Answer call s"),
        ("Kun\u00adden\u00adberatung", "Kundenberatung"),
        ("an\u200bswer\u2060s 1\u202e2", "answers 12"),
        ("𝗧𝗲𝗮𝗺 ｌｅａｄ", "Team lead"),
        ("zażółć gęślą jaźń, Größe, señor, ação", "zażółć gęślą jaźń, Größe, señor, ação"),
        ("Praca dla Ани: обзвон клиентов на складе, а также e-mail", "Praca dla Ани: обзвон клиентов на складе, а также e-mail"),
        ("Ελληνικά και English", "Ελληνικά και English"),
        ("\u200bline\u200b \u200b• 👩\u200d💻 \u202eend\u202c", "line \u200b• 👩\u200d💻 end"),
    ],
    ids=["Cyrillic", "words of look-alikes alone", "soft hyphens", "signs", "set for show", "accents", "Russian", "Greek", "signs at a word and elsewhere"],
)  # fmt: skip
def test_letters_are_read_as_they_look_and_words_of_other_scripts_stay(given, seen):
    assert as_seen(given).text == seen


def test_every_stretch_knows_its_place_in_the_text_as_given():
    given = "a\u200bb\u200cc dé\u00ad\u200bf gh"

    seen = as_seen(given)

    assert seen.text == "abc déf gh"
    assert seen.given(0, 3) == (0, 5)
    assert seen.given(4, 7) == (6, 11)
    assert seen.given(8, 10) == (12, 14)
    assert seen.disguised == ("abc", "déf")


def test_hyphenation_and_letters_set_for_show_are_no_disguise(matcher):
    text = "𝗧𝗲𝗮𝗺 𝗹𝗲𝗮𝗱𝗲𝗿 𝗱𝗲𝘀𝗸\nAn\u00adswer calls of cus\u00adtomers.\nLog their re\u00adquests and solve com\u00admon prob\u00adlems."

    assert matcher.match(make_document(text, language="en")).warnings == ()
