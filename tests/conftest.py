import os
from pathlib import Path

import pytest

from matcher.corpus import Example, read_corpus
from matcher.persistence import load_model
from matcher.pipeline import LevelMatcher

ROOT = Path(__file__).parent.parent
BENCH = ROOT.parent / "shared" / "bench"
SAMPLES = ROOT / "data" / "samples"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on labelled third-party documents: skipped where they are absent, a failure in CI."""
    if BENCH.is_dir() or os.environ.get("CI"):
        return
    for item in items:
        if item.get_closest_marker("bench"):
            item.add_marker(pytest.mark.skip(reason=f"no labelled documents in {BENCH}"))


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """Give each test a user folder of its own, so that trust lists do not leak."""
    monkeypatch.setenv("MATCHER_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="session")
def matcher() -> LevelMatcher:
    return load_model()


@pytest.fixture(scope="session")
def bench() -> Path:
    assert BENCH.is_dir(), f"labelled documents are missing: {BENCH}"
    return BENCH


@pytest.fixture(scope="session")
def few_examples() -> list[Example]:
    """Every twelfth document of the corpus's fit part: every level in it, fitted on in seconds."""
    return [example for example in read_corpus() if example.split == "fit"][::12]


@pytest.fixture
def samples() -> Path:
    return SAMPLES
