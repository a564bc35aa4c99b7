import pytest

from matcher.document import make_document
from matcher.framework import shipped_frameworks
from matcher.framework_text import framework_passages

LONG = [
    (framework.key, statement.id, statement.text)
    for framework in shipped_frameworks()
    for statement in framework.statements
    if len(statement.text.split()) >= 8
]


@pytest.mark.parametrize(("key", "id", "text"), LONG, ids=[f"{key} {id}" for key, id, _ in LONG])
def test_a_pasted_statement_is_found_in_every_language(key, id, text):
    pasted = f"I answered phones. {text} My hobbies are chess and cooking."

    passages = framework_passages(pasted)

    assert len(passages) == 1
    assert passages[0] in pasted
    assert len(passages[0]) > 0.6 * len(text)


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


@pytest.mark.bench
def test_no_real_document_repeats_the_framework(bench):
    import json

    rows = [json.loads(line) for line in (bench / "pool.jsonl").read_text(encoding="utf-8").splitlines()]

    found = [row["id"] for row in rows if framework_passages(row["text"])]

    assert found == []
