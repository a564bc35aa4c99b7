"""How steady answers are: every swap over our own documents, held-out ones first -> a Markdown table and JSON.

Run: .venv/bin/python benchmarks/invariance.py OUT.md [--per-language 500] [--jobs 2]
Writes OUT.md and, beside it, OUT.json with all measures by language. Fit documents, which the model learned from,
make up the number where the held-out ones do not suffice; the text above the tables says how many are which.
"""

import argparse
import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line sets it: equal input, equal bytes
os.environ.setdefault("OMP_NUM_THREADS", "1")

from matcher.audit import Crew, audit_swaps, corpus_subjects
from matcher.audit.report import markdown_audit
from matcher.corpus import read_corpus
from matcher.language import LANGUAGES


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--per-language", type=int, default=500)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    examples = read_corpus()
    subjects = corpus_subjects(examples, per_language=given.per_language)
    start = time.perf_counter()
    measures = audit_swaps(subjects, Crew(jobs=given.jobs, progress=_tell))
    held_out = {example.document.id for example in examples if example.split == "held_out"}
    measures["documents"] = {
        part: dict(Counter(s.document.language for s in subjects if (s.document.id in held_out) == wanted))
        for part, wanted in (("held_out", True), ("fit", False))
    }
    given.out.write_text(_heading(measures) + markdown_audit(measures), encoding="utf-8")
    given.out.with_suffix(".json").write_text(
        json.dumps(measures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    print(f"{len(subjects)} documents in {time.perf_counter() - start:.0f} seconds: {given.out}", file=sys.stderr)


def _heading(measures: dict) -> str:
    model, documents = measures["model"], measures["documents"]
    counts = ", ".join(
        f"{code} {documents['held_out'].get(code, 0)} + {documents['fit'].get(code, 0)}" for code in LANGUAGES
    )
    return (
        f"Model {model['name']} {model['version']} (`{model['sha256'][:12]}`). "
        f"Documents of our corpus, held out + fit: {counts}.\n\n"
    )


def _tell(done: int) -> None:
    if done % 80 == 0:
        print(f"{done} documents", file=sys.stderr)


if __name__ == "__main__":
    main()
