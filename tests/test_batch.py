import io
import json
import os
import re
import stat
import zipfile
from functools import partial

import docx
import pytest
from batches import make_rows, write_jsonl
from conftest import SAMPLES

from matcher.batch import Crew, Recipe, open_input, run_batch
from matcher.batch.parts import Part
from matcher.batch.seen import SeenDocuments
from matcher.batch.survey import survey_input
from matcher.batch.worker import answer_chunk, load_matcher
from matcher.errors import BatchError, InputError
from matcher.places import Place
from matcher.table import Columns, Row


class Listener:
    """Hears a run; may stop it after some rows."""

    def __init__(self, stop_after=None):
        self.began = None
        self.advanced = 0
        self.failed = []
        self.stop_after = stop_after

    def begin(self, n_rows, n_done):
        self.began = (n_rows, n_done)

    def advance(self, n_rows):
        self.advanced += n_rows
        if self.stop_after is not None and self.advanced >= self.stop_after:
            raise KeyboardInterrupt

    def fail(self, message):
        self.failed.append(message)


def run(table, output, *, listener=None, resume=False, jobs=1, **recipe):
    batch_input = open_input(Place(str(table)), given=Columns())
    return run_batch(
        batch_input,
        Recipe(Place(str(output)), **recipe),
        crew=Crew(jobs),
        watcher=listener or Listener(),
        resume=resume,
    )


def interrupt(table, output, **recipe):
    with pytest.raises(KeyboardInterrupt):
        run(table, output, listener=Listener(stop_after=32), **recipe)


@pytest.fixture
def table(tmp_path):
    return write_jsonl(tmp_path / "in.jsonl", make_rows(70))


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_an_interrupted_run_goes_on_with_what_is_missing_and_gives_the_same_bytes(tmp_path, table, suffix):
    whole, output = tmp_path / f"whole{suffix}", tmp_path / f"out{suffix}"
    run(table, whole)

    interrupt(table, output)
    listener = Listener()
    run(table, output, listener=listener, resume=True)

    assert listener.began == (70, 32)
    assert listener.advanced == 70 - 32
    assert output.read_bytes() == whole.read_bytes()
    assert sorted(item.name for item in tmp_path.iterdir()) == sorted(["home", "in.jsonl", whole.name, output.name][1:])


def test_parts_can_be_read_by_their_owner_only(tmp_path, table):
    interrupt(table, tmp_path / "out.jsonl")

    folder = tmp_path / ".out.jsonl.parts"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(item.stat().st_mode) for item in folder.iterdir()} == {0o600}
    assert len(list(folder.glob("*.part"))) == 2


def test_a_run_is_not_begun_anew_over_answers_that_are_kept(tmp_path, table):
    interrupt(table, tmp_path / "out.jsonl")

    with pytest.raises(BatchError, match="Give --resume to go on with it, or delete that folder"):
        run(table, tmp_path / "out.jsonl")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda rows: rows[:-1], "another input"),
        (lambda rows: [rows[0] | {"text": rows[0]["text"] + "!"}, *rows[1:]], "another input"),
        (lambda rows: [rows[1], rows[0], *rows[2:]], "another input"),
    ],
    ids=["a row less", "a letter more", "another order"],
)
def test_resume_refuses_another_input(tmp_path, table, change, named):
    interrupt(table, tmp_path / "out.jsonl")
    write_jsonl(table, change(make_rows(70)))

    with pytest.raises(BatchError, match=named):
        run(table, tmp_path / "out.jsonl", resume=True)

    assert len(list((tmp_path / ".out.jsonl.parts").glob("*.part"))) == 2


@pytest.mark.parametrize("other", [{"short": True}, {"text": "none"}, {"framework": "sfia8-de"}], ids=str)
def test_resume_refuses_other_options(tmp_path, table, other):
    interrupt(table, tmp_path / "out.jsonl")

    with pytest.raises(BatchError, match="another options"):
        run(table, tmp_path / "out.jsonl", resume=True, **other)


def test_resume_refuses_another_model(tmp_path, table, matcher):
    from matcher.persistence import save_model

    interrupt(table, tmp_path / "out.jsonl")
    info = matcher.info_
    save_model(matcher, tmp_path / "mine", version="2", metrics={}, card="", training_files={})
    matcher.info_ = info

    with pytest.raises(BatchError, match="another model"):
        run(table, tmp_path / "out.jsonl", resume=True, model=tmp_path / "mine")


def test_resume_without_an_earlier_run_simply_runs(tmp_path, table):
    assert run(table, tmp_path / "out.jsonl", resume=True) == 0


def test_output_does_not_depend_on_the_size_of_chunks(tmp_path, table):
    recipe = Recipe(Place(str(tmp_path / "out.csv")))
    rows = list(open_input(Place(str(table)), given=Columns()).items())
    sha256 = load_matcher(None, False, None).info_.sha256

    whole = answer_chunk(0, rows, recipe, sha256).body
    pieces = [answer_chunk(i, rows[i : i + 9], recipe, sha256).body for i in range(0, 70, 9)]

    assert b"".join(pieces) == whole


