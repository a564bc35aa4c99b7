"""Something that went wrong -> a message in the interface language, with the next step."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from html import escape
from traceback import format_tb
from typing import ParamSpec

import streamlit as st

from matcher.errors import MatcherError, ReviewsError
from matcher.result import FailedResult
from matcher.web.words import interface_language, interface_words, say


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, as a code, and with which document."""

    code: str
    name: str = ""


Arguments = ParamSpec("Arguments")


def guarded(draw: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """Make whatever goes wrong while drawing, or in a callback, a message with a next step."""

    @wraps(draw)
    def drawn(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        try:
            draw(*args, **kwargs)
        except MatcherError as error:
            show_problem(problem_of(error))
        except Exception as error:
            # The last line of defence: people get a sentence, the log the places in the code, never the document.
            places = "".join(format_tb(error.__traceback__))
            logging.getLogger("matcher").error("%s in the app\n%s", type(error).__name__, places)  # noqa: TRY400
            show_problem(problem_of(error))

    return drawn


def problem_of(error: Exception, *, name: str = "") -> Problem:
    """Return the problem that an error tells of."""
    if isinstance(error, ReviewsError):
        return Problem(f"reviews_{error.code}", name)
    return Problem(error.code if isinstance(error, MatcherError) else "unexpected", name)


def problem_sentence(problem: Problem | FailedResult) -> str:
    """Say what happened and what to do next; a code without a sentence of its own gets the general one."""
    words = interface_words(interface_language())
    return words.get(f"problem.{problem.code}", words["problem.error"])


def show_problem(problem: Problem) -> None:
    """Draw a problem as a card that screen readers announce."""
    name = f"<strong>{escape(problem.name)}</strong><br>" if problem.name else ""
    st.html(
        f'<section class="card problem" role="alert"><p class="status">{escape(say("problem.status"))}</p>'
        f"<p>{name}{escape(problem_sentence(problem))}</p></section>"
    )
