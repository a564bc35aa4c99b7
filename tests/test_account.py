import json
import re
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from batches import finish, kill, make_rows, parts_of, start, wait_for, write_jsonl
from conftest import SAMPLES

from matcher.cli.app import run
from matcher.document import read_document
from matcher.persistence import load_model, save_model
from matcher.reviews import ReviewStore, accepted, changed, reviews_path

CV = SAMPLES / "cv_en.txt"


def call(capsys, *arguments):
    code = run([str(argument) for argument in arguments])
    return code, *capsys.readouterr()


def reviews():
    with ReviewStore() as store:
        return store.reviews()


def change(sets, *values):
    raw = sqlite3.connect(reviews_path())
    raw.execute(f"UPDATE review SET {sets}", values)
    raw.commit()
    raw.close()


@pytest.fixture
def logged(capsys):
    """The row of one answer in the log, by the command line."""
    code, _, err = call(capsys, "suggest", CV, "--log")
    assert code == 0
    return re.search(r"Logged: row (\d+)", err)[1]


def test_an_answer_in_the_log_names_hashes_level_and_places_and_no_word(logged, matcher):
    result = matcher.match(read_document(CV))

    (row,) = reviews()

    assert row.document_sha256 == result.document.sha256
    assert row.framework_sha256 == result.framework.sources[0].sha256
    assert row.model_sha256 == result.model.sha256
    assert (row.status, row.level, row.decision, row.kept) == ("suggested", 4, None, None)
    assert row.probabilities == tuple(level.probability for level in result.levels)
    assert row.quotes == tuple(tuple((one.start, one.end) for one in level.evidence) for level in result.levels)
    assert (row.language, row.kind, row.policy_sha256) == ("en", "cv", None)
    raw = reviews_path().read_bytes().lower()
    assert b"winfield" not in raw
    assert result.levels[3].evidence[0].text.lower().encode() not in raw


def test_text_is_in_the_log_only_when_asked(capsys):
    call(capsys, "suggest", CV, "--log", "--keep-text")

    assert reviews()[0].kept.text == CV.read_text(encoding="utf-8")


def test_without_log_nothing_is_kept(capsys):
    call(capsys, "suggest", CV)

    assert not reviews_path().exists()


def test_a_comparison_logs_both_documents(capsys):
    code, _, err = call(capsys, "compare", CV, SAMPLES / "ad_de.txt", "--log", "--redact")

    assert code == 0
    assert err.count("Logged: row") == 2
    assert [row.kind for row in reviews()] == ["cv", "ad"]
    assert call(capsys, "replay", 1, CV)[0] == 0
    assert call(capsys, "replay", 2, SAMPLES / "ad_de.txt")[0] == 0


# -- replay ---------------------------------------------------------------------------------------


def test_a_replay_gives_the_same_answer(capsys, logged):
    code, out, _ = call(capsys, "replay", logged, CV)

    assert code == 0
    assert f"The answer of row {logged} again: suggested, level 4" in out


def test_title_language_kind_and_framework_are_those_of_the_row(capsys):
    given = ["--title", "Head of Service", "--kind", "ad", "--language", "de", "--framework", "sfia8-es"]
    call(capsys, "suggest", CV, *given, "--log")

    assert call(capsys, "replay", 1, CV, "--title", "Head of Service")[0] == 0
    code, out, _ = call(capsys, "replay", 1, CV)
    assert code == 1
    assert "title: another" in out
    code, out, _ = call(capsys, "replay", 1, CV, "--title", "Head of Service", "--framework", "sfia9-en")
    assert code == 1
    assert "framework: " in out


def test_another_document_is_told_and_not_compared(capsys, logged, tmp_path):
    other = tmp_path / "cv.txt"
    other.write_text(CV.read_text(encoding="utf-8") + " ", encoding="utf-8")

    code, out, _ = call(capsys, "replay", logged, other)

    assert code == 1
    assert out.startswith("document: ")
    assert "nothing was compared" in out


def test_another_model_is_told_even_if_it_answers_the_same(capsys, logged, tmp_path):
    save_model(load_model(), tmp_path / "mine", version="9", metrics={}, card="", training_files={})

    code, out, _ = call(capsys, "replay", logged, CV, "--model", tmp_path / "mine")

    assert code == 1
    assert out.startswith("model: ")
    assert "The answer of row 1 again" in out


