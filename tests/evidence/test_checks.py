"""The checks of rows: each rule with a planted fault, named by file, row and column."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.evidence.checks import REASONS, STATUSES, number
from briefkit.evidence.gather import inspect
from tinyworld import DETAILS, FIGURES, GAPS, HIGH, LOW, add, change

WEIGHT = (LOW, "home_page_weight", "2025")
SKILLS = (HIGH, "level_3_or_above", "2023")
FAULT = (LOW, "home_page_barriers", "2026-02-26", "image-alt")


@pytest.fixture
def planted(data):
    """Plant one fault in the figures; the one problem that is found, with the row it was put in."""

    def plant(starts, **cells):
        row = change(data / FIGURES, starts, **cells)
        (problem,) = inspect(data).problems
        assert (problem.file, problem.row) == (FIGURES, row)
        return problem

    return plant


def test_the_tiny_world_is_clean(data):
    assert inspect(data).problems == ()


FAULTS = [
    (SKILLS, "gss_code", "X07000055", "'X07000055' is no council of councils.csv."),
    (SKILLS, "gss_code", "X07000099", "X07000099 is now X07000005 (Brackenby). Use the present"),
    (SKILLS, "gss_code", "X07000090", "Brackenby Rural ended on 2024-03-31 (successors: BRA)."),
    (SKILLS, "indicator", "speed", "'speed' is not an indicator of this source in indicators.csv."),
    (SKILLS, "period", "last year", "'last year' is no period. Write 2023, 2024-25, 2026-01 or"),
    (SKILLS, "period", "2023-13", "'2023-13' is no period."),
    (SKILLS, "published", "30/01/2025", "'30/01/2025' is no day. Write it as 2026-01-31."),
    (SKILLS, "published", "", "'' is no day."),
    (SKILLS, "status", "?", "'?' is no status. Use one of c, x, z, low, e, p, r, b, u, or nothing"),
    (SKILLS, "value", "many", "'many' is not a number."),
    (SKILLS, "value", "NA", "'NA' is not a number."),
    (SKILLS, "value", "nan", "'nan' is not a number."),
    (SKILLS, "value", "inf", "'inf' is not a number."),
    (SKILLS, "base", "1e999", "'1e999' is not a number."),
    (SKILLS, "value", " 75", "' 75' is not a number."),
    (SKILLS, "value", "#REF!", "'#REF!' is a spreadsheet error. Mend it there and save again."),
    (SKILLS, "value", "75%", "'75%' has a comma or sign in it. Write the bare number."),
    (WEIGHT, "value", "1,000", "'1,000' has a comma or sign in it. Write the bare number."),
    (SKILLS, "lower", "low", "'low' is not a number."),
    (SKILLS, "upper", "high", "'high' is not a number."),
    (SKILLS, "base", "few", "'few' is not a number."),
    (WEIGHT, "value", "-1", "-1 is below the least possible value."),
    (SKILLS, "value", "81", "81 lies outside its own 95% limits."),
    (SKILLS, "value", "69", "69 lies outside its own 95% limits."),
]


@pytest.mark.parametrize(("starts", "column", "text", "message"), FAULTS)
def test_a_planted_fault_is_named_by_row_and_column(planted, starts, column, text, message):
    problem = planted(starts, **{column: text})
    assert problem.column == column
    assert problem.message.startswith(message)


def test_a_percentage_beyond_100_is_named(planted):
    problem = planted(SKILLS, value="170", upper="175")
    assert problem.column == "value"
    assert problem.message == "170 is beyond the greatest possible value."


def test_a_span_that_runs_backwards_is_named(planted):
    assert planted(SKILLS, period="2025-03/2022-03").column == "period"


@pytest.mark.parametrize("note", ["", "unknown", "not  supplied", "HTTP 403: could not be read"])
def test_a_row_without_a_value_needs_a_reason_from_the_list(planted, note):
    problem = planted(WEIGHT, value="", status="x", note=note)
    assert problem.column == "note"
    assert "a row without a value needs a status and a note" in problem.message
    assert repr(note) in problem.message


def test_a_row_without_a_value_needs_a_status_too(planted):
    assert planted(WEIGHT, value="", note="not supplied").column == "note"


@pytest.mark.parametrize("reason", REASONS)
def test_each_reason_of_the_list_will_do_with_particulars_or_without(data, reason):
    change(data / FIGURES, WEIGHT, value="", status="x", note=reason)
    change(data / FIGURES, SKILLS, value="", status="c", note=f"{reason}: invented")
    assert inspect(data).problems == ()


@pytest.mark.parametrize("status", STATUSES)
def test_each_status_will_do(data, status):
    change(data / FIGURES, SKILLS, status=status)
    assert inspect(data).problems == ()


def test_a_repeated_row_names_both_places(data):
    row = add(data / FIGURES, *WEIGHT, "2026-01-06", "8", "", "", "12", "", "")
    (problem,) = inspect(data).problems
    assert problem.row is not None
    assert problem.row < row
    assert problem.message == (
        f"{LOW} home_page_weight 2025 stands on rows {problem.row}, {row}. Keep one."
    )


@pytest.mark.parametrize(
    ("column", "text", "message"),
    [
        ("gss_code", "X0", "'X0' is no council of councils.csv."),
        ("indicator", "speed", "'speed' is not an indicator of this source in indicators.csv."),
        ("period", "soon", "'soon' is no period."),
        ("date", "26/02/2026", "'26/02/2026' is no day."),
        ("item", "", "a part needs a name."),
        ("value", "six", "'six' is not a number."),
    ],
)
def test_a_planted_fault_in_the_details_is_named_too(data, column, text, message):
    row = change(data / DETAILS, FAULT, **{column: text})
    (problem,) = inspect(data).problems
    assert (problem.file, problem.row, problem.column) == (DETAILS, row, column)
    assert problem.message.startswith(message)


def test_a_detail_may_stand_twice_and_without_a_date(data):
    add(data / DETAILS, *FAULT, "", "axe rule", "")
    assert inspect(data).problems == ()


def test_all_problems_are_found_at_once_in_the_order_of_the_rows(data):
    change(data / FIGURES, WEIGHT, value="heavy")
    change(data / FIGURES, SKILLS, period="then", status="?")
    change(data / FIGURES, (GAPS, "level_3_or_above"), gss_code="X0")
    change(data / DETAILS, FAULT, item="")
    found = [p for p in inspect(data).problems if p.file == FIGURES]
    assert [p.column for p in found] == ["value", "period", "status", "gss_code"]
    assert [p.row for p in found] == sorted(p.row for p in found)
    assert len(inspect(data).problems) == 5


def test_a_row_of_the_wrong_length_does_not_hide_the_faults_of_others(data):
    change(data / FIGURES, WEIGHT, value="heavy")
    with (data / FIGURES).open("a") as file:
        file.write("X07000001,home_page_weight\n")
    problems = inspect(data).problems
    assert {p.column for p in problems} == {"", "value"}


def test_a_table_of_broken_rows_alone_reports_them(data):
    header = (data / FIGURES).read_text().splitlines()[0]
    (data / FIGURES).write_text(f"{header}\nX1,one\nX2,two\n")
    (data / DETAILS).write_text((data / DETAILS).read_text().splitlines()[0] + "\nX1\n")
    assert [(p.file, p.row) for p in inspect(data).problems] == [
        (FIGURES, 2), (FIGURES, 3), (DETAILS, 2),
    ]  # fmt: skip


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_that_python_prints_is_read_as_that_number(value):
    assert number(pd.Series([repr(value)])).tolist() == [value]


@given(st.text(max_size=6))
def test_a_text_is_a_number_only_where_python_agrees(text):
    read = number(pd.Series([text], dtype=object))
    if read.notna().all():
        assert float(text) == read[0]
