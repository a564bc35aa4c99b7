import io
import json
from dataclasses import replace

import jsonschema
import pytest
from conftest import ROOT
from rich.console import Console

from matcher.comparison import compare_results
from matcher.corpus import read_corpus
from matcher.document import make_document, read_document
from matcher.errors import ComparisonError
from matcher.framework import framework_for
from matcher.report import html_comparison, markdown_comparison, print_comparison
from matcher.report.words import READER_LANGUAGES, words_for
from matcher.result import Evidence

SCHEMA = json.loads((ROOT / "docs" / "comparison.schema.json").read_text(encoding="utf-8"))
ENGLISH = framework_for("en")


@pytest.fixture(scope="module")
def results(matcher):
    """Return a function that answers for a sample, held against the English statements."""
    samples = ROOT / "data" / "samples"
    return lambda name: matcher.match(read_document(samples / f"{name}.txt"), framework=ENGLISH)


def with_level(result, level, *, levels=None, status="suggested"):
    levels = (level,) if levels is None else levels
    return replace(result, suggestion=replace(result.suggestion, level=level, levels=levels, status=status))


def quoting(result, quotes, *, text="duty"):
    """Replace all evidence by hand-made quotes: (level, offset, letter of the statement, weight)."""
    levels = []
    for level in result.levels:
        mine = [quote for quote in quotes if quote[0] == level.level]
        evidence = tuple(Evidence(start, start + 5, f"{text} {start}", f"sfia9-csmg-{of}-{letter}", 0.2, weight) for of, start, letter, weight in mine)  # fmt: skip
        levels.append(replace(level, evidence=evidence))
    return replace(result, levels=tuple(levels))


def statuses(comparison, level):
    return {one.id[-1]: one.cv.status for one in comparison.levels[level - 1].statements}


def test_a_duty_shows_a_statement_only_where_it_speaks_most_for_its_level_or_a_higher_one(results):
    duties = [
        (3, 10, "a", 0.5), (4, 10, "a", 0.9),  # most for 4: shows 3-a and 4-a
        (3, 20, "b", 0.9), (4, 20, "b", 0.5),  # most for 3: shows 3-b, less of 4-b
        (4, 30, "c", 0.4),
    ]  # fmt: skip
    cv = quoting(with_level(results("cv_en"), 4), duties)

    comparison = compare_results(cv, with_level(results("ad_en"), 4))

    assert statuses(comparison, 3) == {"a": "shown", "b": "shown", "c": "nothing", "d": "nothing"}
    assert statuses(comparison, 4) == {"a": "shown", "b": "less", "c": "shown", "d": "nothing", "e": "nothing"}
    assert comparison.levels[3].statements[1].cv.quotes[0].speaks_for == 3


def test_gaps_name_the_ads_own_duties_first_then_the_rest_of_the_level(results):
    cv = quoting(results("cv_en"), [(3, 10, "a", 0.5), (2, 20, "a", 0.9), (3, 20, "c", 0.1)])
    ad = quoting(with_level(results("ad_en"), 3), [(3, 10, "c", 0.5), (3, 20, "d", 0.5)])

    gaps = compare_results(cv, ad).asked

    assert gaps.level == 3
    assert [(gap.statement[-1], gap.status, gap.in_ad) for gap in gaps.gaps] == [
        ("c", "less", True), ("d", "nothing", True), ("b", "nothing", False),
    ]  # fmt: skip


def test_the_next_level_is_the_one_above_the_ads_and_there_is_none_above_six(results):
    cv = results("cv_en")

    assert compare_results(cv, with_level(results("ad_en"), 3)).next.level == 4
    assert compare_results(cv, with_level(results("ad_en"), 6)).next is None
    assert compare_results(cv, with_level(results("ad_en"), 6)).asked.level == 6


