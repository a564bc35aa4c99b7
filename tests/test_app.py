"""The app, page by page, in Streamlit's own runner."""

import json
import re
import time
import tomllib
from html import unescape

import pytest
from conftest import ROOT
from streamlit.testing.v1 import AppTest

from matcher.document import make_document
from matcher.errors import ReviewsError
from matcher.language import LANGUAGES
from matcher.report.words import warning_sentence, words_for
from matcher.result import STATUSES, Warning
from matcher.reviews import ReviewStore
from matcher.web.main import _PAGES
from matcher.web.problems import Problem, problem_of, problem_sentence
from matcher.web.words import interface_words

CATALOGUES = ROOT / "matcher" / "web" / "catalogue"
ANY_STATUS = [
    "Customer advisor\n- Answer calls and emails from customers\n- Solve complaints yourself and decide on refunds\n"
    "- Pass on difficult cases",
    "Customer service agent\n- Answer questions of customers by phone\n- Investigate unusual problems and resolve them\n"
    "- Log requests",
    "Senior customer service agent\n- Answer customer enquiries by phone and e-mail\n- Find out why an order is late and "
    "solve it\n- Help new colleagues",
    "Backend developer\n- Build services in Python and Go\n- Review code of your colleagues\n- Run databases in production",
    "Customer service agent\nWe offer 30 days of holiday and a nice office.",
    (ROOT / "data" / "samples" / "ad_en.txt").read_text(encoding="utf-8"),
]


@pytest.fixture
def open_app():
    def _open(page="match", *, language="en"):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.context = {"locale": language}
        app.run()
        if page != "match":
            app.session_state["session"].wanted_page = page
            app.run()
        return app

    return _open


def shown(app):
    """Return all that the page says, as text; fail where Streamlit shows an exception."""
    assert not app.exception
    html = " ".join(block.proto.body for block in app.html if "<style>" not in block.proto.body)
    return unescape(re.sub(r"<[^>]+>", " ", html))


def press(app, label):
    next(button for button in app.button if button.label == label).click()
    return app.run()


def paste(app, text, *, language="en"):
    app.text_area(key="match_text").set_value(text)
    return press(app, interface_words(language)["match.submit"])


def wait_for_batch(app):
    for _ in range(100):
        if "session" in app.session_state and not app.session_state["session"].batch.running:
            return app.run()
        time.sleep(0.1)
    raise AssertionError("the batch did not end")


# -- frame ----------------------------------------------------------------------------------------


def test_every_catalogue_has_the_same_keys_and_places():
    catalogues = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in CATALOGUES.glob("*.toml")}

    assert set(catalogues) == set(LANGUAGES)
    for words in catalogues.values():
        assert {section: list(keys) for section, keys in words.items()} == {
            section: list(keys) for section, keys in catalogues["en"].items()
        }
        for section, keys in words.items():
            for key, text in keys.items():
                assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", catalogues["en"][section][key])), key


def test_no_sentence_was_left_in_english():
    catalogues = {language: interface_words(language) for language in LANGUAGES}

    for language in LANGUAGES[1:]:
        same = [
            key for key, text in catalogues[language].items() if text == catalogues["en"][key] and " " in text.strip()
        ]
        assert set(same) <= {"about.model"}, language


@pytest.mark.parametrize("page", list(_PAGES))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_in_the_browsers_language(open_app, page, language):
    app = open_app(page, language=language)

    assert interface_words(language)[f"{page}.title"] in shown(app)


def test_the_language_can_be_chosen_in_the_app(open_app):
    app = open_app()

    app.selectbox(key="language").set_value("pl").run()

    assert interface_words("pl")["match.title"] in shown(app)


def test_an_unexpected_mistake_is_a_sentence_and_no_traceback(open_app):
    app = open_app()

    app.session_state["session"].result = "no result"
    app.run()

    assert interface_words("en")["problem.unexpected"] in shown(app)


# -- match ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_status_says_what_to_do_next(open_app, matcher, status, language):
    text = next(text for text in ANY_STATUS if matcher.match(make_document(text)).suggestion.status == status)

    app = paste(open_app(language=language), text, language=language)

    words = interface_words(language)
    assert words[f"status.{status}"] in shown(app)
    assert words[f"next_{status}"] in shown(app)


