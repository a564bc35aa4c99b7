import json
import re
import runpy

import nbformat
import pytest
from conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MACHINE = re.compile(r"/root\b|/home/|/Users/|/tmp/|/var/|\b[A-Z]:\\|\b\d\d:\d\d:\d\d\b|\b20\d\d-\d\d-\d\dT\d\d")
run_notebook = runpy.run_path(str(ROOT / "notebooks" / "run.py"))["run_notebook"]

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
SLOW = ("04",)  # refits a model six times
RUNS = [
    pytest.param(path, id=path.stem, marks=[pytest.mark.long] if path.name.startswith(SLOW) else [])
    for path in NOTEBOOKS
]


def test_there_are_four_notebooks_in_their_order():
    assert [path.name[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04"]


@pytest.mark.parametrize("path", RUNS)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the kernel client, not of our code
def test_a_notebook_runs_from_top_to_bottom_in_a_folder_of_its_own(path, tmp_path):
    done = run_notebook(path, folder=tmp_path)

    outputs = [output for cell in done.cells if cell.cell_type == "code" for output in cell.outputs]
    assert outputs
    assert not [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"]


@each
def test_a_saved_notebook_holds_outputs_and_pictures_and_nothing_of_the_machine(path):
    saved = nbformat.read(path, as_version=4)
    code = [cell for cell in saved.cells if cell.cell_type == "code"]

    outputs = [output for cell in code for output in cell.outputs]
    said = [output for output in outputs if "image/png" not in output.get("data", {})]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert any("image/png" in output.get("data", {}) for output in outputs)
    assert all(output.output_type != "error" for output in outputs)
    assert MACHINE.findall(json.dumps(said)) == []
    assert all(cell.metadata == {} for cell in saved.cells)


@each
def test_a_notebook_begins_with_the_question_it_answers(path):
    first = nbformat.read(path, as_version=4).cells[0]

    assert first.cell_type == "markdown"
    assert first.source.startswith("# ")
    assert "**The question:**" in first.source
