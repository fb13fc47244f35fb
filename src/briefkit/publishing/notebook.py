"""An executed notebook as data: its record, and a copy that names no path, time or machine."""

from __future__ import annotations

import copy
import json
from typing import Any

RECORD_MIME = "application/vnd.briefkit.record+json"


def record_of(notebook: Any) -> dict[str, Any] | None:
    """The record that the last code cell displays; None where it displays none."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for output in cells[-1].get("outputs", []) if cells else []:
        found = output.get("data", {}).get(RECORD_MIME)
        if found is not None:
            return dict(found)
    return None


def scrubbed(notebook: Any) -> Any:
    """A copy without papermill's metadata, times, streams and run-to-run differences."""
    clean = copy.deepcopy(notebook)
    clean.metadata = {k: v for k, v in clean.metadata.items() if k in ("kernelspec", "briefkit")}
    clean.metadata["language_info"] = {"name": "python"}
    for place, cell in enumerate(clean.cells):
        cell.metadata = {k: v for k, v in cell.metadata.items() if k == "tags"}
        if cell.cell_type != "code":
            continue
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "injected-parameters"  # papermill gives it another at each run
        cell.outputs = [o for o in cell.outputs if o.output_type != "stream"]
        cell.execution_count = place
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = place
    return clean


def as_json(notebook: Any) -> bytes:
    """The notebook as a file."""
    import nbformat

    text = str(nbformat.writes(notebook))  # type: ignore[no-untyped-call]
    return (text.rstrip("\n") + "\n").encode("utf-8")


def dumps(value: Any) -> bytes:
    """JSON that is read by people too; no NaN can pass."""
    text = json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False)
    return (text + "\n").encode("utf-8")
