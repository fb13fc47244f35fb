"""Briefings as the press would run them, without a kernel: the notebook's cells, asked here."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path
from typing import Any

import nbformat

from briefkit.narrative.briefing import Briefing


def executed(briefing: Briefing, notebook: Path) -> Any:
    """A notebook of briefings/ with the outputs that its cells would have for this briefing."""
    whole = copy.deepcopy(_read(notebook))
    code = briefing.reading.study.council.gss_code
    for turn, cell in enumerate(c for c in whole.cells if c.cell_type == "code"):
        cell.execution_count = turn + 1
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = f'council: str = "{code}"'
        elif cell.source.startswith("briefing."):
            cell.outputs = _shown(eval(cell.source, {"briefing": briefing}), turn + 1)
    return whole


@cache
def _read(notebook: Path) -> Any:
    return nbformat.read(notebook, as_version=4)


def _shown(value: Any, turn: int) -> list[Any]:
    if value is None:
        return []
    data, metadata = value._repr_mimebundle_()
    return [nbformat.v4.new_output("execute_result", data, metadata=metadata, execution_count=turn)]
