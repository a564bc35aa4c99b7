"""The model and policy that a server was started with, from its command to its pages."""

import os
from pathlib import Path

# Passed on in the environment: Streamlit runs the pages as scripts of their own.
_MODEL, _POLICY, _TRUST = "MATCHER_MODEL", "MATCHER_POLICY", "MATCHER_TRUST_MODEL"


def choose(model: Path | None, policy: Path | None, *, trust: bool = False) -> None:
    """Tell this process's pages which model folder and policy file to use, by default the shipped model's own.

    With `trust` the model folder may come from elsewhere.
    """
    os.environ[_TRUST] = "yes" if trust else ""
    for name, path in ((_MODEL, model), (_POLICY, policy)):
        if path is not None:
            os.environ[name] = str(path.resolve())


def chosen_model() -> Path | None:
    """Return the model folder chosen, or `None` for the shipped one."""
    return Path(os.environ[_MODEL]) if _MODEL in os.environ else None


def trusts_model() -> bool:
    """Return whether the model folder chosen may come from elsewhere."""
    return bool(os.environ.get(_TRUST))


def chosen_policy() -> Path | None:
    """Return the policy file chosen, or `None` for the model's own thresholds."""
    return Path(os.environ[_POLICY]) if _POLICY in os.environ else None
