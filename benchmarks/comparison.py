"""What a comparison can be trusted with: levels told apart, the same work in two languages, quotes under statements.

Run: .venv/bin/python benchmarks/comparison.py
All on held-out documents of our corpus; the figures stand in docs/architecture.md.
"""

from collections import defaultdict
from collections.abc import Iterator

from matcher.comparison import SHOWN, Comparison, compare_results
from matcher.corpus import DUTY, Example, read_corpus
from matcher.framework import LEVELS, aligned_statements, framework_for
from matcher.language import LANGUAGES
from matcher.persistence import load_model
from matcher.pipeline import LevelMatcher
from matcher.result import MatchResult
from matcher.similarity import encode_statements, similarities_to

ENGLISH = framework_for("en")


def shown_shares(results: dict[str, MatchResult], examples: list[Example]) -> dict[tuple[int, int], float]:
    """Return by (level of the statements, level of the documents) the share of statements shown."""
    shown = defaultdict(list)
    for example in examples:
        result = results[example.document.id]
        for level in compare_results(result, result).levels:
            shown[level.level, example.level] += [one.cv.status == SHOWN for one in level.statements]
    return {key: sum(found) / len(found) for key, found in shown.items()}


def same_situation(results: dict[str, MatchResult], situations: list[dict[str, Example]]) -> tuple[float, int]:
    """Return the share of the statements shown in English that another language's version shows, and their number."""
    kept = []
    for versions in situations:
        english = versions["en"]
        for language in LANGUAGES[1:]:
            comparison: Comparison = compare_results(
                results[versions[language].document.id], results[english.document.id]
            )
            statements = comparison.levels[english.level - 1].statements if english.level else ()
            kept += [one.cv.status == SHOWN for one in statements if one.ad.status == SHOWN]
    return sum(kept) / len(kept), len(kept)


def same_statement(matcher: LevelMatcher, situations: list[dict[str, Example]], *, own: bool) -> tuple[float, int]:
    """Return how often one duty in two languages is nearest to the same statement of its level, and the pairs.

    With `own`, each is held against its own language's edition and led over by the alignment table.
    """
    agreed = []
    for versions in situations:
        nearest = {language: list(nearest_statements(matcher, one, own=own)) for language, one in versions.items()}
        for language in LANGUAGES[1:]:
            if len(nearest[language]) == len(nearest["en"]):
                pairs = zip(nearest["en"], nearest[language], strict=True)
                agreed += [bool(a[1] & b[1]) for a, b in pairs if a and b and a[0] == b[0]]
    return sum(agreed) / len(agreed), len(agreed)


def nearest_statements(
    matcher: LevelMatcher, example: Example, *, own: bool
) -> Iterator[tuple[int, frozenset[str]] | None]:
    """Yield for each marked duty its level and the English statements nearest to it, where it is one sentence."""
    framework = framework_for(example.document.language) if own else ENGLISH
    encoded = matcher.score(example.document).read.encoded
    similarities = similarities_to(encoded.vectors, encode_statements(framework, matcher.encoder_))
    for mark in example.marks:
        if mark.what != DUTY:
            continue
        places = [i for i, one in enumerate(encoded.sentences) if one.start < mark.end and one.end > mark.start]
        if len(places) != 1 or not mark.level:
            yield None
            continue
        of_level = [i for i, level in enumerate(framework.statement_levels) if level == mark.level]
        nearest = framework.statements[max(of_level, key=lambda i: similarities[places[0], i])]
        same = [nearest] if framework == ENGLISH else aligned_statements(framework, nearest.id, to=ENGLISH)
        yield mark.level, frozenset(one.id for one in same)


if __name__ == "__main__":
    matcher = load_model()
    examples = [example for example in read_corpus() if example.split == "held_out"]
    results = {one.document.id: matcher.match(one.document, framework=ENGLISH) for one in examples}
    groups: dict[str, dict[str, Example]] = defaultdict(dict)
    for example in examples:
        if example.document.id.startswith("par-"):
            groups[example.group][example.document.language] = example
    situations = list(groups.values())
    shares = shown_shares(results, examples)
    print(f"statements shown, by level of statements (rows) and of {len(examples)} documents (columns 0 to 6)")
    for level in LEVELS:
        print(level, *(f"{shares[level, of]:.2f}" for of in (0, *LEVELS)))
    print("shown in English and in another language: {:.2f} of {}".format(*same_situation(results, situations)))
    print("same statement, one framework: {:.2f} of {}".format(*same_statement(matcher, situations, own=False)))
    print("same statement, own frameworks: {:.2f} of {}".format(*same_statement(matcher, situations, own=True)))
