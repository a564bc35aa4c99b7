"""The process that parses files: reads one after another, each within limits, and answers."""

import sys
from typing import IO, Any

from matcher.document import wire
from matcher.document.formats import parse_file
from matcher.document.limits import MAX_SECONDS, limit_cpu_from_now, limit_this_process
from matcher.errors import DocumentError

_LONGEST_REQUEST = 100_000_000  # bytes; the program itself sends far less


def main() -> None:
    """Answer until the program closes the pipe, which it also does when it dies."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    limit_this_process()
    while True:
        try:
            head, raw = wire.receive(requests, most=_LONGEST_REQUEST)
        except EOFError:
            return
        limit_cpu_from_now(MAX_SECONDS)
        answer(answers, head, raw)


def answer(answers: IO[bytes], head: dict[str, Any], raw: bytes) -> None:
    """Read one file and send what was read, or the code of an error whatever the parser did."""
    try:
        read = parse_file(raw, name=head["name"], suffix=head["suffix"])
        told: dict[str, Any] = {"text": read.text, "hidden": read.hidden}
    except DocumentError as error:
        told = {"code": error.code, "message": str(error)}
    except (MemoryError, RecursionError):
        told = {"code": "too_complex"}
    except Exception:  # a parser's own mistake; what it says may quote the document, so it is not passed on
        told = {"code": "damaged"}
    wire.send(answers, told)
