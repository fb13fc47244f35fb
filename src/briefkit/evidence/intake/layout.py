"""A grid of the form: its headings found, and what is hidden, merged, gone or doubled in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from briefkit.evidence.intake.cells import Cell, Grid
from briefkit.evidence.intake.form import (
    COLUMNS,
    LABEL,
    NOT_ASKED,
    OPEN,
    START_COLUMNS,
    Column,
    FormRow,
)
from briefkit.evidence.intake.texts import plain_spaces, unseen, without
from briefkit.evidence.tables import Problem

AGAIN = "Make a new workbook with `briefkit intake new` and copy your answers into it."


@dataclass(frozen=True)
class FilledRow:
    """One row of the form: what was asked, and its cells by the id of their column."""

    asked: FormRow
    cells: dict[str, Cell]

    @property
    def first(self) -> Cell:
        """Its key's cell, by which the row itself is named."""
        return self.cells["key"]

    @property
    def touched(self) -> bool:
        """Whether anything is written in it beside the period that stood there."""
        return any(self.written(column) for column in OPEN if column != "period")

    def written(self, column: str) -> bool:
        """Whether somebody wrote something in a column."""
        cell = self.cells.get(column)
        return cell is not None and not (cell.blank or said(cell) == NOT_ASKED)


@dataclass(frozen=True)
class Table:
    """A grid with its heading row: the columns found, by id."""

    grid: Grid
    header: int
    columns: dict[str, int]
    known: tuple[Column, ...]


def said(cell: Cell) -> str:
    """A cell's text with plain spaces, and without characters that nobody sees."""
    return plain_spaces(without(cell.shown, unseen(cell.shown)))


def short(cell: Cell) -> str:
    """A cell's text for a message: quoted, and not too long."""
    text = said(cell)
    return repr(text if len(text) <= 60 else f"{text[:57]}...")


def table_of(grid: Grid) -> Table | None:
    """The grid's heading row: the first that begins with Key and has two more of our headings."""
    for row in grid.rows:
        texts = [said(c).casefold() for c in row]
        if "key" not in texts:
            continue
        known = START_COLUMNS if LABEL.casefold() in texts else COLUMNS
        titles = {c.id: c.title.casefold() for c in known}
        found = {id: texts.index(title) + 1 for id, title in titles.items() if title in texts}
        if len(found) >= 3:
            return Table(grid, row[0].row, found, known)
    return None


def heading_problems(table: Table, file: str) -> Iterator[Problem]:
    """Headings that are gone, doubled, or not of the form."""
    row = table.grid.rows[table.header - 1]
    texts = Counter(said(c).casefold() for c in row if not c.blank)
    for column in table.known:
        if column.id not in table.columns:
            message = f"the column {column.title!r} is gone, or its heading was changed. {AGAIN}"
            yield Problem(file, table.header, "", message, table.grid.name)
        elif texts[column.title.casefold()] > 1:
            message = f"the heading {column.title!r} stands twice. Delete the second column."
            yield row[table.columns[column.id] - 1].problem(message)


def hidden_answers(table: Table, rows: list[FilledRow]) -> Iterator[Problem]:
    """Answers that are hidden, or in cells that were merged: whose they are cannot be seen."""
    grid, opened = table.grid, {n for id, n in table.columns.items() if id in OPEN}
    for merge in grid.merged:
        touched = {c for r, c in merge.places() if r > table.header and c in opened}
        if touched:
            cell = grid.at(merge.first_row, merge.first_column)
            if cell is not None:
                yield cell.problem(f"the cells {merge} are merged. Unmerge them and fill in each.")
    for row in rows:
        cells = [row.cells[c] for c in OPEN if c != "period" and row.written(c)]
        hidden = [c for c in cells if _hidden(grid, c)]
        if hidden:
            where = "sheet" if grid.hidden else "row or column"
            message = f"stands in a hidden {where}. Unhide it and look, or clear it."
            yield hidden[0].problem(f"{short(hidden[0])} {message}")


def hidden_blanks(table: Table, rows: list[FilledRow], file: str) -> Iterator[Problem]:
    """Hidden rows and sheets without an answer: nothing is lost, and it is told."""
    grid = table.grid
    blank = [row for row in rows if not row.touched]
    if grid.hidden and len(blank) == len(rows):
        said = "the sheet is hidden, and nothing is written in it."
        yield Problem(file, None, "", said, grid.name)
        return
    count = sum(row.first.row in grid.hidden_rows for row in blank)
    if count:
        said = f"{count} hidden row{'s' * (count > 1)}, in which nothing is written."
        yield Problem(file, None, "", said, grid.name)


def _hidden(grid: Grid, cell: Cell) -> bool:
    return grid.hidden or cell.row in grid.hidden_rows or cell.column in grid.hidden_columns
