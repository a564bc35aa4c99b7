import json
import os
import pickle
import re
import sqlite3
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from conftest import SAMPLES

from matcher.document import read_document
from matcher.errors import ReviewsError
from matcher.labelled import read_labelled
from matcher.policy import Policy
from matcher.reviews import ReviewStore, accepted, changed, export_labelled, reviews_path

PRIVATE = "m.winfield@mail.example"  # stands in the sample CV


@pytest.fixture(scope="module")
def cv(matcher):
    return matcher.match(read_document(SAMPLES / "cv_en.txt"))


@pytest.fixture(scope="module")
def ad(matcher):
    return matcher.match(read_document(SAMPLES / "ad_pl.txt"))


def everything_in(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def raw_rows(query):
    raw = sqlite3.connect(reviews_path())
    try:
        return raw.execute(query).fetchall()
    finally:
        raw.close()


def test_a_review_comes_back_as_it_was_made(cv):
    with ReviewStore() as store:
        id = store.add(cv, changed(5, reason="runs the whole desk"), policy=Policy("pilot", {"min_skill": 0.2}))

    with ReviewStore() as store:
        review = store.get(id)
    assert (review.document_sha256, review.model_sha256) == (cv.document.sha256, cv.model.sha256)
    assert review.framework_sha256 == cv.framework.sources[0].sha256
    assert (review.status, review.level, review.policy) == ("suggested", 4, "pilot")
    assert review.probabilities == tuple(level.probability for level in cv.levels)
    assert review.skill_probability == cv.skill_probability
    assert (review.decision.verdict, review.decision.level, review.decision.reason) == (
        "changed",
        5,
        "runs the whole desk",
    )
    assert datetime.now(UTC) - datetime.fromisoformat(review.time) < timedelta(minutes=1)


def test_an_answer_without_a_decision_is_an_entry_of_the_log(cv):
    with ReviewStore() as store:
        id = store.add(cv)

        assert store.get(id).decision is None


@pytest.mark.parametrize(
    ("status", "suggested", "decided"),
    [("borderline", 3, 3), ("not_this_skill", None, 0), ("too_little_text", None, None)],
)
def test_accepting_an_answer_without_a_level_says_what_was_accepted(cv, status, suggested, decided):
    result = replace(cv, suggestion=replace(cv.suggestion, status=status, level=suggested))

    assert (accepted(result).verdict, accepted(result).level) == ("accepted", decided)


def test_a_level_that_does_not_exist_cannot_be_decided():
    with pytest.raises(ReviewsError, match="0 to 6"):
        changed(7)


def test_a_documents_words_are_kept_only_when_asked(cv):
    with ReviewStore() as store:
        id = store.add(cv, accepted(cv))

    assert PRIVATE.encode() not in everything_in(reviews_path().parent)
    assert b"WINFIELD" not in everything_in(reviews_path().parent)
    with ReviewStore() as store:
        assert store.get(id).kept is None
        id = store.add(cv, accepted(cv), keep_text=True)
        kept = store.get(id).kept
    assert (kept.text, kept.title) == (cv.text, "MARTA WINFIELD")
    assert PRIVATE.encode() in everything_in(reviews_path().parent)


@pytest.mark.parametrize("way", ["forget", "delete", "before"])
def test_words_removed_are_gone_from_the_bytes_on_the_disk(cv, way):
    long = replace(cv, text=cv.text + "\nAnswered calls from customers." * 2000)  # spreads over many pages
    with ReviewStore() as store:
        ids = [store.add(one, accepted(one, reason="SECRETREASON"), keep_text=True) for one in (cv, long)]
        assert PRIVATE.encode() in everything_in(reviews_path().parent)

        for id in ids:
            if way == "forget":
                store.forget_text(id)
            elif way == "delete":
                store.delete(id)
        if way == "before":
            assert store.delete_before(date.today() + timedelta(days=2)) == ids

        left = everything_in(reviews_path().parent)  # while the file is still open: no journal keeps old pages
    assert PRIVATE.encode() not in left
    assert b"WINFIELD" not in left
    assert b"Answered calls from customers" not in left
    assert (b"SECRETREASON" in left) == (way == "forget")


def test_forgetting_the_text_leaves_the_decision(cv):
    with ReviewStore() as store:
        id = store.add(cv, accepted(cv, reason="clear"), keep_text=True)
        before = store.get(id)

        store.forget_text(id)

        assert store.get(id) == replace(before, kept=None)


def test_a_deleted_review_leaves_a_tombstone_and_its_id_is_not_given_again(cv):
    with ReviewStore() as store:
        kept, gone = store.add(cv), store.add(cv, accepted(cv), keep_text=True)
        store.delete(gone)

        assert [review.id for review in store.reviews()] == [kept]
        assert [stone.id for stone in store.tombstones()] == [gone]
        assert store.add(cv) > gone
        time = store.tombstones()[0].time
        with pytest.raises(ReviewsError, match=re.escape(f"Review {gone} was deleted at {time}")):
            store.get(gone)
        with pytest.raises(ReviewsError, match="Review 99 does not exist"):
            store.delete(99)
    assert raw_rows("SELECT * FROM tombstone") == [(gone, time)]


def test_retention_deletes_what_was_made_before_a_day_and_nothing_else(cv):
    with ReviewStore() as store:
        ids = [store.add(cv) for _ in range(3)]
    raw = sqlite3.connect(reviews_path())
    for id, time in zip(
        ids, ("2026-03-31T23:59:59+00:00", "2026-04-01T00:00:00+00:00", "2026-04-02T08:00:00+00:00"), strict=True
    ):
        raw.execute("UPDATE review SET time = ? WHERE id = ?", (time, id))
    raw.commit()
    raw.close()

    with ReviewStore() as store:
        deleted = store.delete_before(date(2026, 4, 1))

        assert deleted == ids[:1]
        assert [review.id for review in store.reviews()] == ids[1:]
        assert [stone.id for stone in store.tombstones()] == ids[:1]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a user's folder private by other means")
def test_only_the_owner_can_read_file_and_folder(cv, tmp_path):
    old = os.umask(0)
    try:
        with ReviewStore() as store:
            store.add(cv)
            export_labelled(store.reviews(), tmp_path / "out.jsonl")
    finally:
        os.umask(old)

    assert stat.S_IMODE(reviews_path().stat().st_mode) == 0o600
    assert stat.S_IMODE(reviews_path().parent.stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "out.jsonl").stat().st_mode) == 0o600


