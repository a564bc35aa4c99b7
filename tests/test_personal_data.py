"""A full run over documents with planted names: no name may be found anywhere that --no-text and the log write."""

import json
import logging
import os
import subprocess
import sys

import pytest
from batches import kill, parts_of, start, wait_for
from conftest import ROOT
from streamlit.testing.v1 import AppTest

from matcher.cli.app import run
from matcher.reviews import ReviewStore, reviews_path

PLANTED = ("Quillfeather", "Brandvold", "aurelia", "07700 900182", "Tanglewood", "Pettigrew")
CV = """Aurelia Brandvold
Leeds | a.brandvold@mail.example | 07700 900182
14 Tanglewood Close, Leeds LS6 3AB

Work history
Team Leader, Northgate Travel, Leeds, 2020 – present
• Lead a team of 14 advisers with my deputy Mr Pettigrew and answer complaints of customers
• Look into why customers call back, agree changes with Mr Pettigrew and coach Aurelia Quillfeather
"""


def names_in(raw):
    text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw
    return [name for name in PLANTED if name.casefold() in text.casefold()]


def leaks(*folders):
    """Every file under some folders, with the names that stand in it or in its name."""
    found = {}
    for folder in folders:
        for path in folder.rglob("*"):
            names = names_in(path.name) + (names_in(path.read_bytes()) if path.is_file() else [])
            if names:
                found[str(path)] = names
    return found


@pytest.fixture
def folder(tmp_path):
    """Documents named after their people, and broken ones among them."""
    folder = tmp_path / "given"
    folder.mkdir()
    for number in range(36):
        (folder / f"brandvold_{number:02}.txt").write_text(f"{CV}• Answered {number} calls a day\n", encoding="utf-8")
    (folder / "pettigrew_00.txt").write_text("", encoding="utf-8")
    (folder / "quillfeather.pdf").write_bytes(b"%PDF-1.4 Aurelia Brandvold")
    (folder / "quillfeather.docx").write_bytes(b"Aurelia Quillfeather wrote this")
    (folder / "quillfeather.txt").write_bytes(b"\xff\xfe\x00Brandvold\xd8")
    return folder


@pytest.fixture
def own_places(tmp_path, monkeypatch):
    """Where a run may write: its temporary folder, the user's folder, the output's folder."""
    places = [tmp_path / name for name in ("temp", "home", "out")]
    for place in places:
        place.mkdir(mode=0o700)
    for name in ("TMPDIR", "JOBLIB_TEMP_FOLDER"):
        monkeypatch.setenv(name, str(places[0]))
    return places


def test_batch_killed_and_finished_leaves_no_name_anywhere(folder, own_places):
    output = own_places[2] / "levels.jsonl"
    command = (folder, output, "--jobs", 2, "--no-text", "--log")
    process = start(*command)
    wait_for(lambda: len(parts_of(output)) >= 1 or process.poll() is not None)
    kill(process.pid)
    said = process.communicate()
    assert parts_of(output), "it was killed too late to leave parts"
    assert leaks(*own_places) == {}

    process = start(*command, "--resume")
    out, err = process.communicate(timeout=900)

    assert process.returncode == 1, err
    assert err.count("Not read:") == 4
    assert names_in(out) + names_in(err) + names_in(said[0]) + names_in(said[1]) == []
    assert leaks(*own_places) == {}
    answers = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert [answer["document"]["id"] for answer in answers] == [str(n) for n in range(1, 41)]
    assert sum(any(level["evidence"] for level in answer["levels"]) for answer in answers if "levels" in answer) == 36
    with ReviewStore() as store:
        assert len(store.reviews()) == 36


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
def test_a_table_whose_ids_and_titles_are_names_gives_rows_with_numbers(tmp_path, own_places, capfd, suffix):
    rows = [{"id": f"Aurelia Brandvold {n}", "title": "Aurelia Brandvold", "text": CV} for n in range(2)]
    rows.append({"id": "Pettigrew", "title": "", "text": "123"})
    table = tmp_path / "cvs.jsonl"
    table.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")

    code = run(["batch", str(table), str(own_places[2] / f"levels{suffix}"), "--jobs", "1", "--no-text"])

    assert code == 1
    assert names_in("".join(capfd.readouterr())) == []
    assert leaks(*own_places) == {}


