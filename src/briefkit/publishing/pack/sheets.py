"""Writing a sheet: title, notes, one table, each cell as what it is.

A text is always written as text: one that begins like a formula is marked so that it stays one
when somebody edits it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from briefkit.publishing.formats.paper import legible
from briefkit.publishing.pack.cells import NUMBERS, Value

LONGEST_NAME = 31  # letters of a sheet's name
LONGEST_CELL = 32_767  # letters of a cell
FORMULA = ("=", "+", "-", "@")
TYPEFACE = {"font_name": "Arial", "font_size": 11}
WIDTHS = {
    "Council": 26, "Role": 14, "Measure": 34, "Unit": 18, "Period": 18, "Value": 13,
    "Lower limit": 12, "Upper limit": 12, "Base": 10, "Status": 17, "Note": 40,
    "Evidence notes": 12, "Published": 18, "Source": 28, "GSS code": 12, "Measure code": 27,
    "Column": 18, "What it holds": 90,
    "Title": 48, "Publisher": 36, "Licence": 26, "Credit": 60, "Released": 18, "Address": 50,
}  # fmt: skip
UNITS = {"yes or no": '"yes";;"no"'}
LOOKS = {**dict.fromkeys(NUMBERS, "right"), "Status": "apart"}  # a status stands beside a number
TITLE_HIGH = 24  # points of a title's row
HIGH = 15  # points of a line
MOST_LINES = 27  # Excel allows a row 409 points
A4 = 9  # Excel's number for the paper


class Paper:
    """A workbook with its looks, each made once."""

    def __init__(self, book: Any, link: str) -> None:
        self.book = book
        self.names: set[str] = {"cover"}
        made: dict[str, dict[str, Any]] = {
            "title": {"bold": True, "font_size": 16},
            "heading": {"bold": True, "font_size": 13, "valign": "bottom"},
            "mark": {"bold": True, "text_wrap": True},
            "text": {"text_wrap": True},
            "note": {},
            "link": {"underline": 1, "font_color": link},
            "head": {"bold": True, "text_wrap": True, "bottom": 2, "valign": "bottom"},
            "head right": {
                "bold": True,
                "text_wrap": True,
                "bottom": 2,
                "valign": "bottom",
                "align": "right",
            },
            "cell": {"text_wrap": True},
            "apart": {"text_wrap": True, "indent": 1},
            "quoted": {"text_wrap": True, "quote_prefix": True},
            "right": {"align": "right"},
            "day": {"num_format": "d mmmm yyyy", "align": "left"},
        }
        top: dict[str, Any] = {"valign": "top", **TYPEFACE}
        self.looks = {name: book.add_format({**top, **look}) for name, look in made.items()}
        self.formats: dict[str, Any] = {}

    def sheet(self, name: str) -> Any:
        """A new sheet of that name, as near to it as a sheet's name may be."""
        plain = (
            re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", legible(name, bool))
            .strip("' ")[:LONGEST_NAME]
            .strip("' ")
        )
        found, again = plain or "Sheet", 1
        while found.lower() in self.names:
            again += 1
            found = f"{plain[: LONGEST_NAME - 3]} {again}"
        self.names.add(found.lower())
        return self.book.add_worksheet(found)

    def number(self, pattern: str) -> Any:
        """The look of a number."""
        if pattern not in self.formats:
            self.formats[pattern] = self.book.add_format(
                {"num_format": pattern, "valign": "top", **TYPEFACE}
            )
        return self.formats[pattern]

    def write(self, sheet: Any, row: int, column: int, text: str, look: Any = None) -> None:
        """A text as a text, cut where no cell could hold it."""
        said, formula = _as_text(text)
        sheet.write_string(row, column, said, self.looks["quoted"] if formula else look)


@lru_cache(maxsize=4096)  # a table says the same names again and again
def _as_text(text: str) -> tuple[str, bool]:
    """What a cell can hold of a text, and whether it begins like a formula."""
    said = legible(text, bool)
    if len(said) > LONGEST_CELL:
        said = f"{said[: LONGEST_CELL - 1]}…"
    return said, said.startswith(FORMULA)


def pattern(unit: str, decimals: str | None) -> str:
    """How a number of a unit is shown: whole or with so many decimals, pounds with their sign."""
    if unit in UNITS:
        return UNITS[unit]
    places = int(decimals or 0)
    digits = "#,##0" + ("." + "0" * places if places else "")
    return f'"£"{digits};-"£"{digits}' if unit.startswith("pounds") else digits


def table(
    paper: Paper,
    sheet: Any,
    notes: Sequence[str],
    columns: list[str],
    rows: Sequence[dict[str, Value]],
    *,
    name: str,
    decimals: Sequence[str | None] = (),
) -> None:
    """A sheet: its title and notes, then one marked table with a head that stays in sight.

    `rows` are cells by column; `decimals` says for each row how many its numbers show.
    """
    for at, note in enumerate(notes):
        paper.write(sheet, at, 0, note, paper.looks["note" if at else "title"])
    sheet.set_row(0, TITLE_HIGH)
    top = len(notes)
    heads = [{"header": column, "header_format": paper.looks[_head(column)]} for column in columns]
    sheet.add_table(
        top,
        0,
        top + max(1, len(rows)),
        len(columns) - 1,
        {"name": name, "columns": heads, "style": "Table Style Light 1", "banded_rows": False},
    )
    sheet.freeze_panes(top + 1, 1)
    _printed(sheet, top)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, WIDTHS[column])
    for at, cells in enumerate(rows):
        look = pattern(str(cells.get("Unit", "")), decimals[at] if decimals else None)
        _line(paper, sheet, top + 1 + at, [(c, cells[c]) for c in columns], paper.number(look))
    # years and lists of notes are texts that look like numbers, and are meant to be
    sheet.ignore_errors({"number_stored_as_text": f"A1:Z{top + 1 + len(rows)}"})


def _head(column: str) -> str:
    return "head right" if column in NUMBERS else "head"


def _printed(sheet: Any, top: int) -> None:
    """On paper: A4 on its side, as wide as the page, the head on each."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_footer("&L&A&RPage &P of &N")


def _line(paper: Paper, sheet: Any, row: int, cells: list[tuple[str, Value]], number: Any) -> None:
    """A row of a table, as high as its longest text asks: not every program works that out."""
    lines = 1
    for column, (name, value) in enumerate(cells):
        if isinstance(value, float):
            look = paper.number("#,##0") if name == "Base" else number
            sheet.write_number(row, column, value, look)
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, column, value, paper.looks["day"])
        elif value:
            paper.write(sheet, row, column, value, paper.looks[LOOKS.get(name, "cell")])
            lines = max(lines, lines_of(value, WIDTHS[name]))
    if lines > 1:
        sheet.set_row(row, lines * HIGH)


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column so many letters wide, on the high side."""
    return min(MOST_LINES, 1 + int(len(text) * 0.9 / width))
