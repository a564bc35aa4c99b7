"""A path or a URL -> files that can be listed, opened and named."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import IO, Any
from urllib.parse import urlsplit

from matcher.errors import InputError


@dataclass(frozen=True)
class Place:
    """A file or folder on this machine, or at a URL that fsspec knows (`s3://…`, `memory://…`).

    Nothing is opened before it is asked for, so a place can be sent to another process.
    """

    address: str

    def __str__(self) -> str:
        return self.address

    @property
    def is_url(self) -> bool:
        """Tell whether fsspec is needed; `file://` is not counted."""
        return "://" in self.address and not self.address.startswith("file://")

    @property
    def path(self) -> Path:
        """The local path; only for places that are no URL."""
        return Path(self.address.removeprefix("file://"))

    @property
    def name(self) -> str:
        """The last part of the address."""
        return PurePosixPath(urlsplit(self.address).path).name if self.is_url else self.path.name

    @property
    def suffix(self) -> str:
        """The name's ending in small letters, such as `.csv`; empty if it has none."""
        return PurePosixPath(self.name).suffix.lower()

    def is_folder(self) -> bool:
        """Tell whether files can stand below this place."""
        return bool(self._remote[0].isdir(self._remote[1])) if self.is_url else self.path.is_dir()

    def is_file(self) -> bool:
        """Tell whether there is a file to open."""
        return bool(self._remote[0].isfile(self._remote[1])) if self.is_url else self.path.is_file()

    def files(self) -> list[tuple[str, "Place"]]:
        """Return all files below a folder with their names relative to it, in the order of these names."""
        if not self.is_url:
            local = [item for item in self.path.rglob("*") if item.is_file()]
            return sorted((item.relative_to(self.path).as_posix(), Place(str(item))) for item in local)
        system, root = self._remote
        found = [str(path) for path in system.find(root)]
        return sorted(
            (path[len(root.rstrip("/")) + 1 :], Place(system.unstrip_protocol(path))) for path in found
        )  # fmt: skip

    def open(self, mode: str) -> IO[Any]:
        """Open as bytes, for reading (`rb`) or writing (`wb`). Raises `OSError`."""
        if not self.is_url:
            return self.path.open(mode)
        file: IO[Any] = self._remote[0].open(self._remote[1], mode)
        return file

    def receive(self, file: Path) -> None:
        """Take the place of whatever is here by a finished local file: by a rename, or by one upload."""
        if self.is_url:
            self._remote[0].put_file(str(file), self._remote[1])
        else:
            file.replace(self.path)

    @cached_property
    def _remote(self) -> tuple[Any, str]:
        """The file system and the path in it. Raises `InputError` for a kind of URL that is not installed."""
        try:
            from fsspec.core import url_to_fs
        except ImportError as error:
            raise InputError(f'{self}: a URL needs the extra "cluster": pip install "matcher[cluster]".') from error
        try:
            system, path = url_to_fs(self.address)
        except (ImportError, ValueError) as error:
            raise InputError(f"{self}: this kind of URL cannot be opened here ({error}).") from error
        return system, str(path)

    def __getstate__(self) -> dict[str, str]:
        """Send the address alone: connections do not travel."""
        return {"address": self.address}


def readable_name(name: str) -> str:
    r"""Return a file's name as text that can be written: bytes that are no UTF-8 become `\udcff` and the like."""
    return name.encode("utf-8", "backslashreplace").decode()
