"""Environment -> the user's own folder."""

import os
from pathlib import Path


def user_folder() -> Path:
    """Return where trust list and reviews are kept: MATCHER_HOME, else `.matcher` in the home folder."""
    home = os.environ.get("MATCHER_HOME")
    return Path(home) if home else Path.home() / ".matcher"


def make_private_folder(folder: Path) -> None:
    """Make `folder`, where there is none, for its owner only; one that exists keeps its rights."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
