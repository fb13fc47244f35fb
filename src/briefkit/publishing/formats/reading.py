"""A notebook's saved outputs as blocks in order: what every format is made from.

`read(notebook)` gives the blocks, each with the number of its cell, and the record that
proves a briefing whole. It refuses, in one sentence, a notebook that was not run, one
that stopped with an error, and one whose results are another council's, or area's, than its
parameters. Markdown cells and an ordinary notebook's tables and pictures become blocks
too (markdown.py, ordinary.py).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefkit.errors import UnreadableNotebook
from briefkit.publishing.formats.markdown import markdown_blocks
from briefkit.publishing.formats.ordinary import output_blocks

if TYPE_CHECKING:
    from nbformat import NotebookNode

BLOCK_MIME = "application/vnd.briefkit.block+json"
RECORD_MIME = "application/vnd.briefkit.record+json"
RUN_AGAIN = "Choose Run > Run All Cells, save, and export again."

Block = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """A block and the cell that shows it, counted from 1 as a reader would."""

    cell: int
    block: Block


@dataclass(frozen=True)
class Reading:
    """A notebook as its reader sees it. `record` is None for an ordinary notebook."""

    parts: tuple[Part, ...]
    record: dict[str, Any] | None

    @property
    def blocks(self) -> list[Block]:
        """The blocks alone, in order."""
        return [part.block for part in self.parts]


def read(notebook: NotebookNode) -> Reading:
    """The notebook's blocks and record.

    Raises UnreadableNotebook: not run, stopped with an error, a briefing without its
    record, a record of another council or area than the parameters name, a picture without alt
    text, a table without a caption.
    """
    _require_run(notebook)
    record = _record(notebook)
    if record is not None:
        _require_same_subject(notebook, record)
    parts = tuple(_parts(notebook))
    if record is None and _is_briefing(notebook):
        raise UnreadableNotebook(
            "This notebook has no record, so it is no whole briefing. Export one of the notebooks "
            f"that end with briefing.record(), or add that cell at the end. {RUN_AGAIN}"
        )
    return Reading(parts, record)


def _code_cells(notebook: NotebookNode) -> Iterator[tuple[int, Any]]:
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "code" and cell.source.strip():
            yield number, cell


def _require_run(notebook: NotebookNode) -> None:
    cells = list(_code_cells(notebook))
    for number, cell in cells:
        for output in cell.outputs:
            if output.output_type == "error":
                raise UnreadableNotebook(
                    f"Cell {number} stopped with an error: {_sentence(output)} "
                    "Mend it, run all cells, save, and export again."
                )
    if cells and not any(_was_run(cell) for _, cell in cells):
        raise UnreadableNotebook(f"This notebook has not been run. {RUN_AGAIN}")
    counted = any(cell.execution_count for _, cell in cells)
    for number, cell in cells:
        if counted and not _was_run(cell):
            raise UnreadableNotebook(f"Cell {number} has not been run. {RUN_AGAIN}")


def _was_run(cell: Any) -> bool:
    return bool(cell.execution_count or cell.outputs)


def _sentence(error: Any) -> str:
    """What went wrong, without traceback; a named error of our own needs no name."""
    said = str(error.get("evalue", "")).strip() or str(error.get("ename", "an error"))
    shown = error.get("traceback", [])
    if "\n" in said and len(shown) == 1:  # a list of problems, which its error put into one line
        said = str(shown[0]).strip() or said
    first = said.splitlines()[0]
    return first if first.endswith((".", "?", "!")) else f"{first}."


def _displayed(notebook: NotebookNode) -> Iterator[tuple[int, Any, Any]]:
    """Cell number, cell and output, for every output that holds data."""
    for number, cell in _code_cells(notebook):
        if not _tags(cell) & {"remove_cell", "remove-cell", "remove_output", "remove-output"}:
            for output in cell.outputs:
                if "data" in output:
                    yield number, cell, output


def _tags(cell: Any) -> set[str]:
    return set(cell.metadata.get("tags", []))


def _record(notebook: NotebookNode) -> dict[str, Any] | None:
    records = [o.data[RECORD_MIME] for _, _, o in _displayed(notebook) if RECORD_MIME in o.data]
    return records[-1] if records else None


def _is_briefing(notebook: NotebookNode) -> bool:
    return any(BLOCK_MIME in output.data for _, _, output in _displayed(notebook))


def _parts(notebook: NotebookNode) -> Iterator[Part]:
    for number, cell in enumerate(notebook.cells, start=1):
        if _tags(cell) & {"remove_cell", "remove-cell"}:
            continue
        if cell.cell_type == "markdown":
            attachments = cell.get("attachments", {})
            for block in markdown_blocks(cell.source, cell=number, attachments=attachments):
                yield Part(number, block)
        elif cell.cell_type == "code":
            yield from _shown(number, cell)


def _shown(number: int, cell: Any) -> Iterator[Part]:
    if _tags(cell) & {"remove_output", "remove-output"}:
        return
    for output in cell.outputs:
        data = output.get("data", {})
        if BLOCK_MIME in data:
            yield Part(number, data[BLOCK_MIME])
        elif RECORD_MIME not in data:
            for block in output_blocks(output, cell=number, cell_metadata=cell.metadata):
                yield Part(number, block)


def _require_same_subject(notebook: NotebookNode, record: dict[str, Any]) -> None:
    kind = "area" if "area" in record else "council"
    asked, about = parameter(notebook, kind), record[kind]
    keys = ("id", "name") if kind == "area" else ("gss_code", "name", "official_name")
    names = [about.get(key, "") for key in keys]
    known = {_folded(name) for name in [*names, *about.get("also", [])]}
    if isinstance(asked, str) and _folded(asked) not in known:
        raise UnreadableNotebook(
            f"The parameters name {asked}, but the results are {about['name']}'s. {RUN_AGAIN}"
        )


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def parameter(notebook: NotebookNode, name: str) -> Any:
    """The value that the parameters cell gives to a name; an injected one wins. Or None.

    Only a plain value counts: what a cell computes can't be known without running it.
    """
    value = None
    for tag in ("parameters", "injected-parameters"):
        for cell in notebook.cells:
            if cell.cell_type == "code" and tag in _tags(cell):
                value = _assigned(cell.source, value, name)
    return value


def _assigned(source: str, value: Any, name: str) -> Any:
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return value
    for statement in statements:
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        if isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            value = _literal(statement)
    return value


def _literal(statement: Any) -> Any:
    try:
        return ast.literal_eval(statement.value)
    except (ValueError, TypeError):
        return None
