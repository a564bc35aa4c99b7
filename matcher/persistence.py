"""LevelMatcher <-> model folder."""

import hashlib
import json
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import sklearn

from matcher.encoder import adapted_file
from matcher.errors import ModelError
from matcher.framework import shipped_frameworks
from matcher.home import make_private_folder, user_folder
from matcher.pipeline import LevelMatcher
from matcher.policy import Policy
from matcher.resources import resource_path
from matcher.result import ModelInfo
from matcher.shipped import MODEL_SHA256

FORMAT = "matcher.model/1"
MODEL_FILE, MANIFEST, METRICS, CARD = "model.joblib", "manifest.json", "metrics.json", "MODEL_CARD.md"


def save_model(
    matcher: LevelMatcher,
    folder: Path,
    *,
    version: str,
    metrics: Mapping[str, Any],
    card: str,
    training_files: Mapping[str, str],
) -> str:
    """Write a fitted matcher as a folder and trust it on this machine; return its manifest's sha256.

    `training_files` maps names to sha256. A folder with other files in it is refused, so that
    nothing of the user's is overwritten.
    """
    known = {MODEL_FILE, MANIFEST, METRICS, CARD}
    if folder.exists() and (strange := sorted({item.name for item in folder.iterdir()} - known)):
        raise ModelError(f"{folder} holds other files ({', '.join(strange)}). Give a new or empty folder.")
    folder.mkdir(parents=True, exist_ok=True)
    matcher.info_ = ModelInfo(folder.name, version, "")
    joblib.dump(matcher, folder / MODEL_FILE, compress=("zlib", 6), protocol=5)
    _write(folder / METRICS, json.dumps(metrics, indent=1, sort_keys=True, ensure_ascii=False) + "\n")
    _write(folder / CARD, card)
    manifest = {
        "format": FORMAT,
        "name": folder.name,
        "version": version,
        "files": {name: _sha256(folder / name) for name in (MODEL_FILE, METRICS, CARD)},
        "libraries": _libraries(),
        "encoder": _sha256(adapted_file()),
        "frameworks": {framework.key: framework.sha256 for framework in shipped_frameworks()},
        "training_files": dict(sorted(training_files.items())),
    }
    _write(folder / MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")
    sha256 = _sha256(folder / MANIFEST)
    trust_model(sha256)
    return sha256


def load_model(folder: Path | None = None, *, trust: bool = False, policy: Policy | None = None) -> LevelMatcher:
    """Read a model folder, by default the shipped one; the thresholds of a `policy` replace its own.

    A joblib file is code, so nothing in it is touched before every hash fits the manifest and the
    manifest is the shipped one, was made on this machine by `matcher fit`, or is trusted by the
    caller. Raises `ModelError` otherwise, and for another scikit-learn minor version.
    """
    folder = folder or resource_path("models") / "csmg"
    manifest, sha256 = _read_manifest(folder)
    if not trust and sha256 != MODEL_SHA256 and sha256 not in _trusted():
        raise ModelError(
            f"The model in {folder} was not made on this machine, and loading a model runs code from it. "
            "If you know where it comes from, give --trust-model."
        )
    _check_files(folder, manifest)
    _check_libraries(folder, manifest)
    if manifest["encoder"] != _sha256(adapted_file()):
        raise ModelError(
            f"The model in {folder} was fitted on another version of the encoder ({adapted_file()}). "
            "Use the version of matcher that it was made with, or fit the model again."
        )
    matcher: LevelMatcher = joblib.load(folder / MODEL_FILE)
    matcher.info_ = ModelInfo(manifest["name"], manifest["version"], sha256)
    if policy is not None:
        matcher.set_params(thresholds=policy.over(matcher.thresholds_))
    return matcher


def trust_model(sha256: str) -> None:
    """Put a manifest's hash on this user's trust list."""
    path = _trust_list()
    make_private_folder(path.parent)
    hashes = sorted({*_trusted(), sha256})
    _write(path, "\n".join(hashes) + "\n")


def _read_manifest(folder: Path) -> tuple[dict[str, Any], str]:
    path = folder / MANIFEST
    if not path.is_file():
        raise ModelError(f"No model in {folder}. Run `matcher fit` first, or leave out --model.")
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ModelError(f"{path} is damaged: {error}. Copy the model folder again.") from error
    if not _has_form(manifest):
        raise ModelError(f"{path} is not a manifest of the form {FORMAT}. Fit the model again with this version.")
    return manifest, _sha256(path)


def _has_form(manifest: Any) -> bool:
    """Tell whether a manifest holds what loading reads from it."""
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        return False
    files, libraries = manifest.get("files"), manifest.get("libraries")
    return (
        isinstance(files, dict)
        and MODEL_FILE in files
        and isinstance(libraries, dict)
        and isinstance(libraries.get("scikit-learn"), str)
        and all(isinstance(manifest.get(name), str) for name in ("name", "version", "encoder"))
    )


def _check_files(folder: Path, manifest: Mapping[str, Any]) -> None:
    present = {item.name for item in folder.iterdir()} - {MANIFEST}
    expected = set(manifest["files"])
    if present != expected:
        odd = ", ".join(sorted(present ^ expected))
        raise ModelError(f"{folder} has files missing or too many: {odd}. Copy the model folder again.")
    for name, sha256 in manifest["files"].items():
        if _sha256(folder / name) != sha256:
            raise ModelError(f"{folder / name} was changed after the model was saved. Copy the model folder again.")


def _check_libraries(folder: Path, manifest: Mapping[str, Any]) -> None:
    made, here = manifest["libraries"]["scikit-learn"], sklearn.__version__
    if made.split(".")[:2] != here.split(".")[:2]:
        raise ModelError(
            f"The model in {folder} was made with scikit-learn {made}, this is {here}. "
            f"Install scikit-learn {'.'.join(made.split('.')[:2])}.*, or fit the model again."
        )


def _libraries() -> dict[str, str]:
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scikit-learn": sklearn.__version__,
        "joblib": joblib.__version__,
    }


def _trust_list() -> Path:
    return user_folder() / "trusted_models.txt"


def _trusted() -> set[str]:
    path = _trust_list()
    return set(path.read_text(encoding="utf-8").split()) if path.is_file() else set()


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
