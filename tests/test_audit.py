import csv
import difflib
import json

import pytest
from conftest import SAMPLES

from matcher.audit.answers import Answer, Answerer
from matcher.audit.gender_forms import FEMININE, MASCULINE, with_gender_form
from matcher.audit.impact import impact_tables
from matcher.audit.inputs import corpus_subjects
from matcher.audit.report import markdown_audit
from matcher.audit.run import Crew, audit_swaps
from matcher.audit.shifts import Shift, summarize_shifts
from matcher.audit.subject import Subject
from matcher.audit.swaps import SWAPS
from matcher.audit.words import words_of
from matcher.cli.app import run
from matcher.corpus import Mark, read_corpus
from matcher.document import make_document
from matcher.evaluation.metrics import rate_interval
from matcher.language import LANGUAGES

AD = "Service Desk Agent\n- Answer calls from staff & log them\n- Reset passwords\nWe pay well.\nApply now."
CV = "Jane Doe, Leeds, 07700 900123\nWORK EXPERIENCE\nService Agent, Northbank, 2019 – now\n- answer calls from customers\n"
PERSONAL = [swap for swap in SWAPS if swap.personal]
BY_NAME = {swap.name: swap for swap in SWAPS}


def subject(text, *, title="", kind="ad", language="en", **known):
    return Subject(make_document(text, id="d-1", title=title, kind=kind, language=language), **known)


def changed(before, after):
    """The stretches of words that differ, as pairs."""
    one, other = before.split(), after.split()
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return [(" ".join(one[a:b]), " ".join(other[c:d])) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["ad", "cv"])
@pytest.mark.parametrize("swap", [swap for swap in PERSONAL if "gap" not in swap.name], ids=lambda swap: swap.name)
def test_a_swap_about_a_person_changes_that_one_thing_and_keeps_the_document(swap, kind, language):
    one = subject(CV if kind == "cv" else AD, title="Service Desk Agent", kind=kind, language=language)

    before, after = swap.pair(one)

    differences = changed(f"{before.title} {before.text}", f"{after.title} {after.text}")
    assert 1 <= len(differences) <= 2 + 2 * (swap.name in ("gender form of the title", "nationality", "family status"))
    assert before.text != after.text or before.title != after.title
    for line in one.document.text.splitlines()[1:]:
        assert line in before.text
        assert line in after.text
    assert swap.pair(one) == (before, after)


def test_all_documents_get_the_same_name_but_for_the_swap():
    one = subject(AD)

    by_gender, by_origin = BY_NAME["name, by gender"].pair(one), BY_NAME["name, by origin"].pair(one)

    assert by_gender[0] == by_origin[0]
    ((man, woman),) = changed(by_gender[0].text, by_gender[1].text)
    pairs = words_of("en")["names"]["origins"]["british"]
    assert (man.split()[0], woman.split()[0]) == ("Mr", "Ms")
    assert f"{man.removeprefix('Mr ')}|{woman.removeprefix('Ms ')}" in [
        f"{a.split()[0]}|{b.split()[0]}" for a, b in (pair.split("|") for pair in pairs)
    ]


def test_a_name_that_stands_in_a_cv_is_replaced_and_its_line_kept():
    before, after = BY_NAME["name, by gender"].pair(subject(CV, kind="cv"))

    assert "Jane Doe" not in before.text + after.text
    assert before.text.splitlines()[0].endswith(", Leeds, 07700 900123")
    assert after.text.splitlines()[0].endswith(", Leeds, 07700 900123")
    assert before.text.splitlines()[1:] == after.text.splitlines()[1:]


def test_a_contact_that_stands_in_an_ad_is_replaced():
    one = subject("Agent\n- Anrufe annehmen\nFragen beantwortet Frau Tilgner, Tel. 123.", language="de")

    before, after = BY_NAME["name, by gender"].pair(one)

    assert "Tilgner" not in before.text + after.text
    assert "beantwortet Herr " in before.text
    assert "beantwortet Frau " in after.text
    assert "Tel. 123." in after.text


