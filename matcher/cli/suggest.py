"""`matcher suggest`: one document -> six levels, one suggestion, quotes."""

import json
from dataclasses import replace
from enum import StrEnum
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


class Kind(StrEnum):
    """What a document may be declared to be."""

    ad = "ad"
    cv = "cv"
    role = "role"


def suggest(
    file: Annotated[str, typer.Argument(help="A .txt, .md, .html, .pdf or .docx file, or - for standard input.")] = "-",
    title: Annotated[str | None, typer.Option(help="The job title, if it does not stand in the text.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="What the document is; found out if not given.")] = None,
    language: Annotated[str | None, typer.Option(help="Language code such as de; found out if not given.")] = None,
    format: Annotated[Format, typer.Option(help="How to print the result.")] = Format.table,
    out: Annotated[Path | None, typer.Option(help="Write here instead of printing.")] = None,
    framework: FrameworkOption = None,
    model: ModelOption = None,
    trust_model: TrustOption = False,
    policy: PolicyOption = None,
    reader_language: ReaderLanguageOption = "en",
    include_text: Annotated[bool, typer.Option("--include-text", help="Put the whole text into the JSON.")] = False,
    no_text: NoTextOption = False,
    redact: RedactOption = False,
    log: LogOption = False,
    keep_text: KeepTextOption = False,
) -> None:
    """Suggest the level of one job ad or CV and quote the sentences behind it.

    Example: matcher suggest ad.pdf
    """
    from matcher.document import read_document
    from matcher.framework import load_framework
    from matcher.persistence import load_model
    from matcher.policy import given_policy
    from matcher.redaction import redact_result
    from matcher.report.words import words_for

    if include_text and no_text:
        raise typer.BadParameter("--include-text and --no-text exclude each other.")
    check_no_text(format, no_text=no_text)
    check_keep_text(log=log, keep_text=keep_text)
    words_for(reader_language)
    yardstick = load_framework(framework) if framework else None
    document = read_document(file, title=title, kind=kind, language=language)
    house = given_policy(policy)
    result = load_model(model, trust=trust_model, policy=house).match(document, framework=yardstick)
    if log:
        log_answers([result], policy=house, keep_text=keep_text)
    if redact:
        result = redact_result(result)
    if no_text:
        result = replace(result, document=replace(result.document, id="1"))
    text = "all" if include_text else "none" if no_text else "quotes"
    with open_output(out) as console:
        if format is Format.table:
            from matcher.report import print_report

            print_report(result, console, language=reader_language)
        elif format is Format.json:
            console.file.write(json.dumps(result.to_dict(text=text), ensure_ascii=False, indent=2) + "\n")
        else:
            from matcher.report import html_report, markdown_report

            render = html_report if format is Format.html else markdown_report
            console.file.write(render(result, language=reader_language))
