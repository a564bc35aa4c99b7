import re
from collections import defaultdict
from functools import partial
from itertools import combinations

import numpy as np
import pytest
from conftest import ROOT
from joblib import Parallel, delayed

from matcher.corpus import DUTY, MARKS, parse_marks, read_corpus
from matcher.encoder import SentenceEncoder
from matcher.errors import CorpusError
from matcher.features import encode_document
from matcher.labelled import read_labelled, read_marks
from matcher.language import LANGUAGES


@pytest.fixture(scope="module")
def corpus():
    return read_corpus()


def test_every_language_has_every_level_in_both_splits(corpus):
    for language in LANGUAGES:
        own = [example for example in corpus if example.document.language == language]
        assert {example.level for example in own if example.split == "fit"} == set(range(7))
        assert {example.level for example in own if example.split == "held_out"} == set(range(7))
        assert sum(example.document.kind == "cv" for example in own) >= len(own) / 6


def test_marks_cover_the_whole_text_in_order(corpus):
    for example in corpus:
        place = 0
        for mark in example.marks:
            assert mark.start == place
            assert mark.what == DUTY or mark.what in MARKS.values()
            assert (mark.level is not None) == (mark.what == DUTY)
            place = mark.end
        assert place == len(example.document.text)


def test_a_level_is_shown_by_a_duty_of_that_level_or_above(corpus):
    for example in corpus:
        if example.level > 0:
            assert any((mark.level or 0) >= example.level for mark in example.marks), example.document.id


def test_no_two_documents_are_nearly_the_same(corpus):
    for language in LANGUAGES:
        grams = {}
        for example in corpus:
            if example.document.language == language:
                words = re.findall(r"\w+", example.document.text.lower())
                grams[example.document.id] = {hash(tuple(words[i : i + 5])) for i in range(len(words) - 4)}
        for (one, a), (two, b) in combinations(grams.items(), 2):
            assert len(a & b) <= 0.3 * min(len(a), len(b)), f"{one} and {two}"


@pytest.mark.bench
def test_no_eight_words_in_a_row_stand_in_third_party_documents(corpus, bench):
    import json

    def runs(text):
        words = re.findall(r"\w+", text.lower())
        return {hash(tuple(words[i : i + 8])) for i in range(len(words) - 7)}

    theirs = set()
    for name in ("fit", "dev", "parallel", "pool", "statements"):
        for line in (bench / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            theirs |= runs(json.loads(line)["text"])

    assert [example.document.id for example in corpus if runs(example.document.text) & theirs] == []


def test_tags_are_taken_out_and_nothing_else():
    text, marks = parse_marks("{h}Duties\n{d2}• Answer calls {r}Driving licence", place="here")

    assert text == "Duties\n• Answer calls Driving licence"
    assert [(text[m.start : m.end], m.what, m.level) for m in marks] == [
        ("Duties\n", "heading", None), ("• Answer calls ", "duty", 2), ("Driving licence", "requirement", None),
    ]  # fmt: skip


@pytest.mark.parametrize("marked", ["no tag at all", "{d2}fine {d9}wrong", "{d2}fine {x}wrong"])
def test_a_wrong_tag_is_refused_with_its_place(marked):
    with pytest.raises(CorpusError, match="here"):
        parse_marks(marked, place="here")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"text": "hello", "level": 9}', "line 2: level must be 0 to 6"),
        ('{"level": 3}', "line 2: needs an object"),
        ("{broken", "line 2: not valid JSON"),
        ('{"text": "123", "level": 3}', "no text"),
    ],
)
def test_a_wrong_labelled_line_is_named(tmp_path, line, said):
    path = tmp_path / "labelled.jsonl"
    path.write_text('{"text": "Answer calls", "level": 2}\n' + line)

    with pytest.raises(CorpusError, match=said):
        read_labelled(path)


def test_labelled_documents_without_a_level_are_left_out(tmp_path):
    path = tmp_path / "labelled.jsonl"
    path.write_text('{"text": "Answer calls", "level": null}\n{"text": "Answer mails", "level": 2, "id": "b"}\n')

    assert [example.document.id for example in read_labelled(path)] == ["b"]
    assert np.isscalar(read_labelled(path)[0].level)


def test_marks_kept_apart_from_their_text_come_back_as_offsets(tmp_path):
    labelled, marks = tmp_path / "labelled.jsonl", tmp_path / "marks.tsv"
    labelled.write_text('{"text": "Answer calls. Good pay.", "level": 2, "id": "a"}\n')
    marks.write_text("id\tmarks\na\t0-13:d2 14-23:b\n")

    (example,) = read_labelled(labelled, marks=read_marks(marks))

    found = [(example.document.text[m.start : m.end], m.what, m.level) for m in example.marks]
    assert found == [("Answer calls.", DUTY, 2), ("Good pay.", "benefit", None)]
    assert example.real


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a\t0-13:d9", "line 2: expected an id"),
        ("a 0-13:d2", "line 2: expected an id"),
        ("a\t", "line 2: expected an id"),
    ],
)
def test_a_wrong_line_of_marks_is_named(tmp_path, line, said):
    path = tmp_path / "marks.tsv"
    path.write_text("id\tmarks\n" + line + "\n")

    with pytest.raises(CorpusError, match=said):
        read_marks(path)


def test_marks_of_another_version_of_a_text_are_refused(tmp_path):
    labelled, marks = tmp_path / "labelled.jsonl", tmp_path / "marks.tsv"
    labelled.write_text('{"text": "Answer calls.", "level": 2, "id": "a"}\n')
    marks.write_text("id\tmarks\na\t0-400:d2\n")

    with pytest.raises(CorpusError, match="another version"):
        read_labelled(labelled, marks=read_marks(marks))


@pytest.mark.bench
def test_the_marks_of_real_documents_cover_their_texts(bench):
    marks = read_marks(ROOT / "data" / "marks" / "fit.tsv")
    examples = read_labelled(bench / "fit.jsonl", marks=marks)

    assert all(example.marks for example in examples)
    for example in examples:
        ends = [0, *(mark.end for mark in example.marks)]
        assert all(mark.start >= end for mark, end in zip(example.marks, ends, strict=False))


@pytest.mark.long
def test_no_two_documents_of_one_language_mean_nearly_the_same(corpus):
    read = delayed(partial(encode_document, encoder=SentenceEncoder(adapted=False)))
    encoded = Parallel(n_jobs=2, return_as="generator")(read(example.document) for example in corpus)
    by_language = defaultdict(list)
    for one in encoded:
        by_language[one.document.language].append((one.document.id, one.vectors.mean(axis=0)))
    for documents in by_language.values():
        vectors = np.array([vector for _, vector in documents])
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)

        similarities = np.triu(vectors @ vectors.T, k=1)

        nearest = np.unravel_index(similarities.argmax(), similarities.shape)
        assert similarities.max() < 0.94, [documents[i][0] for i in nearest]
