import hashlib
import re
from pathlib import Path

import pytest

from matcher.errors import FrameworkError
from matcher.framework import (
    aligned_statements,
    framework_beside,
    framework_for,
    load_framework,
    read_framework,
    shipped_frameworks,
)

SOURCES = Path(__file__).parent.parent.parent / "shared" / "framework"


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("framework", shipped_frameworks(), ids=lambda one: one.key)
def test_shipped_statements_have_ids_that_name_edition_skill_and_level(framework):
    for statement, level in zip(framework.statements, framework.statement_levels, strict=True):
        edition = framework.edition.split()[1]
        assert re.fullmatch(f"sfia{edition}-csmg-{level}-[a-z]", statement.id)


@pytest.mark.bench
@pytest.mark.parametrize("framework", shipped_frameworks(), ids=lambda one: one.key)
def test_every_text_is_word_for_word_in_its_source(framework):
    raw = (SOURCES / framework.source.name).read_bytes()
    source = one_line(raw.decode("utf-8"))

    assert hashlib.sha256(raw).hexdigest() == framework.source.sha256
    for text in (framework.description, *framework.guidance, *framework.activities):
        assert text in source
    for statement in framework.statements:
        assert statement.text in source
    for level in framework.levels:
        essence = level.essence or ""
        assert essence[1:] in source


@pytest.mark.bench
@pytest.mark.parametrize("framework", shipped_frameworks(), ids=lambda one: one.key)
def test_the_statements_of_a_level_cover_its_source_without_a_gap(framework):
    source = one_line((SOURCES / framework.source.name).read_text(encoding="utf-8"))
    for level in framework.levels:
        assert " ".join(statement.text for statement in level.statements) in source


def test_german_has_neither_guidance_nor_activities_and_polish_has_essences():
    assert framework_for("de").guidance == () == framework_for("de").activities
    assert all(level.essence for level in framework_for("pl").levels)


def test_alignment_knows_every_statement_that_is_shipped():
    table = (Path(__file__).parent.parent / "data/framework/alignment.toml").read_text(encoding="utf-8")
    rows = re.findall(r'"SFIA 9" = (\[.*?\]), "SFIA 8 de" = (\[.*?\]), "SFIA 8 es" = (\[.*?\])', table)
    for language, column in (("en", 0), ("pt", 0), ("pl", 0), ("de", 1), ("es", 2)):
        aligned = {id for row in rows for id in re.findall(r'"([^"]+)"', row[column])}
        assert aligned == {statement.id for statement in framework_for(language).statements}


def test_statements_cut_differently_are_aligned_by_what_they_say():
    german, english, spanish = framework_for("de"), framework_for("en"), framework_for("es")

    both = aligned_statements(german, "sfia8-csmg-6-a", to=english)

    assert [statement.id for statement in both] == ["sfia9-csmg-6-a", "sfia9-csmg-6-d"]
    assert [s.id for s in aligned_statements(spanish, "sfia8-csmg-6-d", to=german)] == ["sfia8-csmg-6-a"]
    assert aligned_statements(english, "sfia9-csmg-2-d", to=german) == ()


def test_the_edition_beside_is_the_other_one():
    for framework in shipped_frameworks():
        assert framework_beside(framework).edition != framework.edition


def test_a_language_without_statements_is_held_against_the_english_ones():
    assert framework_for("fr").key == "sfia9-en"


def test_a_framework_of_ones_own_is_read(tmp_path):
    text = (Path(__file__).parent.parent / "data/framework/sfia9-en.toml").read_text(encoding="utf-8")
    path = tmp_path / "mine.toml"
    path.write_text(text.replace('skill = "CSMG"', 'skill = "MINE"'), encoding="utf-8")

    assert load_framework(str(path)).skill == "MINE"
    assert framework_beside(load_framework(str(path))) is None


def test_every_mistake_in_a_framework_file_is_named_with_its_place(tmp_path):
    text = (Path(__file__).parent.parent / "data/framework/sfia9-en.toml").read_text(encoding="utf-8")
    text = text.replace('skill = "CSMG"\n', "").replace('id = "sfia9-csmg-2-b"', 'id = "Not An Id"')
    text = text.replace(
        'text = "Champions the service culture required to deliver organisational outcomes."', 'txt = "x"'
    )
    path = tmp_path / "wrong.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(FrameworkError) as error:
        read_framework(path)

    message = str(error.value)
    assert "skill: Field required" in message
    assert "levels[2].statements[2].id" in message
    assert "levels[6].statements[3].text" in message
    assert "levels[6].statements[3].txt" in message


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("level = 3", "level = 7"), "levels[3].level"),
        (lambda text: text.replace("level = 3", "level = 2"), "levels must be 1, 2, 3, 4, 5, 6"),
        (lambda text: text.replace("sfia9-csmg-1-b", "sfia9-csmg-1-a"), "sfia9-csmg-1-a"),
        (lambda text: text + "\n[[[", "not valid TOML"),
    ],
    ids=["level 7", "level twice", "id twice", "no TOML"],
)
def test_a_wrong_framework_file_is_refused(tmp_path, change, said):
    text = (Path(__file__).parent.parent / "data/framework/sfia9-en.toml").read_text(encoding="utf-8")
    path = tmp_path / "wrong.toml"
    path.write_text(change(text), encoding="utf-8")

    with pytest.raises(FrameworkError, match=re.escape(said)):
        read_framework(path)


def test_an_unknown_framework_name_lists_the_known_ones():
    with pytest.raises(FrameworkError, match="sfia9-en, sfia8-de"):
        load_framework("sfia10-en")
