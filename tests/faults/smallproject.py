"""A project of three councils that the real command builds in seconds.

Its evidence is the tiny world's and its notebook says one figure, in a kernel that need not import
briefkit; all else is the real thing: papermill, exporters, ledger, finder.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from copiedproject import ROOT
from publishing.tinynotebooks import NOTHING_TO_PREPARE
from tinyworld import settle

NAMES = ("Highcombe", "Lowbridge", "Midwell")
INDICATOR, READ = "home_page_weight", "X07000001"  # the figure that every briefing says
BRIEFING = "small"
ASK = ("build", *NAMES, "--briefing", BRIEFING, "--formats", "html")

PARAMETERS = 'council: str = ""\nedition: str = ""\npeers: str = ""'
READING = f"""
import csv
from pathlib import Path
with Path("data/sources/invented/figures.csv").open(encoding="utf-8") as file:
    rows = [r for r in csv.DictReader(file) if r["indicator"] == "{INDICATOR}"]
weights = [r["value"] for r in rows if r["gss_code"] == "{READ}"]
"""
RECORD: dict[str, Any] = {
    "schema": 1,
    "briefing": BRIEFING,
    "title": "Small",
    "edition": {"id": "2026-november", "title": "November 2026"},
    "data_date": "2026-11-23",
    "sources": [],
    "statements": [],
    "strands": [],
    "themes": [],
    "pattern": {"id": "no-pattern", "name": "No pattern"},
    "peers": {"rule": "nearest", "members": [READ]},
    "sha256": "0",
}
TELLING = f"""
from IPython.display import display
record = {RECORD!r}
record["council"] = dict(gss_code=council, name=council, official_name=council)
record["reads"] = {{"{INDICATOR}": sorted({{"{READ}", council}})}}
record["headline"] = "Highcombe's home page weighs " + " and then ".join(weights) + " megabytes."
display({{"text/markdown": record["headline"], "text/plain": record["headline"]}}, raw=True)
display({{"application/vnd.briefkit.record+json": record, "text/plain": "Record"}}, raw=True)
"""


def small(folder: Path) -> Path:
    """A new project below a folder; its root."""
    root = settle(folder)
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.copy(ROOT / "data" / "demo" / "hexmap.json", root / "data")
    (root / "briefings").mkdir()
    nbformat.write(_notebook(), root / "briefings" / f"{BRIEFING}.ipynb")
    return root


def _notebook() -> Any:
    whole = new_notebook(
        cells=[
            new_markdown_cell("# A *small* briefing"),
            new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}),
            new_code_cell(READING),
            new_code_cell(TELLING),
        ]
    )
    for number, cell in enumerate(whole.cells):
        cell.id = f"cell-{number}"
    whole.metadata["kernelspec"] = {
        "name": "python3", "display_name": "Python 3", "language": "python",
    }  # fmt: skip
    whole.metadata["briefkit"] = {
        "briefing": BRIEFING,
        "title": "Small",
        "preload": NOTHING_TO_PREPARE,
    }
    return whole
