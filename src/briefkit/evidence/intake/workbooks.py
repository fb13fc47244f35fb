"""Excel workbooks: values as Excel last worked them out, the formulas behind, and what is hidden.

openpyxl reads a workbook twice, since it gives either formulas or their values.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from briefkit.evidence.intake.cells import Cell, Grid, Merge, Value, letters, trimmed
from briefkit.evidence.intake.looks import shown
from briefkit.evidence.tables import Problem

MOST_CELLS = 4_000_000
_LARGE = 1_000_000  # bytes of a sheet from which its formatted, empty cells are left out first
_EMPTY = re.compile(rb"<c\b[^>]*/>|<c\b[^>]*></c>")
_EMPTY_ROW = re.compile(rb"<row\b[^>]*/>|<row\b[^>]*>\s*</row>")
_TEXT_RESULT = re.compile(rb'<(?:\w+:)?c\b[^>]*\bt="str"[^>]*>')
_PLACE = re.compile(rb'\br="([A-Z]+[0-9]+)"')
_ESCAPE = re.compile("_x([0-9A-F]{4})_")
ERROR = re.compile(r"#(N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BUSY!)|Err:\d+")
"""What Excel and LibreOffice show in a cell that could not be worked out."""

_UNREADABLE = (
    *(InvalidFileException, LookupError, ValueError, TypeError, AttributeError, SyntaxError),
    *(ArithmeticError, OSError),
)
"""What openpyxl raises for a workbook that breaks the rules of its format."""

_RESAVE = (
    "Open it in Excel or LibreOffice, save it again as Excel Workbook (.xlsx), and give that file."
)

Read = tuple[tuple[Grid, ...], list[Problem], list[Problem]]


def read_workbook(content: bytes, file: str) -> Read:
    """Every sheet of an .xlsx or .xlsm file, its problems and its remarks."""
    try:
        with warnings.catch_warnings():
            # what openpyxl does not keep (drop-downs, pictures) is of no use to a reader
            warnings.simplefilter("ignore")
            return _read(_without_empty_cells(content), file)
    except _UNREADABLE as fault:
        said = f"the workbook cannot be read ({type(fault).__name__}: {fault}). {_RESAVE}"
        return (), [Problem(file, None, "", said)], []


def _read(content: bytes, file: str) -> Read:
    formulas, values = (
        openpyxl.load_workbook(io.BytesIO(content), data_only=asked, keep_links=False)
        for asked in (False, True)
    )
    texts = _text_results(content)
    grids, problems, remarks = [], [], []
    for sheet in values.worksheets:
        reading = _Sheet(file, sheet, formulas[sheet.title], texts.get(sheet.title, frozenset()))
        problems += reading.problems()
        if reading.too_large:
            continue
        grids.append(reading.grid())
        remarks += reading.remarks(grids[-1])
        problems += _faults(grids[-1], reading.texts)
    return tuple(grids), problems, remarks


class _Sheet:
    """One sheet as openpyxl gives it, twice: `values` and `formulas`."""

    def __init__(self, file: str, values: Any, formulas: Any, texts: frozenset[str]) -> None:
        self.file, self.values, self.formulas, self.texts = file, values, formulas, texts
        self.name = str(values.title)

    @property
    def too_large(self) -> bool:
        """Whether a stray cell far out makes it larger than any table."""
        return int(self.values.max_row) * int(self.values.max_column) > MOST_CELLS

    def problems(self) -> list[Problem]:
        """What keeps the sheet from being read at all."""
        if not self.too_large:
            return []
        last = f"{letters(self.values.max_column)}{self.values.max_row}"
        said = (
            f"the sheet reaches to {last}, so it was not read. Go there with Ctrl+End, delete "
            "the rows or columns beyond the table, and save."
        )
        return [Problem(self.file, None, "", said, self.name, last)]

    def grid(self) -> Grid:
        """The sheet's cells with what they show."""
        pairs = zip(self.values.iter_rows(), self.formulas.iter_rows(), strict=True)
        rows = [
            [self._cell(v, f) for v, f in zip(values, formulas, strict=True)]
            for values, formulas in pairs
        ]
        cells = trimmed(rows)
        merged = tuple(
            Merge(r.min_row, r.min_col, r.max_row, r.max_col)
            for r in sorted(self.values.merged_cells.ranges, key=lambda r: (r.min_row, r.min_col))
        )
        hidden = self.values.sheet_state != "visible"
        rows_, columns = self._hidden(len(cells), len(cells[0]) if cells else 0)
        return Grid(self.name, cells, hidden, rows_, columns, merged)

    def _cell(self, value: Any, formula: Any) -> Cell:
        written = _formula(formula)
        held = _value(value.value)
        look = str(getattr(value, "number_format", "General"))
        return Cell(
            held, shown(held, look), value.row, value.column, self.file, self.name, written, look
        )

    def _hidden(self, rows: int, columns: int) -> tuple[frozenset[int], frozenset[int]]:
        """Hidden rows and columns within the table, filtered ones and those of no height too."""
        hidden_rows = {
            n
            for n, row in self.values.row_dimensions.items()
            if (row.hidden or row.height == 0) and n <= rows
        }
        hidden_columns = {
            n
            for column in self.values.column_dimensions.values()
            if (column.hidden or column.width == 0) and column.min
            for n in range(column.min, min(column.max or column.min, columns) + 1)
        }
        return frozenset(hidden_rows), frozenset(hidden_columns)

    def remarks(self, grid: Grid) -> list[Problem]:
        """What is hidden or merged, counted: it is read like the rest."""
        return [Problem(self.file, None, "", said, self.name) for said in _hidden_parts(grid)]


