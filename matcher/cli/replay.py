"""`matcher replay`: the same answer again, from a row of the log and the file."""

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.cli.options import FrameworkOption, ModelOption, PolicyOption, TrustOption

if TYPE_CHECKING:
    from matcher.framework import Framework
    from matcher.reviews import Difference, Review

DIFFERENT = 1
_NEVER_THE_SAME = ("document", "title")  # of these another answer is no surprise, and proves nothing


def replay(
    row: Annotated[int, typer.Argument(help="The row, as --log told it; `matcher reviews` lists them.")],
    file: Annotated[Path, typer.Argument(help="The document that it was about, or - for standard input.")],
    title: Annotated[str | None, typer.Option(help="Job title, if one was given apart from the text.")] = None,
    framework: FrameworkOption = None,
    model: ModelOption = None,
    trust_model: TrustOption = False,
    policy: PolicyOption = None,
) -> int:
    """Answer for a document again and say whether the answer is the one in the log.

    The same: level, quotes, and numbers within 0.0001. Exit code 0 if so, 1 if anything differs.

    Example: matcher replay 12 cv.pdf
    """
    from matcher.document import read_document
    from matcher.persistence import load_model
    from matcher.policy import given_policy
    from matcher.reviews import ReviewStore, check_replayable, different_answers, different_premises

    with ReviewStore() as store:
        review = store.get(row)
    check_replayable(review)
    document = read_document(file, title=title, kind=review.kind, language=review.language)
    yardstick = _yardstick(review, framework)
    house = given_policy(policy)
    matcher = load_model(model, trust=trust_model, policy=house)
    premises = list(
        different_premises(
            review,
            document,
            framework_sha256=yardstick.sha256,
            model=matcher.info_,
            policy=house,
            program=version("matcher"),
        )
    )
    if any(one.what in _NEVER_THE_SAME for one in premises):
        _tell(premises)
        typer.echo(f"Not the document of row {row}, or not with the same title: nothing was compared.")
        return DIFFERENT
    answers = list(different_answers(review, matcher.match(document, framework=yardstick)))
    _tell([*premises, *answers])
    level = "without a level" if review.level is None else f"level {review.level}"
    if answers:
        typer.echo(f"Not the answer of row {row} ({review.status}, {level}).")
    else:
        typer.echo(f"The answer of row {row} again: {review.status}, {level}, same quotes, same numbers.")
    return DIFFERENT if answers or any(one.what != "program" for one in premises) else 0


def _yardstick(review: "Review", name: str | None) -> "Framework":
    """Return the framework given, else the shipped one that the row names, else that of its language."""
    from matcher.framework import framework_for, load_framework, shipped_frameworks

    if name:
        return load_framework(name)
    found = (one for one in shipped_frameworks() if one.sha256 == review.framework_sha256)
    return next(found, framework_for(review.language or "en"))


def _tell(differences: "list[Difference]") -> None:
    for one in differences:
        typer.echo(f"{one.what}: {one.then} then, {one.now} now")
