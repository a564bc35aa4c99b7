"""Answers of one chunk <-> a part file; all parts of a run stand in one private folder."""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from matcher.errors import BatchError
from matcher.places import Place
from matcher.reviews import Entry

FORMAT = "matcher.parts/1"
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Part:
    """The answers to one chunk in the output's form, why some rows failed, and what the log keeps of each.

    `entries` has one for each row, `None` for a failed one; it is empty where no log is kept.
    """

    number: int
    n_rows: int
    failed: tuple[str, ...]
    body: bytes
    entries: tuple[Entry | None, ...] = ()

    def to_bytes(self) -> bytes:
        """Return the part file's content: one line of JSON, then the answers."""
        head = {"number": self.number, "n_rows": self.n_rows, "failed": self.failed, "entries": self.entries}
        return json.dumps(head).encode() + b"\n" + self.body

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Part":
        """Read what `to_bytes` wrote."""
        head, _, body = raw.partition(b"\n")
        fields = json.loads(head)
        return cls(fields["number"], fields["n_rows"], tuple(fields["failed"]), body, tuple(fields["entries"]))


class PartsFolder:
    """The part files of one run, beside its output and readable by their owner only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def begin(self, manifest: dict[str, Any], *, resume: bool) -> None:
        """Make the folder, or take up the one that an interrupted run left.

        Raises `BatchError` if there is one and `resume` is not asked for, or if it belongs to
        another input, model or options; then it is left as it is.
        """
        manifest = {"format": FORMAT, **manifest}
        if (self.folder / _MANIFEST).exists():
            if not resume:
                raise BatchError(
                    f"{self.folder} holds the answers of an interrupted run. "
                    "Give --resume to go on with it, or delete that folder to begin anew."
                )
            self._check(manifest)
            return
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self.write(_MANIFEST, json.dumps({**manifest, "run": uuid4().hex}, indent=1).encode() + b"\n")

    def run_id(self) -> str:
        """Return what tells this run from all others; an interrupted run that goes on keeps it."""
        return str(json.loads((self.folder / _MANIFEST).read_text(encoding="utf-8"))["run"])

    def _check(self, manifest: dict[str, Any]) -> None:
        try:
            found = json.loads((self.folder / _MANIFEST).read_text(encoding="utf-8"))
        except ValueError as error:
            raise BatchError(f"{self.folder} is damaged. Delete that folder to begin anew.") from error
        changed = [name for name in manifest if found.get(name) != manifest[name]]
        if changed:
            raise BatchError(
                f"{self.folder} was begun with another {' and another '.join(changed)}. "
                "Use the same as then, or delete that folder to begin anew."
            )

    def numbers(self) -> set[int]:
        """Return the numbers of the chunks that are answered."""
        return {int(path.stem) for path in self.folder.glob("*.part")}

    def put(self, part: Part) -> None:
        """Keep a part; after a power cut it is there as a whole or not at all."""
        self.write(_name(part.number), part.to_bytes())

    def get(self, number: int) -> Part:
        """Return a part that was put."""
        return Part.from_bytes((self.folder / _name(number)).read_bytes())

    def write(self, name: str, raw: bytes) -> None:
        """Write a file under a passing name, make sure of it on disk, and give it its own name."""
        passing = self.folder / f"{name}.{os.getpid()}.tmp"
        try:
            with os.fdopen(os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            passing.replace(self.folder / name)
        except OSError:
            passing.unlink(missing_ok=True)
            raise

    def remove(self) -> None:
        """Take the folder away with all that is in it."""
        shutil.rmtree(self.folder)


def parts_folder(output: Place) -> PartsFolder:
    """Return the folder for an output's parts: beside it, or in the current folder if the output is a URL."""
    beside = Path() if output.is_url else output.path.resolve().parent
    return PartsFolder(beside / f".{output.name}.parts")


def _name(number: int) -> str:
    return f"{number:08d}.part"
