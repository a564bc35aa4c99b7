"""Write the words that our corpus uses in common, so that a capitalised pair of others can be taken for a name.

Run: .venv/bin/python benchmarks/common_words.py
"""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
OUT = ROOT / "matcher" / "redaction" / "common_words.txt"
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_MARKER = re.compile(r"^%% ", re.MULTILINE)
_CONTACT = re.compile(r"\{c\}[^{]*")  # sentences with names: those of several documents would be taken for words
_TAG = re.compile(r"\{\w+\}")
MIN_SMALL = 3  # documents that write a word small, of a word that also begins a line or heading
MIN_LARGE = 6  # documents, for one that is only written large: German nouns, products, headings


def main() -> None:
    """Count in how many documents each word stands, small and large, and write those over the bounds."""
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for path in sorted((ROOT / "data" / "corpus").glob("*/*.txt")):
        for document in _MARKER.split(path.read_text(encoding="utf-8")):
            words = set(_WORD.findall(_TAG.sub("", _CONTACT.sub("", document.partition("---")[2]))))
            small.update(word for word in words if word[0].islower())
            large.update({word.casefold() for word in words if not word[0].islower()})
    kept = {word for word, n in small.items() if n >= MIN_SMALL and word in large}
    kept |= {word for word, n in large.items() if n >= MIN_LARGE}
    OUT.write_text("\n".join(sorted(kept)) + "\n", encoding="utf-8")
    print(f"{len(kept)} words, {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
