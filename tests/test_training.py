import io
import json

import joblib
import pytest

from matcher.corpus import read_corpus
from matcher.document import make_document
from matcher.errors import ModelError
from matcher.fitting import example_weight, judged_on, regressed_on, text_key
from matcher.labelled import read_labelled
from matcher.pipeline import LevelMatcher
from matcher.training import read_training_data


@pytest.fixture(scope="module")
def few():
    """A twelfth of the corpus: enough to fit on in seconds, every level in it."""
    return [example for example in read_corpus() if example.split == "fit"][::12]


def test_held_out_documents_are_kept_apart_and_files_are_hashed(tmp_path):
    labelled = tmp_path / "mine.jsonl"
    labelled.write_text('{"text": "Answer calls from customers", "level": 2}\n')

    data = read_training_data(None, [labelled])

    assert {example.split for example in data.held_out} == {"held_out"}
    assert not {example.document.id for example in data.held_out} & {example.document.id for example in data.examples}
    assert data.examples[-1].level == 2
    assert set(data.files) == {"corpus", "mine.jsonl"}


def test_translations_of_held_out_situations_are_all_held_out():
    split = {}
    for example in read_corpus():
        if example.group:
            split.setdefault(example.group, set()).add(example.split)

    assert len(split) >= 60
    assert all(splits == {"held_out"} for splits in split.values())


def test_documents_close_to_life_count_more(few, tmp_path):
    path = tmp_path / "mine.jsonl"
    path.write_text('{"text": "Answer calls from customers", "level": 2}\n')

    weights = {example_weight(example) for example in few if not example.sure and example.document.kind != "role"}

    assert weights == {1.0}
    assert example_weight(read_labelled(path)[0]) > 1


def test_a_level_without_examples_is_named(few):
    with pytest.raises(ModelError, match=r"found \[0, 1, 2, 3, 4, 5\]"):
        LevelMatcher().fit([example for example in few if example.level < 6][:60])


@pytest.mark.long
def test_fitting_twice_gives_the_same_bytes_and_a_model_that_answers(few):
    bytes_of = []
    for _ in range(2):
        matcher, buffer = LevelMatcher().fit(few), io.BytesIO()
        joblib.dump(matcher, buffer)
        bytes_of.append(buffer.getvalue())

    assert bytes_of[0] == bytes_of[1]
    text = "Customer service manager\n- Run the contact centre: rosters, budget, hiring\n- Set targets for customer service"
    assert matcher.match(make_document(text)).suggestion.level in (4, 5, 6)


def test_calibration_looks_at_what_the_encoder_did_not_learn_from(tmp_path):
    path = tmp_path / "mine.jsonl"
    rows = [{"text": f"Answer {i} calls from customers", "level": i % 4} for i in range(300)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    real, ours = read_labelled(path), read_corpus()[::8]
    keys = [text_key(example.document.text) for example in [*real, *ours]]

    def looked_at(*, n_real, learned):
        return judged_on([*real[:n_real], *ours], learned=learned).nonzero()[0].tolist()

    assert looked_at(n_real=300, learned=keys[100:]) == list(range(100))
    assert looked_at(n_real=300, learned=keys[:250]) == list(range(250, 300 + len(ours)))  # too few real ones are left
    assert looked_at(n_real=20, learned=keys[300:]) == list(range(20 + len(ours)))  # too few of all


def test_the_levels_regression_learns_from_what_the_encoder_did_not(tmp_path):
    path = tmp_path / "mine.jsonl"
    rows = [{"text": f"Answer {i} calls from customers", "level": i % 4} for i in range(300)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    own = read_labelled(path)
    keys = [text_key(example.document.text) for example in own]
    shown = [i for i in range(300) if i % 4]

    assert regressed_on(own, learned=keys[200:]).nonzero()[0].tolist() == [i for i in shown if i < 200]
    assert regressed_on(own, learned=keys[20:]).nonzero()[0].tolist() == shown  # too few are left
