"""A form as an Excel workbook: locked but for the answers, and every range held by Excel itself."""

from __future__ import annotations

import io
from collections.abc import Iterable
from textwrap import wrap
from typing import Literal

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from briefkit.evidence.intake.form import (
    COLUMNS,
    OPEN,
    START,
    START_COLUMNS,
    VERSION,
    Column,
    Form,
    FormRow,
    FormSheet,
)
from briefkit.evidence.intake.form_limits import limit, limit_start
from briefkit.evidence.intake.texts import filled, legible

MACHINE = "briefkit"
"""The sheet that nobody sees: for which council and edition the workbook was made."""
LINE = 140
"""Letters of a line of prose on the start sheet: as much as is printed across a page."""
NAME = 80
"""Letters of a council's name where Excel has little room: a footer holds 255 in all."""
HEADER = 5
"""The row of the headings on a theme's sheet."""

_THICK = Side(style="medium", color="12436D")
_THIN = Side(style="thin", color="B9C4CE")
_FRAME = Border(left=_THICK, right=_THICK, top=_THICK, bottom=_THICK)
_LINE = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_OPEN = PatternFill("solid", fgColor="FFF8DC")
_SHUT = PatternFill("solid", fgColor="F1F3F5")
_HEAD = PatternFill("solid", fgColor="12436D")
_WRAP = Alignment(wrap_text=True, vertical="top", horizontal="left")
_NUMBER = Alignment(vertical="top", horizontal="right", indent=1)
"""Numbers keep off the frame: they would touch the text of the cell beside them."""
_GREY = "4A5560"
_NUMBERS = ("answer", "out_of", "percent")
_FORMATS = {"period": "@", "remark": "@", "since": "yyyy-mm-dd", "published": "yyyy-mm-dd"}

_ROOM = {"notes": 4, "title": 2, "credit": 2, "theme": 2}
"""Lines for what is yet to be typed: a locked row does not grow by itself."""


def workbook(form: Form) -> bytes:
    """The form as the bytes of an .xlsx file."""
    book = Workbook()
    start = book.active
    if not isinstance(start, Worksheet):
        raise TypeError("a new workbook has a sheet")
    start.title = START
    sheets = {sheet.name: book.create_sheet(sheet.name) for sheet in form.sheets}
    for sheet in form.sheets:
        _theme(sheets[sheet.name], sheet, form)
    _start(start, form)
    _machine(book.create_sheet(MACHINE), form)
    _properties(book, form)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _properties(book: Workbook, form: Form) -> None:
    told = book.properties
    told.title = legible(f"Own evidence of {form.council.name[:NAME]}, {form.edition}")
    told.subject = "Figures that only the council can supply, for its briefing"
    told.creator, told.language = "briefkit", "en-GB"
    book.security.lockStructure = True


# --- the start sheet ---


def _start(page: Worksheet, form: Form) -> None:
    words = form.asked.words
    facts = {"council": form.council.name, "edition": form.edition, "day": form.day}
    lines = [filled(words["title"], facts)]
    lines += [filled(words["invented"], facts)] * form.invented
    lines += [words["purpose"], filled(words["edition"], facts), "", *words["how"], ""]
    lines += words["next"]
    lines = [part for line in lines for part in wrap(line, LINE) or [""]]
    for row, line in enumerate(lines, 1):
        _line(page, row, line, size=16 if row == 1 else 11)
    header = len(lines) + 2
    _headings(page, header, START_COLUMNS)
    for row, field in enumerate(form.asked.fields, header + 1):
        label = f"{field.label} (needed)" if field.needed else field.label
        shown = (f"start/{field.id}", label, form.fills[field.id], field.guidance)
        for column, text in enumerate(shown, 1):
            _write(page, row, column, text, opened=column == 3 and field.id != "council")
        limit_start(page, f"C{row}", field)
    _counts(page, header + len(form.asked.fields) + 2, form)
    _set_up(page, START_COLUMNS, form)
    _heights(page, START_COLUMNS, header, [1, *(_ROOM.get(f.id, 1) for f in form.asked.fields)])
    page.page_setup.fitToHeight = 1


def _counts(page: Worksheet, row: int, form: Form) -> None:
    """How many rows of each sheet are answered, which the workbook counts itself."""
    words = form.asked.words
    _line(page, row, words["counted"], size=13)
    _line(page, row + 1, words["counted_note"])
    for n, sheet in enumerate(form.sheets, row + 2):
        first, last = HEADER + 1, HEADER + len(sheet.rows)
        quoted = sheet.name.replace("'", "''")
        # COUNTIFS and not SUMPRODUCT: what "not asked" says in a percentage's place is no answer
        answer, percent = (
            f"'{quoted}'!${letter}${first}:${letter}${last}"
            for letter in (_letter("answer"), _letter("percent"))
        )
        blank = f'COUNTIFS({answer},"",{percent},">=0")'
        count = f'=COUNTA({answer})+{blank}&" of {len(sheet.rows)} rows"'
        _write(page, n, 2, sheet.name)
        _link(page, f"B{n}", f"'{quoted}'!{_letter('answer')}{first}")
        _write(page, n, 3, "")
        page.cell(n, 3).value = count


