"""Workbooks that LibreOffice itself saved are read as those of openpyxl are.

`tests/libreofficefiles.py` makes them.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest

from briefkit.evidence.intake.grids import as_date, as_number, read_file
from briefkit.evidence.intake.making import make_source
from briefkit.evidence.tables import Problem
from intakeforms import as_workbook, asked, check
from libreofficefiles import (
    FORMS,
    FORMULAS,
    HERE,
    fault,
    table_of_clean_columns,
    table_of_faults,
)
from planting import planted
from seededfaults import BASE
from tablefaults import AS_DAYS, AS_NUMBERS, BY_READING

FILES = sorted(HERE.glob("*.xlsx"))
WORKED_OUT = "worked-out"


def made(tmp_path: Path, write) -> Path:
    path = tmp_path / "faults.xlsx"
    write(path)
    return path


def told(path: Path, name: str) -> list[str]:
    """The problems of a form, under the name that a form has elsewhere."""
    return [str(p).replace(path.name, name) for p in check(path).problems]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_the_file_is_one_that_libreoffice_saved(path):
    with zipfile.ZipFile(path) as parts:
        assert b"LibreOffice" in parts.read("docProps/app.xml")


def test_they_are_few_and_small():
    assert {p.stem for p in FILES} == {"clean-form", "clean-table", "faults", *FORMS}
    assert sum(p.stat().st_size for p in FILES) < 300_000


def test_a_form_that_is_right_gives_no_alarm_and_the_same_figures(tmp_path):
    checked = [check(as_workbook(tmp_path, BASE)), check(HERE / "clean-form.xlsx")]
    assert checked[1].problems == ()
    assert (checked[1].rows_in, checked[1].used, checked[1].rejected) == (17, 17, 0)
    ours, theirs = (
        make_source(one, asked(), tmp_path / "sources", dt.date(2026, 11, 29)).files
        for one in checked
    )
    for name in ("figures.csv", "details.csv"):
        assert ours[name].decode() == theirs[name].decode()


@pytest.mark.parametrize("name", [n for n in FORMS if n != WORKED_OUT])
def test_a_fault_is_told_at_its_place_and_alone(tmp_path, name):
    _, where = planted(fault(FORMS[name]), "xlsx", tmp_path)
    (said,) = told(HERE / f"{name}.xlsx", "filled.xlsx")
    assert said.startswith(where)
    assert fault(FORMS[name]).words in said


def test_a_formula_that_openpyxl_left_without_a_value_is_worked_out_by_libreoffice():
    checked = check(HERE / f"{WORKED_OUT}.xlsx")
    assert checked.problems == ()
    (help_beside,) = [a for a in checked.answers if "help_beside/1" in repr(a)]
    assert "value=28" in repr(help_beside)


def test_each_fault_of_a_table_is_found_in_its_cell(tmp_path):
    ours = read_file(made(tmp_path, table_of_faults))
    theirs = read_file(HERE / "faults.xlsx")
    rows = {str(row[0].value): row[1] for row in theirs.sheets[0].rows}
    for name in (*AS_NUMBERS, *AS_DAYS):
        read = as_number if name in AS_NUMBERS else as_date
        found = read(rows[name])
        assert isinstance(found, Problem), name
        before = next(r[1] for r in ours.sheets[0].rows if r[0].value == name)
        assert str(found) == str(read(before))
    said = [str(p) for p in theirs.problems]
    for name in BY_READING:
        assert sum(f"cell {rows[name].place}: " in line for line in said) == 1, name


def test_formulas_that_went_wrong_are_told_and_no_other(tmp_path):
    book = read_file(HERE / "faults.xlsx")
    rows = {str(row[0].value): row[1] for row in book.sheets[0].rows}
    shown = {name: rows[name].value for name in FORMULAS}
    assert shown == {
        "divided by nought": "#DIV/0!",
        "no such function": "#NAME?",
        "half a formula": "#VALUE!",
        "worked out": 2,
        "a blank text": None,
    }
    said = " ".join(map(str, book.problems))
    wrong = [name for name in FORMULAS if f"cell {rows[name].place}: " in said]
    assert wrong == ["divided by nought", "no such function", "half a formula"]


def test_a_clean_table_has_no_problem_and_the_same_texts(tmp_path):
    ours = read_file(made(tmp_path, table_of_clean_columns)).sheets[0]
    book = read_file(HERE / "clean-table.xlsx")
    assert (book.problems, book.remarks) == ((), ())
    for one, other in zip(ours.rows, book.sheets[0].rows, strict=True):
        assert [(c.value, c.shown) for c in one] == [(c.value, c.shown) for c in other]
