"""A fault put into a form of any format, and where it stands, worked out apart from briefkit."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from intakeforms import PLACES, as_csv, as_workbook, read_csv, write_csv, write_html
from libreoffice import as_libreoffice
from seededfaults import Fault, Pages

NAMED = {
    "6-voice": "6 Technology's voice",
    "1-citizens": "1 Citizens' expectations",
    "5-skills": "5 Skills at every level",
}
BEYOND = len(PLACES) + 2


def planted(fault: Fault, form: str, folder: Path) -> tuple[Path, str]:
    """A form with the fault in it, and how the problem that names its place begins."""
    if form in ("xlsx", "calc"):
        path = as_workbook(folder, fault.typed)
        book = openpyxl.load_workbook(path)
        if fault.book is not None:
            fault.book(book)
            book.save(path)
        if form == "calc":
            as_libreoffice(path)
        return path, _in_book(fault, book, path.name)
    place = as_csv(folder, fault.typed)
    pages = {p.stem: read_csv(p) for p in sorted(place.iterdir())}
    if fault.pages is not None:
        fault.pages(pages)
    for file in place.iterdir():
        file.unlink()
    if form == "csv":
        for name, rows in pages.items():
            write_csv(place / f"{name}.csv", rows)
        return place, _in_csv(fault, pages)
    path = folder / "filled.xls"
    write_html(path, pages)
    return path, _in_html(fault, pages, path.name)


def _column(fault: Fault) -> int:
    if fault.column in ("", "beyond"):
        return BEYOND if fault.column else 0
    return 3 if fault.key.startswith("start/") else PLACES[fault.column]


def _in_book(fault: Fault, book: Workbook, name: str) -> str:
    if fault.where == "file":
        return f"{name}: "
    if fault.where and fault.key != "header":
        return f"{name}, sheet {NAMED[fault.where]}: "
    if fault.where:
        return f"{name}, sheet {NAMED[fault.where]}, row 5: "
    keys = {"own": "Our own"}
    for page in book.worksheets[:-1]:
        found = [
            cell.row
            for row in page.iter_rows()
            for cell in row[: 1 if fault.key != "own" else 2]
            if cell.value == keys.get(fault.key, fault.key)
        ]
        if found:
            cell = f"{get_column_letter(_column(fault))}{found[-1]}"
            return f"{name}, sheet {page.title}, cell {cell}: "
    raise LookupError(fault.key)


def _row(fault: Fault, pages: Pages) -> tuple[str, int]:
    """The page and row, counted from 1, of a fault's key; the last where it stands twice."""
    if fault.where:
        return fault.where, 1 if fault.key else 0
    found = [
        (name, n)
        for name, rows in pages.items()
        for n, row in enumerate(rows, 1)
        if row[1 if fault.key == "own" else 0] == ("Our own" if fault.key == "own" else fault.key)
    ]
    return found[-1]


def _in_csv(fault: Fault, pages: Pages) -> str:
    if fault.where == "file":
        return "filled-csv: "
    name, row = _row(fault, pages)
    column = _column(fault)
    at = f" row {row}" * bool(row) + f", column {column}" * bool(column)
    return f"{name}.csv{at}: "


def _in_html(fault: Fault, pages: Pages, file: str) -> str:
    if fault.where == "file":
        return f"{file}: "
    name, row = _row(fault, pages)
    if not row and name not in pages:
        return f"{file}, sheet {NAMED[name]}: "
    column = _column(fault)
    at = f", cell {get_column_letter(column)}{row}" if column else f", row {row}" * bool(row)
    return f"{file}, sheet {name}{at}: "
