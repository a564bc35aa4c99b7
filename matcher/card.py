"""Training data and metrics -> model card."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from matcher.levels import SPREAD
from matcher.training import TrainingData


def model_card(name: str, version: str, data: TrainingData, metrics: Mapping[str, Any]) -> str:
    """Return the model card in Markdown: what the model is, learned from, reached, and gets wrong."""
    n_marks = sum(len(example.marks) for example in data.examples)
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
            f"{n_marks:,} sentences of our documents are marked; what the encoder",
            "learned from, marks on real documents among it, stands in models/encoder.",
            "Files and their hashes stand in manifest.json. Texts of third parties are not in the model: it holds",
            "numbers, and words and parts of words that occur in at least five documents.",
            "",
            "**Method.** Sentences are encoded by multilingual USE v3, whose layers above the token vectors were",
            "fitted further, as one network with three linear readings: what each sentence is, the level each duty",
            "shows, and the level of the document from its title and sums over its duties (models/encoder). Sentences",
            "that only name and reach a person are read as if they did not stand there. The last reading decides the",
            "level, and beside it, where it adds to it, a ridge regression on the same sums; their",
            "weights are chosen on out-of-fold answers for real documents that the encoder did not learn from.",
            *_views(metrics.get("view_weights")),
            "The level answered is the one nearest to the expected level, moved from the middle of the scale by a",
            f"factor of {SPREAD}. "
            "Whether the skill is there at all is told by a logistic regression on the words of the",
            "text, those of title and duties counted twice, and by the encoder's reading, weighed against each other",
            "on the same documents.",
            "Real documents, and those of ours that were written first and labelled afterwards, count three times.",
            "The prior over levels is that of the examples, so weighted.",
            "",
            "**What it gets wrong.** On real documents of other sources it is over-confident, and it mixes up levels 2",
            "and 3 most often. Results on real documents, per language and kind, and what was tried:",
            "docs/quality.md. Names, gender forms, age and other things swapped: docs/trust.md.",
            "",
            *_out_of_fold(metrics.get("out_of_fold")),
            *_statuses(metrics.get("thresholds")),
            "**Results on the held-out part of our corpus.**",
            "",
            _results(metrics.get("held_out_corpus")),
            "",
            "**Again.** `make model` fits it to the same bytes on the same processor type and lock.",
            "",
        ]
    )


def _out_of_fold(measures: Mapping[str, Any] | None) -> list[str]:
    if not measures:
        return []
    levels = measures["levels"]
    return [
        f"**Out of fold**, on {levels['n']} real documents of levels 1 to 6 (ours, where none were given): kappa",
        f"{levels['kappa']['value']:.2f}, exact {levels['exact']['value']:.2f}, within one "
        f"{levels['within_one']['value']:.2f}, calibration error {measures['calibration_error']:.3f}, Brier score",
        f"{measures['brier']:.3f}; skill against none: AUC {measures['auc']:.3f}. Near-duplicates of one employer",
        "lie on both sides of a fold, so new sources will fare worse.",
        "",
        "How often the most probable level was right, against how probable it was said to be (ten equal groups):",
        "",
        "| documents | said | right | |",
        "|---:|---:|---:|---|",
        *(f"| {row['n']} | {row['said']:.2f} | {row['right']:.2f} | {_bar(row)} |" for row in measures["reliability"]),
        "",
    ]


def _bar(row: Mapping[str, float]) -> str:
    """Draw one line of the reliability plot: `=` up to what was right, `|` where it was said to be."""
    cells = ["=" if place < round(30 * row["right"]) else "·" for place in range(31)]
    cells[round(30 * row["said"])] = "|"
    return f"`{''.join(cells)}`"


def _statuses(fitted: Mapping[str, Any] | None) -> list[str]:
    if not fitted:
        return []
    return [
        f"**Statuses.** `not_this_skill` below a skill probability of {fitted['min_skill']:.2f}: on out-of-fold",
        f"real documents it misses {fitted['missed']:.0%} of level 0 and is wrong for {fitted['false_alarms']:.0%} "
        "of the rest.",
        f"`too_little_text` below {fitted['min_duties']:.2f} expected duties: {fitted['too_little']:.1%} of the",
        "documents that a reader could label.",
        "",
    ]


def _views(weights: list[float] | None) -> list[str]:
    if weights is None:
        return []
    return [f"In this model they weigh {weights[0]:.2f} and {weights[1]:.2f}."]


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
