"""JSON Lines -> rows as read, and answers -> JSON Lines."""

import json
from collections.abc import Iterable, Iterator
from typing import IO, Any

from matcher.errors import InputError
from matcher.places import Place


def json_rows(place: Place) -> Iterator[dict[str, Any] | str]:
    """Yield one row per line that is not blank; a damaged line comes back as the reason."""
    try:
        with place.open("rb") as file:
            for line in file:
                if line.strip():
                    yield _json_row(line.removeprefix(b"\xef\xbb\xbf"))
    except OSError as error:
        raise InputError(f"{place}: cannot be read ({error.strerror or error}).") from error


def _json_row(line: bytes) -> dict[str, Any] | str:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return f"the line is not valid UTF-8 (byte {error.start})"
    except json.JSONDecodeError as error:
        return f"the line is not valid JSON ({error.msg} at character {error.pos})"
    except RecursionError:
        return "the line is not valid JSON (nested too deeply)"
    return row if isinstance(row, dict) else "the line is not a JSON object"


def json_line(answer: dict[str, Any]) -> str:
    """Render one answer as one line of JSON."""
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")) + "\n"


class JsonForm:
    """Answers as they are, one per line."""

    def encode(self, answers: Iterable[dict[str, Any]]) -> bytes:
        """Return the lines of `answers`."""
        return "".join(map(json_line, answers)).encode("utf-8")

    def join(self, parts: Iterable[bytes], file: IO[bytes]) -> None:
        """Write all `parts`."""
        file.writelines(parts)
