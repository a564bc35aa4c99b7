import json

import pytest
from hostile.hidden import HONEST, HONEST_FILES, SEEN, TRICKS, UNSEEN
from typer.testing import CliRunner

from matcher.cli.app import app, run
from matcher.document import make_document, read_bytes
from matcher.report import READER_LANGUAGES, html_report, markdown_report
from matcher.report.words import warning_sentence, words_for
from matcher.result import Warning


@pytest.mark.parametrize(("name", "suffix", "make"), TRICKS, ids=[trick[0] for trick in TRICKS])
def test_hidden_text_is_found_and_left_out(name, suffix, make):
    read = read_bytes(make(), name=name, suffix=suffix)

    assert UNSEEN in " ".join(read.hidden)
    assert UNSEEN.split()[0] not in read.text
    assert SEEN in read.text


@pytest.mark.parametrize(("name", "suffix", "make"), HONEST_FILES, ids=[file[0] for file in HONEST_FILES])
def test_text_that_a_reader_sees_is_kept_without_a_warning(name, suffix, make):
    read = read_bytes(make(), name=name, suffix=suffix)

    assert read.hidden == ()
    assert HONEST in read.text
    assert SEEN in read.text


def test_hidden_passages_come_in_order_and_the_lines_around_them_stay():
    page = (
        b"<html><body><p>One</p><p hidden>first ghost</p><p>Two</p><ul><li>Three</li><li hidden>second ghost</li></ul>"
    )

    read = read_bytes(page, name="ad.html", suffix=".html")

    assert read.hidden == ("first ghost", "second ghost")
    assert [line.strip(" *") for line in read.text.splitlines() if line.strip()] == ["One", "Two", "Three"]


def test_hidden_text_does_not_move_the_answer(matcher):
    seen = f"Call centre agent\n{SEEN}\nWrite down the name and number of each caller\nPass difficult calls on"
    hidden = tuple([UNSEEN] * 20)

    plain = matcher.match(make_document(seen))
    stuffed = matcher.match(make_document(seen, hidden=hidden))

    assert stuffed.levels == plain.levels
    assert stuffed.suggestion == plain.suggestion
    assert [(warning.code, warning.passages) for warning in stuffed.warnings] == [("hidden_text", hidden)]
    assert UNSEEN not in json.dumps(stuffed.to_dict(text="none"))


def test_each_report_shows_the_hidden_passage_in_the_readers_language(matcher):
    result = matcher.match(make_document(SEEN, hidden=("<b>Rule the *world*</b>",)))

    for language in READER_LANGUAGES:
        assert words_for(language)["warning_hidden_text"] in markdown_report(result, language=language)
        assert "&lt;b&gt;Rule the *world*&lt;/b&gt;" in html_report(result, language=language)
        assert r"\<b\>Rule the \*world\*" in markdown_report(result, language=language)


def test_a_report_quotes_five_passages_and_counts_the_rest():
    warning = Warning("hidden_text", "", tuple(f"ghost {i}" for i in range(7)))

    assert warning_sentence(warning, "en").endswith("“ghost 4” … (+2)")


def test_the_command_line_warns_of_hidden_text(tmp_path, capsys):
    path = tmp_path / "cv.html"
    path.write_bytes(next(make for name, _, make in TRICKS if name == "html: white")())

    code = run(["suggest", str(path)])

    told = " ".join(capsys.readouterr().out.split())
    assert code == 0
    assert "text that no reader sees" in told
    assert UNSEEN in told


def test_a_file_with_hidden_text_alone_has_no_text(tmp_path):
    (tmp_path / "cv.html").write_text(f"<p hidden>{UNSEEN}</p>")

    result = CliRunner().invoke(app, ["suggest", str(tmp_path / "cv.html")])

    assert "no text" in str(result.exception)


def test_a_batch_leaves_hidden_text_out_and_warns_of_it(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "cv.html").write_bytes(next(make for name, _, make in TRICKS if name == "html: white")())

    code = run(["batch", str(folder), str(tmp_path / "out.jsonl"), "--jobs", "1"])

    (answer,) = map(json.loads, (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines())
    assert code == 0
    assert [(one["code"], one["passages"]) for one in answer["warnings"]] == [("hidden_text", [UNSEEN])]
