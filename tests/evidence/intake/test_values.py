"""A cell as a number, a day or a mark: read right, or said to be none; never a guess."""

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.evidence.checks import REASONS, STATUSES
from briefkit.evidence.intake.grids import Cell, Number, as_date, as_number, marker
from briefkit.evidence.tables import Problem


def cell(value, look="", sheet=""):
    text = "" if value is None else str(value)
    return Cell(value, text, 7, 2, "a.csv", sheet, "", look)


NUMBERS = [
    ("7", 7, ""),
    (" 7 ", 7, ""),
    ("\u00a07\u00a0", 7, ""),
    ("7\u200b", 7, ""),
    ("1,234", 1234, ""),
    ("1,234,567.5", 1234567.5, ""),
    ("1 234", 1234, ""),
    ("1\u202f234", 1234, ""),
    ("12%", 12, "percent"),
    ("12.5 %", 12.5, "percent"),
    ("12 per cent", 12, "percent"),
    ("£3.4m", 3400000, "pounds"),
    ("£1.2bn", 1.2e9, "pounds"),
    ("£12k", 12000, "pounds"),
    ("£3 million", 3e6, "pounds"),
    ("£ 1,234.50", 1234.5, "pounds"),
    ("-£3", -3, "pounds"),
    ("£-3", -3, "pounds"),
    ("\u22125", -5, ""),
    ("–5.5", -5.5, ""),
    ("+5", 5, ""),
    ("(1,234)", -1234, ""),
    ("(£5)", -5, "pounds"),
    (".5", 0.5, ""),
    ("0.1", 0.1, ""),
    ("0", 0, ""),
    ("1e3", 1000, ""),
    ("1.5E-2", 0.015, ""),
]


@pytest.mark.parametrize(("text", "value", "unit"), NUMBERS)
def test_a_number_that_is_a_text_is_read(text, value, unit):
    assert as_number(cell(text)) == Number(value, unit)
    assert as_number(cell(text, sheet="Data")) == Number(value, unit, as_text=True)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("12.3 [p]", "p"),
        ("12.3[r]", "r"),
        ("12.3 (provisional)", "p"),
        ("12.3 [e]", "e"),
        ("12.3 [b]", "b"),
        ("12.3 [u]", "u"),
    ],
)
def test_a_mark_beside_a_number_is_kept(text, status):
    assert as_number(cell(text)) == Number(12.3, "", status)


@pytest.mark.parametrize(
    "text",
    [
        "1,23",
        "1,2345",
        "12,34,567",
        "1.234,5",
        "1.234.567",
        "12.3*",
        "12.3 [note 4]",
        "5-6",
        "007",
        "01632 960",
        "1 23",
        "12 34",
        "NA",
        "None",
        "null",
        "nan",
        "inf",
        "#N/A",
        "about 5",
        "£5%",
        "--5",
        "5 5",
        "$5",
        "€5",
        "12/5",
        "½",
        "٣",
        "Â£3",
        "TRUE",
        ">90",
        "5+",
        "1e9999",
    ],
)
def test_what_is_no_number_or_could_be_two_is_a_problem_with_its_place(text):
    found = as_number(cell(text))
    assert isinstance(found, Problem)
    assert str(found).startswith("a.csv row 7, column 2: ")


@pytest.mark.parametrize("text", ["1" * 20_000, "1 [" * 9_000, "1," * 9_000, "x" * 30_000])
def test_a_very_long_text_is_no_number_and_is_not_repeated_in_full(text):
    found = as_number(cell(text))
    assert isinstance(found, Problem)
    assert len(str(found)) < 200


def test_a_problem_in_a_workbook_names_sheet_and_cell():
    found = as_number(cell("1,23", sheet="Skills"))
    assert str(found) == (
        "a.csv, sheet Skills, cell B7: '1,23': is the comma a decimal point? "
        "Write the number with a point."
    )


@pytest.mark.parametrize("value", [True, False, dt.date(2025, 3, 31), None, "", "  "])
def test_yes_no_days_and_blanks_are_no_numbers(value):
    assert isinstance(as_number(cell(value)), Problem)


@pytest.mark.parametrize(
    ("value", "look", "number"),
    [
        (0.12, "0%", Number(12, "percent")),
        (0.07, "0.0%", Number(7, "percent")),
        (3, "£#,##0", Number(3, "pounds")),
        (3, "[$£-809]#,##0", Number(3, "pounds")),
        (3, '0 "%"', Number(3)),
        (1234, "General", Number(1234)),
    ],
)
def test_excel_s_formats_give_the_unit(value, look, number):
    assert as_number(cell(value, look, "Data")) == number


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_a_number_written_in_full_is_read_as_itself(value):
    found = as_number(cell(f"{value:,.4f}"))
    assert isinstance(found, Number)
    assert math.isclose(found.value, value, abs_tol=6e-5, rel_tol=1e-12)


@given(st.text(max_size=12))
def test_any_text_is_a_finite_number_or_a_problem_and_a_day_or_a_problem(text):
    number, day = as_number(cell(text)), as_date(cell(text))
    assert isinstance(number, Problem) or math.isfinite(number.value)
    assert isinstance(day, Problem | dt.date)


DAY = dt.date(2025, 3, 31)


@pytest.mark.parametrize(
    "value",
    [
        DAY,
        dt.datetime.fromisoformat("2025-03-31 09:30"),
        "31/03/2025",
        "31.3.2025",
        "31-03-25",
        "2025-03-31",
        "31 March 2025",
        "31st March 2025",
        "31-Mar-25",
        "Monday, 31 March 2025",
        " 31 Mar 2025 ",
        "2025-03-31T00:00:00",
    ],
)
def test_a_day_is_read_day_first(value):
    assert as_date(cell(value)) == DAY


def test_a_day_that_is_its_month_too_is_not_ambiguous():
    assert as_date(cell("03/03/2025")) == dt.date(2025, 3, 3)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("03/04/2025", "can be 3 April 2025 or 4 March 2025. Write it as 31 March 2025."),
        ("03/31/2025", "no day of the calendar, read as day, month, year"),
        ("31/02/2025", "no day of the calendar"),
        ("30 Febtober 2025", "no day"),
        ("next week", "no date"),
        (45747, "bare number"),
        (None, "no date"),
    ],
)
def test_what_is_no_day_or_could_be_two_is_a_problem(value, told):
    found = as_date(cell(value))
    assert isinstance(found, Problem)
    assert told in found.message


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("c", "c"),
        ("[c]", "c"),
        ("*", "c"),
        ("Suppressed", "c"),
        ("..", "x"),
        ("[x]", "x"),
        ("x", "x"),
        ("z", "z"),
        ("[z]", "z"),
        (" [Z] ", "z"),
        ("low", "low"),
        ("[low]", "low"),
        ("-", "x"),
        ("–", "x"),
        (":", "x"),
        ("[u]", "u"),
        ("n/a", "x"),
    ],
)
def test_a_mark_keeps_its_meaning_as_a_status_and_a_reason_of_the_house(text, status):
    found = marker(cell(text))
    assert found is not None
    assert found.status == status
    assert found.status in STATUSES
    assert found.reason in REASONS
    assert found.note.startswith(f'{found.reason}: published as "{text.strip()}"')


def test_a_dash_is_said_to_be_doubtful():
    assert "can mean nought or not known" in marker(cell("-")).note


@pytest.mark.parametrize("value", ["NA", "None", "null", "", None, 0, "0", "7", "cat", "Gapley"])
def test_texts_blanks_and_numbers_are_no_marks(value):
    assert marker(cell(value)) is None