@pytest.mark.parametrize(
    ("language", "title", "masculine", "feminine"),
    [
        ("de", "Kundenberater/in (m/w/d)", "Kundenberater (m/w/d)", "Kundenberaterin (m/w/d)"),
        ("de", "SachbearbeiterIn Reklamation", "Sachbearbeiter Reklamation", "Sachbearbeiterin Reklamation"),
        ("de", "Telefonist/Telefonistin", "Telefonist", "Telefonistin"),
        ("de", "Leitung Service (m/w/d)", "Leitung Service (m)", "Leitung Service (w)"),
        ("es", "Consultor/a de Soporte Técnico", "Consultor de Soporte Técnico", "Consultora de Soporte Técnico"),
        ("es", "JEFE DE TIENDA", "JEFE DE TIENDA", "JEFA DE TIENDA"),
        ("pt", "Consultor(a) de Vendas", "Consultor de Vendas", "Consultora de Vendas"),
        ("pt", "Atendente", "Atendente (homem)", "Atendente (mulher)"),
        ("pl", "Młodszy specjalista/specjalistka", "Młodszy specjalista", "Młodsza specjalistka"),
        ("pl", "Konsultantka ds. klienta", "Konsultant ds. klienta", "Konsultantka ds. klienta"),
        ("en", "Customer Adviser", "Customer Adviser (m/f)", "Customer Adviser (f/m)"),
    ],
)
def test_a_title_takes_the_gender_form_its_language_has(language, title, masculine, feminine):
    document = make_document(f"Firma X\n{title}\n- abc", title=title, language=language)

    one, other = (with_gender_form(document, form) for form in (MASCULINE, FEMININE))

    assert (one.title, other.title) == (masculine, feminine)
    assert other.text == f"Firma X\n{feminine}\n- abc"


def test_a_document_without_a_title_has_no_gender_form():
    assert BY_NAME["gender form of the title"].pair(subject(AD, title="")) is None


@pytest.mark.parametrize(
    ("swap", "text"),
    [
        ("capitals", AD.upper()),
        ("small letters", AD.lower()),
        ("bullets", AD.replace("\n- ", "\n• ")),
        ("title removed", AD.removeprefix("Service Desk Agent")),
        ("benefits removed", AD.replace("We pay well.\n", "")),
    ],
)
def test_a_neutral_swap_changes_nothing_else(swap, text):
    start = AD.index("We pay")
    one = subject(AD, title="Service Desk Agent", marks=(Mark(start, start + 13, "benefit", None),))

    before, after = BY_NAME[swap].pair(one)

    assert before == one.document
    assert after.text == text


def test_white_space_changes_no_word():
    _, after = BY_NAME["white space"].pair(subject(AD))

    assert after.text != AD
    assert after.text.split() == AD.split()


@pytest.mark.parametrize(
    "swap", ["benefits added", "employer text added", "gap in employment added", "statement pasted"]
)
def test_an_added_passage_leaves_the_document_whole(swap):
    one = subject(AD, level=0)

    before, after = BY_NAME[swap].pair(one)

    assert before.text == AD
    assert AD in after.text
    assert len(after.text) > len(AD) + 20


def test_a_statement_is_pasted_into_unrelated_documents_only():
    assert BY_NAME["statement pasted"].pair(subject(AD, level=3)) is None


def test_all_languages_have_the_same_words():
    def shape(value):
        return {key: shape(one) for key, one in value.items() if key != "origins"} if isinstance(value, dict) else None

    for language in LANGUAGES:
        words = words_of(language)
        assert shape(words) == shape(words_of("en"))
        assert len(words["names"]["origins"]) >= 5
        for pairs in words["names"]["origins"].values():
            assert all(len(set(pair.split("|"))) == 2 for pair in pairs)
        assert all(len(pair.split()) == 2 for pair in words["gender_forms"]["pairs"])


def test_passages_that_are_added_stand_in_the_held_out_corpus():
    texts = dict.fromkeys(LANGUAGES, "")
    for example in read_corpus():
        if example.split == "held_out":
            texts[example.document.language] += " " + " ".join(example.document.text.split())

    for code in LANGUAGES:
        for passages in words_of(code)["passages"].values():
            for passage in passages:
                # The corpus joins sentences with breaks that a passage does not keep.
                assert all(part.strip() in texts[code] for part in passage.split(". ")), passage


def answer(level, *, expected=None, status="suggested", levels=None, skill=0.9):
    probabilities = tuple(1.0 if k == (level or 3) else 0.0 for k in range(1, 7))
    levels = levels or ((level,) if level else ())
    return Answer(status, level, levels, float(expected if expected is not None else level or 3), probabilities, skill)


