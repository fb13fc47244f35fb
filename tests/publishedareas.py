"""Areas as the press would publish them: the overview's cells asked here, its documents made."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path
from typing import Any

import nbformat

from briefkit.narrative.region import Region
from briefkit.project import Project
from briefkit.publishing.documents import convert, publish
from briefkit.publishing.jobs import Job
from briefkit.publishing.notebook import record_of, scrubbed

NOTEBOOK = Path(__file__).parent.parent / "briefings" / "region-overview.ipynb"


def executed(region: Region) -> Any:
    """The notebook of briefings/ with the outputs that its cells would have for this area."""
    whole = copy.deepcopy(_read(NOTEBOOK))
    for turn, cell in enumerate((c for c in whole.cells if c.cell_type == "code"), 1):
        cell.execution_count = turn
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = f"area: str = {region.asked!r}"
        elif cell.source.startswith("region."):
            shown = eval(cell.source, {"region": region})
            data, metadata = shown._repr_mimebundle_()
            made = nbformat.v4.new_output("execute_result", data, metadata=metadata)
            cell.outputs = [{**made, "execution_count": turn}]
    return nbformat.from_dict(whole)


def published(
    region: Region, project: Project, out: Path, formats: tuple[str, ...] = ("html", "pdf", "docx")
) -> Path:
    """The folder of an area's overview below `out`."""
    area = region.reading.area
    folder = out / region.id / area.id
    job = Job(
        notebook=NOTEBOOK,
        home=project.root,
        parameters={"area": region.asked},
        about=area.id,
        name=area.name,
        folder=folder,
        formats=formats,
        templates=project.templates,
        sources=project.data / "sources",
        rules=project.rules,
        brand=project.brand,
    )
    notebook = executed(region)
    clean = scrubbed(notebook)
    publish(convert(clean, record_of(notebook) or {}, job), folder)
    return folder


@cache
def _read(notebook: Path) -> Any:
    return nbformat.read(notebook, as_version=4)
