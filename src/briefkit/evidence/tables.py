"""Source tables as they stand in the file: every cell as text, with the line it stands on.

Checks and gathering both read from here, so both see the same rows.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

FIGURE_COLUMNS = (
    "gss_code",
    "indicator",
    "period",
    "published",
    "value",
    "lower",
    "upper",
    "base",
    "status",
    "note",
)
DETAIL_COLUMNS = ("gss_code", "indicator", "period", "item", "value", "unit", "date")


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where it stands, what is wrong, and what to do.

    A place in a workbook has a `sheet` and, where one is to blame, a `cell` such as B7 or the
    `row` alone.
    """

    file: str
    row: int | None
    column: str
    message: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        where = self.file
        if self.sheet:
            where += f", sheet {self.sheet}"
        if self.cell:
            return f"{where}, cell {self.cell}: {self.message}"
        if self.row is not None:
            where += f"{',' * bool(self.sheet)} row {self.row}"
        if self.column:
            where += f", column {self.column}"
        return f"{where}: {self.message}"


@dataclass(frozen=True)
class SourceTable:
    """One CSV file: `rows` has the file's columns as text, and `line`, the line in the file."""

    source: str
    file: str
    rows: pd.DataFrame
    problems: tuple[Problem, ...]
    rows_in: int


def read_table(path: Path, columns: tuple[str, ...], name: str) -> SourceTable:
    """Read a figures.csv or details.csv; rows of the wrong length become problems.

    `name` is how the file is called in messages (relative to the data folder).
    """
    source = path.parent.name
    empty = pd.DataFrame(columns=[*columns, "line"], dtype=object)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            # most texts stand in many rows: each is kept once
            texts: dict[str, str] = {}
            lines = [[texts.setdefault(c, c) for c in row] for row in csv.reader(file, strict=True)]
    except FileNotFoundError:
        missing = Problem(name, None, "", _missing(path.parent))
        return SourceTable(source, name, empty, (missing,), 0)
    except (UnicodeDecodeError, csv.Error) as fault:
        unread = Problem(name, None, "", f"not readable as UTF-8 CSV ({fault}). Save it as such.")
        return SourceTable(source, name, empty, (unread,), 0)
    header = tuple(lines[0]) if lines else ()
    if header != columns:
        return SourceTable(source, name, empty, (_wrong_header(name, header, columns),), 0)
    return _rows(source, name, columns, lines[1:])


def _missing(folder: Path) -> str:
    """What makes a table that is not there: the source's script, or the table it was read from."""
    if (folder / "source.toml").is_file() and not (folder / "prepare.py").is_file():
        text = (folder / "source.toml").read_text(encoding="utf-8", errors="replace")
        if "\n[table]" in text:
            return (
                "the file is missing. Fill in source.toml, then: "
                f"briefkit source refresh {folder.name} FILE."
            )
    return "the file is missing. Run the source's prepare.py."


def _wrong_header(name: str, header: tuple[str, ...], columns: tuple[str, ...]) -> Problem:
    lacking = [c for c in columns if c not in header]
    extra = [h for h in header if h not in columns]
    said = "; ".join(
        [f"lacks {', '.join(lacking)}"] * bool(lacking)
        + [f"has an unknown {', '.join(repr(e) for e in extra)}"] * bool(extra)
    )
    wanted = ",".join(columns)
    return Problem(name, 1, "", f"the header {said or 'is out of order'}. It must be: {wanted}")


def _rows(source: str, name: str, columns: tuple[str, ...], lines: list[list[str]]) -> SourceTable:
    whole = [[*cells, n] for n, cells in enumerate(lines, 2) if len(cells) == len(columns)]
    problems = tuple(
        Problem(name, n, "", f"{len(cells)} fields where {len(columns)} belong. {_why(cells)}")
        for n, cells in enumerate(lines, 2)
        if cells and len(cells) != len(columns)
    )
    frame = pd.DataFrame(whole, columns=[*columns, "line"], dtype=object)
    return SourceTable(source, name, frame, problems, sum(1 for cells in lines if cells))


def _why(cells: list[str]) -> str:
    return f"A comma inside a text needs quotes around it; the row begins {cells[0]!r}."