def test_flips_jumps_and_shifts_are_counted_by_language():
    none = answer(None, status="not_this_skill", skill=0.1)
    shifts = [
        Shift("a", "en", "age", answer(3), answer(3, expected=3.2)),
        Shift("b", "en", "age", answer(3), answer(2)),
        Shift("c", "de", "age", answer(2), answer(4)),
        Shift("d", "de", "age", none, answer(3)),
    ]

    ((row),) = summarize_shifts(shifts)

    measures = row["measures"]["all"]
    assert (row["swap"], row["personal"]) == ("age", True)
    assert (measures["n"], measures["flips"]["count"], measures["jumps"]["count"]) == (4, 3, 1)
    assert measures["shift"]["value"] == pytest.approx((0.2 - 1 + 2 + 0) / 4)
    assert measures["absolute_shift"]["value"] == pytest.approx((0.2 + 1 + 2 + 0) / 4)
    assert measures["probability_moved"]["value"] == pytest.approx((0 + 1 + 1 + 0) / 4)
    assert measures["absolute_skill_shift"]["value"] == pytest.approx(0.2)
    assert row["measures"]["en"]["flips"]["value"] == 0.5
    assert row["measures"]["de"]["jumps"]["value"] == 0.5


def test_a_flip_between_two_levels_that_are_both_named_is_counted_as_hedged():
    one, other = (answer(level, status="borderline", levels=(2, 3)) for level in (2, 3))
    shifts = [Shift("a", "en", "age", one, other), Shift("b", "en", "age", answer(2), answer(3))]

    ((row),) = summarize_shifts(shifts)

    assert row["measures"]["all"]["flips"]["count"] == 2
    assert row["measures"]["all"]["hedged_flips"] == 1


def test_no_flip_among_many_still_has_an_upper_limit():
    low, high = rate_interval(0, 500)

    assert low == 0
    assert high == pytest.approx(1 - 0.025 ** (1 / 500))
    assert rate_interval(500, 500)[1] == 1


def test_impact_ratios_are_those_of_the_rules():
    # Eight women, of whom two get level 4 or more; four men, of whom two do; one of unknown sex.
    levels = [4, 5, 2, 2, 2, 2, None, None, 4, 4, 2, 3, 6]
    sexes = ["f"] * 8 + ["m"] * 4 + [""]
    answers = [answer(level) for level in levels]

    (table,) = impact_tables(answers, [{"sex": sex} for sex in sexes], ["sex"], selected_from=4)

    women, men = table["categories"]
    assert (table["n"], table["n_unknown"], table["median_score"]) == (13, 1, 2.0)
    assert (women["category"], women["n"], men["n"]) == (["f"], 8, 4)
    assert (women["selection"]["rate"], women["selection"]["impact_ratio"]) == (0.25, 0.5)
    assert (men["selection"]["rate"], men["selection"]["impact_ratio"]) == (0.5, 1.0)
    assert (women["scoring"]["rate"], women["scoring"]["impact_ratio"]) == (0.25, pytest.approx(1 / 3, abs=1e-4))
    assert (men["scoring"]["rate"], men["scoring"]["impact_ratio"]) == (0.75, 1.0)
    assert women["by_level"]["5"] == {"count": 1, "rate": 0.125, "impact_ratio": 1.0}
    assert women["by_level"]["6"]["impact_ratio"] is None


def test_two_columns_also_give_their_intersection():
    answers = [answer(3), answer(2), answer(4)]
    groups = [{"sex": "f", "origin": "x"}, {"sex": "m", "origin": "x"}, {"sex": "m", "origin": ""}]

    tables = impact_tables(answers, groups, ["sex", "origin"])

    assert [table["columns"] for table in tables] == [["sex"], ["origin"], ["sex", "origin"]]
    assert [row["category"] for row in tables[2]["categories"]] == [["f", "x"], ["m", "x"]]
    assert tables[2]["n_unknown"] == 1


def test_a_small_category_is_marked():
    answers = [answer(3)] * 100
    groups = [{"sex": "x"}] + [{"sex": "f"}] * 99

    (table,) = impact_tables(answers, groups, ["sex"])

    assert [row["small"] for row in table["categories"]] == [False, True]


def test_an_audit_answers_as_suggest_does(matcher):
    text = (SAMPLES / "ad_de.txt").read_text(encoding="utf-8")
    document = make_document(text, title=None)
    answerer = Answerer(matcher)

    answerer.answer(make_document("- Answer calls from customers\n- Book visits", title=""))
    said = answerer.answer(document)

    result = matcher.match(document)
    assert said.shown == result.suggestion.level
    assert said.expected_level == pytest.approx(result.suggestion.expected_level, abs=1e-3)


