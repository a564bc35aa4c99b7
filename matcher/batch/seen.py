"""Documents answered before -> their answers again, without the work."""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any

MAX_SEEN = 1000  # answers kept per process, about 10 KB each


class SeenDocuments:
    """The latest answers of this process by what they depend on: archives repeat whole ads.

    An answer comes back byte for byte as if made anew, with the id of the document that asks.
    Threads of a cluster's worker may share it.
    """

    def __init__(self, size: int = MAX_SEEN) -> None:
        self._size = size
        self._answers: OrderedDict[bytes, str] = OrderedDict()
        self._lock = Lock()

    def answer(self, asked: tuple[Any, ...], id: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Return the answer to `asked` (whatever decides it, fit for JSON), made by `make` if not kept."""
        key = hashlib.blake2b(json.dumps(asked).encode(), digest_size=16).digest()
        with self._lock:
            kept = self._answers.get(key)
            if kept is not None:
                self._answers.move_to_end(key)
        if kept is not None:
            answer: dict[str, Any] = json.loads(kept)
            answer["document"]["id"] = id
            return answer
        made = make()
        with self._lock:
            self._answers[key] = json.dumps(made)
            if len(self._answers) > self._size:
                self._answers.popitem(last=False)
        return made
