import csv
import io
import json
import subprocess
import sys

import jsonschema
import pytest
from conftest import ROOT, SAMPLES

from matcher.cli.app import run
from matcher.document import read_document
from matcher.policy import Policy
from matcher.reviews import ReviewStore, accepted, changed
from matcher.training import read_training_data

SCHEMA = json.loads((ROOT / "docs" / "result.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def call(capsys):
    def _call(*arguments):
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return _call


def test_suggest_prints_the_answer_the_six_levels_and_the_quotes(call):
    code, out, err = call("suggest", SAMPLES / "ad_en.txt")

    assert code == 0
    assert "The duties show level 3 (Apply)" in out
    assert [f"Level {k}" in out for k in range(1, 7)] == [True] * 6
    assert "Not level 2:" in out
    assert "Not level 4:" in out
    assert "“" in out
    assert "\x1b" not in out
    assert err == ""


def test_json_follows_the_published_schema(call):
    code, out, _ = call("suggest", SAMPLES / "ad_pl.txt", "--format", "json", "--include-text")

    table = json.loads(out)

    assert code == 0
    jsonschema.validate(table, SCHEMA)
    assert table["document"]["text"] == (SAMPLES / "ad_pl.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("de", "Die Aufgaben zeigen Stufe 3"), ("es", "Las funciones muestran el nivel 3"), ("pt", "As atividades mostram o nível 3"),
     ("pl", "Obowiązki wskazują na poziom 3")],
)  # fmt: skip
def test_a_report_speaks_the_readers_language(call, language, sentence):
    _, out, _ = call("suggest", SAMPLES / "ad_en.txt", "--reader-language", language)

    assert sentence in out


def test_every_catalogue_has_the_same_keys_and_places():
    import re
    import tomllib

    folder = ROOT / "matcher" / "report" / "catalogue"
    catalogues = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.toml")}

    assert set(catalogues) == {"en", "de", "es", "pt", "pl"}
    for words in catalogues.values():
        assert set(words) == set(catalogues["en"])
        for key, text in words.items():
            assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", catalogues["en"][key])), key


def test_html_is_one_escaped_page_that_needs_no_network(call, tmp_path):
    ad = tmp_path / "ad.txt"
    ad.write_text(
        "Support agent\n- Answer calls <script>alert(1)</script> from customers\n- Book visits & refunds for customers\n"
        "- Log requests in the system"
    )

    code, _, _ = call("suggest", ad, "--format", "html", "--out", tmp_path / "r.html")

    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert code == 0
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "http" not in page
    assert "<mark" in page


def test_markdown_escapes_what_the_document_says(call, tmp_path):
    ad = tmp_path / "ad.txt"
    ad.write_text(
        "Support agent\n- Answer calls and [mails](http://evil.example) from customers\n- Book visits and log requests"
    )

    _, out, _ = call("suggest", ad, "--format", "markdown")

    assert "[mails](" not in out
    assert out.startswith("# Support agent")


def test_standard_input_is_read_when_piped():
    text = (SAMPLES / "ad_es.txt").read_bytes()

    done = subprocess.run(
        [sys.executable, "-c", "from matcher.cli import main; main()", "suggest", "-"],
        input=text,
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr.decode()
    assert "level 2" in done.stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["suggest", "no-such-file.txt"], 1, "no such file"),
        (["suggest", str(SAMPLES / "ad_en.txt"), "--framework", "none"], 3, "sfia9-en"),
        (["suggest", str(SAMPLES / "ad_en.txt"), "--model", "nowhere"], 3, "matcher fit"),
        (["suggest", str(SAMPLES / "ad_en.txt"), "--format", "pdf"], 2, "pdf"),
        (["suggest", str(SAMPLES / "ad_en.txt"), "--kind", "letter"], 2, "letter"),
        (["suggest", str(SAMPLES / "ad_en.txt"), "--language", "english"], 2, "english"),
        (["suggest", str(SAMPLES / "ad_en.txt"), "--no-text", "--include-text"], 2, "exclude each other"),
        (["suggest", str(SAMPLES / "ad_en.txt"), "--out", "/no/such/folder/x"], 3, "Cannot write"),
        (["compare", "no-such-cv.txt", str(SAMPLES / "ad_en.txt")], 1, "no-such-cv.txt: no such file"),
        (["compare", str(SAMPLES / "cv_en.txt")], 2, "parameter: ad"),
        (["compare", "-", "-"], 2, "standard input"),
        (["compare", str(SAMPLES / "cv_en.txt"), str(SAMPLES / "ad_en.txt"), "--reader-language", "fr"], 2, "'fr'"),
        (["reviews", "--delete", "1"], 3, "Review 1 does not exist"),
        (["reviews", "--delete", "1", "--forget", "1"], 2, "exclude each other"),
        (["reviews", "--before", "yesterday"], 2, "yesterday"),
        (["reviews", "--export", "decided.sqlite"], 2, ".jsonl"),
        (["nonsense"], 2, "nonsense"),
        (["statements", "--level", "7"], 2, "less than or equal to 6"),
        (["batch", "nowhere.jsonl", "out.jsonl"], 3, "no such file"),
        (["batch", str(SAMPLES), "out.xlsx"], 3, "out.xlsx"),
    ],
)
def test_wrong_use_ends_with_the_contracts_code_and_a_next_step(call, arguments, code, said):
    got, out, err = call(*arguments)

    assert (got, out) == (code, "")
    assert said in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "command",
    ["suggest", "batch", "compare", "statements", "fit", "evaluate", "reviews", "app", "audit", "adapt", "replay"],
)
def test_every_help_text_has_an_example(call, command):
    code, out, _ = call(command, "--help")

    assert code == 0
    assert f"Example: matcher {command}" in " ".join(out.split())


