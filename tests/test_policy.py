import csv
import io
import json
import shutil
from dataclasses import replace

import pytest
from conftest import SAMPLES

from matcher.batch import Recipe
from matcher.batch.run import _manifest
from matcher.cli.app import run
from matcher.errors import PolicyError
from matcher.persistence import load_model
from matcher.places import Place
from matcher.policy import Policy, read_policy, write_policy
from matcher.thresholds import Thresholds

BORDERLINE_ALWAYS = {"format": "matcher.policy/1", "name": "ask always", "thresholds": {"max_borderline": 1.0}}


@pytest.fixture
def policy_file(tmp_path):
    path = tmp_path / "ask.json"
    path.write_text(json.dumps(BORDERLINE_ALWAYS))
    return path


@pytest.mark.parametrize("suffix", [".toml", ".json"])
def test_a_written_policy_comes_back_the_same(tmp_path, suffix):
    policy = Policy('two "careful" eyes – Prüfung', {"min_skill": 0.35, "min_duty_words": 6})

    write_policy(policy, tmp_path / f"careful{suffix}")

    assert read_policy(tmp_path / f"careful{suffix}") == policy


def test_a_policy_changes_what_it_names_and_nothing_else():
    own = Thresholds(min_skill=0.44, min_duties=0.2)

    over = Policy("careful", {"max_borderline": 0.3}).over(own)

    assert over == Thresholds(min_skill=0.44, min_duties=0.2, max_borderline=0.3)
    assert Policy.between("careful", own, over).thresholds == {"max_borderline": 0.3}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("p.toml", "format = ", "p.toml is damaged"),
        ("p.json", "[1, 2]", 'begins with format = "matcher.policy/1"'),
        ("p.toml", 'format = "matcher.policy/2"', 'begins with format = "matcher.policy/1"'),
        ("p.toml", 'format = "matcher.policy/1"', "a table of thresholds"),
        ("p.toml", 'format = "matcher.policy/1"\nlevels = 3\n[thresholds]', "not levels"),
        (
            "p.toml",
            'format = "matcher.policy/1"\n[thresholds]\nmin_skil = 0.5',
            "no threshold 'min_skil'. There are min_skill",
        ),
        (
            "p.toml",
            'format = "matcher.policy/1"\n[thresholds]\nmin_skill = 50',
            "min_skill must be between 0 and 1, not 50",
        ),
        (
            "p.toml",
            'format = "matcher.policy/1"\n[thresholds]\nmin_skill = true',
            "min_skill must be a number, not True",
        ),
        ("p.toml", 'format = "matcher.policy/1"\n[thresholds]\nmin_skill = nan', "min_skill must be between 0 and 1"),
        (
            "p.toml",
            'format = "matcher.policy/1"\n[thresholds]\nmin_duty_words = 2.5',
            "must be a whole number, not 2.5",
        ),
        ("p.toml", 'format = "matcher.policy/1"\n[thresholds]\nmin_duties = -1', "min_duties must be 0 or more"),
        ("p.yaml", "format: matcher.policy/1", "ends in .toml or .json"),
    ],
)
def test_a_mistake_in_a_policy_is_named(tmp_path, name, content, said):
    (tmp_path / name).write_text(content)

    with pytest.raises(PolicyError) as raised:
        read_policy(tmp_path / name)

    assert said in str(raised.value)
    assert name in str(raised.value)


def test_a_missing_policy_and_a_place_that_cannot_be_written_are_named(tmp_path):
    with pytest.raises(PolicyError, match="Cannot read the policy"):
        read_policy(tmp_path / "none.toml")
    with pytest.raises(PolicyError, match="Cannot write"):
        write_policy(Policy("x", {}), tmp_path / "no" / "such.toml")


def test_a_model_loaded_with_a_policy_keeps_its_own_thresholds_beside_it(policy_file):
    matcher = load_model(policy=read_policy(policy_file))

    assert matcher.thresholds.max_borderline == 1.0
    assert matcher.thresholds.min_skill == matcher.thresholds_.min_skill
    assert matcher.thresholds_.max_borderline != 1.0


def test_suggest_batch_and_evaluate_follow_the_policy(policy_file, tmp_path, capsys):
    labelled = tmp_path / "labelled.jsonl"
    text = (SAMPLES / "ad_en.txt").read_text(encoding="utf-8")
    labelled.write_text(json.dumps({"id": "a", "title": "", "text": text, "level": 3}) + "\n")

    assert run(["suggest", str(SAMPLES / "ad_en.txt"), "--policy", str(policy_file), "--format", "json"]) == 0
    suggested = json.loads(capsys.readouterr().out)["suggestion"]
    out = tmp_path / "out.csv"
    assert (
        run(["batch", str(labelled), str(out), "--policy", str(policy_file), "--columns", "short", "--jobs", "1"]) == 0
    )
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    capsys.readouterr()
    assert run(["evaluate", str(labelled), "--policy", str(policy_file), "--json"]) == 0
    coverage = json.loads(capsys.readouterr().out)["coverage"]

    assert (suggested["status"], suggested["level"], len(suggested["levels"])) == ("borderline", 3, 2)
    assert rows[0]["status"] == "borderline"
    assert coverage["suggested"] == 0.0


def test_an_interrupted_batch_is_not_resumed_under_another_policy(policy_file, tmp_path):
    recipe = Recipe(Place(str(tmp_path / "out.jsonl")))
    under = replace(recipe, policy=read_policy(policy_file))

    manifests = [_manifest("input", "model", one, 16) for one in (recipe, under, under)]

    assert manifests[0] != manifests[1]
    assert manifests[1] == manifests[2]


def test_a_wrong_policy_ends_a_command_with_the_contracts_code(tmp_path, capsys):
    (tmp_path / "p.toml").write_text("format = 3")

    code = run(["suggest", str(SAMPLES / "ad_en.txt"), "--policy", str(tmp_path / "p.toml")])

    assert code == 3
    assert "a policy begins with" in capsys.readouterr().err


def test_the_app_follows_the_policy_and_the_model_it_was_started_with(policy_file, tmp_path, monkeypatch):
    from matcher.document import read_document
    from matcher.resources import resource_path
    from matcher.web import model as shown
    from matcher.web.choice import choose

    monkeypatch.setenv("MATCHER_MODEL", "")
    monkeypatch.setenv("MATCHER_POLICY", "")
    monkeypatch.setenv("MATCHER_TRUST_MODEL", "")
    copied = shutil.copytree(resource_path("models") / "csmg", tmp_path / "mine")
    manifest = json.loads((copied / "manifest.json").read_text(encoding="utf-8"))
    (copied / "manifest.json").write_text(json.dumps(manifest | {"name": "theirs"}), encoding="utf-8")
    choose(copied, policy_file, trust=True)
    shown._warm_matcher.clear()

    result = shown.match_document(read_document(SAMPLES / "ad_en.txt"))
    shown._warm_matcher.clear()

    assert result.suggestion.status == "borderline"
    assert result.model.name == "theirs"


def test_the_app_does_not_start_with_a_wrong_model_or_policy(tmp_path, capsys):
    (tmp_path / "p.toml").write_text("format = 3")

    codes = [run(["app", option, str(tmp_path / "p.toml")]) for option in ("--policy", "--model")]

    assert codes == [3, 3]
    assert "a policy begins with" in capsys.readouterr().err
