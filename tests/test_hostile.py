"""Every file of the hostile corpus through the library, the command line and a batch."""

import csv
import json
import os
import sys

import pytest
from hostile.make import ANSWER, DUTIES, FORMULAS, HOSTILE, SLOW

from matcher.cli.app import run
from matcher.document import make_document, read_bytes, read_document
from matcher.errors import DocumentError
from matcher.table import harmless

QUICK = [one for one in HOSTILE if one.name not in SLOW]
EACH = [pytest.param(one, id=one.name, marks=[pytest.mark.long] if one.name in SLOW else []) for one in HOSTILE]


def write(folder, files):
    """Write hostile files, and good documents among them."""
    folder.mkdir()
    for one in files:
        (folder / one.name).write_bytes(one.make())
    for i in range(3):
        (folder / f"good_{i}.txt").write_text(DUTIES + f"Coach team {i}\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("one", EACH)
def test_a_hostile_file_is_read_rightly_or_refused_with_name_reason_and_next_step(one, tmp_path, matcher):
    path = tmp_path / one.name
    path.write_bytes(one.make())

    try:
        document = read_document(path)
    except DocumentError as error:
        assert error.code in one.outcomes
        assert str(error).startswith(f"{path}: ")
        assert str(error).endswith(".")
        assert error.code in ("empty", "too_large") or str(error).count(". ") >= 1  # reason, then what to do
        return
    assert ANSWER in one.outcomes, document.text[:200]
    result = matcher.match(document)
    assert all(
        document.text[quote.start : quote.end] == quote.text for level in result.levels for quote in level.evidence
    )
    json.dumps(result.to_dict(text="all"), allow_nan=False).encode("ascii")


@pytest.mark.parametrize("one", [pytest.param(one, id=one.name, marks=pytest.mark.long) for one in HOSTILE])
def test_the_command_line_answers_or_refuses_without_a_traceback(one, tmp_path, capsys):
    (tmp_path / one.name).write_bytes(one.make())

    check_command(one, run(["suggest", str(tmp_path / one.name), "--format", "json"]), capsys.readouterr())


@pytest.mark.parametrize(
    "one",
    [one for one in QUICK if ANSWER not in one.outcomes or one.name.startswith("scripts")],
    ids=lambda one: one.name,
)
def test_the_command_line_refuses_without_a_traceback(one, tmp_path, capsys):
    (tmp_path / one.name).write_bytes(one.make())

    check_command(one, run(["suggest", str(tmp_path / one.name), "--format", "json"]), capsys.readouterr())


def check_command(one, code, said):
    if code == 0:
        assert ANSWER in one.outcomes
        assert len(json.loads(said.out)["levels"]) == 6
    else:
        assert code == 1
        assert one.name in said.err
        assert "Traceback" not in said.err


@pytest.mark.parametrize("files", [QUICK, pytest.param(HOSTILE, marks=pytest.mark.long)], ids=["quick", "all"])
def test_a_batch_over_hostile_files_answers_every_good_document(files, tmp_path, capsys):
    folder = write(tmp_path / "in", files)

    code = run(["batch", str(folder), str(tmp_path / "out.jsonl"), "--jobs", "1"])

    with (tmp_path / "out.jsonl").open(encoding="utf-8") as file:
        answers = {answer["document"]["id"]: answer for answer in map(json.loads, file)}
    assert code == 1
    assert "Traceback" not in capsys.readouterr().err
    assert set(answers) == {path.name for path in folder.iterdir()}
    assert all("error" not in answers[f"good_{i}.txt"] for i in range(3))
    for one in files:
        error = answers[one.name].get("error")
        assert (error["code"] if error else ANSWER) in one.outcomes, one.name
        assert error is None or one.name in error["message"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_exported_cell_is_a_formula_and_an_apostrophe_less_gives_it_back(formula):
    safe = harmless(formula)

    assert safe.startswith("'")
    assert safe.removeprefix("'") == formula


@pytest.mark.parametrize("text", ["'quoted", "''", "'=1", "plain", "", "a=1", " spaced", "1,5"])
def test_every_exported_cell_can_be_read_back(text):
    assert harmless(text).removeprefix("'") == text


def test_an_exported_table_holds_no_formula_in_any_cell(tmp_path):
    rows = [{"id": f, "title": f, "text": f"{f}\n{DUTIES}"} for f in FORMULAS]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    run(["batch", str(tmp_path / "in.jsonl"), str(tmp_path / "out.csv"), "--jobs", "1"])

    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        answers = list(csv.DictReader(file))
    assert [answer["id"].removeprefix("'") for answer in answers] == [row["id"] for row in rows]
    signs = tuple("=+-@＝＋－＠")
    assert not [
        c for answer in answers for c in answer.values() if c.strip().startswith(signs) or (c[:1] in "\t\r\n" and c)
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no file names that are not text")
def test_a_file_name_that_is_no_text_is_answered_under_a_readable_one(tmp_path):
    folder = write(tmp_path / "in", [])
    (folder / os.fsdecode(b"a\xff.txt")).write_text(DUTIES)

    code = run(["batch", str(folder), str(tmp_path / "out.jsonl"), "--jobs", "1"])

    assert code == 0
    assert r'"id":"a\\udcff.txt"' in (tmp_path / "out.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "given", [{"text": DUTIES + "\udc00"}, {"text": DUTIES, "title": "\ud800"}], ids=["text", "title"]
)
def test_halves_of_characters_are_refused(given):
    with pytest.raises(DocumentError, match="halves of characters") as error:
        make_document(**given)

    assert error.value.code == "bad_encoding"


def test_a_control_character_beside_hidden_text_costs_nothing():
    read = read_bytes(b"<p>Seen<b hidden>ghost</b>\x01 too</p>", name="a.html", suffix=".html")

    assert read.hidden == ("ghost",)
    assert "too" in read.text


def test_a_page_nested_beyond_the_limit_is_refused_and_one_within_it_is_read():
    def read(depth):
        return read_bytes(b"<div>" * depth + b"Answer calls", name="a.html", suffix=".html")

    assert "Answer calls" in read(300).text
    with pytest.raises(DocumentError, match="inside one another") as error:
        read(500)
    assert error.value.code == "too_complex"