def test_adapting_without_torch_says_what_to_install(tmp_path):
    program = "import sys; sys.modules['torch'] = None; from matcher.cli.app import run; sys.exit(run(sys.argv[1:]))"

    ran = subprocess.run(
        [sys.executable, "-c", program, "adapt", str(tmp_path / "weights.npz")], capture_output=True, text=True
    )

    assert ran.returncode == 3
    assert "pip install 'matcher[adapt]'" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_statements_are_printed_in_any_language(call):
    _, out, _ = call("statements", "--language", "de", "--level", "3")

    assert "sfia8-csmg-3-c" in out
    assert "Diagnose" in out
    assert "sfia8-csmg-4-a" not in out


ROWS = [
    {"id": "a", "title": "Agent", "text": "- Answer calls from customers about bills\n- Book visits\n- Log requests"},
    {"id": "b", "title": "", "text": ""},
    {
        "id": "c",
        "title": "=cmd()",
        "text": "- Lead a team of twelve agents and coach them on their calls\n"
        "- Report on waiting times and complaints each month and propose improvements\n- Train new agents",
    },
]


def write_table(path, rows):
    if path.suffix == ".jsonl":
        path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    elif path.suffix == ".csv":
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, fieldnames=list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    else:
        import pyarrow
        from pyarrow import parquet

        parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    return path


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_batch_gives_one_row_per_row_in_order_and_names_what_failed(call, tmp_path, suffix):
    table = write_table(tmp_path / f"in{suffix}", ROWS)

    code, _, err = call("batch", table, tmp_path / "out.jsonl", "--jobs", "1")

    answers = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert code == 1
    assert [answer["document"]["id"] for answer in answers] == ["a", "b", "c"]
    assert answers[1]["error"]["code"] in ("empty", "bad_row")
    assert "b" in err
    for answer in answers:
        jsonschema.validate(answer, SCHEMA)


def test_batch_answers_are_the_same_bytes_with_any_number_of_jobs(call, tmp_path):
    rows = [ROWS[0] | {"id": str(i), "text": ROWS[0]["text"] + f"\n- Answer e-mail number {i}"} for i in range(40)]
    table = write_table(tmp_path / "in.jsonl", rows)

    for jobs in (1, 2):
        assert call("batch", table, tmp_path / f"{jobs}.jsonl", "--jobs", jobs)[0] == 0

    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()