@pytest.mark.parametrize(
    ("sets", "value", "told"),
    [
        ("level = ?", 5, "level: 5 then, 4 now"),
        ("status = ?", "borderline", "status: borderline then, suggested now"),
        ("skill_probability = skill_probability + ?", 0.0002, "probability of the skill: "),
        ("probabilities = ?", "[1.0, 0, 0, 0, 0, 0]", "probability of level 1: 1.0 then"),
        ("quotes = ?", "[[[0, 1]], [], [], [], [], []]", "quotes of level 1: ((0, 1),) then"),
    ],
    ids=["level", "status", "skill", "probability", "quotes"],
)
def test_an_answer_that_differs_is_told(capsys, logged, sets, value, told):
    change(sets, value)

    code, out, _ = call(capsys, "replay", logged, CV)

    assert code == 1
    assert told in out
    assert "Not the answer of row 1" in out


def test_numbers_may_differ_in_the_last_digit_and_the_program_by_its_version(capsys, logged):
    change("skill_probability = skill_probability + 0.0001, program = ?", "0.0.9")

    code, out, _ = call(capsys, "replay", logged, CV)

    assert code == 0
    assert "program: 0.0.9 then" in out


def test_a_row_that_is_not_there_or_says_too_little_cannot_be_replayed(capsys, logged, tmp_path):
    assert call(capsys, "replay", 99, CV)[0] == 3
    assert call(capsys, "replay", logged, tmp_path / "nowhere.txt")[0] == 1
    assert call(capsys, "replay", "one", CV)[0] == 2
    change("asked_sha256 = NULL, quotes = NULL")
    code, _, err = call(capsys, "replay", logged, CV)
    assert code == 3
    assert "did not yet keep" in err


# -- decisions, export, retention -----------------------------------------------------------------


def test_a_decision_on_a_row_is_a_row_of_its_own_with_the_same_answer(capsys, logged):
    code, _, _ = call(capsys, "reviews", "--decide", logged, "--level", 3, "--reason", "leads nobody")
    call(capsys, "reviews", "--decide", logged, "--level", 4)

    row, first, second = reviews()
    assert code == 0
    assert row.decision is None
    assert (first.decision.verdict, first.decision.level, first.decision.reason) == ("changed", 3, "leads nobody")
    assert second.decision.verdict == "accepted"
    assert replace(first, id=row.id, time=row.time, decision=None) == row


@pytest.mark.parametrize(
    "options",
    [["--level", "7"], [], ["--reason", "why"], ["--level", "3", "--reason", "a\udcff"]],
    ids=["seven", "none", "reason", "no text"],
)
def test_a_decision_needs_a_level_that_exists_and_a_reason_that_is_text(capsys, logged, options):
    assert call(capsys, "reviews", "--decide", logged, *options)[0] == 2
    assert len(reviews()) == 1


def test_an_auditor_gets_every_row_and_every_tombstone(capsys, logged, tmp_path):
    call(capsys, "suggest", SAMPLES / "ad_en.txt", "--log")
    call(capsys, "reviews", "--decide", logged, "--level", 3, "--reason", "leads nobody")
    call(capsys, "reviews", "--delete", 2)

    call(capsys, "reviews", "--format", "json", "--out", tmp_path / "account.json")

    account = json.loads((tmp_path / "account.json").read_text(encoding="utf-8"))
    assert [row["id"] for row in account["reviews"]] == [1, 3]
    assert [stone["id"] for stone in account["deleted"]] == [2]
    assert {"time", "document_sha256", "framework_sha256", "model_sha256", "policy_sha256", "status", "level"} <= set(
        account["reviews"][0]
    )
    assert (account["reviews"][1]["decided_level"], account["reviews"][1]["reason"]) == (3, "leads nobody")


def test_retention_deletes_what_is_older_than_some_days_and_leaves_tombstones(capsys, matcher):
    result = matcher.match(read_document(CV))
    with ReviewStore() as store:
        for _ in range(3):
            store.add(result, changed(2))
    raw = sqlite3.connect(reviews_path())
    for id, days in ((1, 31), (2, 29)):
        time = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
        raw.execute("UPDATE review SET time = ? WHERE id = ?", (time, id))
    raw.commit()
    raw.close()

    code, _, err = call(capsys, "reviews", "--older-than", 30)

    assert code == 0
    assert "1 reviews removed" in err
    assert [row.id for row in reviews()] == [2, 3]
    with ReviewStore() as store:
        assert [stone.id for stone in store.tombstones()] == [1]


