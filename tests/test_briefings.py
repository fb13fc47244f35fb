"""The notebooks in briefings/: an officer who opens one and runs it as it stands has a briefing."""

from __future__ import annotations

import ast
import inspect
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from briefkit import open_briefing, open_region
from briefkit.publishing.formats.reading import read
from copiedproject import ROOT, copied, environment
from house_rules import thick_cells

ALL = sorted((ROOT / "briefings").glob("*.ipynb"))
# the start notebook is no briefing: nobody prints it
NOTEBOOKS = [path for path in ALL if "briefkit" in nbformat.read(path, 4).metadata]


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


@pytest.fixture
def notebook(path: Path) -> Any:
    return nbformat.read(path, 4)


def defaults(notebook: Any) -> list[ast.AnnAssign]:
    (cell,) = (c for c in notebook.cells if "parameters" in c.metadata.get("tags", []))
    return [line for line in ast.parse(cell.source).body if isinstance(line, ast.AnnAssign)]


def test_there_is_a_briefing_and_a_notebook_to_start_from():
    assert "culture-change" in [path.stem for path in NOTEBOOKS]
    assert [path.stem for path in ALL if path not in NOTEBOOKS] == ["start"]


def test_the_start_notebook_leads_to_notebooks_that_are_there():
    start = nbformat.read(ROOT / "briefings" / "start.ipynb", 4)
    words = "\n".join(cell.source for cell in start.cells if cell.cell_type == "markdown")
    named = re.findall(r"\]\(([^)]*)\)", words)
    assert named
    assert [name for name in named if not (ROOT / "briefings" / name).is_file()] == []


def test_a_notebook_is_thin(notebook: Any):
    nbformat.validate(notebook)
    assert thick_cells(notebook) == []


def test_each_parameter_has_a_type_and_a_default_of_that_type(notebook: Any):
    for line in defaults(notebook):
        assert ast.unparse(line.annotation) == type(ast.literal_eval(line.value)).__name__


def test_each_parameter_says_in_a_comment_what_it_may_be(notebook: Any):
    (cell,) = (c for c in notebook.cells if "parameters" in c.metadata.get("tags", []))
    for line in cell.source.splitlines():
        assert len(line.partition("#")[2].split()) > 2, line


def about(notebook: Any) -> str:
    """What a notebook is about: a council, or an area of several."""
    return str(notebook.metadata.briefkit.get("about", "council"))


def opened(notebook: Any, **names: str) -> Any:
    """What a notebook opens, of one real council or area."""
    if about(notebook) == "area":
        return open_region("North East", project=ROOT, **names)
    return open_briefing("Plymouth", project=ROOT, **names)


def test_the_parameters_are_those_of_the_function_that_opens_it(notebook: Any):
    names = [line.target.id for line in defaults(notebook) if isinstance(line.target, ast.Name)]
    door = open_region if about(notebook) == "area" else open_briefing
    known = [
        name
        for name, parameter in inspect.signature(door).parameters.items()
        if parameter.kind is parameter.POSITIONAL_OR_KEYWORD
    ]
    assert names == known


def test_every_part_that_a_notebook_asks_for_is_one_that_a_briefing_has(notebook: Any):
    name = "region." if about(notebook) == "area" else "briefing."
    lines = [c.source for c in notebook.cells if c.source.startswith(name)]
    asked = [line.removeprefix(name).partition("(")[0] for line in lines]
    assert asked
    there = opened(notebook)
    assert [part for part in asked if not callable(getattr(there, part, None))] == []
    assert asked[-1] == "record"


def test_a_notebook_knows_its_own_name_and_title(path: Path, notebook: Any):
    assert notebook.metadata.briefkit.briefing == path.stem
    assert notebook.metadata.briefkit.title == opened(notebook, briefing=path.stem).name


def test_what_a_notebook_wants_loaded_beforehand_is_there(notebook: Any):
    module, _, function = notebook.metadata.briefkit.preload.partition(":")
    assert callable(getattr(import_module(module), function, None))


def test_a_notebook_runs_as_it_stands_and_gives_a_whole_briefing(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = copied(tmp_path / "project") / "briefings"
    monkeypatch.setenv("PYTHONPATH", environment()["PYTHONPATH"])
    ran = nbformat.read(folder / path.name, 4)
    NotebookClient(ran, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    reading = read(ran)  # refuses a briefing that is not whole
    assert reading.record is not None
    default = ast.literal_eval(defaults(ran)[0].value)
    if about(ran) == "area":
        assert reading.record["area"]["name"] == default
    else:
        assert reading.record["council"]["gss_code"] == default
    assert reading.record["briefing"] == path.stem
    shown = {block["block"] for block in flat(reading.blocks)}
    assert {"title", "headline", "section", "questions"} <= shown


def flat(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Blocks and, behind each, the blocks inside it."""
    return [b for block in blocks for b in (block, *flat(block.get("blocks", [])))]
