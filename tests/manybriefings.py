"""A small project that prints two briefings of each council and one of each area, in seconds.

It is the project of the tests of faults (`faults/smallproject.py`) with two notebooks more, each
of which reads a measure of its own; all of it is invented.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from faults.smallproject import RECORD, small
from publishing.tinynotebooks import NOTHING_TO_PREPARE

SMALL, OTHER, VALES = "small", "other", "vales"
READS = {SMALL: "home_page_weight", OTHER: "level_3_or_above", VALES: "home_page_barriers"}
COUNCILS, AREAS = 14, 2

ABOUT_COUNCIL = """
record["council"] = dict(gss_code=council, name=council, official_name=council)
members = [council]
"""
ABOUT_AREA = """
import csv
from pathlib import Path
with Path("data/councils.csv").open(encoding="utf-8") as file:
    rows = [r for r in csv.DictReader(file) if area in (r["nation"], r["region"]) and not r["end"]]
members = sorted(r["gss_code"] for r in rows)
id = area.lower().replace(" ", "-")
about = dict(id=id, name=area, kind="region", members=members, also=[area])
record["area"] = about
"""
TELLING = """
import csv
from pathlib import Path
from IPython.display import display
with Path("data/sources/invented/figures.csv").open(encoding="utf-8") as file:
    told = [r for r in csv.DictReader(file) if r["indicator"] == "{indicator}"]
values = [r["value"] or r["status"] for r in told if r["gss_code"] in members]
record["reads"] = {{"{indicator}": members}}
record["headline"] = "{title}: " + (" and then ".join(values) or "nothing") + "."
display({{"text/markdown": record["headline"], "text/plain": record["headline"]}}, raw=True)
display({{"application/vnd.briefkit.record+json": record, "text/plain": "Record"}}, raw=True)
"""


def many(folder: Path) -> Path:
    """A new project of three briefings below a folder; its root."""
    root = small(folder)
    put(root, OTHER, "Other matters")
    put(root, VALES, "Of the vales", about="area")
    return root


def put(root: Path, id: str, title: str, *, about: str = "council", more: str = "") -> Path:
    """Put a notebook into a project; `more` is a cell that runs before it tells anything."""
    named = {"briefing": id, "title": title, "preload": NOTHING_TO_PREPARE}
    if about == "area":
        parameters, whom = 'area: str = ""\nedition: str = ""', ABOUT_AREA
        record = {k: v for k, v in RECORD.items() if k not in ("strands", "themes", "pattern")}
        named["about"] = "area"
    else:
        parameters, whom = 'council: str = ""\nedition: str = ""\npeers: str = ""', ABOUT_COUNCIL
        record = RECORD
    cells = [
        new_markdown_cell(f"# {title}"),
        new_code_cell(parameters, metadata={"tags": ["parameters"]}),
        *([new_code_cell(more)] if more else []),
        new_code_cell(f"record = {record | {'briefing': id, 'title': title}!r}\n{whom}"),
        new_code_cell(TELLING.format(indicator=READS.get(id, "home_page_weight"), title=title)),
    ]
    return _written(root / "briefings" / f"{id}.ipynb", cells, named)


def _written(path: Path, cells: list[Any], named: dict[str, str]) -> Path:
    whole = new_notebook(cells=cells)
    for number, cell in enumerate(whole.cells):
        cell.id = f"cell-{number}"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    whole.metadata.update(kernelspec=kernel, briefkit=named)
    nbformat.write(whole, path)
    return path
