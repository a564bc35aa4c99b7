"""Messages between the program and its parsing process: a length, a JSON head, and bytes.

JSON and not pickle, for the parsing process is the one that a bad file may have taken over.
"""

import json
import struct
from typing import IO, Any

_LENGTHS = struct.Struct(">II")


def send(stream: IO[bytes], head: dict[str, Any], body: bytes = b"") -> None:
    """Write one message."""
    raw = json.dumps(head).encode("ascii")
    stream.write(_LENGTHS.pack(len(raw), len(body)))
    stream.write(raw)
    stream.write(body)
    stream.flush()


def receive(stream: IO[bytes], *, most: int) -> tuple[dict[str, Any], bytes]:
    """Read one message.

    Raises `EOFError` where the stream ends, `ValueError` for a message over `most` bytes or of no sense.
    """
    n_head, n_body = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    if n_head + n_body > most:
        raise ValueError("message too long")
    head = json.loads(_exactly(stream, n_head))
    if not isinstance(head, dict):
        raise ValueError("message without a head")  # noqa: TRY004 - one error for every broken message
    return head, _exactly(stream, n_body)


def _exactly(stream: IO[bytes], n: int) -> bytes:
    raw = stream.read(n)
    if len(raw) < n:
        raise EOFError
    return raw
