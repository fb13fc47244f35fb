"""Files that are no form, or only part of one, are told as such; odd ones are read and remarked."""

from __future__ import annotations

import openpyxl
import pytest

from cleanforms import unused_and_hidden
from intakeforms import as_csv, as_html, as_workbook, check, read_csv, write_csv
from seededfaults import BASE
from structuralfaults import sheet_of

CONTENTS = {
    "an old Excel file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"),
                          "old Excel file (.xls)"),
    "a locked workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode(
        "utf-16-le"), "protected by a password"),
    "a PDF": (b"%PDF-1.7 and so on", "this is a PDF"),
    "an empty file": (b"", "the file is empty"),
    "half a workbook": (b"PK\x03\x04 and then nothing", "broken or was cut short"),
    "another table": (b"council,figure\nAshcombe,3\n", "nothing of the form"),
    "a letter": (b"Dear all, please find attached", "nothing of the form"),
    "a web page": (b"<html><body>Sign in</body></html>", "without a table"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "said"), CONTENTS.values(), ids=CONTENTS)
@pytest.mark.parametrize("name", ["form.xlsx", "form.csv"])
def test_a_file_that_is_no_form_is_told_once(tmp_path, content, said, name):
    (tmp_path / name).write_bytes(content)
    (problem,) = check(tmp_path / name).problems
    assert said in problem.message
    assert (problem.file, problem.row) == (name, None)


def test_an_empty_folder_is_told(tmp_path):
    (problem,) = check(tmp_path).problems
    assert "no CSV file in this folder" in problem.message


def test_one_file_of_a_folder_is_told(tmp_path):
    place = as_csv(tmp_path, BASE)
    (problem,) = check(place / "1-citizens.csv").problems
    assert "Give the whole folder" in problem.message


def test_the_start_sheet_of_another_council_in_a_workbook_is_told(tmp_path):
    path = as_workbook(tmp_path, {**BASE, "start/council": {"value": "X06000904 Dunmere"}})
    (problem,) = check(path).problems
    assert problem.sheet == "Start"
    assert "made for X06000901, and this says X06000904" in problem.message


def test_a_form_of_another_version_is_told(tmp_path):
    path = as_workbook(tmp_path, BASE)
    book = openpyxl.load_workbook(path)
    assert book["briefkit"].cell(1, 1).value == "machine/version"
    book["briefkit"].cell(1, 2).value = "7"
    book.save(path)
    (problem,) = check(path).problems
    assert "another version of briefkit (form 7, here 1)" in problem.message


def test_characters_that_nobody_sees_are_left_out_of_texts(tmp_path):
    path = as_csv(tmp_path, {**BASE, "start/title": {"value": "A\u200bsh\u00adcombe\u00a0x"}})
    assert check(path).start.texts["title"] == "Ashcombe x"


def test_a_form_that_nobody_filled_in_is_told(tmp_path):
    (problem,) = check(as_workbook(tmp_path, {})).problems
    assert problem.message == "no question is answered yet."


def test_what_is_odd_about_a_file_is_remarked(tmp_path):
    place = as_csv(tmp_path, BASE)
    write_csv(place / "3-building-buying.csv", read_csv(place / "3-building-buying.csv"), "cp1252")
    (remark,) = check(place).remarks
    assert (remark.file, "Windows" in remark.message) == ("3-building-buying.csv", True)


def test_a_page_of_tables_is_remarked_once_and_not_number_by_number(tmp_path):
    (remark,) = check(as_html(tmp_path, BASE)).remarks
    assert "a web page with a table, whatever its name says" in remark.message


def test_hidden_rows_and_sheets_without_answers_are_counted(tmp_path):
    path = as_workbook(tmp_path, BASE)
    book = openpyxl.load_workbook(path)
    unused_and_hidden(book)
    for key in ("open_data/1", "shared_platforms/1", "user_tested/1"):
        page, row = sheet_of(book, key)
        page.row_dimensions[row].hidden = key != "user_tested/1"
    book.save(path)
    told = {(r.sheet, r.message) for r in check(path).remarks}
    assert told == {
        ("3 Ways of building and buying", "2 hidden rows, in which nothing is written."),
        ("4 Digital in strategy", "the sheet is hidden, and nothing is written in it."),
    }
