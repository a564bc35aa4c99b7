"""What was read from a file: the text that a reader sees, and what is hidden from them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileText:
    """The visible `text` of a file, and the passages that stand in it where nobody sees them, in order."""

    text: str
    hidden: tuple[str, ...] = ()
