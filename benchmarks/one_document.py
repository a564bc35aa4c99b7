"""What one document costs: everything around the encoder against the encoder, and a cold start against its imports.

Run: .venv/bin/python benchmarks/one_document.py [FILE ...]
Documents default to our samples; give ../shared/bench/pool.jsonl for real ones.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from matcher.document import make_document, read_document
from matcher.persistence import load_model
from matcher.sentences import split_sentences

ROOT = Path(__file__).parent.parent
IMPORTS = (
    "import spacy, sklearn.linear_model; "
    "from matcher.encoder import SentenceEncoder; SentenceEncoder().transform(['a'])"
)
SUGGEST = (
    "import sys; sys.argv = ['matcher', 'suggest', 'data/samples/ad_en.txt']; from matcher.cli import main; main()"
)


def seconds(call: Callable[[], object], repeats: int = 3) -> float:
    """Return the shortest of several runs, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


def warm_ratio(documents: list) -> float:
    """Return the median over documents of (whole answer - encoder) / encoder."""
    matcher = load_model()
    ratios = []
    for document in documents:
        matcher.match(document)
        sentences = [s.text for s in split_sentences(document.text, language=document.language)]
        encoder = seconds(lambda d=document, s=sentences: matcher.encoder_.transform([d.title, *s]))
        whole = seconds(lambda d=document: matcher.match(d))
        ratios.append((whole - encoder) / encoder)
    return statistics.median(ratios)


def cold_ratio(repeats: int = 5) -> float:
    """Return the median over pairs of runs of cold `matcher suggest` / importing what it needs."""
    ratios = []
    for _ in range(repeats):
        run = [seconds(lambda c=code: _run(c), repeats=1) for code in (SUGGEST, IMPORTS)]
        ratios.append(run[0] / run[1])
    return statistics.median(ratios)


def _run(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)


def _documents(arguments: list[str]) -> list:
    if not arguments:
        return [read_document(path) for path in sorted((ROOT / "data" / "samples").glob("*.txt"))]
    rows = [json.loads(line) for path in arguments for line in Path(path).read_text(encoding="utf-8").splitlines()]
    return [make_document(row["text"], id=row["id"], title=row.get("title") or "") for row in rows[::12]]


if __name__ == "__main__":
    documents = _documents(sys.argv[1:])
    print(f"around the encoder / encoder, warm, median of {len(documents)} documents: {warm_ratio(documents):.2f}")
    print(f"cold `matcher suggest` / importing spaCy, scikit-learn and the encoder: {cold_ratio():.2f}")
