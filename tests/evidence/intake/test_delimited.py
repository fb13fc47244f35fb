"""CSV files of every encoding and delimiter, and rows that do not fit."""

import pytest

from briefkit.evidence.intake.grids import read_file
from officefiles import comma_separated, said

WELSH = [["council", "name", "£"], ["W06000001", "Ynys Môn – Tŷ", "1"], ["X", "Y", "2"]]


@pytest.fixture
def read(tmp_path):
    def reading(content, name="a.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_file(path)

    return reading


def shown(book):
    return [[cell.shown for cell in row] for row in book.sheets[0].rows]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_in_every_form_gives_the_same_cells(tmp_path, encoding):
    book = read_file(comma_separated(tmp_path / "a.csv", WELSH, encoding))
    assert shown(book) == WELSH
    assert book.problems == ()
    guessed = encoding in ("utf-16-le", "utf-16-be")
    assert (
        said(book.remarks)
        == ["a.csv: the file does not say its encoding: it was read as UTF-16."] * guessed
    )


def test_windows_1252_is_read_and_told(tmp_path):
    rows = [["name", "£"], ["Ynys Môn – “island”", "£3"]]
    book = read_file(comma_separated(tmp_path / "a.csv", rows, "cp1252"))
    assert shown(book) == rows
    assert book.problems == ()
    assert "read as Windows-1252" in said(book.remarks)[0]


def test_bytes_that_are_no_text_are_refused(read):
    (problem,) = said(read(b"a,b\n\x81\x8d,\xff\n").problems)
    assert "not readable as cp1252" in problem
    assert "CSV UTF-8" in problem


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Ynys MÃ´n", "Ynys Môn"),
        ("Â£3.4m", "£3.4m"),
        ("councilâ€™s", "council’s"),
        ("2019â€“20", "2019–20"),
        ("TÅ·", "Tŷ"),
        ("RhÃ´s Â£ Â½", "Rhôs £ ½"),
    ],
)
def test_mojibake_is_named_with_what_was_meant_and_not_mended(read, broken, whole):
    book = read(f"name,value\n{broken},1\n")
    assert book.sheets[0].at(2, 1).value == broken
    (problem,) = said(book.problems)
    assert problem.startswith("a.csv row 2, column 1: ")
    assert repr(whole) in problem


@pytest.mark.parametrize(
    "text", ["Ynys Môn", "£3", "São Tomé", "naïve façade", "Â", "5 – 6", "é–è"]
)
def test_right_letters_are_no_mojibake(read, text):
    assert read(f"name,value\n{text},1\n").problems == ()


def test_a_letter_that_was_lost_is_named(read):
    (problem,) = said(read("name,value\nYnys M\ufffdn,1\n").problems)
    assert "lost a letter" in problem


@pytest.mark.parametrize(
    ("sign", "named"), [(";", "semicolons"), ("\t", "tabs"), ("|", "upright strokes")]
)
def test_other_delimiters_are_found_and_told(tmp_path, sign, named):
    rows = [["council", "a, b", "c"], ["Gapley", "1,5", "x"], ["Fenn, Marsh", "2,5", "y"]]
    book = read_file(comma_separated(tmp_path / "a.csv", rows, sign=sign))
    assert shown(book) == rows
    assert said(book.remarks) == [f"a.csv: the fields are parted by {named}."]


def test_the_line_in_which_excel_names_the_sign_is_no_row_of_the_table(read):
    book = read("sep=;\r\na;b\r\n1;2\r\n")
    assert shown(book) == [["", ""], ["a", "b"], ["1", "2"]]
    assert book.sheets[0].at(3, 2).place == "row 3, column 2"


def test_one_column_is_a_table_too(read):
    assert shown(read("council\nGapley\nMarsh\n")) == [["council"], ["Gapley"], ["Marsh"]]


def test_a_quoted_line_break_stays_in_its_cell(read):
    book = read('council,note\nGapley,"first\nsecond, ""quoted"""\nMarsh,x\n')
    assert book.sheets[0].at(2, 2).value == 'first\nsecond, "quoted"'
    assert book.sheets[0].at(3, 1).place == "row 3, column 1"
    assert book.problems == ()


def test_a_quotation_mark_that_is_not_closed_is_refused(read):
    book = read('a,b\n1,2\n3,"four\n5,6\n')
    assert book.sheets == ()
    assert said(book.problems)[0].startswith("a.csv row 3: a quotation mark is not closed")


def test_line_ends_of_every_machine_are_read(read):
    for end in ("\n", "\r\n", "\r"):
        assert shown(read(f"a,b{end}1,2{end}")) == [["a", "b"], ["1", "2"]]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Fenn,3,4", "a.csv row 3: 3 fields where 2 belong. A comma inside a text or a number"),
        ("Fenn,1,234", "a.csv row 3: 3 fields where 2 belong."),
    ],
)
def test_a_field_too_many_is_named(read, row, told):
    (problem,) = said(read(f"council,value\nGapley,1\n{row}\nMarsh,2\n").problems)
    assert problem.startswith(told)


def test_a_field_too_few_is_named(read):
    (problem,) = said(read("council,a,b\nGapley,1,2\nFenn,1\nMarsh,2,3\n").problems)
    assert problem == "a.csv row 3: 2 fields where 3 belong. The row begins 'Fenn'."


def test_titles_notes_and_blank_fields_at_the_end_are_no_fault(read):
    table = "Table 1\n\ncouncil,a,b\nGapley,1,2,,,\nMarsh,2,3\n\nSource: invented\n"
    assert read(table).problems == ()


def test_a_row_that_stands_twice_is_told(read):
    book = read("council,value\nGapley,1\nMarsh,1\nGapley,1\n")
    assert said(book.remarks) == ["a.csv row 4: repeats row 2 word for word."]


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", '=HYPERLINK("x")', "NA", "None", "null"]
)
def test_a_text_that_looks_like_a_formula_or_nothing_stays_a_text(tmp_path, text):
    book = read_file(comma_separated(tmp_path / "a.csv", [["council", "n"], ["Gapley", text]]))
    cell = book.sheets[0].at(2, 2)
    assert (cell.value, cell.shown, cell.formula) == (text, text, "")
    assert book.problems == ()


@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "Err:502"])
def test_a_spreadsheet_error_that_was_exported_is_named(read, error):
    (problem,) = said(read(f"council,value\nGapley,{error}\n").problems)
    assert problem == (
        f"a.csv row 2, column 2: {error!r} is a spreadsheet error. Mend it there and save again."
    )


def test_marks_that_turn_or_control_a_text_are_problems_and_harmless_ones_are_told(read):
    book = read("name,v\nGap\u202eley,1\nMarsh\x07,2\nFenn\u200b,3\nSedge\u00ad,4\n")
    assert [p.row for p in book.problems] == [2, 3]
    assert "U+202E" in book.problems[0].message
    assert [p.row for p in book.remarks] == [4, 5]
    assert "U+200B" in book.remarks[0].message
