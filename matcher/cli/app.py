"""The command line's root: commands, exit codes, and how an error is told."""

import sys
from traceback import format_tb

import typer

from matcher.cli.adapt import adapt
from matcher.cli.audit import audit
from matcher.cli.batch import batch
from matcher.cli.compare import compare
from matcher.cli.evaluate import evaluate
from matcher.cli.fit import fit
from matcher.cli.replay import replay
from matcher.cli.reviews import reviews
from matcher.cli.statements import statements
from matcher.cli.suggest import suggest
from matcher.cli.web import app as web_app
from matcher.errors import DocumentError, LanguageError, MatcherError

DONE, SOME_UNREADABLE, WRONG_USE, COULD_NOT_RUN, INTERRUPTED = 0, 1, 2, 3, 130

app = typer.Typer(
    name="matcher",
    help="Say which of six levels of responsibility a job ad's or CV's customer-service duties show, and quote why.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(suggest)
app.command()(batch)
app.command()(compare)
app.command()(statements)
app.command()(adapt)
app.command()(fit)
app.command()(evaluate)
app.command()(reviews)
app.command()(replay)
app.command()(web_app)
app.command()(audit)


@app.callback(invoke_without_command=True)
def _root(version: bool = typer.Option(False, "--version", help="Print the version and exit.")) -> None:
    if version:
        from importlib.metadata import version as installed

        typer.echo(f"matcher {installed('matcher')}")
        raise typer.Exit


def run(arguments: list[str] | None = None) -> int:
    """Run with `arguments` (by default the process's) and return the exit code of the contract."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = app(args=arguments, standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        typer.echo("Interrupted.", err=True)
        return INTERRUPTED
    except typer.TyperException as error:
        typer.echo(f"Error: {error} `matcher COMMAND --help` shows the right use.", err=True)
        return WRONG_USE
    except LanguageError as error:
        typer.echo(f"Error: {error}", err=True)
        return WRONG_USE
    except DocumentError as error:
        typer.echo(f"Error: {error}", err=True)
        return SOME_UNREADABLE
    except MatcherError as error:
        typer.echo(f"Error: {error}", err=True)
        return COULD_NOT_RUN
    except BrokenPipeError:
        sys.stderr.close()  # the reader of a pipe went away; nothing is left to say
        return DONE
    except Exception as error:
        # The last line of defence: a mistake's own message may quote the document, its place in the code does not.
        places = "".join(format_tb(error.__traceback__))
        typer.echo(f"{places}Error: a mistake inside matcher ({type(error).__name__}). Please report it.", err=True)
        return COULD_NOT_RUN
    return code if isinstance(code, int) else DONE