def test_a_document_seen_before_gets_its_answer_again_under_its_own_id(tmp_path):
    rows = make_rows(3)
    twice = [rows[0], rows[1], rows[0] | {"id": "again"}, rows[0] | {"id": "other", "title": "Head of Service"}]
    table = write_jsonl(tmp_path / "in.jsonl", twice)

    run(table, tmp_path / "out.jsonl")

    answers = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [answer["document"].pop("id") for answer in answers] == ["ad-0", "ad-1", "again", "other"]
    assert answers[0] == answers[2]
    assert answers[0] != answers[3]


def test_seen_documents_are_bounded_and_made_once():
    made = []
    seen = SeenDocuments(size=2)

    def ask(text):
        return seen.answer((text,), "x", lambda: made.append(text) or {"document": {"id": "?"}, "text": text})

    for text in ["a", "a", "b", "a", "c", "a", "b"]:
        assert ask(text)["text"] == text

    assert made == ["a", "b", "c", "b"]


def test_ids_that_stand_twice_are_found_before_any_work(tmp_path):
    rows = make_rows(40)
    table = write_jsonl(tmp_path / "in.jsonl", [*rows, rows[7]])

    with pytest.raises(InputError, match="rows 8 and 41 have the same id"):
        run(table, tmp_path / "out.jsonl")

    assert [item.name for item in tmp_path.iterdir()] == ["in.jsonl"]


def test_a_fingerprint_tells_where_one_field_ends(tmp_path):
    def fingerprint(title, text):
        table = write_jsonl(tmp_path / "in.jsonl", [{"id": "1", "title": title, "text": text}])
        return survey_input(open_input(Place(str(table)), given=Columns())).fingerprint

    assert fingerprint("ab", "c") != fingerprint("a", "bc")
    assert fingerprint("ab", "c") == fingerprint("ab", "c")


def test_a_folder_answers_for_each_file_by_its_place_in_it(tmp_path):
    folder = tmp_path / "ads"
    (folder / "north").mkdir(parents=True)
    (folder / "south").mkdir()
    for place in ("north/ad.txt", "south/ad.txt"):
        (folder / place).write_bytes((SAMPLES / "ad_en.txt").read_bytes())
    (folder / "scan.pdf").write_bytes(b"%PDF-1.7 damaged")
    (folder / "notes.xlsx").write_bytes(b"not ours")
    listener = Listener()

    n_failed = run(folder, tmp_path / "out.jsonl", listener=listener)

    answers = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [answer["document"]["id"] for answer in answers] == ["north/ad.txt", "scan.pdf", "south/ad.txt"]
    assert answers[1]["error"]["code"] == "damaged"
    assert n_failed == 1
    assert len(listener.failed) == 1
    assert listener.failed[0].startswith("scan.pdf")


def docx_without_a_body():
    """A Word file whose parser raises something of its own, as files in the wild make parsers do."""
    made, changed = io.BytesIO(), io.BytesIO()
    docx.Document().save(made)
    with zipfile.ZipFile(made) as archive, zipfile.ZipFile(changed, "w") as copy:
        for item in archive.infolist():
            copy.writestr(item, re.sub(rb"<w:body>.*</w:body>", b"", archive.read(item), flags=re.DOTALL))
    return changed.getvalue()


def test_a_document_that_makes_a_parser_fail_costs_one_row(tmp_path):
    folder = tmp_path / "ads"
    folder.mkdir()
    (folder / "a.txt").write_bytes((SAMPLES / "ad_en.txt").read_bytes())
    (folder / "b.docx").write_bytes(docx_without_a_body())

    n_failed = run(folder, tmp_path / "out.jsonl")

    answers = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert n_failed == 1
    assert answers[0]["suggestion"]["level"] == 3
    assert answers[1]["error"]["code"] == "damaged"
    assert answers[1]["error"]["message"].startswith("b.docx: the file is damaged, the parser could not read it.")


def answer_unless_fatal(number, items):
    if any("fatal" in item.text for item in items):
        os._exit(9)
    return Part(number, len(items), (), b"".join(item.id.encode() + b"\n" for item in items))


def give_up_by_name(number, items):
    return Part(number, 1, tuple(item.id for item in items), b"lost " + items[0].id.encode() + b"\n")


def test_a_document_that_ends_its_worker_is_found_and_the_others_are_answered():
    texts = ["fatal" if i == 5 else "fine" for i in range(12)]
    rows = [Row(str(i), "", text) for i, text in enumerate(texts)]
    chunks = [(number, rows[4 * number : 4 * number + 4]) for number in range(3)]

    parts = sorted(Crew(2).answer(chunks, answer_unless_fatal, give_up_by_name), key=lambda part: part.number)

    lines = b"".join(part.body for part in parts).decode().splitlines()
    assert lines == [f"lost {i}" if i == 5 else str(i) for i in range(12)]
    assert [part.failed for part in parts] == [(), ("5",), ()]


def always_fatal(number, items, code):
    os._exit(code)


def test_workers_that_always_end_stop_the_run_with_a_hint():
    rows = [Row(str(i), "", "x") for i in range(4)]

    with pytest.raises(BatchError, match="enough memory"):
        list(Crew(2).answer([(0, rows[:2]), (1, rows[2:])], partial(always_fatal, code=3), give_up_by_name))


def damaged_input():
    yield 0, [Row("1", "", "fine")]
    raise InputError("The table ends in the middle.")


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_input_that_breaks_off_is_told_and_not_taken_for_the_end(jobs):
    with pytest.raises(InputError, match="in the middle"):
        list(Crew(jobs).answer(damaged_input(), answer_unless_fatal, give_up_by_name))