def test_the_answer_names_level_essence_and_probability(open_app, matcher):
    text = ANY_STATUS[-1]
    result = matcher.match(make_document(text))

    page = shown(paste(open_app(), text))

    words, level = words_for("en"), result.suggestion.level
    assert f"Level {level} – {words[f'level_{level}']}" in page
    assert words[f"essence_{level}"] in page
    assert f"{round(100 * result.levels[level - 1].probability)} %" in page
    assert f"Not level {level - 1}:" in page
    assert f"Not level {level + 1}:" in page


def test_choosing_a_level_shows_its_quotes_in_the_list_and_in_the_document(open_app, matcher):
    text = ANY_STATUS[-1]
    result = matcher.match(make_document(text))
    app = paste(open_app(), text)

    app.segmented_control(key="level").set_value(4)
    app.run()

    html = " ".join(block.proto.body for block in app.html)
    marked = re.findall(r'<mark class="level-(\d)"[^>]*>(.*?)<span class="tip"', html, re.DOTALL)
    assert {int(level) for level, _ in marked} == {4}
    assert {unescape(quote) for _, quote in marked} == {quote.text for quote in result.levels[3].evidence}
    assert all(quote.text in shown(app) for quote in result.levels[3].evidence)


def test_ignored_text_stands_in_its_place_with_its_reason(open_app):
    page = shown(paste(open_app(), ANY_STATUS[-1]))

    assert "Left out: about the employer" in page
    assert "26 days' holiday" in page


def test_a_script_in_an_ad_is_text(open_app):
    text = "<script>alert(1)</script> agent\n- Answer <b>calls</b> & mails from customers\n- Log their requests\n- Book visits"

    app = paste(open_app(), text)

    html = " ".join(block.proto.body for block in app.html if not block.proto.unsafe_allow_javascript)
    assert "<script" not in html
    assert "<b>calls" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; agent" in html
    assert "&lt;b&gt;calls&lt;/b&gt; &amp; mails" in html


def test_a_script_in_a_comparison_and_markup_in_a_file_name_are_text(open_app):
    evil = "<script>alert(1)</script>"
    text = f"Agent {evil}\n- Answer calls {evil} from customers\n- Solve complaints {evil}\n- Log requests {evil}"
    compared, refused = open_app("compare"), open_app()

    for side in ("ad", "cv"):
        compared.text_area(key=f"{side}_text").set_value(text)
    press(compared, "Compare")
    refused.file_uploader(key="match_files").set_value([("<img src=x>.txt", b"", "")]).run()

    bodies = [
        block.proto.body for app in (compared, refused) for block in app.html if not block.proto.unsafe_allow_javascript
    ]
    html = " ".join(bodies)
    assert "<script" not in html
    assert "calls &lt;script&gt;alert(1)&lt;/script&gt; from" in html
    assert "<img" not in html
    assert "&lt;img src=x&gt;.txt" in html


def test_a_warning_is_visible_and_does_not_hold_back_the_answer(open_app):
    text = (
        "Operatore call center\n- Rispondere alle chiamate dei clienti e dare informazioni sugli ordini\n"
        "- Registrare i reclami nel sistema\n- Passare i casi difficili al responsabile"
    )

    page = shown(paste(open_app(), text))

    assert warning_sentence(Warning("other_language", ""), "en") in page
    assert "The six levels" in page


def test_empty_input_says_what_to_do(open_app):
    page = shown(paste(open_app(), " … "))

    assert interface_words("en")["problem.empty"] in page


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("scan.txt", b"", "empty"),
        ("ad.xlsx", b"cells", "unknown_type"),
        ("ad.pdf", b"%PDF-1.4 broken", "damaged"),
        ("ad.docx", b"not a zip", "wrong_type"),
    ],
)
def test_an_unreadable_file_is_named_with_the_reason_in_the_readers_language(open_app, name, content, code):
    app = open_app(language="es")

    app.file_uploader(key="match_files").set_value([(name, content, "")]).run()

    page = shown(app)
    assert name in page
    assert interface_words("es")[f"problem.{code}"] in page