def test_the_export_is_read_back_as_labelled_documents_with_what_was_left_out(cv, ad, tmp_path):
    odd = replace(ad, text=ad.text + "\u2028\x85\x0cA line of its own")  # line ends to some readers
    none = replace(ad, suggestion=replace(ad.suggestion, status="not_this_skill", level=None))
    other = replace(none, document=replace(none.document, sha256="0" * 64), text="Pack parcels in the warehouse")
    with ReviewStore() as store:
        store.add(cv, accepted(cv))  # no text
        store.add(cv)  # no decision
        store.add(cv, changed(None), keep_text=True)  # no level
        store.add(odd, changed(2), keep_text=True)  # superseded by the next
        last = store.add(odd, changed(4), keep_text=True)
        zero = store.add(other, accepted(other), keep_text=True)

        done = export_labelled(store.reviews(), tmp_path / "out.jsonl")

    assert (done.n_written, done.n_without_text, done.n_without_level, done.n_superseded) == (2, 1, 2, 1)
    examples = read_labelled(tmp_path / "out.jsonl")
    assert [(one.document.id, one.level) for one in examples] == [(f"review-{last}", 4), (f"review-{zero}", 0)]
    assert examples[0].document.text == odd.text
    assert (examples[0].document.title, examples[0].document.language, examples[0].document.kind) == (
        ad.document.title, "pl", "ad",
    )  # fmt: skip
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert {tuple(row) for row in rows} == {("id", "title", "text", "lang", "kind", "level")}


