"""Notebooks -> the same with fresh outputs, without machine paths or times."""

import os
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).parent
SECONDS_PER_CELL = 900


def run_notebook(path: Path, *, folder: Path) -> nbformat.NotebookNode:
    """Run a notebook from top to bottom in `folder`, where what it writes stays; return it with its outputs."""
    notebook = nbformat.read(path, as_version=4)
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "MATCHER_HOME": str(folder / "home")}
    client = NotebookClient(
        notebook, timeout=SECONDS_PER_CELL, record_timing=False, resources={"metadata": {"path": str(folder)}}
    )
    client.execute(env=environment)
    for cell in notebook.cells:
        cell.metadata = {}
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return notebook


if __name__ == "__main__":
    for notebook_path in map(Path, sys.argv[1:]) if sys.argv[1:] else sorted(HERE.glob("*.ipynb")):
        with tempfile.TemporaryDirectory() as temporary:
            done = run_notebook(notebook_path, folder=Path(temporary))
        nbformat.write(done, notebook_path)
        print(notebook_path.name)
