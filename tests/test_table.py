import csv
import io
import json
import uuid

import pytest

from matcher.errors import InputError
from matcher.places import Place
from matcher.table import Columns, column_names, find_columns, form_of, is_table, read_rows
from matcher.table.short import SHORT_FIELDS

ROWS = [{"id": "a", "title": "Agent", "text": "Answer calls"}, {"id": "b", "title": "", "text": "Book visits"}]


def rows_of(place, **given):
    place = Place(str(place))
    return list(read_rows(place, find_columns(column_names(place), given=Columns(**given), place=place)))


def write_parquet(path, rows):
    import pyarrow
    from pyarrow import parquet

    path.parent.mkdir(parents=True, exist_ok=True)
    parquet.write_table(pyarrow.Table.from_pylist(rows), path)


def test_a_partitioned_folder_of_parquet_is_one_table_in_the_order_of_its_files(tmp_path):
    write_parquet(tmp_path / "ads" / "country=pl" / "0.parquet", [ROWS[1]])
    write_parquet(tmp_path / "ads" / "country=en" / "1.parquet", [ROWS[0]])

    rows = rows_of(tmp_path / "ads", language="country")

    assert is_table(Place(str(tmp_path / "ads")))
    assert [(row.id, row.text, row.language) for row in rows] == [
        ("a", "Answer calls", "en"),
        ("b", "Book visits", "pl"),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_with_any_usual_delimiter_and_line_breaks_in_cells(tmp_path, delimiter):
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerows([["id", "text"], ["1", f"Answer calls\n- and{delimiter} mails"], ["2", "Książki"]])
    (tmp_path / "in.csv").write_text("\ufeff" + file.getvalue(), encoding="utf-8")

    assert [row.text for row in rows_of(tmp_path / "in.csv")] == [f"Answer calls\n- and{delimiter} mails", "Książki"]


def test_columns_can_be_named_and_are_told(tmp_path):
    (tmp_path / "in.csv").write_text("key,text,Anzeige,Stelle\n7,no,Answer calls,Agent\n")
    place = Place(str(tmp_path / "in.csv"))

    columns = find_columns(column_names(place), given=Columns(id="key", text="Anzeige", title="Stelle"), place=place)

    assert columns.describe() == "id from 'key', title from 'Stelle', text from 'Anzeige'"
    assert [(row.id, row.title, row.text) for row in read_rows(place, columns)] == [("7", "Agent", "Answer calls")]


@pytest.mark.parametrize(
    ("given", "said"),
    [({"text": "advert"}, "no column 'advert'; found key, words"), ({}, "Name it with --text-column")],
    ids=["named", "guessed"],
)
def test_a_column_that_is_not_there_is_refused_with_those_that_are(tmp_path, given, said):
    (tmp_path / "in.csv").write_text("key,words\n1,Answer calls\n")

    with pytest.raises(InputError, match=said):
        rows_of(tmp_path / "in.csv", **given)


def test_rows_that_cannot_be_read_cost_themselves_only(tmp_path):
    lines = [
        json.dumps(ROWS[0]).encode(), b'{"id": "x", "text": "caf\xe9"}', b"[1]", b'{"id": "y"}', b"", b'{"text": "\\ud800"}',
        b"[" * 100_000, json.dumps(ROWS[1]).encode(),
    ]  # fmt: skip
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(lines))

    rows = rows_of(tmp_path / "in.jsonl")

    assert [(row.id, row.error is None) for row in rows] == [
        ("a", True), ("2", False), ("3", False), ("y", False), ("5", False), ("6", False), ("b", True),
    ]  # fmt: skip
    assert [row.error.split(" (")[0] for row in rows if row.error] == [
        "the line is not valid UTF-8", "the line is not a JSON object", "the text is missing",
        "the row is not valid UTF-8", "the line is not valid JSON",
    ]  # fmt: skip


def test_one_damaged_csv_row_is_an_error_and_another_encoding_is_refused_as_a_whole(tmp_path):
    good = b"text\n" + b"Answer calls from customers\n" * 2000
    (tmp_path / "in.csv").write_bytes(good + b"caf\xe9\n" + b"Book visits\n")
    (tmp_path / "cp1252.csv").write_bytes("text\nGespräche führen\n".encode("cp1252"))

    rows = rows_of(tmp_path / "in.csv")

    assert [row.id for row in rows if row.error] == ["2001"]
    assert rows[-1].text == "Book visits"
    with pytest.raises(InputError, match="CSV UTF-8"):
        rows_of(tmp_path / "cp1252.csv")


def test_rows_and_answers_can_stand_at_a_url(tmp_path):
    fsspec = pytest.importorskip("fsspec")
    name = f"memory://{uuid.uuid4()}"
    with fsspec.open(f"{name}/in.jsonl", "wb") as file:
        file.write("".join(json.dumps(row) + "\n" for row in ROWS).encode())
    (tmp_path / "made.csv").write_text("x")

    Place(f"{name}/out/levels.csv").receive(tmp_path / "made.csv")

    assert [row.id for row in rows_of(f"{name}/in.jsonl")] == ["a", "b"]
    assert [found for found, _ in Place(name).files()] == ["in.jsonl", "out/levels.csv"]
    assert Place(f"{name}/out/levels.csv").open("rb").read() == b"x"


def test_a_kind_of_url_that_is_not_installed_is_named(tmp_path):
    with pytest.raises(InputError, match="this kind of URL cannot be opened here"):
        rows_of("nosuchthing://bucket/ads.csv")


ANSWER = {"document": {"id": "a"}, "error": {"code": "empty", "message": "a: no text"}}


def test_parts_of_any_size_join_to_the_same_parquet_file():
    from pyarrow import parquet

    form = form_of(Place("out.parquet"), short=True)
    answers = [ANSWER | {"document": {"id": str(i)}} for i in range(2500)]
    files = [io.BytesIO(), io.BytesIO()]

    form.join([form.encode(answers)], files[0])
    form.join([form.encode(answers[i : i + 7]) for i in range(0, 2500, 7)], files[1])

    assert files[0].getvalue() == files[1].getvalue()
    table = parquet.read_table(files[0])
    assert table.column_names == list(SHORT_FIELDS)
    assert table["id"].to_pylist() == [str(i) for i in range(2500)]
    assert parquet.ParquetFile(files[0]).num_row_groups == 3


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl", "out.parquet"])
def test_short_answers_leave_the_nested_result_out(name):
    file = io.BytesIO()
    form = form_of(Place(name), short=True)

    form.join([form.encode([ANSWER])], file)

    assert b"no text" in file.getvalue()
    assert b"result" not in file.getvalue()
