"""Workbooks: values and formulas, errors, what is hidden or merged, and sheets without end."""

import datetime as dt

import openpyxl
import pytest
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from briefkit.evidence.intake.grids import read_file
from officefiles import rewritten, said, workbook

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def read(tmp_path):
    def reading(rows, dress=None):
        return read_file(workbook(tmp_path / "a.xlsx", rows, dress))

    return reading


def shown(book):
    return [[cell.shown for cell in row] for row in book.sheets[0].rows]


def test_a_value_keeps_its_type(read):
    day, moment = dt.date(2025, 3, 31), dt.datetime.fromisoformat("2025-03-31 09:30")
    book = read([["text", 7, 0.5, True, day, moment, None, "last"]])
    assert [cell.value for cell in book.sheets[0].rows[0]] == [
        *("text", 7, 0.5, True, dt.date(2025, 3, 31), moment, None, "last"),
    ]
    assert shown(book) == [
        ["text", "7", "0.5", "TRUE", "31/03/2025", "31/03/2025 09:30", "", "last"]
    ]
    assert book.sheets[0].at(1, 2).place == "B1"
    assert (book.problems, book.remarks) == ((), ())


def test_days_count_from_1904_where_the_workbook_says_so(tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append([dt.date(2025, 3, 31)])
    book.save(path)
    assert read_file(path).sheets[0].at(1, 1).value == dt.date(2025, 3, 31)


@pytest.mark.parametrize(
    ("value", "look", "text"),
    [
        (0.123, "0%", "12%"),
        (0.123, "0.0%", "12.3%"),
        (1234.5, "#,##0", "1,234"),
        (1234567, "£#,##0.00", "£1,234,567.00"),
        (-3, '"£"#,##0;[Red]-"£"#,##0', "-£3"),
        (0.1 + 0.2, "General", "0.3"),
        (12, '0 "of 20"', "12"),
    ],
)
def test_a_number_is_shown_as_excel_shows_it(read, value, look, text):
    def dress(sheet):
        sheet["A1"].number_format = look

    assert shown(read([[value]], dress)) == [[text]]


@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!"])
def test_an_error_is_named_with_sheet_and_cell(read, error):
    (problem,) = said(read([["council", "value"], ["Gapley", error]]).problems)
    assert problem == (
        f"a.xlsx, sheet Data, cell B2: {error!r} is a spreadsheet error. "
        "Mend it there and save again."
    )


def test_a_formula_without_a_value_is_named(read):
    book = read([["a", "b"], [1, "=A2*2"]])
    assert book.sheets[0].at(2, 2).formula == "=A2*2"
    (problem,) = said(book.problems)
    assert problem.startswith("a.xlsx, sheet Data, cell B2: a formula without a value")


def test_a_formula_with_a_value_gives_the_value(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["a", "b"], [1, "=A2*2"]])
    rewritten(path, SHEET, "<f>A2*2</f><v></v>", "<f>A2*2</f><v>2</v>")
    book = read_file(path)
    cell = book.sheets[0].at(2, 2)
    assert (cell.value, cell.formula, book.problems) == (2, "=A2*2", ())


def test_a_formula_whose_result_is_a_blank_text_is_no_fault(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["a", "b"], [1, '=IF(A2=1,"","x")'], [2, 3]])
    rewritten(path, SHEET, '<c r="B2"><f>', '<c r="B2" t="str"><f>')
    book = read_file(path)
    assert (book.sheets[0].at(2, 2).value, book.problems) == (None, ())


def test_a_text_that_begins_like_a_formula_is_a_text(read):
    def dress(sheet):
        sheet["A2"].value = "=cmd|' /C calc'!A0"
        sheet["A2"].data_type = "s"

    book = read([["name"]], dress)
    cell = book.sheets[0].at(2, 1)
    assert (cell.value, cell.formula, book.problems) == ("=cmd|' /C calc'!A0", "", ())


def test_returns_and_control_characters_are_read_as_the_format_writes_them(read):
    book = read([["first_x000D_\nsecond"], ["bell_x0007_"]])
    assert book.sheets[0].at(1, 1).value == "first\nsecond"
    (problem,) = said(book.problems)
    assert "cell A2: a character that nobody sees" in problem
    assert "U+0007" in problem


def test_hidden_rows_columns_and_sheets_are_counted_and_read(read):
    def dress(sheet):
        sheet.row_dimensions[2].hidden = True
        sheet.row_dimensions[90].hidden = True  # nothing is written there
        sheet.column_dimensions["B"].hidden = True
        other = sheet.parent.create_sheet("Notes")
        other.append(["note"])
        other.sheet_state = "veryHidden"

    book = read([["a", "b"], [1, 2], [3, 4]], dress)
    data, notes = book.sheets
    assert (data.hidden, data.hidden_rows, data.hidden_columns) == (False, {2}, {2})
    assert (notes.hidden, notes.at(1, 1).value) == (True, "note")
    assert said(book.remarks) == [
        "a.xlsx, sheet Data: 1 hidden row (2), read as the others are.",
        "a.xlsx, sheet Data: 1 hidden column (B), read as the others are.",
        "a.xlsx, sheet Notes: the sheet is hidden. It was read as the others are.",
    ]
    assert book.problems == ()


def test_merged_headers_are_told_and_stand_over_all_their_cells(read):
    def dress(sheet):
        sheet.merge_cells("B1:C1")

    book = read([["council", "2024", None], [None, "a", "b"], ["Gapley", 1, 2]], dress)
    grid = book.sheets[0]
    assert [str(m) for m in grid.merged] == ["B1:C1"]
    assert grid.at(1, 3).value is None
    assert grid.over[1, 3].value == "2024"
    assert said(book.remarks) == ["a.xlsx, sheet Data: 1 merged range (B1:C1)."]


def test_formatted_empty_rows_are_left_out_even_a_hundred_thousand(tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Data")
    empty = WriteOnlyCell(sheet, value=None)
    empty.fill = PatternFill("solid", fgColor="FFFF00")
    sheet.append(["a", "b"])
    for _ in range(100_000):
        sheet.append([empty, empty])
    sheet.append(["last", 1])
    book.save(path)
    grid = read_file(path).sheets[0]
    assert len(grid.rows) == 100_002
    assert grid.at(100_002, 1).value == "last"


def test_trailing_blank_rows_and_columns_are_left_out(read):
    def dress(sheet):
        sheet["F900"].fill = PatternFill("solid", fgColor="FFFF00")

    assert shown(read([["a", "b"], [1, 2]], dress)) == [["a", "b"], ["1", "2"]]


def test_a_stray_cell_at_the_end_of_the_sheet_is_named_and_stops_the_reading(read):
    def dress(sheet):
        sheet["XFD1048576"] = "x"

    book = read([["a", "b"]], dress)
    assert book.sheets == ()
    assert said(book.problems)[0].startswith(
        "a.xlsx, sheet Data, cell XFD1048576: the sheet reaches to XFD1048576"
    )


def test_mojibake_in_a_workbook_has_sheet_and_cell(read):
    (problem,) = said(read([["name"], ["Ynys MÃ´n"]]).problems)
    assert problem.startswith("a.xlsx, sheet Data, cell A2: 'Ynys MÃ´n' has broken letters")


def test_a_sheet_is_found_without_regard_to_case(read):
    book = read([["a"]])
    assert book.sheet(" data ") is book.sheets[0]
    assert book.sheet("other") is None
