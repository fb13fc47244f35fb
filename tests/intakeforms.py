"""Workbooks of `briefkit intake new`, filled in by tests as a person would type them."""

from __future__ import annotations

import csv
import datetime as dt
import html
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from briefkit.evidence.intake.answers import Checked, check_form
from briefkit.evidence.intake.form import COLUMNS, Form, make_form
from briefkit.evidence.intake.form_csv import csv_folder
from briefkit.evidence.intake.form_workbook import workbook
from briefkit.evidence.intake.questions import Asked, read_questions
from demo import evidence, project

Answers = dict[str, dict[str, Any]]
"""What is typed into a row, by its key and by column."""

START: dict[str, Any] = {
    "supplied_by": "A. Nobody, who is invented",
    "job": "head of policy",
    "came_out": dt.date(2026, 7, 1),
    "url": "https://example.org/invented",
    "notes": "Nobody counted or measured any of this: it is made up to show a briefing.",
}
PLACES = {c.id: n for n, c in enumerate(COLUMNS, 1)}


@cache
def asked() -> Asked:
    """The questions, as the invented county is asked them."""
    found = project()
    return read_questions(found.rules, evidence().catalogue, invented=True)


def form(council: str = "Ashcombe", years: int = 1) -> Form:
    """The form of one council of the invented county."""
    edition = project().edition
    who = evidence().register.find(council)
    return make_form(
        asked(),
        who,
        edition=edition.title,
        data_date=edition.data_date,
        years=years,
        invented=True,
    )


def check(path: Path, wanted: str = "") -> Checked:
    """A form, checked as the command does it."""
    return check_form(path, asked(), evidence().register, project().edition.data_date, wanted)


# --- filled in as a workbook, as CSV, as a page of tables ---


@cache
def _blank(council: str, years: int) -> bytes:
    return workbook(form(council, years))


def as_workbook(folder: Path, answers: Answers, council: str = "Ashcombe", years: int = 1) -> Path:
    """A workbook with these answers, saved by openpyxl."""
    path = folder / "filled.xlsx"
    path.write_bytes(_blank(council, years))
    book = openpyxl.load_workbook(path)
    fill(book, answers)
    book.save(path)
    return path


def fill(book: Workbook, answers: Answers, start: Mapping[str, Any] = START) -> None:
    """Type answers into an open workbook."""
    for page in book.worksheets:
        for row in page.iter_rows(max_col=1):
            key = str(row[0].value or "")
            if key.startswith("start/") and key[6:] in start:
                page.cell(row[0].row, 3).value = start[key[6:]]
            for column, value in answers.get(key, {}).items():
                place = 3 if key.startswith("start/") else PLACES[column]
                page.cell(row[0].row, place).value = value


def cell_of(book: Workbook, key: str, column: str) -> tuple[Worksheet, int, int]:
    """Where the cell of a row and column stands: its sheet, row and column."""
    for page in book.worksheets:
        for row in page.iter_rows(max_col=1):
            if row[0].value == key and not str(row[0].value).startswith("machine"):
                return page, row[0].row, 3 if key.startswith("start/") else PLACES[column]
    raise LookupError(key)


def as_csv(folder: Path, answers: Answers, council: str = "Ashcombe", years: int = 1) -> Path:
    """A folder of CSV files with these answers, saved as Excel saves CSV UTF-8."""
    place = folder / "filled-csv"
    place.mkdir()
    for name, content in csv_folder(form(council, years)).items():
        (place / name).write_bytes(content)
        write_csv(place / name, [_filled(row, answers) for row in read_csv(place / name)])
    return place


def _filled(row: list[str], answers: Answers) -> list[str]:
    key = row[0]
    if key.startswith("start/") and key[6:] in START:
        row[2] = as_text(START[key[6:]])
    for column, value in answers.get(key, {}).items():
        row[2 if key.startswith("start/") else PLACES[column] - 1] = as_text(value)
    return row


def read_csv(file: Path) -> list[list[str]]:
    """The rows of a CSV file in UTF-8, with or without its mark."""
    with file.open(encoding="utf-8-sig", newline="") as rows:
        return list(csv.reader(rows))


def write_csv(file: Path, rows: list[list[str]], encoding: str = "utf-8-sig") -> None:
    """Write rows as CSV in an encoding."""
    with file.open("w", encoding=encoding, newline="") as out:
        csv.writer(out).writerows(rows)


def as_text(value: Any) -> str:
    """A value as Excel writes it into a CSV file: a whole number without its point."""
    if value is None or isinstance(value, dt.date):
        return value.isoformat() if value else ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def as_html(folder: Path, answers: Answers, council: str = "Ashcombe", years: int = 1) -> Path:
    """A page of tables under the name of an old workbook, as some systems export it."""
    place = as_csv(folder, answers, council, years)
    tables = {p.stem: read_csv(p) for p in sorted(place.iterdir())}
    shutil.rmtree(place)
    path = folder / "filled.xls"
    write_html(path, tables)
    return path


def write_html(path: Path, tables: Mapping[str, list[list[str]]]) -> None:
    """Write tables by their caption as an HTML page."""
    shown = []
    for caption, rows in tables.items():
        lines = ["".join(f"<td>{html.escape(c)}</td>" for c in row) for row in rows]
        body = "".join(f"<tr>{line}</tr>\n" for line in lines)
        shown.append(f"<table><caption>{caption}</caption>\n{body}</table>")
    head = '<html><head><meta charset="utf-8"></head><body>'
    path.write_text(f"{head}{''.join(shown)}</body></html>", encoding="utf-8")
