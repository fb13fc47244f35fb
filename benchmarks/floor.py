"""The floor: briefings as plain function calls in a warm process, with no notebook run.

    python benchmarks/floor.py fresh CODE...   every chart built by seaborn for each council
    python benchmarks/floor.py kept CODE...    charts from kept figures, as the press draws them

Prints JSON: CPU seconds a council (`cpu`), start-up and warming left out.
"""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_output
from routes import JOBS

from briefkit.cli.ordering import ordered
from briefkit.narrative.briefing import brief
from briefkit.narrative.charts import stencil
from briefkit.narrative.shelf import shelf_of
from briefkit.project import find_project
from briefkit.publishing.documents import convert
from briefkit.publishing.formats.setting import share_processors
from briefkit.publishing.notebook import record_of

CALL = "briefing."


class Forgetful(dict[str, Any]):
    """Keeps nothing: each chart's figure is built anew."""

    def __setitem__(self, key: str, value: Any) -> None:
        """Hold a figure for the chart that is being drawn, and no longer."""
        self.clear()
        super().__setitem__(key, value)

    def __contains__(self, key: object) -> bool:
        """Say no: the figure is to be built."""
        return False


def main() -> None:
    """Warm up with one council, then time the others; Typst has no more threads than the press."""
    way, *codes = sys.argv[1:]
    share_processors(JOBS)
    if way == "fresh":
        stencil._kept = Forgetful()
    one = printer(Path.cwd())
    one(codes[0])
    start = time.process_time()
    for code in codes:
        one(code)
    print(json.dumps({"cpu": (time.process_time() - start) / len(codes)}))


def printer(folder: Path) -> Callable[[str], dict[str, bytes]]:
    """A function from a council's code to the bytes of its HTML, PDF and evidence."""
    with contextlib.chdir(folder):
        project = find_project()
        order = ordered([], True, ["culture-change"], "html,pdf", out=Path("out"))
    jobs = {job.about: job for job in order.jobs}
    shelf = shelf_of(project, project.edition)
    blank = nbformat.read(order.jobs[0].notebook, as_version=4)

    def one(code: str) -> dict[str, bytes]:
        shown = filled(blank, brief(code, shelf, order.terms.peers))
        record = record_of(shown)
        assert record is not None
        return convert(shown, record, jobs[code])

    return one


def filled(blank: Any, briefing: Any) -> Any:
    """The notebook as if it had been run: each call's value is shown beneath its cell."""
    notebook = nbformat.from_dict(json.loads(json.dumps(blank)))
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        cell.execution_count = 1
        if "parameters" in cell.metadata.get("tags", ()):
            cell.source = f'council = "{briefing.reading.study.council.gss_code}"'
        value = called(briefing, cell.source) if cell.source.startswith(CALL) else None
        if value is not None:
            data, metadata = value._repr_mimebundle_()
            shown = new_output("execute_result", data, execution_count=1, metadata=metadata)
            cell.outputs = [shown]
    return notebook


def called(briefing: Any, source: str) -> Any:
    """What `briefing.name()` gives."""
    return getattr(briefing, source.removeprefix(CALL).removesuffix("()"))()


if __name__ == "__main__":
    main()
