"""Forty faults in each format that can hold them, found where they are; clean files, none found.

A fault is found by reading the file and then asking for the number, or the day, of its cell.
"""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from briefkit.evidence.intake.grids import as_date, as_number, marker, read_file
from briefkit.evidence.tables import Problem
from officefiles import comma_separated, said, web_page, workbook
from tablefaults import AS_DAYS, AS_NUMBERS, BY_READING, CLEAN

FORMATS = {
    "csv": (comma_separated, "a.csv"),
    "xlsx": (workbook, "a.xlsx"),
    "html": (web_page, "a.xls"),
}
PLACES = {"csv": "a.csv row 3, column 2", "xlsx": "a.xlsx, sheet Data, cell B3"}
PLACES["html"] = "a.xls, sheet Table 1, cell B3"


def made(tmp_path, form, value):
    save, name = FORMATS[form]

    def literal(sheet):
        sheet["B3"].value, sheet["B3"].data_type = value, "s"

    rows = [["council", "value"], ["Gapley", 1], ["Marsh", value], ["Fenn", 3]]
    if form == "xlsx" and value.startswith("="):
        return workbook(tmp_path / name, [*rows[:2], ["Marsh", ""], rows[3]], literal)
    return save(tmp_path / name, rows)


def cases(faults):
    return [
        pytest.param(form, value, id=f"{name} in {form}")
        for (name, value), form in itertools.product(faults.items(), FORMATS)
    ]


def test_there_are_forty():
    assert len(AS_NUMBERS) + len(AS_DAYS) + len(BY_READING) == 40


@pytest.mark.parametrize(("form", "value"), cases(AS_NUMBERS))
def test_a_fault_in_a_number_is_found_in_its_cell(tmp_path, form, value):
    grid = read_file(made(tmp_path, form, value)).sheets[0]
    found = as_number(grid.at(3, 2))
    assert isinstance(found, Problem)
    assert str(found).startswith(f"{PLACES[form]}: ")
    assert marker(grid.at(3, 2)) is None


@pytest.mark.parametrize(("form", "value"), cases(AS_DAYS))
def test_a_fault_in_a_day_is_found_in_its_cell(tmp_path, form, value):
    found = as_date(read_file(made(tmp_path, form, value)).sheets[0].at(3, 2))
    assert isinstance(found, Problem)
    assert str(found).startswith(f"{PLACES[form]}: ")


@pytest.mark.parametrize(("form", "value"), cases(BY_READING))
def test_a_fault_of_the_file_is_found_by_reading_it(tmp_path, form, value):
    (problem,) = said(read_file(made(tmp_path, form, value)).problems)
    assert problem.startswith(f"{PLACES[form]}: ")


def test_there_are_twenty_clean_files():
    assert len(CLEAN) == 20


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_file_gives_no_alarm_and_its_own_texts(tmp_path, form, name):
    save, path = FORMATS[form]
    cells = CLEAN[name]
    rows = [["council", "value", "last"], *([f"c{n}", v, n] for n, v in enumerate(cells))]
    book = read_file(save(tmp_path / path, rows))
    assert book.problems == ()
    assert all("whatever its name says" in r.message for r in book.remarks)
    shown = [row[1].shown for row in book.sheets[0].rows[1:]]
    told = ["" if v is None else str(v) for v in cells]
    if form == "html":  # a browser shows any white space as one space
        told = [" ".join(text.split()) for text in told]
    assert [t.removesuffix(".0") for t in shown] == [t.removesuffix(".0") for t in told]


def test_excel_s_own_days_and_yes_or_no_are_clean(tmp_path):
    rows = [["council", "day", "yes"], ["Gapley", dt.date(2025, 3, 31), True]]
    book = read_file(workbook(tmp_path / "a.xlsx", rows))
    assert (book.problems, as_date(book.sheets[0].at(2, 2))) == ((), dt.date(2025, 3, 31))
