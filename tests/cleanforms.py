"""Forms that are right, in all the ways in which honest people and programs write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook

from intakeforms import PLACES, as_csv, as_html, as_workbook, cell_of, read_csv, write_csv
from libreoffice import as_libreoffice
from seededfaults import BASE
from structuralfaults import put, sheet_of


@dataclass(frozen=True)
class Clean:
    """A form without a fault: what is unusual about it, and how it is written."""

    name: str
    write: Callable[[Path], Path]


def book(name: str, edit: Callable[[Workbook], Any]) -> Clean:
    """A workbook that was changed in a way that loses nothing."""

    def write(folder: Path) -> Path:
        path = as_workbook(folder, BASE)
        found = openpyxl.load_workbook(path)
        edit(found)
        found.save(path)
        return path

    return Clean(name, write)


def cell(name: str, key: str, column: str, value: Any, look: str = "General") -> Clean:
    """One cell, written in another way that means the same."""
    return book(name, lambda found: put(value, look)(*cell_of(found, key, column)))


def saved(name: str, encoding: str, sign: str = ",") -> Clean:
    """CSV files, saved in another encoding or with another sign between the fields."""

    def write(folder: Path) -> Path:
        place = as_csv(folder, BASE)
        for file in place.iterdir():
            rows = read_csv(file)
            write_csv(file, rows, encoding)
            if sign != ",":
                lines = [sign.join(f'"{c}"' if sign in c else c for c in row) for row in rows]
                file.write_text("\r\n".join(lines), encoding=encoding)
        return place

    return Clean(name, write)


def renamed(name: str, written: Callable[..., Path], to: str) -> Clean:
    """A form under a name that says something else."""
    return Clean(name, lambda folder: written(folder, BASE).rename(folder / to))


def sorted_rows(found: Workbook) -> None:
    """The rows of a sheet in another order."""
    page, first = sheet_of(found, "services_online/1")
    rows = [[c.value for c in row] for row in page.iter_rows(min_row=first, max_row=first + 2)]
    for n, row in enumerate(reversed(rows), first):
        for column, value in enumerate(row, 1):
            page.cell(n, column).value = value


def moved_column(found: Workbook) -> None:
    """The remarks moved to the end of a sheet."""
    page = found["7 Investment"]
    for row in page.iter_rows():
        last, remark = row[PLACES["last"] - 1], row[PLACES["remark"] - 1]
        last.value, remark.value = remark.value, last.value


def blank_row(found: Workbook) -> None:
    """A blank row between two questions."""
    page, row = sheet_of(found, "online_take_up/1")
    page.insert_rows(row)


def unused_and_hidden(found: Workbook) -> None:
    """A sheet without answers, hidden by whoever does not need it."""
    for row in found["4 Digital in strategy"].iter_rows(min_row=6):
        row[PLACES["answer"] - 1].value = row[PLACES["out_of"] - 1].value = None
    found["4 Digital in strategy"].sheet_state = "hidden"


def trailing(folder: Path) -> Path:
    """Blank fields and lines at the end, as spreadsheets leave them."""
    place = as_csv(folder, BASE)
    for file in place.iterdir():
        rows = [[*row, "", ""] for row in read_csv(file)]
        write_csv(file, [*rows, [""] * len(rows[0]), [""] * len(rows[0])])
    return place


def calc(folder: Path) -> Path:
    """A workbook as LibreOffice writes it."""
    path = as_workbook(folder, BASE)
    as_libreoffice(path)
    return path


CLEAN = (
    Clean("a workbook as LibreOffice writes it", calc),
    Clean("a workbook", lambda folder: as_workbook(folder, BASE)),
    Clean("a folder of CSV files", lambda folder: as_csv(folder, BASE)),
    Clean("a page of tables named .xls", lambda folder: as_html(folder, BASE)),
    saved("CSV without a mark of its encoding", "utf-8"),
    saved("CSV in Windows-1252, as older Excel saves it", "cp1252"),
    saved("CSV in UTF-16", "utf-16"),
    saved("CSV with semicolons", "utf-8-sig", ";"),
    saved("CSV with tabs, in UTF-16, as Excel's Unicode text", "utf-16", "\t"),
    Clean("CSV with blank fields and lines at the end", trailing),
    renamed("a workbook whose ending was lost", as_workbook, "filled"),
    renamed("a page of tables named .html", as_html, "filled.html"),
    book("sheets that were renamed", lambda b: setattr(b["7 Investment"], "title", "Finance")),
    book("sheets that were moved", lambda b: b.move_sheet("7 Investment", -6)),
    book("rows that were sorted", sorted_rows),
    book("columns that were moved", moved_column),
    book("a blank row in between", blank_row),
    book("a sheet without answers, hidden", unused_and_hidden),
    book("a sheet of the officer's own", lambda b: b.create_sheet("Notes").append(["see", "this"])),
    cell("34% typed into a percentage", "online_take_up/1", "percent", "54%"),
    cell("a percentage in Excel's own format", "online_take_up/1", "percent", 0.54, "0%"),
    cell("a number kept as text, with a comma", "public_view/1", "out_of", "1,020"),
    cell("millions written out", "technology_spending/5", "answer", "£9.4 million"),
    cell("a financial year with a stroke", "user_tested/1", "period", "2025/26"),
    cell("a month that Excel made a date", "staff_view/1", "period", dt.date(2026, 5, 1), "mmm-yy"),
    cell("a month as Excel shows it", "staff_view/1", "period", "May-26"),
    cell("spaces that cannot be seen", "staff_view/1", "answer", "\u00a0284 "),
    cell("YES in capitals", "technology_portfolio/1", "answer", "YES"),
    cell("a day as a person writes it", "user_tested/1", "published", "30 June 2026"),
    cell("a day that can be only one", "user_tested/1", "published", "30/06/2026"),
    cell("a mark beside a figure", "online_take_up/1", "percent", "54 [p]"),
    cell("a remark with marks of code", "people_spending/5", "remark", "<b>{{ 7 }}</b> *x* #y"),
)
