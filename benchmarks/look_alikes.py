"""What letters that deceive do to an answer: Cyrillic ones that look Latin, and invisible signs between letters.

Run: .venv/bin/python benchmarks/look_alikes.py
Of 200 held-out documents of our corpus, 40 per language, that share of the letters is replaced, or gets an invisible
sign behind it; each is answered before and after, with kind, language and title found by the program both times.
The figures stand in docs/trust.md.
"""

import random
from collections.abc import Callable

from matcher.corpus import read_corpus
from matcher.document import make_document
from matcher.language import LANGUAGES
from matcher.persistence import load_model

N_DOCUMENTS = 40  # per language
RATES = (0.01, 0.05, 0.2, 1.0)
LATIN, CYRILLIC = "aceiopsxyABCEHIKMOPSTXY", "асеіорѕхуАВСЕНІКМОРЅТХУ"
INVISIBLE = "\u200b\u200c\u200d\u2060\u00ad\ufeff"


def replaced(text: str, rate: float, dice: random.Random) -> str:
    """Return `text` with look-alikes in place of a share of the letters that have one."""
    twins = dict(zip(LATIN, CYRILLIC, strict=True))
    return "".join(twins[c] if c in twins and dice.random() < rate else c for c in text)


def parted(text: str, rate: float, dice: random.Random) -> str:
    """Return `text` with invisible signs behind a share of its letters."""
    return "".join(c + dice.choice(INVISIBLE) if c.isalpha() and dice.random() < rate else c for c in text)


TRICKS: dict[str, Callable[[str, float, random.Random], str]] = {
    "Cyrillic letters": replaced,
    "invisible signs": parted,
}


def main() -> None:
    matcher = load_model()
    held_out = [one.document for one in read_corpus() if one.split == "held_out"]
    dice = random.Random(7)
    chosen = [
        one
        for language in LANGUAGES
        for one in dice.sample([one for one in held_out if one.language == language], N_DOCUMENTS)
    ]
    before = [matcher.match(make_document(one.text)) for one in chosen]
    print(f"{len(chosen)} documents\n")
    print("| trick | share of letters | other level or status | other language | mean absolute shift | warned |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, trick in TRICKS.items():
        for rate in RATES:
            after = [matcher.match(make_document(trick(one.text, rate, dice))) for one in chosen]
            pairs = list(zip(before, after, strict=True))
            flips = sum(
                (a.suggestion.level, a.suggestion.status) != (b.suggestion.level, b.suggestion.status) for a, b in pairs
            )
            languages = sum(a.document.language != b.document.language for a, b in pairs)
            shift = sum(abs(a.suggestion.expected_level - b.suggestion.expected_level) for a, b in pairs) / len(pairs)
            warned = sum({w.code for w in b.warnings} != {w.code for w in a.warnings} for a, b in pairs)
            print(f"| {name} | {rate:.0%} | {flips} | {languages} | {shift:.3f} | {warned} |", flush=True)


if __name__ == "__main__":
    main()
