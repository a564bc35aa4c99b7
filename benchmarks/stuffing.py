"""Whether statements of the framework, pasted into documents of another job, carry a level.

Run: .venv/bin/python benchmarks/stuffing.py
Into every held-out document of our corpus without customer service (level 0), all statements of level 5, or of all
six levels, are pasted behind the text, from each of the five editions in turn; the figures stand in docs/trust.md.
Beside them: how many documents of the corpus are said to repeat statements though nothing was pasted.
"""

from matcher.corpus import read_corpus
from matcher.document import Document, make_document
from matcher.framework import Framework, shipped_frameworks
from matcher.framework_text import framework_passages
from matcher.persistence import load_model
from matcher.result import MatchResult

PASTED = {"level 5": (5,), "levels 1 to 6": (1, 2, 3, 4, 5, 6)}


def stuffed(document: Document, framework: Framework, levels: tuple[int, ...]) -> Document:
    """Return the document with the statements of `levels` as lines behind its text."""
    lines = [one.text for level in framework.levels if level.level in levels for one in level.statements]
    text = document.text + "\n\n" + "\n".join(f"- {line}" for line in lines)
    return make_document(text, id=document.id, title=document.title, kind=document.kind, language=document.language)


def has_level(result: MatchResult) -> bool:
    """Tell whether a level is suggested."""
    return result.suggestion.level is not None


def main() -> None:
    matcher, examples = load_model(), read_corpus()
    flagged = [one.document.id for one in examples if framework_passages(one.document.text)]
    print(f"{len(flagged)} of {len(examples)} documents of the corpus are said to repeat statements")
    others = [one.document for one in examples if one.level == 0 and one.split == "held_out"]
    plain = [matcher.match(document) for document in others]
    print(f"{len(others)} documents of level 0, {sum(map(has_level, plain))} answered with a level as they are\n")
    print(
        "| edition | pasted | warned of | answered with a level "
        "| mean shift of the skill's probability | of the expected level |"
    )
    print("|---|---|---:|---:|---:|---:|")
    for framework in shipped_frameworks():
        for name, levels in PASTED.items():
            found = [matcher.match(stuffed(document, framework, levels)) for document in others]
            warned = sum(any(w.code == "framework_text" for w in one.warnings) for one in found)
            skill = [abs(a.skill_probability - b.skill_probability) for a, b in zip(found, plain, strict=True)]
            expected = [
                abs(a.suggestion.expected_level - b.suggestion.expected_level)
                for a, b in zip(found, plain, strict=True)
            ]
            print(
                f"| {framework.edition} ({framework.language}) | {name} | {warned} | {sum(map(has_level, found))} "
                f"| {sum(skill) / len(skill):.3f} | {sum(expected) / len(expected):.3f} |"
            )


if __name__ == "__main__":
    main()
