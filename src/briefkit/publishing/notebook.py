"""An executed notebook as data: its record, and a copy that names no path, time or machine."""

from __future__ import annotations

import copy
import json
from typing import Any

from briefkit.errors import IncompleteBriefing

RECORD_MIME = "application/vnd.briefkit.record+json"


def subject_of(record: dict[str, Any]) -> dict[str, str]:
    """Whom a record is about, a council or an area: its `id`, `name`, `official_name`, `slug`.

    The id is a council's GSS code, or the area's own. Raises IncompleteBriefing for a record
    that names neither.
    """
    for key, name in (("council", "gss_code"), ("area", "id")):
        found = record.get(key)
        if isinstance(found, dict) and name in found:
            told = str(found.get("name", found[name]))
            return {
                "id": str(found[name]),
                "name": told,
                "official_name": str(found.get("official_name", told)),
                "slug": str(found.get("slug", found[name])),
            }
    raise IncompleteBriefing(
        "The record names neither a council nor an area. Display briefing.record(), or "
        "region.record(), in the last cell."
    )


def record_of(notebook: Any) -> dict[str, Any] | None:
    """The record that the last code cell displays; None where it displays none."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for output in cells[-1].get("outputs", []) if cells else []:
        found = output.get("data", {}).get(RECORD_MIME)
        if found is not None:
            return dict(found)
    return None


def scrubbed(notebook: Any) -> Any:
    """A copy without papermill's metadata, times, streams and run-to-run differences.

    What the outputs hold is shared with the original, which stays as it was.
    """
    clean = copy.copy(notebook)
    kept = {k: v for k, v in notebook.metadata.items() if k in ("kernelspec", "briefkit")}
    clean.metadata = {**kept, "language_info": {"name": "python"}}
    clean.cells = [_scrubbed_cell(cell, place) for place, cell in enumerate(notebook.cells)]
    return clean


def _scrubbed_cell(cell: Any, place: int) -> Any:
    clean = copy.copy(cell)
    clean.metadata = {k: v for k, v in cell.metadata.items() if k == "tags"}
    if cell.cell_type != "code":
        return clean
    if "injected-parameters" in clean.metadata.get("tags", []):
        clean.id = "injected-parameters"  # papermill gives it another at each run
    clean.execution_count = place
    clean.outputs = [copy.copy(o) for o in cell.outputs if o.output_type != "stream"]
    for output in clean.outputs:
        if "execution_count" in output:
            output.execution_count = place
    return clean


def as_json(notebook: Any) -> bytes:
    """The notebook as a file, one cell a line."""
    return dumps({key: notebook[key] for key in sorted(notebook)})


def dumps(value: dict[str, Any]) -> bytes:
    """JSON of which a person can see a part at a time: one line a key, one an item of its list.

    No NaN can pass.
    """
    lines = [
        f"{json.dumps(key, ensure_ascii=False)}: {_lines(item)}" for key, item in value.items()
    ]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode("utf-8")


def _lines(value: Any) -> str:
    # Python's own indenting encoder is ten times slower than its plain one
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return "[\n" + ",\n".join(_plain(item) for item in value) + "\n]"
    return _plain(value)


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
