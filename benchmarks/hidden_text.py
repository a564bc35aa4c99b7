"""How much of the text that files of our own making hide is found, and how often text that everybody sees is flagged.

Run: .venv/bin/python benchmarks/hidden_text.py
Files of tests/hostile/hidden.py, one per trick, and held-out documents of our corpus written as PDF, DOCX and HTML,
in which nothing is hidden. The figures stand in docs/trust.md.
"""

import html
import io
import sys
from collections.abc import Callable
from pathlib import Path

import docx
from reportlab.pdfgen.canvas import Canvas

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from hostile.hidden import HONEST_FILES, SEEN, TRICKS, UNSEEN

from matcher.corpus import read_corpus
from matcher.document import read_bytes

N_CORPUS = 100  # held-out documents of the corpus, twenty per language


def as_html(text: str) -> bytes:
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines()).encode()


def as_docx(text: str) -> bytes:
    document, buffer = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(buffer)
    return buffer.getvalue()


def as_pdf(text: str) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.setFont("Helvetica", 9)  # so that eighty capitals fit the page
    pieces = [line[i : i + 80] for line in text.splitlines() for i in range(0, max(1, len(line)), 80)]
    for place, piece in enumerate(pieces):
        canvas.drawString(60, 780 - 14 * (place % 52), piece)
        if place % 52 == 51:
            canvas.showPage()
            canvas.setFont("Helvetica", 9)
    canvas.save()
    return buffer.getvalue()


WRITERS: dict[str, Callable[[str], bytes]] = {".pdf": as_pdf, ".docx": as_docx, ".html": as_html}


def main() -> None:
    held_out = [one.document for one in read_corpus() if one.split == "held_out"]
    documents = held_out[:: max(1, len(held_out) // N_CORPUS)][:N_CORPUS]
    print(
        "| format | tricks found and left out | seen text lost in them "
        "| look-alikes flagged | ordinary documents flagged |"
    )
    print("|---|---:|---:|---:|---:|")
    for suffix, writer in WRITERS.items():
        tricks = [(name, read_bytes(make(), name=name, suffix=suffix)) for name, kind, make in TRICKS if kind == suffix]
        missed = [name for name, read in tricks if UNSEEN not in " ".join(read.hidden) or UNSEEN in read.text]
        lost = [name for name, read in tricks if SEEN not in read.text]
        honest = [read_bytes(make(), name=name, suffix=suffix) for name, kind, make in HONEST_FILES if kind == suffix]
        plain = [read_bytes(writer(one.text), name=one.id, suffix=suffix) for one in documents]
        flagged = [sum(bool(one.hidden) for one in reads) for reads in (honest, plain)]
        print(
            f"| {suffix[1:].upper()} | {len(tricks) - len(missed)} of {len(tricks)} | {len(lost)} "
            f"| {flagged[0]} of {len(honest)} | {flagged[1]} of {len(plain)} |"
        )
        print(*(f"missed: {name}" for name in missed), *(f"flagged: {one.hidden}" for one in plain if one.hidden))


if __name__ == "__main__":
    main()
