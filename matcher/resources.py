"""Name of a shipped file -> its path, in a wheel or in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_IN_CHECKOUT = {
    "framework": "data/framework",
    "samples": "data/samples",
    "models": "models",
    "corpus": "data/corpus",
    "app.py": "app.py",
}


def resource_path(name: str) -> Path:
    """Return the folder of the shipped `framework`, `samples`, `models` or (in a checkout only) `corpus`.

    An installed wheel carries them under `matcher/_resources`; a checkout keeps them at its top level.
    """
    packed = _PACKAGE / "_resources" / name
    return packed if packed.exists() else _PACKAGE.parent / _IN_CHECKOUT[name]
