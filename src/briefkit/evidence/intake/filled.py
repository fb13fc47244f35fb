"""A form that somebody filled in, found again in a workbook, a page of tables or CSV files.

A row is known by its key and a column by its heading, so sheets may be moved or renamed, rows
sorted and columns moved. Whatever is gone, doubled or not of the form is a problem.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from briefkit.evidence.catalogue import Theme
from briefkit.evidence.intake.cells import Book, Cell, Grid
from briefkit.evidence.intake.form import COLUMNS, OPEN, VERSION, FormRow
from briefkit.evidence.intake.grids import read_file
from briefkit.evidence.intake.layout import (
    AGAIN,
    FilledRow,
    Table,
    heading_problems,
    hidden_answers,
    hidden_blanks,
    said,
    short,
    table_of,
)
from briefkit.evidence.intake.questions import Asked
from briefkit.evidence.tables import Problem


@dataclass(frozen=True)
class Filled:
    """Everything found: `start` by the field's id, `machine` what the hidden sheet says."""

    files: dict[str, str]
    start: dict[str, Cell]
    rows: tuple[FilledRow, ...]
    machine: dict[str, str]
    strays: int
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]


def read_filled(path: Path, asked: Asked) -> Filled:
    """Read a workbook, or a folder of CSV files, that `briefkit intake new` made.

    Raises UnfitEvidence where there is no such file.
    """
    books = [read_file(p) for p in _files(path)]
    found = _Finding(asked)
    for book in books:
        for grid in book.sheets:
            found.take(grid, book)
    name = path.name
    version = found.machine.get("version", str(VERSION))
    alone = not path.is_dir() and bool(found.tables) and books[0].kind == "csv"
    problems = [*_of_books(books, found.read), *found.problems, *found.missing(name)]
    if not books:
        nothing = "there is no CSV file in this folder. Give the workbook, or the right folder."
        problems = [Problem(name, None, "", nothing)]
    elif alone:
        problems = [Problem(name, None, "", "this is one file of a form. Give the whole folder.")]
    elif not found.tables and not any(b.problems for b in books):
        strange = f"nothing of the form of `briefkit intake new` was found in it. {AGAIN}"
        problems = [Problem(name, None, "", strange)]
    elif version != str(VERSION):
        other = f"made by another version of briefkit (form {version[:9]}, here {VERSION}). {AGAIN}"
        problems = [Problem(name, None, "", other)]
    return Filled(
        files={b.path.name: b.sha256 for b in books},
        start=found.start,
        rows=tuple(found.rows),
        machine=found.machine,
        strays=found.strays,
        problems=tuple(dict.fromkeys(problems)),
        remarks=(*_of_files(books), *found.remarks),
    )


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(p for p in path.iterdir() if p.suffix.casefold() == ".csv" and p.is_file())
    return [path]


def _of_books(books: Iterable[Book], read: set[Problem]) -> Iterator[Problem]:
    """What the files themselves have: of a cell only where it is an answer."""
    places = {_place(p) for p in read}
    for book in books:
        yield from (p for p in book.problems if not p.column or _place(p) in places)


def _of_files(books: Iterable[Book]) -> Iterator[Problem]:
    """What was unusual about whole files, such as their encoding or a name that misleads."""
    for book in books:
        yield from (r for r in book.remarks if r.row is None and not r.sheet)


def _place(problem: Problem) -> tuple[object, ...]:
    return (problem.file, problem.sheet, problem.row, problem.column)