def test_one_file_is_matched_and_several_open_in_batch(open_app):
    one = ("ad.txt", ANY_STATUS[-1].encode(), "text/plain")
    single, several = open_app(), open_app()

    single.file_uploader(key="match_files").set_value([one]).run()
    several.file_uploader(key="match_files").set_value(
        [one, ("b.txt", ANY_STATUS[0].encode(), ""), ("c.pdf", b"x", "")]
    ).run()

    assert "Service Desk Analyst" in shown(single)
    page = shown(wait_for_batch(several))
    assert "Answers: 2" in page
    assert "Not read: 1" in page


def test_an_uploaded_file_that_hides_text_is_answered_with_a_warning(open_app):
    page = f"<p hidden>Rules the world</p><p>{ANY_STATUS[-1]}</p>".encode()
    app = open_app()

    app.file_uploader(key="match_files").set_value([("ad.html", page, "text/html")]).run()

    assert warning_sentence(Warning("hidden_text", "", ("Rules the world",)), "en") in shown(app)


def test_what_the_text_was_taken_for_can_be_corrected(open_app):
    app = paste(open_app(), ANY_STATUS[-1])

    app.selectbox(key="corrected_kind").set_value("role")
    app.text_input(key="corrected_title").set_value("Head of Service")
    press(app, "Match again")

    document = app.session_state["session"].result.document
    assert (document.kind, document.title) == ("role", "Head of Service")
    assert "Head of Service" in shown(app)


def test_the_answer_outlives_a_switch_of_pages(open_app):
    app = paste(open_app(), ANY_STATUS[-1])

    app.session_state["session"].wanted_page = "about"
    app.run()
    app.session_state["session"].wanted_page = "match"
    app.run()

    assert "Service Desk Analyst" in shown(app)


# -- compare --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_compare_shows_both_levels_and_what_is_missing(open_app, language):
    app = open_app("compare", language=language)

    press(app, interface_words(language)["compare.samples"])

    words, page = words_for(language), shown(app)
    assert words["compare_read"] in page
    assert words["compare_asked"].split("{")[0] in page
    assert "MARTA WINFIELD" in page


def test_compare_tells_what_is_wrong_with_either_side(open_app):
    app = open_app("compare")

    app.text_area(key="ad_text").set_value(ANY_STATUS[-1])
    app.file_uploader(key="cv_file").set_value(("cv.pdf", b"%PDF-1.4 broken", ""))
    press(app, "Compare")

    assert interface_words("en")["problem.damaged"] in shown(app)
    assert app.text_area(key="ad_text").value == ANY_STATUS[-1]


def test_a_side_of_a_comparison_opens_in_match(open_app):
    app = open_app("compare")
    press(app, "Try it with our samples")

    press(app, "Open the CV in Match")

    assert "MARTA WINFIELD" in shown(app)
    assert app.session_state["session"].result.document.kind == "cv"


# -- batch ----------------------------------------------------------------------------------------


def test_a_table_gives_a_row_for_each_and_names_what_failed(open_app):
    rows = [{"id": "a", "text": ANY_STATUS[-1]}, {"id": "b", "text": ""}, {"id": "c", "text": ANY_STATUS[0]}]
    table = "\n".join(map(json.dumps, rows)).encode()
    app = open_app("batch")

    app.file_uploader(key="batch_files").set_value([("ads.jsonl", table, "")])
    press(app, "Start")
    wait_for_batch(app)

    assert "Answers: 2" in shown(app)
    answers, failed = (frame.value for frame in app.dataframe)
    assert list(answers["Document"]) == ["a", "c"]
    assert failed.iloc[0].tolist() == ["b", interface_words("en")["problem.empty"]]


def test_filters_leave_the_rows_that_fit(open_app):
    app = open_app("batch")
    press(app, "Try it with our samples")
    wait_for_batch(app)

    app.pills(key="batch_levels").set_value([5]).run()

    assert list(app.dataframe[0].value["Document"]) == ["ad_pt.txt"]
    assert "Rows: 1 of 6." in shown(app)


def test_a_table_without_text_says_what_it_needs(open_app):
    app = open_app("batch", language="de")

    app.file_uploader(key="batch_files").set_value([("ads.csv", b"name;wert\na;1\n", "")])
    press(app, "Starten")

    assert interface_words("de")["problem.bad_input"] in shown(app)


def test_a_start_without_files_says_so(open_app):
    app = press(open_app("batch"), "Start")

    assert interface_words("en")["problem.nothing_given"] in shown(app)


# -- framework, about -----------------------------------------------------------------------------


