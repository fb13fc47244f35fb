"""What a file holds, whatever its form: a Book of Grids of Cells, each of which knows its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from briefkit.evidence.tables import Problem

Value = str | int | float | bool | dt.date | None


def letters(column: int) -> str:
    """A column's letters as a spreadsheet shows them: 1 is A, 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its `value`, and `shown`, the text that an officer sees.

    `row` and `column` count from 1. `sheet` is blank in a CSV file. `formula` begins with "=" where
    there is one; `look` is Excel's number format. An Excel error is a text such as "#N/A".
    """

    value: Value
    shown: str
    row: int
    column: int
    file: str
    sheet: str = ""
    formula: str = ""
    look: str = ""

    @property
    def place(self) -> str:
        """Where it stands: B7, or "row 7, column 2" in a CSV file."""
        if self.sheet:
            return f"{letters(self.column)}{self.row}"
        return f"row {self.row}, column {self.column}"

    @property
    def blank(self) -> bool:
        """Whether an officer sees nothing in it."""
        return not self.shown.strip()

    def problem(self, message: str) -> Problem:
        """Something that is wrong with it."""
        if self.sheet:
            return Problem(
                self.file, self.row, letters(self.column), message, self.sheet, self.place
            )
        return Problem(self.file, self.row, str(self.column), message)


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, from its first row and column to its last; the first cell holds the value."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def __str__(self) -> str:
        return (
            f"{letters(self.first_column)}{self.first_row}:"
            f"{letters(self.last_column)}{self.last_row}"
        )

    def places(self) -> Iterator[tuple[int, int]]:
        """Row and column of every cell in it."""
        for row in range(self.first_row, self.last_row + 1):
            for column in range(self.first_column, self.last_column + 1):
                yield row, column


@dataclass(frozen=True)
class Grid:
    """A sheet: rows of equal length from A1 on, without blank rows and columns after the last.

    `hidden` says whether the sheet is; hidden rows and columns are in `rows` as any other.
    """

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Merge, ...] = ()

    @cached_property
    def over(self) -> dict[tuple[int, int], Cell]:
        """The cell whose value stands over each place of a merged range, by row and column."""
        return {
            place: self.rows[merge.first_row - 1][merge.first_column - 1]
            for merge in self.merged
            if merge.first_row <= len(self.rows) and merge.first_column <= self.width
            for place in merge.places()
        }

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.rows[0]) if self.rows else 0

    def at(self, row: int, column: int) -> Cell | None:
        """The cell at a row and column counted from 1; None beyond the last."""
        if 0 < row <= len(self.rows) and 0 < column <= self.width:
            return self.rows[row - 1][column - 1]
        return None


@dataclass(frozen=True)
class Book:
    """A file as it was read. `kind` is what it holds (xlsx, csv, html, ...), whatever its name.

    `problems` must be mended; `remarks` are told and stop nothing.
    """

    path: Path
    sha256: str
    kind: str
    sheets: tuple[Grid, ...] = ()
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = field(default=())

    def sheet(self, name: str) -> Grid | None:
        """The sheet of that name, as Excel compares them: without regard to case."""
        wanted = name.strip().casefold()
        return next((s for s in self.sheets if s.name.strip().casefold() == wanted), None)


def trimmed(rows: list[list[Cell]]) -> tuple[Row, ...]:
    """Rows without the blank ones at the end, and without blank columns at the right."""
    last = max((n for n, row in enumerate(rows, 1) if any(_held(c) for c in row)), default=0)
    kept = rows[:last]
    width = max((c.column for row in kept for c in row if _held(c)), default=0)
    return tuple(tuple(row[:width]) for row in kept)


def _held(cell: Cell) -> bool:
    return not cell.blank or bool(cell.formula)
