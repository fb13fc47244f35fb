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

FORMATS = {
    "csv": (comma_separated, "a.csv"),
    "xlsx": (workbook, "a.xlsx"),
    "html": (web_page, "a.xls"),
}
PLACES = {"csv": "a.csv row 3, column 2", "xlsx": "a.xlsx, sheet Data, cell B3"}
PLACES["html"] = "a.xls, sheet Table 1, cell B3"

AS_NUMBERS = {
    "a decimal comma": "1,23",
    "commas in the wrong places": "12,34,567",
    "a point for thousands": "1.234.567",
    "a point for thousands and a decimal comma": "1.234,5",
    "two numbers": "5-6",
    "a number and a footnote's star": "12.3*",
    "a number and a note": "12.3 [note 4]",
    "an estimate in words": "about 5",
    "more than a number": ">90",
    "NA": "NA",
    "None": "None",
    "null": "null",
    "not a number": "nan",
    "infinity": "inf",
    "pounds and percent": "£5%",
    "dollars": "$5",
    "a fraction": "12/5",
    "a code with a nought in front": "007",
    "a telephone number": "01632 960",
    "two minus signs": "--5",
    "a space inside a number": "1 23",
    "TRUE as a text": "TRUE",
    "a formula as a text": "'=1+1",
    "an attack": '=cmd|" /C calc"!A0',
}
AS_DAYS = {
    "day and month that could be exchanged": "03/04/2025",
    "a month first": "03/31/2025",
    "a day that is not in the calendar": "31/02/2025",
    "a day in words": "next week",
    "a year alone": "2025",
    "a number of days": "45747",
}
BY_READING = {
    "#N/A": "#N/A",
    "#DIV/0!": "#DIV/0!",
    "#REF!": "#REF!",
    "#VALUE!": "#VALUE!",
    "#NAME?": "#NAME?",
    "mojibake": "Ynys MÃ´n",
    "mojibake in a pound sign": "Â£3.4m",
    "mojibake in an apostrophe": "councilâ€™s",
    "a lost letter": "Ynys M\ufffdn",
    "a mark that turns the text": "abc\u202e123",
}


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


CLEAN = {
    "whole numbers": [1, 2, 3],
    "decimals": [1.5, 0.25, 3.0],
    "negative numbers": [-1, -2.5, 0],
    "texts": ["one", "two", "three"],
    "Welsh letters": ["Ynys Môn", "Tŷ", "Rhônwen â ê î ô û ŵ ŷ"],
    "Gaelic letters": ["Na h-Eileanan Siar", "Comhairle nan Eilean", "Àrainn"],
    "other letters": ["São Tomé", "naïve façade", "Łódź"],
    "typographer's marks": ["“quoted”", "it’s", "2019–20 — so"],
    "pound signs": ["£3", "£3.4m", "£1,200"],
    "percentages": ["12%", "0%", "100%"],
    "thousands": ["1,234", "12,345", "1,234,567"],
    "days in words": ["31 March 2025", "1 April 2025", "2 May 2025"],
    "days in figures": ["31/03/2025", "2025-03-31", "13/04/2025"],
    "marks": ["[c]", "[x]", "..", ],
    "blanks": [None, None, None],
    "commas in texts": ["Gapley, Fenn and Marsh", "a, b", "c"],
    "quotation marks": ['the "digital" plan', '"all"', "'single'"],
    "line breaks": ["first\nsecond", "x", "y"],
    "long texts": ["word " * 200, "x", "y"],
    "signs": ["a & b", "c < d > e", "50% @ 5 + 3 = #1"],
}  # fmt: skip


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