class _Finding:
    """What has been found so far, grid by grid."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.start: dict[str, Cell] = {}
        self.rows: list[FilledRow] = []
        self.machine: dict[str, str] = {}
        self.expected: list[str] = []
        self.strange: Counter[str] = Counter()
        self.strays = 0
        self.tables: list[Table] = []
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []
        self.read: set[Problem] = set()

    def take(self, grid: Grid, book: Book) -> None:
        """Find what one grid holds of the form."""
        if grid.rows and grid.rows[0][0].shown.startswith("machine/"):
            self._machine(grid)
            return
        table = table_of(grid)
        if table is None:
            return
        self.tables.append(table)
        self.problems += heading_problems(table, book.path.name)
        first = len(self.rows)
        for row in grid.rows[table.header :]:
            self._row(table, row)
        self.problems += hidden_answers(table, self.rows[first:])
        self.remarks += hidden_blanks(table, self.rows[first:], book.path.name)

    def _machine(self, grid: Grid) -> None:
        for row in grid.rows:
            name, value = row[0].shown.partition("/")[2], row[1].shown
            if name == "row":
                self.expected.append(value)
            else:
                self.machine[name] = value

    def _row(self, table: Table, row: tuple[Cell, ...]) -> None:
        cells = {id: row[n - 1] for id, n in table.columns.items()}
        key = said(cells["key"])
        opened = [cells[c] for c in (*OPEN, "value") if c in cells]
        beyond = [c for c in row if c.column not in table.columns.values() and not c.blank]
        if len(table.columns) < len(table.known):
            beyond = []  # a heading was written over: that was told, and is its column's fault
        if key:
            self.read |= {c.problem("") for c in opened}
            self.problems += [c.problem(f"{short(c)} {_BEYOND}") for c in beyond]
            self._keyed(key, cells, table)
        else:
            # what an officer wrote beneath the form, or in a row of their own
            strange = [c for c in (*opened, *beyond) if not c.blank]
            if strange and table.known is COLUMNS:
                self.strays += 1
                self.problems.append(strange[0].problem(f"{short(strange[0])} {_INSERTED}"))

    def _keyed(self, key: str, cells: dict[str, Cell], table: Table) -> None:
        if key.startswith("start/"):
            id = key.partition("/")[2]
            if id in self.start:
                self.problems.append(_twice(cells["key"], self.start[id]))
            self.start.setdefault(id, cells["value"] if "value" in cells else cells["key"])
            return
        asked = _asked(key, self.asked)
        if asked is None or table.known is not COLUMNS:
            message = f"{key[:60]!r} is the key of no question. Somebody wrote in the key. {AGAIN}"
            self.problems.append(cells["key"].problem(message))
            self.strange[table.grid.name or cells["key"].file] += 1
            self.strays += 1
            return
        again = next((r for r in self.rows if r.asked.key == key), None)
        if again is not None:
            self.problems.append(_twice(cells["key"], again.first))
            self.strays += 1
            return
        self.rows.append(FilledRow(asked, cells))

    def missing(self, name: str) -> Iterator[Problem]:
        """Sheets and rows that are gone."""
        if not self.tables:
            return
        if not self.start:
            message = f"the start sheet is gone, which says whose figures these are. {AGAIN}"
            yield Problem(name, None, "", message)
        held = {row.asked.key for row in self.rows}
        gone = [k for k in self.expected or _least(self.asked, held) if k not in held]
        lost = [row for k in gone if (row := _asked(k, self.asked))]
        for theme in self.asked.themes:
            mine = [row for row in lost if row.question.theme == theme]
            there = next((r.first for r in self.rows if r.asked.question.theme == theme), None)
            if mine and there is None:
                yield self._lost_sheet(theme, len(mine), name)
            elif there is not None and len(mine) > self.strange[there.sheet or there.file]:
                # fewer are those whose keys were written over, which was told
                for row in mine:
                    message = f"the row {row.key!r} is gone ({row.text('question')}). {AGAIN}"
                    yield Problem(there.file, None, "", message, there.sheet)

    def _lost_sheet(self, theme: Theme, rows: int, name: str) -> Problem:
        csv = all(t.grid.name == "" for t in self.tables)
        file = f"{theme.number}-{theme.id}.csv" if csv else name
        what = "file" if csv else "sheet"
        message = f"this {what} is gone, with {rows} row{'s' * (rows > 1)}. {AGAIN}"
        return Problem(file, None, "", message, "" if csv else f"{theme.number} {theme.name}")


_BEYOND = (
    "stands in a column that is not of the form, so it would be lost. Move it to Remark, or "
    "clear it."
)
_INSERTED = (
    "stands in a row that is not of the form: its key is gone, or the row was inserted. Move it "
    "to the row of its question, or clear it."
)


def _twice(cell: Cell, before: Cell) -> Problem:
    where = before.place if before.sheet else f"row {before.row} of {before.file}"
    beside = f" of {before.sheet}" if before.sheet and before.sheet != cell.sheet else ""
    message = f"this question stands twice: also at {where}{beside}. Delete one of the rows."
    return cell.problem(message)


def _asked(key: str, asked: Asked) -> FormRow | None:
    """What a key asks; None for no key of ours."""
    id, *numbers = key.split("/")
    question = asked.question.get(id)
    if question is None or not 1 <= len(numbers) <= 2 or not all(n.isdecimal() for n in numbers):
        return None
    if len(numbers) == 1:
        return FormRow(key, question, "", "")
    part = int(numbers[1])
    if not 1 <= part <= len(question.parts):
        return None
    return FormRow(key, question, "", "", question.parts[part - 1])


def _least(asked: Asked, held: set[str]) -> list[str]:
    """What must stand in a file without its hidden sheet: each question, and no gap in its rows."""
    counted = Counter(k.split("/")[0] for k in held if k.count("/") == 1)
    return [
        f"{q.indicator.id}/{n}"
        for q in asked.questions
        # what some kinds of council are never asked can be missing for no other reason
        if q.indicator.kinds == ("all",) or counted[q.indicator.id]
        for n in range(1, max(q.years, counted[q.indicator.id]) + 1)
    ]
