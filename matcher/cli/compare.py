"""`matcher compare`: a CV and an ad -> what the CV shows of what the ad asks."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from matcher.cli.options import (
    Format,
    FrameworkOption,
    KeepTextOption,
    LogOption,
    ModelOption,
    NoTextOption,
    PolicyOption,
    ReaderLanguageOption,
    RedactOption,
    TrustOption,
    check_keep_text,
    check_no_text,
    log_answers,
    open_output,
)


def compare(
    cv: Annotated[str, typer.Argument(help="The CV: a .txt, .md, .html, .pdf or .docx file, or - for standard input.")],
    ad: Annotated[str, typer.Argument(help="The job ad, likewise; the two may be in different languages.")],
    format: Annotated[Format, typer.Option(help="How to print the comparison.")] = Format.table,
    out: Annotated[Path | None, typer.Option(help="Write here instead of printing.")] = None,
    framework: FrameworkOption = None,
    model: ModelOption = None,
    trust_model: TrustOption = False,
    policy: PolicyOption = None,
    reader_language: ReaderLanguageOption = "en",
    no_text: NoTextOption = False,
    redact: RedactOption = False,
    log: LogOption = False,
    keep_text: KeepTextOption = False,
) -> None:
    """Show what a CV shows of what an ad asks, and what is worth describing.

    Example: matcher compare cv.pdf ad.pdf
    """
    from matcher.comparison import compare_results
    from matcher.document import read_document
    from matcher.framework import framework_for, load_framework
    from matcher.persistence import load_model
    from matcher.policy import given_policy
    from matcher.redaction import redact_result
    from matcher.report.words import words_for

    if cv == ad == "-":
        raise typer.BadParameter("Only one of the two can come from standard input.")
    check_no_text(format, no_text=no_text)
    check_keep_text(log=log, keep_text=keep_text)
    words_for(reader_language)
    yardstick = load_framework(framework) if framework else framework_for(reader_language)
    documents = [read_document(cv, kind="cv"), read_document(ad, kind="ad")]
    house = given_policy(policy)
    matcher = load_model(model, trust=trust_model, policy=house)
    results = list(matcher.match_many(documents, framework=yardstick))
    if log:
        log_answers(results, policy=house, keep_text=keep_text)
    if redact:
        results = [redact_result(result) for result in results]
    if no_text:
        results = [replace(one, document=replace(one.document, id=id)) for one, id in zip(results, "12", strict=True)]
    comparison = compare_results(*results)
    with open_output(out) as console:
        if format is Format.table:
            from matcher.report import print_comparison

            print_comparison(comparison, console, language=reader_language)
        elif format is Format.json:
            table = comparison.to_dict(text="none" if no_text else "quotes")
            console.file.write(json.dumps(table, ensure_ascii=False, indent=2) + "\n")
        else:
            from matcher.report import html_comparison, markdown_comparison

            render = html_comparison if format is Format.html else markdown_comparison
            console.file.write(render(comparison, language=reader_language))
