"""Measure how much of what is personal `--redact` finds, per language, on texts of ours that the lists do not know.

Run: .venv/bin/python benchmarks/redaction.py
"""

import re
import sys
from pathlib import Path

from matcher.document import make_document
from matcher.redaction import Stretch, find_personal

MARKED = Path(__file__).parent.parent / "tests" / "redaction"
_MARK = re.compile(r"\{(?P<kind>name|email|phone|address|birth|caption):(?P<text>[^}]*)\}")


def read_marked(path: Path) -> list[tuple[str, list[Stretch]]]:
    """Return each text of a file without its marks, and what is marked in it."""
    return [_unmarked(part) for part in path.read_text(encoding="utf-8").split("\n==\n")]


def _unmarked(part: str) -> tuple[str, list[Stretch]]:
    text, marked, place = "", [], 0
    for match in _MARK.finditer(part):
        text += part[place : match.start()]
        marked.append(Stretch(len(text), len(text) + len(match["text"]), match["kind"]))
        text += match["text"]
        place = match.end()
    return text + part[place:], marked


def is_found(one: Stretch, text: str, found: list[Stretch]) -> bool:
    """Tell whether every letter and digit of a marked stretch would be blackened, by whichever kind."""
    covered = {place for stretch in found for place in range(stretch.start, stretch.end)}
    return all(place in covered for place in range(one.start, one.end) if text[place].isalnum())


def is_right(one: Stretch, marked: list[Stretch]) -> bool:
    """Tell whether a found stretch lies at least by half on marked ones."""
    covered = {place for stretch in marked for place in range(stretch.start, stretch.end)}
    return 2 * sum(place in covered for place in range(one.start, one.end)) >= one.end - one.start


def count(path: Path, kind: str | None = None) -> tuple[int, int, int, int]:
    """Return marked, of them found, found, of them right; all kinds or one."""
    totals = [0, 0, 0, 0]
    for text, marked in read_marked(path):
        found = find_personal(text, kind=make_document(text, language=path.stem[:2]).kind)
        asked = [one for one in marked if kind in (None, one.kind)]
        told = [one for one in found if kind in (None, one.kind)]
        totals[0] += len(asked)
        totals[1] += sum(is_found(one, text, found) for one in asked)
        totals[2] += len(told)
        totals[3] += sum(is_right(one, marked) for one in told)
    return totals[0], totals[1], totals[2], totals[3]


def main() -> None:
    """Print one line per language and kind."""
    for path in sorted(MARKED.glob("*/*.txt")):
        for kind in (None, "name", "address", "phone", "email", "birth", "caption"):
            marked, hit, found, right = count(path, kind)
            print(f"{path.parent.name} {path.stem} {kind or 'all':8} recall {hit}/{marked} precision {right}/{found}")
        if "-v" in sys.argv:
            for text, marks in read_marked(path):
                found = find_personal(text, kind=make_document(text, language=path.stem[:2]).kind)
                for one in marks:
                    if not is_found(one, text, found):
                        print("  missed", one.kind, repr(text[one.start : one.end]))
                for one in found:
                    if not is_right(one, marks):
                        print("  wrong ", one.kind, repr(text[one.start : one.end]))


if __name__ == "__main__":
    main()
