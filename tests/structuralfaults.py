"""Slips in how a form is put together: what is gone, doubled, hidden, merged or not of the form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from intakeforms import PLACES, cell_of
from seededfaults import Fault, Pages

Edit = Callable[[Worksheet, int, int], Any]


def sheet_of(book: Workbook, key: str) -> tuple[Worksheet, int]:
    """The sheet and row of a key."""
    page, row, _ = cell_of(book, key, "answer")
    return page, row


def rows_of(pages: Pages, key: str) -> tuple[list[list[str]], int]:
    """The rows of the page that holds a key, and where the key stands among them."""
    for rows in pages.values():
        for n, row in enumerate(rows):
            if row[0] == key:
                return rows, n
    raise LookupError(key)


def in_book(key: str, column: str, edit: Edit) -> Callable[[Workbook], None]:
    """An edit of one cell of a workbook."""
    return lambda book: edit(*cell_of(book, key, column))


def put(value: Any, look: str = "General") -> Edit:
    """A value in a cell, with a number format."""

    def edit(page: Worksheet, row: int, column: int) -> None:
        page.cell(row, column).value = value
        page.cell(row, column).number_format = look

    return edit


def without_row(key: str) -> dict[str, Any]:
    """The row of a key deleted."""

    def pages(found: Pages) -> None:
        rows, n = rows_of(found, key)
        del rows[n]

    def book(found: Workbook) -> None:
        page, row = sheet_of(found, key)
        page.delete_rows(row)

    return {"pages": pages, "book": book}


def doubled_row(key: str) -> dict[str, Any]:
    """The row of a key copied beneath the last."""

    def pages(found: Pages) -> None:
        rows, n = rows_of(found, key)
        rows.append(list(rows[n]))

    def book(found: Workbook) -> None:
        page, row = sheet_of(found, key)
        page.append([cell.value for cell in page[row]])

    return {"pages": pages, "book": book}


def own_row() -> dict[str, Any]:
    """A row of the officer's own after the first, with an answer in it."""

    def pages(found: Pages) -> None:
        rows = found["6-voice"]
        line = [""] * len(rows[0])
        line[PLACES["question"] - 1], line[PLACES["answer"] - 1] = "Our own", "12"
        rows.insert(2, line)

    def book(found: Workbook) -> None:
        page, row = sheet_of(found, "cio_on_top_team/1")
        page.insert_rows(row)
        page.cell(row, 2).value, page.cell(row, PLACES["answer"]).value = "Our own", 12

    return {"pages": pages, "book": book}


def other_heading(old: str, new: str) -> dict[str, Any]:
    """A heading of the skills sheet written over."""

    def pages(found: Pages) -> None:
        rows = found["5-skills"]
        rows[0][rows[0].index(old)] = new

    def book(found: Workbook) -> None:
        for row in found["5 Skills at every level"].iter_rows():
            for cell in row:
                if cell.value == old:
                    cell.value = new

    return {"pages": pages, "book": book}


def cut_csv(found: Pages) -> None:
    """Fields that moved on by one, as a comma inside a number makes them."""
    rows, n = rows_of(found, "technology_spending/4")
    rows[n] = [*rows[n][:5], "8", "800", *rows[n][6:]]


def beyond(found: Workbook) -> None:
    """A note to the right of the form."""
    page, row = sheet_of(found, "help_beside/1")
    page.cell(row, len(PLACES) + 2).value = "see my e-mail"


def merged(found: Workbook) -> None:
    """Two answers merged into one."""
    page, row = sheet_of(found, "staff_confident_managers/1")
    column = PLACES["answer"]
    page.merge_cells(start_row=row, start_column=column, end_row=row + 1, end_column=column)


def hidden_row(found: Workbook) -> None:
    """An answer in a hidden row."""
    page, row = sheet_of(found, "help_beside/1")
    page.row_dimensions[row].hidden = True


def hidden_sheet(found: Workbook) -> None:
    """Answers on a hidden sheet."""
    found["5 Skills at every level"].sheet_state = "hidden"


def hidden_column(found: Workbook) -> None:
    """An answer in a hidden column."""
    found["4 Digital in strategy"].column_dimensions["F"].hidden = True


def without(sheet: str, page: str) -> dict[str, Any]:
    """A sheet, CSV file or table deleted."""
    return {
        "pages": lambda found: found.pop(page),
        "book": lambda found: found.remove(found[sheet]),
    }


VOICE = "6 Technology's voice"
XLSX = ("xlsx", "calc")
STRUCTURAL = (
    Fault("a sheet that was deleted", "", "", "gone, with 3 rows", where="6-voice",
          **without(VOICE, "6-voice")),
    Fault("a start sheet that was deleted", "", "", "start sheet is gone", where="file",
          **without("Start", "0-start")),
    Fault("a row that was deleted", "", "", "'help_beside/1' is gone", where="1-citizens",
          **without_row("help_beside/1")),
    Fault("a row that was copied", "help_beside/1", "key", "stands twice",
          **doubled_row("help_beside/1")),
    Fault("a row of one's own", "own", "answer", "not of the form", **own_row()),
    Fault("a key that was written over", "strange", "key", "key of no question",
          book=in_book("open_exit/1", "key", put("strange")),
          pages=lambda p: rows_of(p, "open_exit/1")[0][rows_of(p, "open_exit/1")[1]].__setitem__(
              0, "strange")),
    Fault("a heading that was changed", "header", "", "'Out of' is gone", where="5-skills",
          **other_heading("Out of", "Base")),
    Fault("a note beside the form", "help_beside/1", "beyond", "not of the form", book=beyond,
          formats=XLSX),
    Fault("a comma inside a number", "technology_spending/4", "out_of", "not asked here",
          pages=cut_csv, formats=("csv",)),
    Fault("one field too many", "technology_spending/4", "", "15 fields where 14 belong",
          pages=lambda p: p["7-investment"][4].append("in all"), formats=("csv",)),
    Fault("a formula that nobody worked out", "help_beside/1", "answer", "formula without a value",
          book=in_book("help_beside/1", "answer", put("=14*2")), formats=("xlsx",)),
    Fault("a date that Excel made of a number", "help_beside/1", "answer", "is a date",
          book=in_book("help_beside/1", "answer", put(dt.date(2026, 9, 3), "d-mmm")),
          formats=XLSX),
    Fault("true for yes", "cio_on_top_team/1", "answer", "neither yes nor no",
          book=in_book("cio_on_top_team/1", "answer", put(True)), formats=XLSX),
    Fault("answers that were merged", "staff_confident_managers/1", "answer", "are merged",
          book=merged, formats=XLSX),
    Fault("an answer in a hidden row", "help_beside/1", "answer", "hidden row", book=hidden_row,
          formats=XLSX),
    Fault("an answer in a hidden column", "objectives_measured/1", "answer", "hidden row or column",
          book=hidden_column, formats=XLSX),
    Fault("answers on a hidden sheet", "staff_confident_managers/1", "answer", "hidden sheet",
          book=hidden_sheet, formats=XLSX),
)  # fmt: skip