def _link(page: Worksheet, at: str, place: str) -> None:
    """A link to a place in the same workbook, which is known as one by its line."""
    cell = page[at]
    cell.hyperlink = Hyperlink(ref=at, location=place, tooltip="Go to this sheet")
    cell.font = _font("12436D", underline="single")


def _letter(id: str) -> str:
    return get_column_letter([c.id for c in COLUMNS].index(id) + 1)


# --- a theme's sheet ---


def _theme(page: Worksheet, sheet: FormSheet, form: Form) -> None:
    theme = sheet.theme
    supply = form.asked.words["supply"]
    facts = {"who": theme.who_could_supply, "what": theme.what_to_supply}
    _line(page, 1, f"{theme.number}. {theme.name}", size=16)
    _line(page, 2, theme.question)
    _line(page, 3, filled(supply, facts))
    _headings(page, HEADER, COLUMNS)
    for n, row in enumerate(sheet.rows, HEADER + 1):
        for column, about in enumerate(COLUMNS, 1):
            _write(page, n, column, row.text(about.id), opened=row.is_open(about.id))
            _look(page.cell(n, column), about.id, row)
        limit(page, n, row, form.data_date)
    _set_up(page, COLUMNS, form)
    _heights(page, COLUMNS, HEADER, [1, *[_ROOM["theme"]] * len(sheet.rows)])
    page.print_title_rows = f"{HEADER}:{HEADER}"
    page.freeze_panes = f"C{HEADER + 1}"


def _look(cell: Cell | MergedCell, column: str, row: FormRow) -> None:
    """How a cell shows what is typed into it: pounds with commas, so that noughts are counted."""
    if column in _NUMBERS and row.is_open(column):
        cell.alignment = _NUMBER
    if column in ("answer", "out_of") and row.question.unit.startswith("pounds"):
        cell.number_format = "#,##0"
    elif column in _FORMATS:
        cell.number_format = _FORMATS[column]


# --- what all sheets share ---


def _line(page: Worksheet, row: int, text: str, size: int = 11) -> None:
    """A line of prose; it may run over the cells to its right, so nothing is merged."""
    cell = page.cell(row, 2, legible(text))
    cell.data_type = "s"
    cell.font = _font("12436D" if size > 11 else "1B1F23", size=size, bold=size > 11)
    cell.alignment = Alignment(vertical="top")
    page.row_dimensions[row].height = size + 5.0


def _headings(page: Worksheet, row: int, columns: tuple[Column, ...]) -> None:
    for n, column in enumerate(columns, 1):
        cell = page.cell(row, n, column.title)
        filled = column.id in (*OPEN, "value")
        cell.font = _font("FFFFFF", bold=True, underline="single" if filled else None)
        cell.fill, cell.alignment, cell.border = _HEAD, _WRAP, _LINE


def _write(page: Worksheet, row: int, column: int, text: str, *, opened: bool = False) -> None:
    cell = page.cell(row, column)
    if text:
        cell.value = legible(text)
        cell.data_type = "s"  # an officer's words are never a formula
    cell.alignment = _WRAP
    cell.fill, cell.border = (_OPEN, _FRAME) if opened else (_SHUT, _LINE)
    cell.font = _font("1B1F23" if opened else _GREY)
    cell.protection = Protection(locked=not opened)


def _font(
    color: str, size: int = 11, *, bold: bool = False, underline: Literal["single"] | None = None
) -> Font:
    """A font by its name: without one LibreOffice takes a typewriter's or a book's."""
    return Font(name="Calibri", family=2, sz=size, b=bold, u=underline, color=color)


def _heights(
    page: Worksheet, columns: tuple[Column, ...], header: int, least: Iterable[int]
) -> None:
    """Rows from the headings on that hold their longest text: not every program finds it.

    `least`: how many lines each of them has in any case.
    """
    for n, fewest in enumerate(least, header):
        texts = [str(page.cell(n, place).value or "") for place in range(2, len(columns) + 1)]
        pairs = zip(texts, columns[1:], strict=True)
        lines = max(len(wrap(text, column.width - 2)) for text, column in pairs)
        page.row_dimensions[n].height = 15.0 * max(fewest, lines) + 5


def _set_up(page: Worksheet, columns: tuple[Column, ...], form: Form) -> None:
    for n, column in enumerate(columns, 1):
        page.column_dimensions[get_column_letter(n)].width = column.width
    page.column_dimensions["A"].hidden = True
    page.sheet_view.showGridLines = False
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False  # wider is allowed
    page.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    name = legible(form.council.name[:NAME]).replace("&", "&&")
    page.HeaderFooter.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(f"{name}: &A"), right=_HeaderFooterPart("Page &P of &N")
    )


def _machine(page: Worksheet, form: Form) -> None:
    about = {
        "version": str(VERSION),
        "council": form.council.gss_code,
        "edition": form.edition,
        "data date": form.data_date.isoformat(),
    }
    for row, (name, value) in enumerate(about.items(), 1):
        page.cell(row, 1, f"machine/{name}")
        page.cell(row, 2, legible(value)).data_type = "s"  # a title is never a formula
    keys = [row.key for sheet in form.sheets for row in sheet.rows]
    for n, key in enumerate(keys, len(about) + 1):
        page.cell(n, 1, "machine/row")
        page.cell(n, 2, key)
    page.sheet_state = "veryHidden"
    page.protection.sheet = True