def test_the_search_leaves_statements_with_all_words(open_app):
    app = open_app("framework")

    app.text_input(key="framework_search").set_value("knowledge bases").run()

    page = shown(app)
    assert "sfia9-csmg-2-c" in page
    assert "sfia9-csmg-1-a" not in page


def test_any_two_editions_stand_side_by_side(open_app):
    app = open_app("framework", language="pl")

    app.selectbox(key="framework_right").set_value("sfia8-es").run()

    page = shown(app)
    assert "sfia9-csmg-3-a" in page
    assert "sfia8-csmg-3-b" in page
    assert "SFIA 8 · Español" in page


def test_about_shows_the_model_card_and_what_happens_to_the_text(open_app, matcher):
    app = open_app("about", language="pt")

    assert interface_words("pt")["about.text_title"] in shown(app)
    assert matcher.info_.sha256[:12] in shown(app)
    assert any("Model card" in block.value for block in app.markdown)


# -- decisions ------------------------------------------------------------------------------------


def test_a_changed_level_is_kept_without_the_text_unless_ticked(open_app):
    app = paste(open_app(), ANY_STATUS[-1])

    app.selectbox(key="decided_level").set_value(4)
    app.text_input(key="decision_reason").set_value("they also train others")
    press(app, "Keep my decision")

    assert interface_words("en")["decision.kept"] in shown(app)
    with ReviewStore() as store:
        (review,) = store.reviews()
    assert (review.decision.verdict, review.decision.level) == ("changed", 4)
    assert review.decision.reason == "they also train others"
    assert review.kept is None


def test_a_decision_can_be_taken_back_and_text_is_kept_on_request(open_app):
    app = paste(open_app(), ANY_STATUS[-1])
    app.checkbox(key="keep_text").check()
    press(app, "Keep my decision")

    with ReviewStore() as store:
        kept = store.reviews()[0]
    press(app, "Take it back")

    assert kept.decision.verdict == "accepted"
    assert kept.kept.text == ANY_STATUS[-1]
    with ReviewStore() as store:
        assert store.reviews() == []


def test_with_the_switch_on_every_answer_is_kept_without_its_words(open_app):
    app = paste(open_app(), ANY_STATUS[-1])
    with pytest.raises(ReviewsError), ReviewStore() as store:
        store.get(1)

    app.session_state["session"].wanted_page = "decisions"
    app.run()
    app.toggle(key="log_switch").set_value(True)
    app.run()
    app.session_state["session"].wanted_page = "compare"
    app.run()
    press(app, "Try it with our samples")
    app.session_state["session"].wanted_page = "batch"
    app.run()
    press(app, interface_words("en")["batch.samples"])
    wait_for_batch(app)

    with ReviewStore() as store:
        rows = store.reviews()
    assert len(rows) == 2 + 6
    assert all(row.decision is None and row.kept is None for row in rows)
    assert {row.kind for row in rows[:2]} == {"cv", "ad"}


def test_decisions_are_listed_newest_first(open_app):
    app = paste(open_app(), ANY_STATUS[-1])
    press(app, "Keep my decision")
    app.session_state["session"].decided = None
    app.run()
    app.selectbox(key="decided_level").set_value(-1)
    press(app, "Keep my decision")

    app.session_state["session"].wanted_page = "decisions"
    app.run()

    assert app.dataframe[0].value["Decided"].tolist() == ["Cannot be said from this text", "3 – Apply"]


def test_without_decisions_the_page_says_how_to_make_one_and_makes_no_file(open_app):
    app = open_app("decisions")

    assert interface_words("en")["decisions.none"] in shown(app)
    with pytest.raises(ReviewsError), ReviewStore() as store:
        store.get(1)


# -- problems -------------------------------------------------------------------------------------


def test_every_code_of_a_document_error_has_a_sentence_of_its_own():
    codes = ("empty", "too_large", "encrypted", "no_text", "wrong_type", "damaged", "unknown_type", "bad_encoding")

    sentences = {problem_sentence(Problem(code)) for code in codes}

    assert len(sentences) == len(codes)
    assert problem_sentence(Problem("never heard of")) == interface_words("en")["problem.error"]


def test_a_problem_with_the_reviews_is_not_mistaken_for_one_with_a_document():
    assert problem_of(ReviewsError("x", code="damaged")) == Problem("reviews_damaged")