@pytest.mark.parametrize(
    ("shown", "asked", "standing"),
    [
        ((3, (3,)), (3, (3,)), "same"),
        ((5, (5,)), (3, (3,)), "above"),
        ((2, (2,)), (3, (3,)), "below"),
        ((2, (2, 3)), (3, (3,)), "borderline"),
        ((2, (2,)), (4, (3, 4)), "below"),
        ((None, ()), (3, (3,)), "open"),
        ((3, (3,)), (None, ()), "open"),
    ],
)
def test_standing_says_where_the_cv_lies_from_the_ad(results, shown, asked, standing):
    cv = with_level(results("cv_en"), shown[0], levels=shown[1])
    ad = with_level(results("ad_en"), asked[0], levels=asked[1])

    assert compare_results(cv, ad).standing == standing


def test_a_cv_without_a_level_keeps_the_gaps_and_an_ad_without_one_has_none(results):
    cv, ad = results("cv_en"), results("ad_en")

    of_cv = compare_results(with_level(cv, None, levels=(), status="not_this_skill"), ad)
    of_ad = compare_results(cv, with_level(ad, None, levels=(), status="too_little_text"))

    assert (of_cv.cv.level, of_cv.cv.status, of_cv.asked.level) == (None, "not_this_skill", 3)
    assert (of_ad.ad.level, of_ad.asked, of_ad.next) == (None, None, None)


def test_quotes_are_the_documents_own_words_and_stand_under_every_level(results):
    cv, ad = results("cv_en"), results("ad_de")

    comparison = compare_results(cv, ad)

    assert [level.level for level in comparison.levels] == [1, 2, 3, 4, 5, 6]
    for level in comparison.levels:
        for side, result in (("cv", cv), ("ad", ad)):
            quotes = [quote for one in level.statements for quote in getattr(one, side).quotes]
            assert len(quotes) == len(result.levels[level.level - 1].evidence)
            assert all(result.text[quote.start : quote.end] == quote.text for quote in quotes)


def test_results_that_quote_different_statements_are_refused_with_the_next_step(matcher, samples, results):
    german = matcher.match(read_document(samples / "ad_de.txt"))

    with pytest.raises(ComparisonError, match="same `framework`"):
        compare_results(results("cv_en"), german)


def test_results_of_different_models_are_refused(results):
    ad = results("ad_en")

    with pytest.raises(ComparisonError, match="different models"):
        compare_results(results("cv_en"), replace(ad, model=replace(ad.model, sha256="0" * 64)))


def test_the_published_form_follows_its_schema_and_can_do_without_the_documents_words(results):
    comparison = compare_results(results("cv_en"), results("ad_pl"))

    full, bare = comparison.to_dict(), comparison.to_dict(text="none")

    jsonschema.validate(full, SCHEMA)
    jsonschema.validate(bare, SCHEMA)
    assert "Lead a team of 14 advisers" in json.dumps(full)
    assert "advisers" not in json.dumps(bare)
    assert "WINFIELD" not in json.dumps(bare)
    assert json.loads(json.dumps(full)) == full


def test_the_same_situation_in_another_language_shows_mostly_the_same(matcher):
    """Held-out situations written in five languages; measured 0.81 for all 60."""
    groups = {}
    for example in read_corpus():
        if example.group.startswith("par-") and example.level:
            groups.setdefault(example.group, {})[example.document.language] = example
    kept = []
    for versions in list(groups.values())[::6]:
        english = matcher.match(versions["en"].document, framework=ENGLISH)
        for language in ("de", "es", "pt", "pl"):
            other = matcher.match(versions[language].document, framework=ENGLISH)
            level = compare_results(other, english).levels[versions["en"].level - 1]
            kept += [one.cv.status == "shown" for one in level.statements if one.ad.status == "shown"]

    assert len(kept) > 50
    assert sum(kept) / len(kept) > 0.7


def test_work_of_a_lower_level_is_not_taken_for_a_higher_one(matcher):
    """Measured on held-out documents: of level 6, a CV or ad of level 6 shows 60 %, one of level 3 shows 5 %."""
    held_out = [one for one in read_corpus() if one.split == "held_out" and one.document.language == "en"]

    def share_shown(level_of_documents):
        documents = [one.document for one in held_out if one.level == level_of_documents][:12]
        found = [matcher.match(document, framework=ENGLISH) for document in documents]
        return sum(
            one.cv.status == "shown" for result in found for one in compare_results(result, result).levels[5].statements
        ) / (5 * len(found))

    assert share_shown(6) > 0.4
    assert share_shown(3) < 0.15


