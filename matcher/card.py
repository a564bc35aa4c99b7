"""Training data and metrics -> model card."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from matcher.training import TrainingData


def model_card(name: str, version: str, data: TrainingData, metrics: Mapping[str, Any]) -> str:
    """Return the model card in Markdown: what the model is, learned from, reached, and gets wrong."""
    kinds = Counter(example.document.kind for example in data.examples)
    return "\n".join(
        [
            f"# Model card: {name}, version {version}",
            "",
            "**What it does.** Gives each of the six CSMG levels of responsibility a probability for one job ad or CV,",
            "and splits the scores exactly into what each sentence and the title add.",
            "",
            "**What it is not for.** Deciding about a person without a person; any other skill; grading whole careers.",
            "",
            "**Data.** Documents by language and level (0 is: not this skill):",
            "",
            _data_table(data),
            "",
            f"Kinds: {', '.join(f'{kind} {count}' for kind, count in sorted(kinds.items()))}. "
            f"Held out: {len(data.held_out)} documents of our own corpus.",
            "Files and their hashes stand in manifest.json. Texts of third parties are not in the model: it holds",
            "numbers, and words and parts of words that occur in at least five documents.",
            "",
            "**Method.** Sentences are encoded by multilingual USE v3; a multinomial logistic regression tells duties",
            "from the rest, a second one the level each duty shows. Sums over duties and the title feed a multinomial",
            "and a ridge regression over the six levels, combined and calibrated on out-of-fold answers for real",
            "documents of sources left out of the fold; with the words of the whole text they feed a calibrated",
            "logistic regression for the skill. Real documents, and those of ours that were written first and",
            "labelled afterwards, count three times. The prior over levels is that of the examples, so weighted.",
            "",
            "**What it gets wrong.** On real ads it is over-confident, mixes up levels 2 and 3 most often, puts thin",
            "supervisor profiles too low, and misses about a fifth of the documents that are not about customer",
            "service at all. Results on real documents, per language and kind: docs/quality.md.",
            "",
            "**Results on the held-out part of our corpus.**",
            "",
            _results(metrics.get("held_out_corpus")),
            "",
            "**Again.** `make model` fits it to the same bytes on the same processor type and lock.",
            "",
        ]
    )


def _data_table(data: TrainingData) -> str:
    counts = Counter((example.document.language, example.level) for example in data.examples)
    rows = ["| language | 0 | 1 | 2 | 3 | 4 | 5 | 6 |", "|---|---:|---:|---:|---:|---:|---:|---:|"]
    for language in sorted({language for language, _ in counts}):
        rows.append(f"| {language} | " + " | ".join(str(counts[language, level]) for level in range(7)) + " |")
    return "\n".join(rows)


def _results(measures: Mapping[str, Any] | None) -> str:
    if not measures:
        return "No documents were held out."
    rows = ["| | n | kappa | exact | within one |", "|---|---:|---:|---:|---:|"]
    groups = {"all": measures, **measures["by_language"], **measures["by_kind"]}
    for name, one in groups.items():
        levels = one["levels"]
        cells = [levels[key]["value"] for key in ("kappa", "exact", "within_one")]
        rows.append(f"| {name} | {levels['n']} | " + " | ".join("–" if c is None else f"{c:.2f}" for c in cells) + " |")
    return "\n".join(rows)
