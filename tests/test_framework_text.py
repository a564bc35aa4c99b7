import pytest

from matcher.document import make_document
from matcher.framework import shipped_frameworks
from matcher.framework_text import framework_passages, without_places

LONG = [
    (framework.key, statement.id, statement.text)
    for framework in shipped_frameworks()
    for statement in framework.statements
    if len(statement.text.split()) >= 8
]


@pytest.mark.parametrize(("key", "id", "text"), LONG, ids=[f"{key} {id}" for key, id, _ in LONG])
def test_a_pasted_statement_is_found_in_every_language(key, id, text):
    pasted = f"I answered phones. {text} My hobbies are chess and cooking."

    ((start, end),) = framework_passages(pasted)

    assert pasted.index(text) <= start
    assert end <= pasted.index(text) + len(text)
    assert end - start > 0.6 * len(text)


@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        lambda text: text.replace(" ", "\n"),
        lambda text: text.replace("e", "е"),
        lambda text: text.replace("a", "a\u200b"),
        lambda text: text.replace("ó", "o").replace(",", ""),
        lambda text: "\u202e".join(text.split(" ")).replace("\u202e", " \u202e"),
    ],
    ids=["capitals", "lines", "Cyrillic e", "zero-width", "no punctuation", "right-to-left override"],
)
def test_a_disguised_statement_is_found(change):
    statement = next(text for key, _, text in LONG if key == "sfia9-en" and len(text.split()) > 12)

    assert framework_passages(f"Cook. {change(statement)} Driver.")


def test_a_statement_with_a_word_or_two_changed_is_found():
    words = next(text for key, _, text in LONG if key == "sfia9-en" and len(text.split()) > 14).split()
    words[5] = "always"

    assert framework_passages(" ".join(words))


def test_ordinary_texts_are_no_framework_text(samples):
    for path in samples.glob("*.txt"):
        assert framework_passages(path.read_text(encoding="utf-8")) == []


def test_a_result_warns_of_pasted_statements(matcher):
    statement = next(text for key, _, text in LONG if key == "sfia8-es")

    result = matcher.match(make_document(f"Atiendo llamadas de clientes.\n{statement}\nRegistro pedidos."))

    assert [warning.code for warning in result.warnings] == ["framework_text"]
    assert result.warnings[0].passages[0] in result.text
    assert [result.text[one.start : one.end] for one in result.ignored if one.reason == "framework_text"] == [
        result.warnings[0].passages[0]
    ]


@pytest.mark.parametrize("key", ["sfia9-en", "sfia8-de", "sfia8-es", "sfia9-pt", "sfia9-pl"])
def test_pasted_statements_carry_no_level(matcher, key):
    cook = "Cook\nYou prepare breakfast for sixty guests.\nYou order fish and vegetables at the market.\nYou clean the kitchen."
    lines = "\n".join(f"- {text}" for one, _, text in LONG if one == key)

    plain = matcher.match(make_document(cook, language="en", kind="ad"))
    stuffed = matcher.match(make_document(f"{cook}\n\n{lines}\n", language="en", kind="ad"))

    assert stuffed.suggestion.status == plain.suggestion.status == "not_this_skill"
    assert abs(stuffed.skill_probability - plain.skill_probability) < 0.05
    assert abs(stuffed.suggestion.expected_level - plain.suggestion.expected_level) < 0.1


def test_a_statement_as_the_title_counts_for_nothing(matcher):
    duties = "You answer calls of customers.\nYou log each request."
    statement = next(text for key, _, text in LONG if key == "sfia9-en" and len(text.split()) > 12)

    plain = matcher.match(make_document(duties, title="", language="en", kind="ad"))
    stuffed = matcher.match(make_document(duties, title=statement, language="en", kind="ad"))

    assert stuffed.levels == plain.levels


def test_text_without_its_repeats_keeps_every_offset():
    statement = next(text for key, _, text in LONG if key == "sfia8-de")
    text = f"Köchin. {statement} Fahrer."

    left = without_places(text, framework_passages(text))

    assert len(left) == len(text)
    assert left.split() == ["Köchin.", *text[framework_passages(text)[0][1] :].split()]


@pytest.mark.bench
def test_no_real_document_repeats_the_framework(bench):
    import json

    rows = [json.loads(line) for line in (bench / "pool.jsonl").read_text(encoding="utf-8").splitlines()]

    found = [row["id"] for row in rows if framework_passages(row["text"])]

    assert found == []
