"""Tiny notebooks for the press, each a way to go right or wrong, and jobs that print them."""

from __future__ import annotations

import contextlib
import os
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from briefkit.branding.brand import Brand
from briefkit.publishing import kernels
from briefkit.publishing.jobs import Job, Preload
from briefkit.publishing.kernels import warm

ROOT = Path(__file__).resolve().parents[2]
CODE, NAME = "E06000901", "Ashcombe"

RECORD: dict[str, Any] = {
    "schema": 1,
    "briefing": "tiny",
    "title": "Tiny",
    "council": {"gss_code": CODE, "name": NAME, "official_name": "Ashcombe Council"},
    "edition": {"id": "2026-november", "title": "November 2026"},
    "data_date": "2026-11-23",
    "headline": "Ashcombe has its data in order.",
    "sources": [],
    "statements": [],
    "peers": {"rule": "nearest", "members": ["E06000902"]},
    "reads": {"weight": [CODE, "E06000902"]},
}
FIGURES = (
    "gss_code,indicator,period,published,value,note\n"
    f"{CODE},weight,2025,2025-06-01,1.10,\n"
    "E06000902,weight,2025,2025-06-01,2.00,\n"
    "E06000903,weight,2025,2025-06-01,3.00,read by nobody\n"
    f"{CODE},weight,2026,2026-11-24,0.90,a day too late\n"
)

# what a run leaves behind, and a published notebook must not name
GOSSIP = "import getpass, os, time; print(os.getcwd(), getpass.getuser(), time.asctime())"


NOTHING_TO_PREPARE = "os:fspath"  # called with a folder, it does nothing


def workers(
    count: int, *, forking: bool, kind: str = "forked", preload: Preload | None = None
) -> Executor:
    """Processes for the press, spawned, so that nothing of the tests' own process reaches it.

    Their kernels are ordinary, or warm: of the kind that is named, with `preload` in them.
    """
    spawn = get_context("spawn")
    if not forking:
        return ProcessPoolExecutor(count, mp_context=spawn)
    begin = (kind, preload or Preload(NOTHING_TO_PREPARE, ROOT))
    pool = ProcessPoolExecutor(count, mp_context=spawn, initializer=begin_with, initargs=begin)
    assert pool.submit(manager).result() == f"{kind.capitalize()}KernelManager"
    return pool


def begin_with(kind: str, preload: Preload) -> None:
    os.environ["BRIEFKIT_KERNELS"] = kind
    warm(preload)


def manager() -> str:
    """The kernel manager that the process that is asked would use."""
    return kernels.manager().__name__


def ran(notebook: str, out: str, kernels: str) -> list[Any]:
    """In a worker: the outputs of each cell of code, run by a kernel of that kind."""
    import papermill
    from papermill.engines import papermill_engines
    from papermill.exceptions import PapermillExecutionError

    from briefkit.publishing.engine import BriefkitEngine

    papermill_engines.register("briefkit", BriefkitEngine)
    os.environ["MARK"] = "given"
    with contextlib.suppress(PapermillExecutionError):  # of the cell that fails: the rest is run
        papermill.execute_notebook(
            notebook, out, engine_name="briefkit", kernel_name="python3", progress_bar=False
        )
    assert manager().lower().startswith("limited" if kernels == "ordinary" else kernels)
    whole = nbformat.read(out, as_version=4)
    return [cell.outputs for cell in whole.cells if cell.cell_type == "code"]


def telling(record: dict[str, Any]) -> str:
    """The source of a cell that displays a record, needing nothing of briefkit's."""
    bundle = {"text/plain": "Record", "application/vnd.briefkit.record+json": record}
    return f"from IPython.display import display\ndisplay({bundle!r}, raw=True)"


def stored(path: Path, *cells: str, swallow: str = "") -> Path:
    """A notebook of a parameters cell and these; `swallow` is the source whose error is let be."""
    opening = new_code_cell('council: str = "nobody"', metadata={"tags": ["parameters"]})
    rest = [
        new_code_cell(cell, metadata={"tags": ["raises-exception"]} if cell == swallow else {})
        for cell in cells
    ]
    whole = new_notebook(cells=[new_markdown_cell("# A *tiny* briefing"), opening, *rest])
    for number, cell in enumerate(whole.cells):
        cell.id = f"cell-{number}"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    whole.metadata["kernelspec"] = kernel
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(whole, path)
    return path


def sources(folder: Path) -> Path:
    """A folder of one source with the figures above, beside a list of councils."""
    (folder / "scans").mkdir(parents=True)
    (folder / "scans" / "figures.csv").write_text(FIGURES, encoding="utf-8")
    register = f"gss_code,name\n{CODE},{NAME}\nE06000902,Fernvale\n"
    (folder.parent / "councils.csv").write_text(register, encoding="utf-8")
    return folder


def job(notebook: Path, folder: Path, read: Path, *formats: str) -> Job:
    """The job that prints a notebook for Ashcombe into a folder."""
    return Job(
        home=notebook.parent,
        notebook=notebook,
        parameters={"council": CODE},
        about=CODE,
        name=NAME,
        folder=folder,
        formats=formats or ("html",),
        templates=ROOT / "templates",
        sources=read,
        rules=ROOT / "data",
        brand=Brand(organisation="The county of tests"),
    )
