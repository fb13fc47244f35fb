"""Any file that an officer may hold, read into a Book: what it holds counts, not its name.

    book = read_file(path)
    for grid in book.sheets:
        cell = grid.at(7, 2)            # B7
        number = as_number(cell)        # a Number, or the Problem that it is

Each file is read right, or refused with one clear sentence in `book.problems`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from briefkit.errors import UnfitEvidence
from briefkit.evidence.intake.cells import Book, Cell, Grid, Merge, Row
from briefkit.evidence.intake.delimited import read_delimited
from briefkit.evidence.intake.kinds import kind_of
from briefkit.evidence.intake.markers import Marker, marker
from briefkit.evidence.intake.markup import read_markup
from briefkit.evidence.intake.texts import is_dangerous, mended, named, unseen
from briefkit.evidence.intake.values import Number, as_date, as_number
from briefkit.evidence.intake.workbooks import ERROR, read_workbook, spreadsheet_error
from briefkit.evidence.tables import Problem

__all__ = [
    "Book",
    "Cell",
    "Grid",
    "Marker",
    "Merge",
    "Number",
    "Row",
    "as_date",
    "as_number",
    "marker",
    "read_file",
]

_READERS = {"xlsx": read_workbook, "html": read_markup, "text": read_delimited}
_ENDINGS = {
    "xlsx": (".xlsx", ".xlsm"),
    "html": (".html", ".htm"),
    "csv": (".csv", ".tsv", ".txt", ".tab"),
}
_CALLED = {"xlsx": "an Excel workbook", "html": "a web page with a table", "csv": "CSV"}


def read_file(path: Path) -> Book:
    """Read a workbook, CSV file or HTML table, whatever its name says.

    Raises UnfitEvidence where there is no such file or it cannot be opened.
    """
    content = _content(path)
    hash, kind = hashlib.sha256(content).hexdigest(), kind_of(content)
    if kind.refusal:
        return Book(path, hash, kind.name, (), (Problem(path.name, None, "", kind.refusal),))
    sheets, problems, remarks = _READERS[kind.name](content, path.name)
    name = "csv" if kind.name == "text" else kind.name
    if path.suffix.casefold() not in _ENDINGS[name]:
        said = f"the file holds {_CALLED[name]}, whatever its name says, and was read as such."
        remarks.insert(0, Problem(path.name, None, "", said))
    if not problems and not any(grid.rows for grid in sheets):
        problems = [Problem(path.name, None, "", "nothing is written in it.")]
    for grid in sheets:
        problems += _broken_letters(grid)
        remarks += [*_unseen_marks(grid), *_repeats(grid)]
    return Book(path, hash, name, sheets, tuple(problems), tuple(remarks))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UnfitEvidence(f"{path} is not there. Look at its name and folder.") from None
    except IsADirectoryError:
        raise UnfitEvidence(f"{path} is a folder. Give a file.") from None
    except PermissionError:
        raise UnfitEvidence(
            f"{path} cannot be opened. If it is open in Excel, close it there; "
            "if it is a folder, give a file."
        ) from None


def _texts(grid: Grid) -> Iterator[tuple[Cell, str]]:
    for row in grid.rows:
        for cell in row:
            if isinstance(cell.value, str) and not _ordinary(cell.value):
                yield cell, cell.value


def _ordinary(text: str) -> bool:
    return text.isascii() and text.isprintable() and not text.startswith(("#", "Err:"))


def _broken_letters(grid: Grid) -> Iterator[Problem]:
    """Mojibake, letters that were lost, marks that control or turn a text; errors in plain text."""
    for cell, text in _texts(grid):
        marks = unseen(text)
        if "\ufffd" in mended(text):
            yield cell.problem(f"{text[:60]!r} has lost a letter (\ufffd). Write it again.")
        elif mended(text) != text:
            yield cell.problem(
                f"{text[:60]!r} has broken letters: {mended(text)[:60]!r} is meant, it seems. "
                "Mend it, or save the file again as CSV UTF-8."
            )
        elif marks and is_dangerous(marks):
            yield cell.problem(
                f"a character that nobody sees and that can change what is read ({named(marks)}). "
                "Delete the cell and type it again."
            )
        elif not cell.look and ERROR.fullmatch(text):
            # a workbook's own errors, which have a look, were told by its reader
            yield cell.problem(spreadsheet_error(text))


def _unseen_marks(grid: Grid) -> Iterator[Problem]:
    for cell, text in _texts(grid):
        marks = unseen(text)
        if marks and not is_dangerous(marks):
            yield cell.problem(f"a character that nobody sees ({named(marks)}), passed over.")


def _repeats(grid: Grid) -> Iterator[Problem]:
    """Rows that say the same as one above, word for word."""
    seen: dict[tuple[str, ...], int] = {}
    for row in grid.rows:
        said = tuple(cell.shown for cell in row)
        if sum(1 for text in said if text) < 2:
            continue
        first = seen.setdefault(said, row[0].row)
        if first != row[0].row:
            message = f"repeats row {first} word for word."
            yield Problem(row[0].file, row[0].row, "", message, grid.name)