def test_a_file_of_reviews_of_before_keeps_its_rows_and_takes_new_ones(matcher):
    reviews_path().parent.mkdir(parents=True)
    raw = sqlite3.connect(reviews_path())
    raw.executescript(
        """CREATE TABLE review (id INTEGER PRIMARY KEY AUTOINCREMENT, time TEXT NOT NULL, document_sha256 TEXT NOT NULL,
        framework_sha256 TEXT NOT NULL, model_sha256 TEXT NOT NULL, policy TEXT NOT NULL, skill_probability REAL NOT NULL,
        status TEXT NOT NULL, level INTEGER, probabilities TEXT NOT NULL, verdict TEXT, decided_level INTEGER,
        reason BLOB, text BLOB, title BLOB, language TEXT, kind TEXT);
        CREATE TABLE tombstone (id INTEGER PRIMARY KEY, time TEXT NOT NULL);
        INSERT INTO review VALUES (1, '2026-01-02T03:04:05+00:00', 'd', 'f', 'm', '', 0.9, 'suggested', 3,
        '[0, 0, 1, 0, 0, 0]', 'accepted', 3, CAST('clear' AS BLOB), CAST('words' AS BLOB), CAST('t' AS BLOB), 'en', 'ad');
        PRAGMA application_id = 0x6D617463; PRAGMA user_version = 1;"""
    )
    raw.close()
    result = matcher.match(read_document(CV))

    with ReviewStore() as store:
        store.add(result, accepted(result))

    old, new = reviews()
    assert (old.decision.reason, old.kept.text, old.language, old.quotes) == ("clear", "words", "en", None)
    assert new.quotes is not None


# -- batch ----------------------------------------------------------------------------------------


def test_a_batch_that_was_killed_and_finished_is_in_the_log_once(tmp_path, capsys):
    rows = make_rows(40)
    rows[5]["text"] = ""
    table = write_jsonl(tmp_path / "ads.jsonl", rows)
    output = tmp_path / "levels.jsonl"
    process = start(table, output, "--jobs", 1, "--log")
    wait_for(lambda: len(parts_of(output)) >= 1 or process.poll() is not None)
    kill(process.pid)
    process.communicate()

    code, err = finish(start(table, output, "--jobs", 1, "--log", "--resume"))

    assert code == 1, err
    logged = reviews()
    answers = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert [row.place for row in logged] == [n for n in range(1, 41) if n != 6]
    assert len({row.run for row in logged}) == 1
    for row in logged:
        answer = answers[row.place - 1]
        assert (row.document_sha256, row.level) == (answer["document"]["sha256"], answer["suggestion"]["level"])
    (tmp_path / "row.txt").write_text(rows[7]["text"], encoding="utf-8")
    row = next(row for row in logged if row.place == 8)
    assert call(capsys, "replay", row.id, tmp_path / "row.txt", "--title", rows[7]["title"])[0] == 0


def test_the_same_run_is_not_logged_twice_and_another_is(matcher):
    from matcher.reviews import entry_of

    entry = entry_of(matcher.match(read_document(CV)))
    with ReviewStore() as store:
        assert store.add_run([entry | {"place": 1}], "one") == 1
        assert store.add_run([entry | {"place": 1}], "one") == 0
        assert store.add_run([entry | {"place": 1}], "two") == 1
    assert [row.run for row in reviews()] == ["one", "two"]


def test_a_row_made_under_a_policy_names_it_and_replays_under_it_alone(capsys, tmp_path):
    policy = tmp_path / "house.toml"
    policy.write_text('format = "matcher.policy/1"\nname = "house"\n[thresholds]\nmax_borderline = 1.0\n')
    call(capsys, "suggest", CV, "--log", "--policy", policy)

    (row,) = reviews()
    with_policy, told, _ = call(capsys, "replay", row.id, CV, "--policy", policy)
    without, told_without, _ = call(capsys, "replay", row.id, CV)

    assert (row.policy, row.status, with_policy, without) == ("house", "borderline", 0, 1)
    assert "policy" not in told
    assert "policy: house then, none now" in told_without