def rendered(comparison, language):
    console = Console(file=io.StringIO(), width=110)
    print_comparison(comparison, console, language=language)
    return console.file.getvalue()


@pytest.mark.parametrize("language", READER_LANGUAGES)
@pytest.mark.parametrize(
    "render", [rendered, html_comparison, markdown_comparison], ids=["terminal", "html", "markdown"]
)
def test_a_report_gives_guidance_in_the_readers_language(results, render, language):
    comparison = compare_results(results("cv_en"), results("ad_pt"))
    words = words_for(language)

    said = render(comparison, language) if render is rendered else render(comparison, language=language)

    flat = " ".join(said.split())
    assert words["compare_gap_nothing"] in flat
    assert words["compare_below"].split("{")[0] in flat
    assert "Lead a team of 14 advisers on phone and chat" in flat
    assert "{" not in flat.split("</style>")[-1]


@pytest.mark.parametrize("status", ["not_this_skill", "too_little_text"])
@pytest.mark.parametrize("side", ["cv", "ad"])
def test_a_report_says_honestly_which_document_has_no_level(results, side, status):
    both = {"cv": results("cv_en"), "ad": results("ad_en")}
    both[side] = with_level(both[side], None, levels=(), status=status)

    said = rendered(compare_results(both["cv"], both["ad"]), "en")

    assert words_for("en")[f"compare_{side}_{status}"][:60] in " ".join(said.split())


def test_a_report_escapes_what_the_documents_say(matcher):
    hostile = "Support agent <b>x</b>\n- Answer calls <script>alert(1)</script> and [mails](http://evil.example) from customers | guests\n- Log requests and book visits"
    results = [matcher.match(make_document(hostile, kind=kind), framework=ENGLISH) for kind in ("cv", "ad")]
    comparison = compare_results(*results)

    page, text = html_comparison(comparison), markdown_comparison(comparison)

    assert "<script" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "[mails](" not in text
    assert "customers \\| guests" in text
    assert page.count("http") == page.count("http://evil.example")  # only the document's own words


def test_a_gap_escapes_what_both_documents_say(results):
    cv = quoting(results("cv_en"), [(3, 10, "c", 0.1), (2, 10, "a", 0.5)], text="<i>did</i>")
    ad = quoting(with_level(results("ad_en"), 3), [(3, 700, "c", 0.5)], text="<b>do</b>")

    gaps = html_comparison(compare_results(cv, ad)).split("<table>")[0]

    assert "&lt;b&gt;do&lt;/b&gt; 700" in gaps
    assert "&lt;i&gt;did&lt;/i&gt; 10" in gaps
    assert "<b>" not in gaps
    assert "<i>" not in gaps


def test_a_gap_quotes_the_ad_only_where_the_ad_asks_for_it(results):
    cv = quoting(results("cv_en"), [(2, 10, "a", 0.5)])
    ad = quoting(with_level(results("ad_en"), 3), [(3, 700, "c", 0.5), (3, 800, "d", 0.1), (2, 800, "a", 0.9)])

    said = markdown_comparison(compare_results(cv, ad)).split("## The next level up")[0]

    assert "Ad: “duty 700”" in said
    assert "duty 800" not in said


def test_warnings_name_the_document_they_are_about(matcher, results):
    dutch = make_document(
        "Klantenservice medewerker\n- Je beantwoordt vragen van klanten aan de telefoon\n- Je verwerkt bestellingen en klachten",
        kind="ad",
    )

    said = rendered(compare_results(results("cv_en"), matcher.match(dutch, framework=ENGLISH)), "en")

    assert "Please note (Ad): The document is in a language without statements" in " ".join(said.split())
