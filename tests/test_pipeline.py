import json
import random
from itertools import pairwise

import jsonschema
import pytest
from conftest import ROOT

from matcher.document import make_document, read_document
from matcher.framework import load_framework
from matcher.result import rounded

SCHEMA = json.loads((ROOT / "docs" / "result.schema.json").read_text(encoding="utf-8"))
EXPECTED = {"ad_en": 3, "ad_de": 4, "ad_es": 2, "ad_pt": 5, "ad_pl": 3, "cv_en": 4}


def check_result(result, text):
    table = result.to_dict(text="all")
    jsonschema.validate(table, SCHEMA)
    assert [level["level"] for level in table["levels"]] == [1, 2, 3, 4, 5, 6]
    assert abs(sum(level["probability"] for level in table["levels"]) - 1) < 5e-4
    for level in table["levels"]:
        parts = level["base"] + level["weight_of_others"] + sum(one["weight"] for one in level["evidence"])
        assert rounded(parts) == level["score"]
        for quote in level["evidence"]:
            assert text[quote["start"] : quote["end"]] == quote["text"]
        weights = [quote["weight"] for quote in level["evidence"]]
        assert weights == sorted(weights, reverse=True)
    for before, after in pairwise(table["ignored"]):
        assert before["end"] <= after["start"]


@pytest.mark.parametrize("name", EXPECTED)
def test_our_samples_get_the_level_their_writer_meant(matcher, samples, name):
    document = read_document(samples / f"{name}.txt")

    result = matcher.match(document)

    check_result(result, document.text)
    assert result.suggestion.level == EXPECTED[name]
    assert result.levels[EXPECTED[name] - 1].evidence


def test_a_job_without_customer_service_is_told_apart(matcher):
    text = (
        "Warehouse operative\nYour tasks\n- Pick and pack parcels with a hand scanner\n- Load trucks with the forklift\n"
        "- Keep the aisles clean and count stock once a month\nWe offer shift bonuses."
    )

    result = matcher.match(make_document(text))

    assert result.suggestion.status == "not_this_skill"
    assert result.suggestion.level is None
    assert len(result.levels) == 6


def test_too_little_text_is_a_status_and_no_guess(matcher):
    result = matcher.match(make_document("Customer service representative wanted"))

    assert result.suggestion.status == "too_little_text"
    assert result.suggestion.level is None


def test_benefits_and_requirements_are_left_out_with_their_reason(matcher, samples):
    document = read_document(samples / "ad_en.txt")

    reasons = {document.text[i.start : i.end]: i.reason for i in matcher.match(document).ignored}

    assert any("Pension" in text and reason == "benefit" for text, reason in reasons.items())
    assert any("Windows 11" in text and reason == "requirement" for text, reason in reasons.items())


AD = """Customer service representative

Your tasks
- Answer questions of customers by phone and e-mail
- Log complaints and pass difficult ones to the supervisor
- Update customers on the progress of their orders

{contact}

What you bring
- Good spoken English"""
CONTACTS = (
    "Apply to Mr Oliver Smith, 12 Park Lane, London, phone 020 7946 0000.",
    "Contact: Ms Fatima Al-Sayed, phone 0161 496 0000",
    "Please send your CV to wei.zhang@example.org",
)


@pytest.mark.parametrize("contact", CONTACTS[1:])
def test_a_line_that_names_and_reaches_a_person_changes_no_answer(matcher, contact):
    before, after = (matcher.match(make_document(AD.format(contact=one))) for one in (CONTACTS[0], contact))

    assert "contact" in {left.reason for left in after.ignored}
    assert [level.probability for level in after.levels] == [level.probability for level in before.levels]
    assert after.skill_probability == before.skill_probability


def test_the_title_counts_as_context_and_is_never_quoted(matcher):
    text = "We are a bank.\n- Answer questions about cards and accounts\n- Book appointments"
    document = make_document(text, title="Head of Customer Service")

    result = matcher.match(document)

    assert result.document.title == "Head of Customer Service"
    quotes = [quote.text for level in result.levels for quote in level.evidence]
    assert all(quote in text for quote in quotes)
    assert result.levels[5].base > matcher.match(make_document(text, title="")).levels[5].base


def test_a_document_gets_the_same_bytes_alone_and_in_any_order(matcher, samples):
    documents = [read_document(path) for path in sorted(samples.glob("*.txt"))]
    alone = {d.id: json.dumps(matcher.match(d).to_dict()) for d in documents}
    shuffled = documents * 2
    random.Random(3).shuffle(shuffled)

    together = [(r.document.id, json.dumps(r.to_dict())) for r in matcher.match_many(shuffled)]

    assert all(alone[identifier] == answer for identifier, answer in together)


def test_a_document_can_be_held_against_another_edition(matcher, samples):
    document = read_document(samples / "ad_de.txt")

    own, other = matcher.match(document), matcher.match(document, framework=load_framework("sfia9-en"))

    assert own.framework.sources[0].edition == "SFIA 8"
    assert other.framework.sources[0].edition == "SFIA 9"
    assert own.levels[3].probability == other.levels[3].probability
    assert other.levels[3].evidence[0].statement.startswith("sfia9-csmg-4-")


def test_a_sixth_language_is_scored_with_a_warning(matcher):
    text = (
        "Conseiller clientèle\nVos missions\n- Répondre aux appels des clients et les renseigner sur leurs contrats\n"
        "- Enregistrer les demandes dans l'outil\n- Transmettre les réclamations au service concerné"
    )

    result = matcher.match(make_document(text))

    assert [warning.code for warning in result.warnings] == ["other_language"]
    assert result.framework.sources[0].language == "en"
    assert result.suggestion.level in (1, 2, 3)


def test_without_text_the_result_holds_neither_title_nor_quotes(matcher, samples):
    document = read_document(samples / "ad_en.txt")
    result = matcher.match(document)

    table = result.to_dict(text="none")

    jsonschema.validate(table, SCHEMA)
    printed = json.dumps(table)
    assert document.title not in printed
    assert not any(quote.text in printed for level in result.levels for quote in level.evidence)


@pytest.mark.bench
def test_every_labelled_real_document_gives_a_valid_result_with_exact_quotes(matcher, bench):
    rows = [json.loads(line) for line in (bench / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    for row in rows[::4]:
        result = matcher.match(make_document(row["text"], id=row["id"], title=row["title"]))
        check_result(result, row["text"])