def _hidden_parts(grid: Grid) -> Iterator[str]:
    if grid.hidden:
        yield "the sheet is hidden. It was read as the others are."
    held = [row for row in grid.rows if any(not cell.blank for cell in row)]
    rows = [row[0].row for row in held if row[0].row in grid.hidden_rows]
    if rows:
        listed = _listed([str(n) for n in rows])
        yield f"{_count(len(rows), 'hidden row')} ({listed}), read as the others are."
    if grid.hidden_columns:
        columns = [letters(n) for n in sorted(grid.hidden_columns)]
        said = _count(len(columns), "hidden column")
        yield f"{said} ({_listed(columns)}), read as the others are."
    if grid.merged:
        said = _count(len(grid.merged), "merged range")
        yield f"{said} ({_listed([str(m) for m in grid.merged])})."


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number > 1)}"


def _listed(names: list[str], most: int = 10) -> str:
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _faults(grid: Grid, texts: frozenset[str]) -> list[Problem]:
    """Cells that show an Excel error, and formulas that no one has worked out."""
    found = []
    for row in grid.rows:
        for cell in row:
            if isinstance(cell.value, str) and ERROR.fullmatch(cell.value):
                found.append(cell.problem(spreadsheet_error(cell.value)))
            elif cell.formula and cell.value is None and cell.place not in texts:
                found.append(cell.problem(UNCALCULATED))
    return found


UNCALCULATED = (
    "a formula without a value: the program that made the file did not work it out. Open the "
    "workbook in Excel or LibreOffice, save it, and give it again."
)
"""What to say of a formula without a value."""


def spreadsheet_error(text: str) -> str:
    """What to say of a cell that shows an error."""
    return f"{text!r} is a spreadsheet error. Mend it there and save again."


def _formula(cell: Any) -> str:
    if getattr(cell, "data_type", "") != "f":
        return ""
    return str(getattr(cell.value, "text", None) or cell.value)


def _value(value: Any) -> Value:
    """A value as plain Python: midnight is a day, a time of day is the text that Excel shows."""
    if isinstance(value, dt.datetime):
        return value.date() if value.time() == dt.time() else value
    if isinstance(value, dt.time | dt.timedelta):
        return str(value)
    if isinstance(value, str):
        # the format writes what XML cannot hold as _x000D_, the return that Windows puts in cells
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), value)
        return text.replace("\r\n", "\n") or None
    return value if isinstance(value, bool | int | float | dt.date) else _else(value)


def _else(value: Any) -> str | None:
    return None if value is None else str(value)


def _without_empty_cells(content: bytes) -> bytes:
    """The workbook without the formatted, empty cells of its large sheets: Excel keeps millions."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        sheets = [part for part in old.infolist() if _is_sheet(part.filename)]
        large = {part.filename for part in sheets if part.file_size > _LARGE}
        if not large:
            return content
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as new:
            for part in old.infolist():
                data = old.read(part)
                if part.filename in large:
                    data = _EMPTY_ROW.sub(b"", _EMPTY.sub(b"", data))
                new.writestr(part.filename, data)
    return made.getvalue()


def _is_sheet(name: str) -> bool:
    return name.startswith("xl/worksheets/") and name.endswith(".xml")


def _text_results(content: bytes) -> dict[str, frozenset[str]]:
    """Cells of each sheet whose formula gives a text, if a blank one: openpyxl cannot tell."""
    from openpyxl.reader.excel import ExcelReader

    reader = ExcelReader(io.BytesIO(content), data_only=True)
    reader.read_manifest()
    reader.read_workbook()
    found = {}
    for sheet, rel in reader.parser.find_sheets():
        if rel.target in reader.valid_files and _is_sheet(rel.target):
            cells = _TEXT_RESULT.findall(reader.archive.read(rel.target))
            places = [_PLACE.search(cell) for cell in cells]
            found[sheet.name] = frozenset(p[1].decode() for p in places if p)
    return found