def test_held_out_documents_come_first():
    examples = read_corpus()
    held_out = {example.document.id for example in examples if example.split == "held_out"}

    few, many = (corpus_subjects(examples, per_language=n) for n in (20, 500))

    assert len(few) == 100
    assert {one.document.id for one in few} <= held_out
    assert len(many) == len({one.document.id for one in many}) == 2500
    assert held_out <= {one.document.id for one in many}


def test_more_processes_change_nothing():
    texts = [AD, CV] + [f"{AD}\n- Answer e-mail number {i}" for i in range(7)]
    subjects = [
        Subject(make_document(text, id=str(i), title="Service Desk Agent", language="en"))
        for i, text in enumerate(texts)
    ]

    one, two = (audit_swaps(subjects, Crew(jobs=jobs)) for jobs in (1, 2))

    assert one == two
    assert len(one["swaps"]) == len(SWAPS) - 2  # nothing is marked, so nothing is taken out


def test_an_audit_table_says_what_a_reader_needs_and_escapes_the_rest():
    answers = [answer(3)] * 2
    (table,) = impact_tables(answers, [{"a|b": "x"}, {"a|b": "<i>"}], ["a|b"])

    text = markdown_audit({"impact": [table]})

    assert "| &lt;i> | 1 | 1 | 100.0% | 1.00 |" in text
    assert "a\\|b" in text
    assert "none is inferred" in text


@pytest.fixture
def call(capsys):
    def _call(*arguments):
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return _call


ROWS = [
    {"id": "a", "title": "Agent", "text": "- Answer calls from customers about bills\n- Book visits\n- Log requests", "sex": "f"},
    {"id": "b", "title": "Team Lead", "text": "- Lead a team of twelve agents and coach them on their calls\n"
     "- Report on waiting times and complaints each month and propose improvements\n- Train new agents", "sex": "m"},
]  # fmt: skip


def jsonl(path, rows):
    path.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    return path


def test_audit_prints_flips_and_shifts(call, tmp_path):
    code, out, err = call("audit", jsonl(tmp_path / "in.jsonl", ROWS), "--jobs", "1")

    assert (code, err) == (0, "")
    assert "Swaps about a person" in out
    assert "family status" in out


def test_audit_names_what_it_left_out_and_does_the_rest(call, tmp_path):
    rows = [*ROWS, {"id": "c", "title": "", "text": ""}, {"id": "fr", "title": "", "text": "Répondre aux appels des clients et noter leurs demandes dans le système, puis les transmettre au service concerné."}]  # fmt: skip

    code, out, err = call("audit", jsonl(tmp_path / "in.jsonl", rows), "--jobs", "1", "--format", "json")

    measures = json.loads(out)
    assert code == 1
    assert "Not audited: c: " in err
    assert "Not audited: fr: in 'fr'" in err
    assert {row["measures"]["all"]["n"] for row in measures["swaps"] if row["personal"]} == {2}
    assert len(measures["model"]["sha256"]) == 64


def test_audit_of_groups_uses_the_tables_own_columns(call, tmp_path):
    path = tmp_path / "in.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=list(ROWS[0]))
        writer.writeheader()
        writer.writerows(ROWS)

    code, out, _ = call(
        "audit", path, "--group", "sex", "--selected-from", "3", "--format", "markdown", "--out", tmp_path / "audit.md"
    )

    text = (tmp_path / "audit.md").read_text(encoding="utf-8")
    assert (code, out) == (0, "")
    assert "selected from level 3" in text
    assert "| m | 1 | 1 | 100.0% | 1.00 |" in text
    assert "| f | 1 | 0 | 0.0% | 0.00 |" in text


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nowhere.jsonl"], 3, "no such file"),
        ([str(SAMPLES), "--group", "sex"], 3, "a folder has no columns"),
        ([str(SAMPLES), "--selected-from", "7"], 2, "less than or equal to 6"),
    ],
)
def test_wrong_use_of_audit_ends_with_the_contracts_code(call, arguments, code, said):
    got, out, err = call("audit", *arguments)

    assert (got, out) == (code, "")
    assert said in err


def test_a_group_column_that_is_missing_or_empty_is_named(call, tmp_path):
    path = jsonl(tmp_path / "in.jsonl", [row | {"origin": ""} for row in ROWS])

    missing, empty = call("audit", path, "--group", "age"), call("audit", path, "--group", "origin")

    assert missing[0] == empty[0] == 3
    assert "no column 'age'" in missing[2]
    assert "No document has a value in origin" in empty[2]