def test_ids_that_stand_twice_are_told_by_their_rows_alone(tmp_path, capsys):
    table = tmp_path / "cvs.jsonl"
    table.write_text("\n".join(json.dumps({"id": "Brandvold", "text": CV}) for _ in range(2)), encoding="utf-8")

    code = run(["batch", str(table), str(tmp_path / "levels.csv")])

    assert code == 3
    told = capsys.readouterr().err
    assert "rows 1 and 2 have the same id" in told
    assert names_in(told) == []


def test_redacted_batch_holds_no_planted_name_and_true_offsets(folder, own_places, capfd):
    output = own_places[2] / "levels.jsonl"

    code = run(["batch", str(folder), str(output), "--jobs", "1", "--redact"])

    assert code == 1
    assert names_in("".join(capfd.readouterr())) == []
    assert leaks(*own_places) == {}
    answers = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    quotes = [
        (int(answer["document"]["id"]) - 1, quote)
        for answer in answers if "levels" in answer
        for level in answer["levels"] for quote in level["evidence"]
    ]  # fmt: skip
    assert any("█" in quote["text"] for _, quote in quotes)
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("brandvold*"))]
    for place, quote in quotes:
        original = texts[place][quote["start"] : quote["end"]]
        assert len(original) == len(quote["text"])
        assert all(shown in ("█", given) for given, shown in zip(original, quote["text"], strict=True))


@pytest.mark.parametrize("command", ["suggest", "compare"])
def test_one_answer_without_text_holds_no_name(tmp_path, own_places, capsys, command):
    path = tmp_path / "brandvold.txt"
    path.write_text(CV, encoding="utf-8")
    files = [str(path)] if command == "suggest" else [str(path), str(ROOT / "data/samples/ad_en.txt")]

    code = run([command, *files, "--format", "json", "--no-text", "--log"])

    told = capsys.readouterr()
    assert code == 0
    assert names_in(told.out) + names_in(told.err) == []
    assert leaks(*own_places) == {}
    answer = json.loads(told.out)
    assert (answer.get("cv") or answer)["document"]["id"] == "1"


@pytest.mark.parametrize("form", ["table", "html", "markdown"])
@pytest.mark.parametrize("command", ["suggest", "compare"])
def test_reports_refuse_to_go_without_text_and_print_nothing(capsys, command, form):
    sample = str(ROOT / "data/samples/cv_en.txt")
    files = [sample] if command == "suggest" else [sample, sample]

    code = run([command, *files, "--format", form, "--no-text"])

    assert code == 2
    assert capsys.readouterr().out == ""


MISTAKE = """
import sys
import matcher.pipeline
def fail(self, document, **_):
    raise RuntimeError(document.text)
matcher.pipeline.LevelMatcher.match = fail
from matcher.cli import main
main()
"""


@pytest.mark.parametrize(("command", "code"), [("batch", 1), ("suggest", 3)])
def test_a_mistake_of_the_program_is_told_without_the_document(tmp_path, own_places, command, code):
    """A parser's or our own mistake may carry the text in its message; it stays inside."""
    given = tmp_path / "given"
    given.mkdir()
    (given / "one.txt").write_text(CV, encoding="utf-8")
    arguments = ["batch", given, own_places[2] / "levels.csv", "--jobs", "1", "--no-text"]
    if command == "suggest":
        arguments = ["suggest", given / "one.txt"]

    done = subprocess.run(
        [sys.executable, "-c", MISTAKE, *map(str, arguments)], capture_output=True, env=os.environ, check=False
    )

    assert done.returncode == code, done.stderr
    assert b"RuntimeError" in done.stderr
    assert names_in(done.stdout) + names_in(done.stderr) == []
    assert leaks(*own_places) == {}


class Broken:
    """A result that fails while it is drawn, with a message that quotes the document."""

    def __getattr__(self, name):
        raise RuntimeError(CV)


def test_the_app_writes_no_name_into_log_reviews_or_temporary_files(own_places, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.run()
    app.session_state["log_wanted"] = True
    app.text_area(key="match_text").set_value(CV)
    next(button for button in app.button if button.label == "Show the level").click()
    app.run()
    assert any("Brandvold" in block.proto.body for block in app.html)
    next(button for button in app.button if button.label == "Keep my decision").click()
    app.run()

    with ReviewStore() as store:
        assert [row.decision is not None for row in store.reviews()] == [False, True]
    assert reviews_path().is_relative_to(own_places[1])
    assert leaks(*own_places) == {}
    app.session_state["session"].result = Broken()
    app.run()
    told = capfd.readouterr()
    assert "RuntimeError in the app" in caplog.text
    assert names_in(told.out) + names_in(told.err) + names_in(caplog.text) == []
