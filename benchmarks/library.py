"""papermill, nbconvert and Chromium as libraries, in one process: the analyst's notebook again.

    python benchmarks/library.py GIVEN OUT CODE...

One notebook after another in kernels of papermill's own; exporters are made once.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
import papermill
from nbconvert.exporters import HTMLExporter, WebPDFExporter

NOTEBOOK = Path(__file__).parent / "analyst.ipynb"


def main() -> None:
    """Run, convert and write each council's notebook."""
    given, out, *codes = sys.argv[1:]
    page, paper = HTMLExporter(), WebPDFExporter(disable_sandbox=True)
    for code in codes:
        ran = Path(out, f"{code}.ipynb")
        parameters = {"council": code, "given": given}
        papermill.execute_notebook(NOTEBOOK, ran, parameters=parameters, progress_bar=False)
        notebook = nbformat.read(ran, as_version=4)
        ran.with_suffix(".html").write_text(page.from_notebook_node(notebook)[0], encoding="utf-8")
        ran.with_suffix(".pdf").write_bytes(paper.from_notebook_node(notebook)[0])


if __name__ == "__main__":
    main()
