"""Environment -> the user's own folder."""

import os
from pathlib import Path


def user_folder() -> Path:
    """Return where trust list and reviews are kept: MATCHER_HOME, else `.matcher` in the home folder."""
    home = os.environ.get("MATCHER_HOME")
    return Path(home) if home else Path.home() / ".matcher"
