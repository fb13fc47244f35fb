"""Periods as publishers write them."""

import datetime as dt

import pytest

from briefkit.evidence.intake.grids import Cell
from briefkit.evidence.periods import kind
from briefkit.evidence.published.periodtexts import period_of, read_period, within


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2023", "2023"),
        ("2023-24", "2023-24"),
        ("2023/24", "2023-24"),
        ("2023–24", "2023-24"),
        ("2023-2024", "2023-24"),
        ("2023 to 2024", "2023-24"),
        ("FY 2023/24", "2023-24"),
        ("Financial year 2023-24", "2023-24"),
        ("2024-03", "2024-03"),
        ("March 2024", "2024-03"),
        ("Mar-24", "2024-03"),
        ("31 March 2024", "2024-03-31"),
        ("31/03/2024", "2024-03-31"),
        ("2024-03-31", "2024-03-31"),
        ("year ending March 2024", "2023-24"),
        ("Year ending 31 March 2024", "2023-24"),
        ("year ending December 2023", "2023"),
        ("year ending June 2024", "2023-07/2024-06"),
        ("2024-08-01/P1Y", "2024-25"),
        ("2022-01-01/P1Y", "2022"),
        ("2022-03/2025-03", "2022-03/2025-03"),
    ],
)
def test_a_period_is_read_into_the_form_of_the_house(text, period):
    assert read_period(text) == period
    assert kind(period)


@pytest.mark.parametrize(
    "text",
    ["", "7", "Total", "03/04/2024", "2011/12", "2023/25", "2023-13", "31/02/2024", "24", "20234"],
)
def test_what_is_no_period_or_could_be_two_is_blank(text):
    assert read_period(text) == ""


@pytest.mark.parametrize(
    ("value", "period"),
    [(2023, "2023"), (2023.0, "2023"), (2023.5, ""), (7, ""), (True, ""), (None, "")],
)
def test_a_year_may_be_a_number(value, period):
    assert period_of(Cell(value, str(value), 1, 1, "a.xlsx", "Data")) == period


def test_a_day_is_a_period():
    assert period_of(Cell(dt.date(2024, 3, 31), "", 1, 1, "a.xlsx")) == "2024-03-31"


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("2023-24", ("2023-24", "")),
        ("Visits 2023-24", ("2023-24", "Visits")),
        ("2023-24 / Visits", ("2023-24", "Visits")),
        ("Visits (2023/24)", ("2023-24", "Visits")),
        ("Reserves at 31 March 2023", ("2023-03-31", "Reserves at")),
        ("Visits", ("", "Visits")),
        ("Change 2022-23 to 2023-24", ("", "Change 2022-23 to 2023-24")),
    ],
)
def test_a_heading_is_parted_from_its_one_period(heading, found):
    assert within(heading) == found
