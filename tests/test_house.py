"""The project keeps the rules of the house, and each rule is able to complain.

One test asks the real project for no complaint; another plants a bad tree and asks for
exactly that complaint.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from house_rules import (
    circles,
    forbidden_arrows,
    long_files,
    machine_words,
    modules,
    printing_modules,
    saved_results,
    strange_rooms,
    texts,
    thick_cells,
    unpromising_modules,
)

ROOT = Path(__file__).parent.parent
SRC = ROOT / "src"
OF_THE_SOURCE = [
    forbidden_arrows,
    strange_rooms,
    circles,
    long_files,
    unpromising_modules,
    printing_modules,
]

# --- the project keeps its rules ---


@pytest.mark.parametrize("rule", OF_THE_SOURCE)
def test_the_source_keeps_the_rule(rule):
    assert len(modules(SRC)) > 5
    assert rule(SRC) == []


def test_nothing_in_the_project_belongs_to_one_machine():
    assert ROOT / "Makefile" in list(texts(ROOT))
    assert machine_words(ROOT) == []


def test_no_notebook_is_kept_with_results():
    notebooks = [path for path in texts(ROOT) if path.suffix == ".ipynb"]
    assert notebooks
    kept = {path.name: saved_results(json.loads(path.read_text("utf-8"))) for path in notebooks}
    assert {name: results for name, results in kept.items() if results} == {}


def test_every_briefing_is_a_thin_notebook():
    notebooks = sorted((ROOT / "briefings").glob("*.ipynb"))
    assert notebooks
    thick = {path.name: thick_cells(json.loads(path.read_text("utf-8"))) for path in notebooks}
    assert {name: cells for name, cells in thick.items() if cells} == {}


# --- and each rule is able to complain ---

PROMISE = '"""A promise."""\n'
PLANTED = [  # an import, the module that holds it, the module that it reaches
    ("from briefkit.analysis import peers", "evidence/a.py", "briefkit.analysis"),
    (
        "def f():\n    import briefkit.narrative.blocks",
        "analysis/a.py",
        "briefkit.narrative.blocks",
    ),
    ("from briefkit.evidence.b import Council", "publishing/a.py", "briefkit.evidence.b"),
    ("import_module('briefkit.analysis')", "publishing/a.py", "briefkit.analysis"),
    ("from ..narrative import names", "evidence/a.py", "briefkit.narrative"),
    ("from ..narrative import names", "evidence/__init__.py", "briefkit.narrative"),
    ("from briefkit.project import Project", "publishing/press.py", "briefkit.project"),
    ("from briefkit import open_briefing", "narrative/a.py", "briefkit"),
    ("from briefkit.cli import main", "errors.py", "briefkit.cli"),
]


@pytest.mark.parametrize(("line", "file", "target"), PLANTED)
def test_an_arrow_that_points_upward_is_named(line, file, target, tmp_path):
    plant(tmp_path / "briefkit", {file: PROMISE + line})
    name = "briefkit." + file.removesuffix(".py").replace("/__init__", "").replace("/", ".")
    assert forbidden_arrows(tmp_path) == [f"{name} imports {target}"]


def test_two_modules_that_import_each_other_are_named_as_a_circle(tmp_path):
    lazily = "def f():\n    from briefkit.analysis import a"
    files = {"analysis/a.py": "from briefkit.analysis import b", "analysis/b.py": lazily}
    plant(tmp_path / "briefkit", files)
    (circle,) = circles(tmp_path)
    assert set(circle.split(" -> ")) == {"briefkit.analysis.a", "briefkit.analysis.b"}


def test_a_drawer_for_odds_and_ends_is_no_room(tmp_path):
    plant(tmp_path / "briefkit", {"utils.py": ""})
    assert strange_rooms(tmp_path) == ["utils is no room of the house"]


def test_the_301st_line_is_one_too_many(tmp_path):
    plant(tmp_path, {"full.py": "x = 1\n" * 300, "over.html.j2": "<p>\n" * 301})
    assert long_files(tmp_path) == ["over.html.j2: 301 lines"]


def test_a_module_that_prints_is_named(tmp_path):
    plant(tmp_path / "briefkit", {"analysis/a.py": PROMISE + "print(1)", "cli.py": "print(1)"})
    assert printing_modules(tmp_path) == ["briefkit.analysis.a line 2"]


def test_a_module_without_a_promise_is_named(tmp_path):
    plant(tmp_path / "briefkit", {"a.py": "x = 1", "b.py": PROMISE, "c/__init__.py": ""})
    assert unpromising_modules(tmp_path) == ["briefkit.a", "briefkit.c"]


def test_what_the_arrows_allow_passes_every_rule(tmp_path):
    files = {
        "__init__.py": "from briefkit import cli",
        "cli.py": "from briefkit.publishing import press\nprint(press)",
        "errors.py": "",
        "project.py": "from briefkit.errors import BriefkitError",
        "narrative/briefing.py": "from briefkit.project import x\nfrom briefkit.analysis import a",
        "analysis/a.py": "from briefkit.evidence.b import c",
        "evidence/b.py": "from briefkit import errors",
        "publishing/press.py": "from briefkit.errors import BriefkitError",
        "publishing/formats/page.py": "from briefkit.project import Project",
    }
    plant(tmp_path / "briefkit", {name: PROMISE + text for name, text in files.items()})
    assert [rule(tmp_path) for rule in OF_THE_SOURCE] == [[]] * 6


def test_paths_of_a_machine_and_registry_hosts_are_named_and_ignored_files_are_not(tmp_path):
    host = ".".join(["files", "pythonhosted", "org"])
    bad = {"a.md": "see /" + "root/x", "b.lock": f"from {host}", "c.md": "C:" + r"\Users\pat"}
    plant(
        tmp_path,
        bad | {".gitignore": "out/\n", "out/d.md": bad["a.md"], "e.md": "https://x.uk/home/y"},
    )
    found = [complaint.split(":")[0] for complaint in machine_words(tmp_path)]
    assert found == ["a.md", "b.lock", "c.md"]


def thin() -> dict:
    lines = ['council: str = "E06000023"  # GSS code or name', "", "briefing.title()"]
    lines[1] = "from briefkit import open_briefing\n\nbriefing = open_briefing(council)"
    names = ["parameters", "open", "title"]
    cells = [code_cell(name, line) for name, line in zip(names, lines, strict=True)]
    cells[0]["metadata"] = {"tags": ["parameters"]}
    prose = {"cell_type": "markdown", "id": "prose", "metadata": {}, "source": ["# Why"]}
    return {"metadata": {"kernelspec": {"name": "python3"}}, "cells": [prose, *cells]}


def code_cell(name: str, source: str) -> dict:
    empty = {"metadata": {}, "outputs": [], "execution_count": None}
    return {"cell_type": "code", "id": name, "source": source.splitlines(keepends=True)} | empty


def test_a_thin_notebook_has_nothing_to_complain_of():
    assert thick_cells(thin()) + saved_results(thin()) == []


@pytest.mark.parametrize(
    ("cell", "change", "complaint"),
    [
        (1, {"source": ["council = 'Lewes'"]}, "code cell 1 is not sets defaults"),
        (1, {"source": ["council: str = today()"]}, "code cell 1 is not sets defaults"),
        (1, {"metadata": {}}, "the first code cell alone is tagged"),
        (2, {"metadata": {"tags": ["parameters"]}}, "the first code cell alone is tagged"),
        (2, {"source": ["import pandas\n", "open_briefing(council)"]}, "code cell 2 is not opens"),
        (2, {"source": ["from briefkit import x\n", "x.go()"]}, "code cell 2 is not opens"),
        (3, {"source": ["briefing.title()\n", "briefing.glance()"]}, "code cell 3 is not one line"),
        (3, {"source": ["briefing.says(\n", "'skills')"]}, "code cell 3 is not one line"),
        (3, {"source": ["import pandas"]}, "code cell 3 is not one line"),
        (3, {"source": ["[t for t in briefing.themes()]"]}, "code cell 3 is not one line"),
        (3, {"source": ["if council: briefing.title()"]}, "code cell 3 is not one line"),
        (3, {"id": "open"}, "cell ids are missing or repeated"),
        (3, {"id": None}, "cell ids are missing or repeated"),
    ],
)
def test_a_thick_cell_is_named(cell, change, complaint):
    notebook = thin()
    notebook["cells"][cell] |= change
    found = thick_cells(notebook)
    assert len(found) == 1
    assert found[0].startswith(complaint)


def test_another_kernel_and_saved_results_are_named():
    notebook = thin()
    notebook["metadata"]["kernelspec"]["name"] = "conda-env-mine"
    notebook["cells"][2]["outputs"] = [{"output_type": "stream"}]
    notebook["cells"][3]["execution_count"] = 7
    assert thick_cells(notebook) == ["the kernel is not python3"]
    assert saved_results(notebook) == ["cell 3 holds a result", "cell 4 holds a result"]


def plant(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