def test_batch_and_suggest_say_the_same(call, tmp_path):
    code, _, _ = call("batch", SAMPLES, tmp_path / "out.jsonl", "--jobs", "1")
    answers = {a["document"]["id"]: a for a in map(json.loads, (tmp_path / "out.jsonl").read_text().splitlines())}

    assert code == 0
    for name in ("ad_de.txt", "cv_en.txt"):
        _, out, _ = call("suggest", SAMPLES / name, "--format", "json")
        assert json.loads(out) == answers[name]


def test_the_short_form_is_a_flat_table_without_live_formulas(call, tmp_path):
    table = write_table(tmp_path / "in.jsonl", ROWS)

    call("batch", table, tmp_path / "out.csv", "--columns", "short", "--jobs", "1")

    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8"))))
    assert [row["status"] for row in rows][1] == "error"
    assert rows[2]["title"] == "'=cmd()"
    assert rows[2]["level"] in ("4", "5")


def test_duplicate_ids_are_refused_with_their_rows(call, tmp_path):
    table = write_table(tmp_path / "in.jsonl", [ROWS[0], ROWS[2], ROWS[0]])

    code, _, err = call("batch", table, tmp_path / "out.jsonl", "--jobs", "1")

    assert code == 3
    assert "rows 1 and 3" in err
    assert list(tmp_path.glob("*out*")) == []


def test_missing_ids_are_numbered_and_columns_found_by_usual_names(call, tmp_path):
    table = write_table(tmp_path / "in.csv", [{"Job_Title": "Agent", "Description": ROWS[0]["text"]}] * 2)

    call("batch", table, tmp_path / "out.jsonl", "--jobs", "1")

    answers = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(a["document"]["id"], a["document"]["title"]) for a in answers] == [("1", "Agent"), ("2", "Agent")]


def test_a_damaged_line_costs_one_error_row(call, tmp_path):
    table = tmp_path / "in.jsonl"
    table.write_text(json.dumps(ROWS[0]) + "\n{damaged\n" + json.dumps(ROWS[2]) + "\n")

    code, _, _ = call("batch", table, tmp_path / "out.jsonl", "--jobs", "1")

    answers = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert code == 1
    assert [answer["document"]["id"] for answer in answers] == ["a", "2", "c"]
    assert "not valid JSON" in answers[1]["error"]["message"]


COMPARISON_SCHEMA = json.loads((ROOT / "docs" / "comparison.schema.json").read_text(encoding="utf-8"))


def test_compare_says_both_levels_and_what_to_describe(call):
    code, out, err = call("compare", SAMPLES / "cv_en.txt", SAMPLES / "ad_de.txt")

    said = " ".join(out.split())
    assert (code, err) == (0, "")
    assert "The ad asks for level 4 (Enable). The CV shows the same level." in said
    assert "Your CV does not yet show this. If you have done it, describe it with an example." in said
    assert "\x1b" not in out


def test_compare_quotes_the_edition_in_the_readers_language(call):
    _, out, _ = call(
        "compare", SAMPLES / "cv_en.txt", SAMPLES / "ad_es.txt", "--reader-language", "pl", "--format", "json"
    )

    table = json.loads(out)
    jsonschema.validate(table, COMPARISON_SCHEMA)
    assert table["framework"]["sources"][0]["language"] == "pl"
    assert (table["ad"]["level"], table["cv"]["level"], table["standing"]) == (2, 4, "above")


def test_compare_calls_the_first_file_the_cv_whatever_it_looks_like(call):
    _, out, _ = call("compare", SAMPLES / "ad_en.txt", SAMPLES / "cv_en.txt", "--format", "json", "--no-text")

    table = json.loads(out)
    assert (table["cv"]["document"]["kind"], table["ad"]["document"]["kind"]) == ("cv", "ad")
    assert "WINFIELD" not in out
    assert (table["standing"], table["asked"]["level"]) == ("below", 4)


