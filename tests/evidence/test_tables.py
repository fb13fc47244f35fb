"""Source tables as they stand in the file: what was read, and what could not be."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.evidence.tables import DETAIL_COLUMNS, Problem, read_table

COLUMNS = ("gss_code", "item", "note")
HEADER = "gss_code,item,note\n"


@pytest.fixture
def table(tmp_path):
    def read(text, name="figures.csv"):
        folder = tmp_path / "invented"
        folder.mkdir(exist_ok=True)
        content = text if isinstance(text, bytes) else text.encode()
        (folder / name).write_bytes(content)
        return read_table(folder / name, COLUMNS, f"sources/invented/{name}")

    return read


def said(found):
    return [str(problem) for problem in found.problems]


def test_every_cell_is_text_and_knows_its_line(table):
    found = table(HEADER + 'X1,"a, b",0.10\nX2,,NA\n')
    assert found.rows.values.tolist() == [["X1", "a, b", "0.10", 2], ["X2", "", "NA", 3]]
    assert (found.source, found.rows_in, found.problems) == ("invented", 2, ())


def test_blank_lines_are_no_rows_but_count_as_lines(table):
    found = table(HEADER + "X1,a,b\n\nX2,a,b\n\n")
    assert found.rows["line"].tolist() == [2, 4]
    assert found.rows_in == 2


def test_too_many_fields_are_one_problem_that_names_the_row(table):
    found = table(HEADER + "X1,a,b\nX2,Gapley, Fenn and Marsh,b\nX3,a,b\n")
    (told,) = said(found)
    assert told == (
        "sources/invented/figures.csv row 3: 4 fields where 3 belong. "
        "A comma inside a text needs quotes around it; the row begins 'X2'."
    )
    assert found.rows["gss_code"].tolist() == ["X1", "X3"]
    assert found.rows_in == 3


def test_too_few_fields_are_a_problem_too(table):
    (problem,) = table(HEADER + "X1,a\n").problems
    assert (problem.row, problem.column) == (2, "")
    assert "2 fields where 3 belong" in problem.message


@pytest.mark.parametrize(
    ("header", "complaint"),
    [
        ("gss_code,item\n", "lacks note"),
        ("gss_code,item,note,extra\n", "has an unknown 'extra'"),
        ("gss,item,note\n", "lacks gss_code; has an unknown 'gss'"),
        ("item,gss_code,note\n", "is out of order"),
        ("", "lacks gss_code, item, note"),
    ],
)
def test_a_wrong_header_stops_the_file_and_says_what_it_must_be(table, header, complaint):
    found = table(header + "X1,a,b\n" * bool(header))
    (problem,) = found.problems
    assert problem.row == 1
    assert f"the header {complaint}. It must be: gss_code,item,note" in problem.message
    assert found.rows.empty


def test_a_byte_order_mark_is_noticed_in_the_header(table):
    (problem,) = table(b"\xef\xbb\xbf" + HEADER.encode()).problems
    assert "lacks gss_code" in problem.message


@pytest.mark.parametrize(
    "content",
    [
        (HEADER + "X1,Ynys Môn,b\n").encode("cp1252"),
        (HEADER + "X1,a,b\n").encode("utf-16"),
        (HEADER + 'X1,"never closed,b\n').encode(),
    ],
)
def test_a_file_that_is_not_utf_8_csv_is_one_problem(table, content):
    found = table(content)
    (problem,) = found.problems
    assert "not readable as UTF-8 CSV" in problem.message
    assert (problem.row, found.rows_in, len(found.rows)) == (None, 0, 0)


def test_a_missing_file_says_what_to_run(tmp_path):
    found = read_table(tmp_path / "invented" / "details.csv", DETAIL_COLUMNS, "details.csv")
    assert said(found) == ["details.csv: the file is missing. Run the source's prepare.py."]
    assert tuple(found.rows.columns) == (*DETAIL_COLUMNS, "line")


def test_a_problem_says_where_as_far_as_it_knows():
    assert str(Problem("a.csv", None, "", "gone.")) == "a.csv: gone."
    assert str(Problem("a.csv", None, "name", "odd.")) == "a.csv, column name: odd."
    assert str(Problem("a.csv", 7, "value", "odd.")) == "a.csv row 7, column value: odd."


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8),
                 min_size=3, max_size=3),
        max_size=6,
    )
)  # fmt: skip
def test_whatever_is_written_as_csv_is_read_back_cell_for_cell(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("invented") / "figures.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([COLUMNS, *rows])
    found = read_table(path, COLUMNS, "figures.csv")
    assert found.rows.drop(columns="line").values.tolist() == rows
    assert (found.rows_in, found.problems) == (len(rows), ())
