"""How far quotes carry the answer: what is left of a probability without them, and with nothing but them.

Comprehensiveness and sufficiency as in ERASER (DeYoung et al. 2020, "ERASER: A Benchmark to Evaluate
Rationalized NLP Models"), section 4.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.answer import ScoredDocument
from matcher.corpus import Example
from matcher.document import Document
from matcher.evaluation.metrics import bootstrap_interval
from matcher.pipeline import LevelMatcher
from matcher.result import MatchResult
from matcher.suggestion import suggested_level

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]
Span = tuple[int, int]
N_QUOTES = 3


@dataclass(frozen=True, slots=True)
class Faithfulness:
    """Drops of the suggested level's probability for one document.

    `comprehensiveness` is the drop when the top quotes are taken out of the text (high is good),
    `sufficiency` when only they and the title stay (low is good); both may be negative. The `random_…`
    ones are the same for as many random duties.
    """

    comprehensiveness: float
    sufficiency: float
    random_comprehensiveness: float
    random_sufficiency: float


def measure_faithfulness(
    matcher: LevelMatcher,
    examples: Sequence[Example],
    scored: Sequence[ScoredDocument],
    results: Sequence[MatchResult],
    *,
    seed: int = 0,
) -> dict[str, Any]:
    """Return means with bootstrap intervals over documents of levels 1 to 6 that have quotes, and by language.

    Costs four more scorings per document. A gain says by how much quotes are better than random duties
    (comprehensiveness higher, sufficiency lower), a ratio how many times; it is `None` where the mean below
    the line is not above zero, as when quotes alone make the level more probable than the whole text.
    """
    found, languages = [], []
    for place, (example, one, result) in enumerate(zip(examples, scored, results, strict=True)):
        quotes = quoted_spans(one, result)
        if example.level == 0 or not quotes:
            continue
        random = random_duties(one, len(quotes), generator=np.random.default_rng([seed, place]))
        found.append(faithfulness_of(matcher, one, quotes, random))
        languages.append(example.document.language)
    groups = {code: [one for one, own in zip(found, languages, strict=True) if own == code] for code in set(languages)}
    return _means(found) | {"by_language": {code: _means(groups[code]) for code in sorted(groups)}}


def faithfulness_of(
    matcher: LevelMatcher, scored: ScoredDocument, quotes: Sequence[Span], random: Sequence[Span]
) -> Faithfulness:
    """Score the document again without the quotes, with nothing else, and the same for the random duties."""
    document = scored.read.encoded.document
    column = suggested_level(scored.probabilities) - 1

    def drop(text: str) -> float:
        changed = matcher.score(replace(document, text=text))
        return float(scored.probabilities[column] - changed.probabilities[column])

    return Faithfulness(
        comprehensiveness=drop(text_without(document, quotes)),
        sufficiency=drop(text_of(document, quotes)),
        random_comprehensiveness=drop(text_without(document, random)),
        random_sufficiency=drop(text_of(document, random)),
    )


def quoted_spans(scored: ScoredDocument, result: MatchResult) -> list[Span]:
    """Return the places of the strongest quotes of the level that the six probabilities favour."""
    evidence = result.levels[suggested_level(scored.probabilities) - 1].evidence
    return [(quote.start, quote.end) for quote in evidence[:N_QUOTES]]


def random_duties(scored: ScoredDocument, n: int, *, generator: np.random.Generator) -> list[Span]:
    """Draw `n` of the duties that may be quoted (in a CV those of the answered role), quotes among them or not."""
    pairs = list(zip(scored.read.encoded.sentences, scored.reasons, strict=True))
    counted = pairs[scored.answered.first : scored.answered.last] if scored.answered else pairs
    duties = [(sentence.start, sentence.end) for sentence, reason in counted if reason is None]
    return [duties[i] for i in generator.permutation(len(duties))[:n]]


def text_without(document: Document, spans: Sequence[Span]) -> str:
    """Return the text with the spans, which are disjoint, cut out."""
    kept, place = "", 0
    for start, end in sorted(spans):
        kept += document.text[place:start]
        place = end
    return kept + document.text[place:]


def text_of(document: Document, spans: Sequence[Span]) -> str:
    """Return nothing but the spans, in the text's order, one per line."""
    return "\n".join(document.text[start:end] for start, end in sorted(spans))


def _means(found: Sequence[Faithfulness]) -> dict[str, Any]:
    table: dict[str, Any] = {"n": len(found)}
    for name in ("comprehensiveness", "sufficiency"):
        ours, random = (np.array([getattr(one, f"{of}{name}") for one in found]) for of in ("", "random_"))
        better, worse = (ours, random) if name == "comprehensiveness" else (random, ours)  # low sufficiency is good
        table[name] = _with_interval(partial(_mean, ours), len(found))
        table[f"random_{name}"] = _with_interval(partial(_mean, random), len(found))
        table[f"{name}_gain"] = _with_interval(partial(_mean, better - worse), len(found))
        table[f"{name}_ratio"] = _with_interval(partial(_ratio, better, worse), len(found))
    return table


def _mean(drops: Floats, rows: Rows) -> float:
    return float(drops[rows].mean())


def _ratio(over: Floats, under: Floats, rows: Rows) -> float:
    """Return the ratio of two means; not a number where the lower one is not above zero."""
    mean = under[rows].mean()
    return float(over[rows].mean() / mean) if mean > 0 else float("nan")


def _with_interval(measure: Callable[[Rows], float], n: int) -> dict[str, float | None]:
    low, high = bootstrap_interval(measure, n)
    value = measure(np.arange(n)) if n else float("nan")
    named = {"value": value, "low": low, "high": high}
    return {name: None if np.isnan(number) else round(number, 4) for name, number in named.items()}