@pytest.mark.parametrize(("format", "begins"), [("html", "<!doctype html>"), ("markdown", "# What the CV shows")])
def test_compare_writes_a_report_to_a_file(call, tmp_path, format, begins):
    code, out, _ = call(
        "compare", SAMPLES / "cv_en.txt", SAMPLES / "ad_pt.txt", "--format", format, "--out", tmp_path / "r"
    )

    report = (tmp_path / "r").read_text(encoding="utf-8")
    assert (code, out) == (0, "")
    assert report.startswith(begins)
    assert "http" not in report
    assert "orçamento" in report


def test_a_comparison_escapes_what_the_documents_say(call, tmp_path):
    evil = "<script>alert(1)</script>"
    text = (
        f"Support agent {evil}\n- Answer calls {evil} from customers\n- Solve complaints {evil}\n- Log requests {evil}"
    )
    for name in ("cv.txt", "ad.txt"):
        (tmp_path / name).write_text(text)

    _, page, _ = call("compare", tmp_path / "cv.txt", tmp_path / "ad.txt", "--format", "html")
    _, markdown, _ = call("compare", tmp_path / "cv.txt", tmp_path / "ad.txt", "--format", "markdown")

    assert "<script" not in page
    assert "calls &lt;script&gt;alert(1)&lt;/script&gt; from" in page
    assert "<script" not in markdown.replace("\\<", "")


@pytest.fixture
def store(matcher):
    """Three reviews: decided with text, decided without, not decided."""
    result = matcher.match(read_document(SAMPLES / "cv_en.txt"))
    with ReviewStore() as store:
        store.add(
            result, changed(5, reason="=HYPERLINK(1)"), policy=Policy("pilot", {"min_skill": 0.2}), keep_text=True
        )
        store.add(result, accepted(result))
        store.add(result)
    return store


def test_reviews_are_listed_without_the_documents_words(call, store):
    code, out, err = call("reviews", "--format", "json")

    table = json.loads(out)
    assert (code, err) == (0, "")
    assert [(row["id"], row["verdict"], row["decided_level"], row["text_kept"]) for row in table["reviews"]] == [
        (1, "changed", 5, True), (2, "accepted", 4, False), (3, None, None, False),
    ]  # fmt: skip
    assert "advisers" not in out
    _, out, err = call("reviews")
    assert "changed: 5" in out
    assert "3 reviews, 0 deleted" in err


def test_a_csv_of_reviews_holds_no_live_formula(call, store):
    _, out, _ = call("reviews", "--format", "csv")

    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["reason"] for row in rows] == ["'=HYPERLINK(1)", "", ""]
    assert [row["level"] for row in rows] == ["4", "4", "4"]


def test_reviews_are_exported_for_fit_with_what_was_left_out(call, store, tmp_path):
    code, _, err = call("reviews", "--export", tmp_path / "decided.jsonl")

    data = read_training_data(None, [tmp_path / "decided.jsonl"])
    assert code == 0
    assert "1 documents. Left out: 1 decided without text, 1 without a decided level" in err
    assert (data.examples[-1].document.id, data.examples[-1].level) == ("review-1", 5)


def test_reviews_are_forgotten_and_deleted(call, store):
    assert call("reviews", "--forget", "1")[0] == 0
    assert call("reviews", "--delete", "2")[0] == 0

    _, out, _ = call("reviews", "--format", "json")
    table = json.loads(out)
    assert [(row["id"], row["text_kept"]) for row in table["reviews"]] == [(1, False), (3, False)]
    assert [row["id"] for row in table["deleted"]] == [2]

    assert "2 reviews removed" in call("reviews", "--before", "2999-01-01")[2]
    assert call("reviews", "--delete", "3")[0] == 3


def test_a_damaged_file_of_reviews_ends_with_could_not_run(call, store):
    store.path.write_bytes(b"not a database, not at all " * 50)

    code, out, err = call("reviews")

    assert (code, out) == (3, "")
    assert "damaged" in err
