import json
import shutil

import pytest
from hostile.make import DUTIES

from matcher.cli.app import run
from matcher.errors import ModelError
from matcher.persistence import load_model, save_model, trust_model
from matcher.resources import resource_path

SHIPPED = resource_path("models") / "csmg"


@pytest.fixture
def copied(tmp_path):
    return shutil.copytree(SHIPPED, tmp_path / "copy")


def test_the_shipped_model_is_trusted_wherever_it_lies(copied):
    assert load_model(copied).info_.name == "csmg"


@pytest.mark.parametrize("name", ["model.joblib", "metrics.json", "MODEL_CARD.md"])
def test_a_changed_byte_is_refused(copied, name):
    raw = bytearray((copied / name).read_bytes())
    raw[len(raw) // 2] ^= 1
    (copied / name).write_bytes(raw)

    with pytest.raises(ModelError, match=f"{name} was changed"):
        load_model(copied)


def test_a_changed_manifest_is_a_model_from_elsewhere(copied):
    manifest = json.loads((copied / "manifest.json").read_text())
    (copied / "manifest.json").write_text(json.dumps(manifest | {"version": "9"}))

    with pytest.raises(ModelError, match="--trust-model"):
        load_model(copied)
    assert load_model(copied, trust=True).info_.version == "9"


@pytest.mark.parametrize(
    "command",
    [
        ["suggest", "AD"],
        ["compare", "AD", "AD"],
        ["batch", "TABLE", "OUT", "--jobs", "1"],
        ["evaluate", "TABLE"],
        ["audit", "TABLE", "--jobs", "1"],
        ["replay", "1", "AD"],
        ["app", "--no-browser"],
    ],
    ids=lambda command: command[0],
)
def test_no_command_loads_a_model_from_elsewhere_unless_told(copied, tmp_path, samples, capsys, monkeypatch, command):
    (copied / "manifest.json").write_text((copied / "manifest.json").read_text() + "\n")
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "1", "text": DUTIES, "level": 2, "lang": "en", "kind": "ad"}))
    places = {"AD": samples / "ad_en.txt", "TABLE": tmp_path / "in.jsonl", "OUT": tmp_path / "out.jsonl"}
    if command[0] == "replay":
        run(["suggest", str(places["AD"]), "--log"])
    monkeypatch.setattr("joblib.load", lambda *_: pytest.fail("unpickled"))

    code = run([*(str(places.get(word, word)) for word in command), "--model", str(copied)])

    assert code == 3
    assert "--trust-model" in capsys.readouterr().err


@pytest.mark.parametrize("name", sorted(path.name for path in SHIPPED.iterdir()))
@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 1.0])
def test_a_tampered_byte_anywhere_is_a_clear_error_before_anything_is_unpickled(copied, name, share, monkeypatch):
    monkeypatch.setattr("joblib.load", lambda *_: pytest.fail("unpickled"))
    raw = bytearray((copied / name).read_bytes())
    raw[min(len(raw) - 1, int(share * len(raw)))] ^= 0x20
    (copied / name).write_bytes(raw)

    with pytest.raises(ModelError, match=r"\. (Copy|Fit|If you)") as error:
        load_model(copied)

    assert str(copied) in str(error.value)


@pytest.mark.parametrize("manifest", ['{"format": "matcher.model/1"}', "[" * 100_000, "[]", "\udcff", ""])
def test_a_manifest_of_another_form_is_a_clear_error_even_if_trusted(copied, manifest):
    (copied / "manifest.json").write_text(manifest, errors="surrogateescape")

    with pytest.raises(ModelError, match=r"manifest\.json"):
        load_model(copied, trust=True)


def test_a_model_of_a_version_without_adapted_encoder_is_a_clear_error(copied):
    manifest = json.loads((copied / "manifest.json").read_text())
    del manifest["encoder"]
    (copied / "manifest.json").write_text(json.dumps(manifest))

    with pytest.raises(ModelError, match="Fit the model again"):
        load_model(copied, trust=True)


def test_a_manifest_cannot_name_files_elsewhere(copied):
    manifest = json.loads((copied / "manifest.json").read_text())
    manifest["files"]["../model.joblib"] = manifest["files"].pop("model.joblib")
    (copied / "manifest.json").write_text(json.dumps(manifest))

    with pytest.raises(ModelError, match=r"manifest\.json"):
        load_model(copied, trust=True)


def test_an_unknown_file_in_the_folder_is_refused(copied):
    (copied / "extra.py").write_text("print('hello')")

    with pytest.raises(ModelError, match=r"extra\.py"):
        load_model(copied)


def test_a_missing_model_says_what_to_do(tmp_path):
    with pytest.raises(ModelError, match="matcher fit"):
        load_model(tmp_path)


def test_another_scikit_learn_minor_version_is_refused(copied):
    manifest = json.loads((copied / "manifest.json").read_text())
    manifest["libraries"]["scikit-learn"] = "0.1.0"
    (copied / "manifest.json").write_text(json.dumps(manifest))

    with pytest.raises(ModelError, match=r"scikit-learn 0\.1\.0"):
        load_model(copied, trust=True)


def test_a_model_fitted_on_another_encoder_is_refused(copied):
    manifest = json.loads((copied / "manifest.json").read_text())
    (copied / "manifest.json").write_text(json.dumps(manifest | {"encoder": "0" * 64}))

    with pytest.raises(ModelError, match="another version of the encoder"):
        load_model(copied, trust=True)


def test_a_saved_model_answers_the_same_and_is_trusted_here(tmp_path, matcher, samples):
    from matcher.document import read_document

    document = read_document(samples / "ad_pl.txt")
    before = matcher.match(document)
    info = matcher.info_

    save_model(matcher, tmp_path / "mine", version="2", metrics={}, card="# card\n", training_files={})
    matcher.info_ = info
    after = load_model(tmp_path / "mine").match(document)

    assert (after.levels, after.suggestion) == (before.levels, before.suggestion)
    assert after.model.name == "mine"


def test_saving_the_same_model_twice_gives_the_same_bytes(tmp_path, matcher):
    info = matcher.info_
    for name in ("a", "b"):
        save_model(matcher, tmp_path / name / "m", version="2", metrics={"x": 1}, card="", training_files={})
    matcher.info_ = info

    assert (tmp_path / "a/m/model.joblib").read_bytes() == (tmp_path / "b/m/model.joblib").read_bytes()
    assert (tmp_path / "a/m/manifest.json").read_bytes() == (tmp_path / "b/m/manifest.json").read_bytes()


def test_saving_never_overwrites_what_is_not_a_model(tmp_path, matcher):
    (tmp_path / "thesis.docx").write_text("years of work")

    with pytest.raises(ModelError, match=r"thesis\.docx"):
        save_model(matcher, tmp_path, version="1", metrics={}, card="", training_files={})


def test_a_hash_on_the_trust_list_is_trusted(copied):
    import hashlib

    manifest = json.loads((copied / "manifest.json").read_text())
    (copied / "manifest.json").write_text(json.dumps(manifest | {"version": "9"}))

    trust_model(hashlib.sha256((copied / "manifest.json").read_bytes()).hexdigest())

    assert load_model(copied).info_.version == "9"