def test_an_export_that_cannot_be_written_says_so(cv, tmp_path):
    with ReviewStore() as store, pytest.raises(ReviewsError, match="Cannot write"):
        export_labelled(store.reviews(), tmp_path / "nowhere" / "out.jsonl")


WRITER = """
import pickle, sys
from pathlib import Path
from matcher.reviews import ReviewStore, accepted
result = pickle.loads(Path(sys.argv[1]).read_bytes())
for _ in range(15):
    with ReviewStore() as store:
        id = store.add(result, accepted(result), keep_text=True)
        store.forget_text(id)
"""


def test_several_processes_write_at_once_and_nothing_is_lost(cv, tmp_path):
    (tmp_path / "result.pickle").write_bytes(pickle.dumps(cv))

    arguments = [sys.executable, "-c", WRITER, str(tmp_path / "result.pickle")]
    processes = [subprocess.Popen(arguments, stderr=subprocess.PIPE) for _ in range(4)]

    errors = [process.communicate()[1].decode() for process in processes]
    assert errors == [""] * 4
    with ReviewStore() as store:
        reviews = store.reviews()
    assert [review.id for review in reviews] == list(range(1, 61))
    assert all(review.kept is None for review in reviews)
    assert raw_rows("PRAGMA integrity_check") == [("ok",)]


def test_a_file_in_use_is_named_after_the_wait(cv):
    with ReviewStore() as store:
        store.add(cv)
    other = sqlite3.connect(reviews_path(), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    with pytest.raises(ReviewsError, match="in use") as error, ReviewStore(wait=0.1):
        pass

    assert error.value.code == "locked"
    other.close()


@pytest.mark.parametrize("begin", ["BEGIN IMMEDIATE", "BEGIN"], ids=["writes", "reads"])
def test_a_write_that_has_to_wait_too_long_changes_nothing(cv, begin):
    with ReviewStore(wait=0.1) as store:
        store.add(cv)
        other = sqlite3.connect(reviews_path(), isolation_level=None)
        other.execute(begin)
        half_read = other.execute("SELECT 1 FROM review")

        with pytest.raises(ReviewsError, match="in use"):
            store.add(cv)

        half_read.close()
        other.close()
        assert len(store.reviews()) == 1
        assert store.add(cv) == 2


@pytest.mark.parametrize("damage", ["text", "header", "middle"])
def test_a_damaged_file_is_named_without_its_content(cv, damage):
    with ReviewStore() as store:
        for _ in range(20):
            store.add(cv, accepted(cv, reason=PRIVATE), keep_text=True)
    raw = bytearray(reviews_path().read_bytes())
    if damage == "text":
        raw = bytearray(b"these are my notes " * 100)
    elif damage == "header":
        raw[:16] = b"x" * 16
    else:
        raw[4096:] = b"\xff" * (len(raw) - 4096)
    reviews_path().write_bytes(raw)

    with pytest.raises(ReviewsError, match="damaged") as error, ReviewStore() as store:
        store.reviews()

    assert error.value.code == "damaged"
    assert str(reviews_path()) in str(error.value)
    assert PRIVATE not in str(error.value)
    assert reviews_path().read_bytes() == raw


def test_a_file_of_a_newer_program_is_left_alone(cv):
    with ReviewStore() as store:
        store.add(cv)
    raw = sqlite3.connect(reviews_path())
    raw.execute("PRAGMA user_version = 3")
    raw.close()

    with pytest.raises(ReviewsError, match="newer matcher") as error, ReviewStore():
        pass

    assert error.value.code == "newer_version"


def test_another_programs_database_is_left_alone(tmp_path):
    path = tmp_path / "theirs.sqlite"
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE theirs (x)")
    raw.close()
    before = path.read_bytes(), path.stat().st_mode

    with pytest.raises(ReviewsError, match="another program") as error, ReviewStore(path):
        pass

    assert error.value.code == "not_ours"
    assert (path.read_bytes(), path.stat().st_mode) == before


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(ReviewsError, match="cannot be used"), ReviewStore(tmp_path / "file" / "reviews.sqlite"):
        pass
