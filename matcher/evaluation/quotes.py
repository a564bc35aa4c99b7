"""How often quotes cover the passages that readers found decisive."""

from collections.abc import Sequence

import numpy as np

from matcher.corpus import Example
from matcher.result import MatchResult
from matcher.sentences import Sentence

N_QUOTES = 3
MAX_CHARACTERS = 600  # of the three quotes together
Span = tuple[int, int]


def quote_coverage(
    examples: Sequence[Example],
    results: Sequence[MatchResult],
    sentences: Sequence[Sequence[Sentence]],
    *,
    seed: int = 0,
) -> dict[str, object]:
    """Return how often three quotes cover at least half of a decisive passage.

    Beside our quotes stand three random sentences and the three longest. Only documents of levels
    1 to 6 with marked passages count.
    """
    generator = np.random.default_rng(seed)
    hits: dict[str, list[bool]] = {"ours": [], "random": [], "longest": []}
    for example, result, own in zip(examples, results, sentences, strict=True):
        if example.level == 0 or not example.evidence:
            continue
        spans = [(sentence.start, sentence.end) for sentence in own]
        longest = sorted(spans, key=lambda span: (span[0] - span[1], span[0]))
        shuffled = [spans[i] for i in generator.permutation(len(spans))]
        hits["ours"].append(_covers(top_quotes(result), example.evidence))
        hits["random"].append(_covers(_limited(shuffled), example.evidence))
        hits["longest"].append(_covers(_limited(longest), example.evidence))
    return {"n": len(hits["ours"])} | {
        name: round(float(np.mean(found)), 4) if found else None for name, found in hits.items()
    }


def top_quotes(result: MatchResult) -> list[Span]:
    """Return the strongest quotes of the level that the six probabilities favour, within the limits."""
    level = result.suggestion.level or max(result.levels, key=lambda one: (one.probability, -one.level)).level
    return _limited([(quote.start, quote.end) for quote in result.levels[level - 1].evidence])


def _limited(spans: Sequence[Span]) -> list[Span]:
    """Take the first `N_QUOTES`, cut where together they exceed `MAX_CHARACTERS`."""
    chosen, left = [], MAX_CHARACTERS
    for start, end in spans[:N_QUOTES]:
        end = min(end, start + left)
        left -= end - start
        if end > start:
            chosen.append((start, end))
    return chosen


def _covers(quotes: Sequence[Span], passages: Sequence[Span]) -> bool:
    return any(
        sum(max(0, min(end, quote_end) - max(start, quote_start)) for quote_start, quote_end in quotes)
        >= (end - start) / 2
        for start, end in passages
    )
