"""The app in a real browser, as people use it. Nothing may leave this machine meanwhile."""

import csv
import io
import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import docx
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import SAMPLES
from playwright.sync_api import Page, expect, sync_playwright
from pyarrow import parquet
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from matcher.document import read_document
from matcher.framework import framework_for
from matcher.report.words import words_for
from matcher.web.words import interface_words

CHROMIUM = Path("/usr/bin/chromium")
AD = (SAMPLES / "ad_en.txt").read_text(encoding="utf-8")
CV = (SAMPLES / "cv_en.txt").read_text(encoding="utf-8")
WORDS = interface_words("en")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Start the app as `matcher app` does, with a home of its own, and stop it afterwards."""
    with socket.socket() as one:
        one.bind(("localhost", 0))
        port = one.getsockname()[1]
    command = "from matcher.cli import main; main()"
    server = subprocess.Popen(
        [sys.executable, "-c", command, "app", "--port", str(port), "--no-browser"],
        env=os.environ | {"MATCHER_HOME": str(tmp_path_factory.mktemp("home"))},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://localhost:{port}/_stcore/health")
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(url):
    for _ in range(300):
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError("the app did not start")


@pytest.fixture(scope="module")
def chromium():
    if not CHROMIUM.exists():
        message = f"{CHROMIUM} is missing; on Debian: apt-get install chromium"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, address):
    """Return a function that opens a page of the app; afterwards nothing may have been asked of the network."""
    contexts, strangers = [], []

    def _open(path="", *, width=1280, dark=False, locale="en-GB") -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 1400}, color_scheme="dark" if dark else "light", locale=locale
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("request", lambda request: _note(request.url))
        page.on("websocket", lambda one: _note(one.url.replace("ws:", "http:")))
        page.goto(f"{address}/{path}")
        expect(page.locator("footer.note")).to_be_visible(timeout=60_000)
        return page

    def _note(url):
        if not url.startswith((address, "data:", "blob:", "file:")):
            strangers.append(url)

    yield _open
    for context in contexts:
        context.close()
    assert strangers == []


def paste(page, text):
    page.get_by_label(WORDS["match.paste"]).fill(text)
    page.get_by_role("button", name=WORDS["match.submit"]).click()
    expect(page.locator(".answer")).to_be_visible()


def quotes_of(matcher, level):
    result = matcher.match(read_document(SAMPLES / "ad_en.txt"))
    return {quote.text for quote in result.levels[level - 1].evidence}


def marked(page):
    texts = page.locator(".document mark").evaluate_all("all => all.map(one => one.firstChild.textContent)")
    return set(texts)


def download(page, key):
    with page.expect_download() as waiting:
        page.locator(f".st-key-{key.replace('.', '-')} button").click()
    return Path(waiting.value.path()).read_bytes()


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone answers at every address that begins with 127")
def test_another_address_of_this_machine_does_not_reach_the_app(address):
    port = int(address.rpartition(":")[2])

    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", port), timeout=5)


# -- match ----------------------------------------------------------------------------------------


def test_paste_then_level_then_a_click_on_a_level_shows_its_quotes_in_place(open_page, matcher):
    page = open_page()

    paste(page, AD)
    expect(page.locator(".answer h1")).to_have_text("Level 3 – Apply")
    page.get_by_role("radio", name="4", exact=True).click()

    expect(page.locator(".quotes h3")).to_have_text("Level 4 – Enable")
    expect(page.locator(".document mark:not(.level-4)")).to_have_count(0)
    assert marked(page) == quotes_of(matcher, 4)


def test_a_click_in_the_chart_chooses_the_level(open_page, matcher):
    page = open_page()
    paste(page, AD)
    chart = page.locator('[data-testid="stVegaLiteChart"]')
    expect(chart.locator("canvas, svg").first).to_be_visible()
    page.wait_for_timeout(1000)

    box = chart.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 1.5 / 6)

    expect(page.locator(".quotes h3")).to_have_text("Level 2 – Assist")
    expect(page.locator(".document mark:not(.level-2)")).to_have_count(0)
    assert marked(page) == quotes_of(matcher, 2)


def test_a_bar_says_its_level_in_words_of_the_interface_alone(open_page):
    page = open_page(locale="es-ES")
    page.locator(".st-key-match_ad_es button").click()
    chart = page.locator('[data-testid="stVegaLiteChart"]')
    expect(chart.locator("canvas, svg").first).to_be_visible()
    page.wait_for_timeout(1000)

    box = chart.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.2)
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 1.5 / 6, steps=5)

    spanish = interface_words("es")
    expect(page.locator("#vg-tooltip-element")).to_have_text(
        re.compile(rf"2 {spanish['level_2']}, \d+ %: {re.escape(spanish['essence_2'])}")
    )


def test_the_keyboard_reaches_the_levels_and_a_quotes_statement(open_page):
    page = open_page()
    paste(page, AD)

    page.get_by_role("radio", name=WORDS["match.all_levels"]).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(".quotes h3")).to_have_text("Level 3 – Apply")
    expect(page.locator(".document mark:not(.level-3)")).to_have_count(0)
    page.locator(".document").focus()
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.tagName") == "MARK"
    expect(page.locator("mark:focus .tip")).to_be_visible()
    statements = {statement.text for statement in framework_for("en").levels[2].statements}
    assert any(text in page.locator("mark:focus .tip").inner_text() for text in statements)


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_an_uploaded_file_is_answered(open_page, tmp_path, form):
    path = tmp_path / f"ad.{form}"
    _write(path, AD)
    page = open_page()

    page.locator(".st-key-match_files input[type=file]").set_input_files(path)

    expect(page.locator(".answer h1")).to_have_text("Level 3 – Apply")
    expect(page.locator(".document")).to_contain_text("Reset passwords and set up accounts for new starters")


def _write(path, text):
    if path.suffix == ".docx":
        document = docx.Document()
        for line in text.splitlines():
            document.add_paragraph(line)
        document.save(str(path))
        return
    pdf = canvas.Canvas(str(path), pagesize=A4)
    lines = pdf.beginText(40, 800)
    lines.setFont("Helvetica", 8)
    for line in text.splitlines():
        lines.textLine(line)
    pdf.drawText(lines)
    pdf.save()


def test_a_script_in_an_ad_is_shown_and_not_run(open_page):
    page = open_page()
    ran = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"

    paste(page, f"{evil}\nSupport agent {evil}\n- Answer calls {evil} from customers\n- Log requests and book visits")
    page.wait_for_timeout(500)

    assert ran == []
    expect(page.locator(".document")).to_contain_text(f"Answer calls {evil} from customers")
    assert page.locator(".document script, .document img, .answer img, .quotes img").count() == 0


def test_the_language_is_the_browsers_until_another_is_chosen_and_outlives_a_reload(open_page):
    page = open_page(locale="pl-PL")
    expect(page.locator("h1")).to_have_text(interface_words("pl")["match.title"])

    page.locator(".st-key-language [role=combobox], .st-key-language input").first.click()
    page.get_by_role("option", name="Español").click()
    expect(page.locator("h1")).to_have_text(interface_words("es")["match.title"])
    assert page.evaluate("document.documentElement.lang") == "es"
    page.reload()

    expect(page.locator("h1")).to_have_text(interface_words("es")["match.title"], timeout=20_000)
    expect(page.get_by_role("link", name=interface_words("es")["batch.page"])).to_be_visible()


def test_words_that_streamlit_has_in_english_only_are_said_in_the_readers_language(open_page):
    page = open_page("no-such-page", locale="de-DE")
    german, spanish = interface_words("de"), interface_words("es")

    dialog = page.locator('[data-testid="stDialog"]')
    expect(dialog).to_contain_text(german["streamlit.no_page"])
    expect(dialog).to_contain_text(german["streamlit.no_page_text"])
    page.keyboard.press("Escape")
    expect(page.get_by_role("navigation", name=german["streamlit.pages"])).to_be_visible()
    expect(page.locator('[data-testid="stSkipToContent"]')).to_have_text(german["streamlit.skip"])
    page.locator(".st-key-language [role=combobox], .st-key-language input").first.click()
    expect(page.locator("[data-live-announcer]")).to_contain_text(f"{german['streamlit.options']} 5")
    page.get_by_role("option", name="Español").click()

    expect(page.get_by_role("navigation", name=spanish["streamlit.pages"])).to_be_visible()
    expect(page.locator("input[type=file]")).to_have_attribute("aria-label", spanish["streamlit.upload"])


def test_on_a_phone_the_answer_is_in_view_after_a_sample_further_down_was_chosen(open_page):
    page = open_page(width=390)
    page.set_viewport_size({"width": 390, "height": 700})

    page.locator(".st-key-match_cv_en button").click()

    expect(page.locator(".answer h1")).to_be_in_viewport()


# -- files to keep ---------------------------------------------------------------------------------


def test_each_report_of_a_match_opens_again(open_page, chromium, tmp_path):
    page = open_page()
    paste(page, AD)

    html, markdown, table = (download(page, f"matcher-report.{suffix}") for suffix in ("html", "md", "json"))

    (tmp_path / "report.html").write_bytes(html)
    context = chromium.new_context(offline=True)
    report = context.new_page()
    report.goto((tmp_path / "report.html").as_uri())
    expect(report.locator("h1")).to_have_text("Service Desk Analyst – 12 month contract")
    expect(report.locator(".document")).to_contain_text("Reset passwords")
    context.close()
    assert markdown.decode().startswith("# Service Desk Analyst")
    assert json.loads(table)["suggestion"]["level"] == 3


def redact(page):
    page.get_by_text(WORDS["export.redact"]).click()
    expect(page.get_by_role("checkbox", name=WORDS["export.redact"])).to_be_checked()
    page.wait_for_timeout(1500)


@pytest.mark.parametrize("what", ["report", "comparison", "batch"])
def test_redacted_files_name_nobody(open_page, what):
    page = open_page({"report": "", "comparison": "compare", "batch": "batch"}[what])
    if what == "report":
        paste(page, CV)
    else:
        page.get_by_role("button", name=WORDS["compare.samples" if what == "comparison" else "batch.samples"]).click()
    expect(page.get_by_text(WORDS["export.redact"])).to_be_visible(timeout=30_000)

    first = "csv" if what == "batch" else "html"
    assert b"WINFIELD" in download(page, f"matcher-{what}.{first}")
    redact(page)
    files = [download(page, f"matcher-{what}.{suffix}") for suffix in (first, "jsonl" if what == "batch" else "json")]
    if what != "batch":
        files.append(download(page, f"matcher-{what}.md"))

    assert not any(name in file.lower() for file in files for name in (b"winfield", b"cv_en"))
    assert all("█".encode() in file or b"\\u2588" in file for file in files)


def test_compare_two_pasted_texts_and_keep_the_reports(open_page):
    page = open_page("compare")

    page.get_by_label(WORDS["compare.paste_ad"]).fill(AD)
    page.get_by_label(WORDS["compare.paste_cv"]).fill(CV)
    page.get_by_role("button", name=WORDS["compare.submit"], exact=True).click()

    expect(page.locator(".standing")).to_contain_text("The ad asks for level 3 (Apply).")
    expect(page.get_by_text(words_for("en")["compare_gap_nothing"]).first).to_be_visible()
    html, markdown, table = (download(page, f"matcher-comparison.{suffix}") for suffix in ("html", "md", "json"))
    assert b"MARTA WINFIELD" in html
    assert markdown.decode().startswith("# What the CV shows")
    assert json.loads(table)["ad"]["level"] == 3


def test_a_batch_is_sorted_opened_and_kept_in_three_forms(open_page, tmp_path):
    page = open_page("batch")
    page.get_by_role("button", name=WORDS["batch.samples"]).click()
    expect(page.locator("h1")).to_have_text("Answers: 6", timeout=30_000)

    tables = {suffix: download(page, f"matcher-batch.{suffix}") for suffix in ("csv", "jsonl", "parquet")}
    grid = page.locator('[data-testid="stDataFrame"]').first
    page.wait_for_timeout(1500)
    box = grid.bounding_box()
    page.mouse.click(box["x"] + 490, box["y"] + 17)  # the column of levels, from low to high
    page.wait_for_timeout(700)
    page.mouse.click(box["x"] + 490, box["y"] + 52)  # the first row

    expect(page.locator(".answer h1")).to_have_text("Level 2 – Assist")
    (tmp_path / "b.parquet").write_bytes(tables["parquet"])
    names = [path.name for path in sorted(SAMPLES.glob("*.txt"))]
    assert [row["id"] for row in csv.DictReader(io.StringIO(tables["csv"].decode()))] == names
    assert [json.loads(line)["document"]["id"] for line in tables["jsonl"].decode().splitlines()] == names
    assert parquet.read_table(tmp_path / "b.parquet").column("id").to_pylist() == names


@pytest.mark.bench
def test_a_batch_of_200_real_documents_is_cancelled_and_keeps_what_is_done(open_page, bench, tmp_path):
    rows = (bench / "pool.jsonl").read_text(encoding="utf-8").splitlines()[:200]
    (tmp_path / "pool.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    page = open_page("batch")

    page.locator(".st-key-batch_files input[type=file]").set_input_files(tmp_path / "pool.jsonl")
    expect(page.get_by_text("pool.jsonl")).to_be_visible()
    page.get_by_role("button", name=WORDS["batch.start"], exact=True).click()
    expect(page.get_by_text(re.compile(r"[1-9]\d* of 200 done · about \d+ (s|min) left"))).to_be_visible(timeout=60_000)
    page.get_by_role("button", name=WORDS["batch.cancel"]).click()

    expect(page.get_by_text(re.compile(r"You stopped after \d+ of 200"))).to_be_visible(timeout=30_000)
    done = int(re.search(r"after (\d+) of", page.get_by_text("You stopped after").inner_text()).group(1))
    answers = [json.loads(line) for line in download(page, "matcher-batch.jsonl").decode().splitlines()]
    assert 0 < done < 200
    assert [answer["document"]["id"] for answer in answers] == [json.loads(row)["id"] for row in rows[:done]]


# -- for everybody ---------------------------------------------------------------------------------


def _fill(page, name):
    """Bring a page to the state that shows most."""
    if name == "match":
        paste(page, AD)
        page.get_by_role("button", name=WORDS["decision.submit"]).click()
        expect(page.get_by_text(WORDS["decision.kept"])).to_be_visible()
    elif name in ("compare", "batch"):
        page.get_by_role("button", name=WORDS[f"{name}.samples"]).click()
        expect(page.locator(".standing" if name == "compare" else "text=Answers: 6")).to_be_visible(timeout=30_000)
    page.wait_for_timeout(1200)  # charts and tables are drawn after the words


PAGES = ["match", "compare", "batch", "decisions", "framework", "about"]


@pytest.mark.parametrize("name", PAGES)
def test_everybody_can_read_a_page_in_light_in_dark_and_on_a_phone(open_page, name):
    page = open_page("" if name == "match" else name)
    faults = _faults(page)

    _fill(page, name)
    faults += _faults(page)
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(1000)
    assert page.evaluate("getComputedStyle(document.querySelector('.stApp')).colorScheme") == "dark"
    faults += _faults(page)
    page.set_viewport_size({"width": 390, "height": 1400})
    page.wait_for_timeout(500)

    assert faults == []
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def _faults(page):
    found = Axe().run(page).response["violations"]
    return [
        (one["id"], node["target"], node.get("failureSummary"))
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
