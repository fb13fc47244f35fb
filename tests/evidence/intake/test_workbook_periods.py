"""Periods as officers and Excel write them: read one way, or refused with an example."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.evidence import periods
from briefkit.evidence.intake.rounds import KINDS, fault, proposed, spoken, understood

DATA_DATE = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("value", "kind", "period"),
    [
        ("2025-26", "year", "2025-26"),
        ("2025/26", "year", "2025-26"),
        ("2025–26", "year", "2025-26"),
        ("2025 to 2026", "year", "2025-26"),
        ("2025-2026", "year", "2025-26"),
        ("FY 2025/26", "year", "2025-26"),
        ("2099-00", "year", "2099-00"),
        (2025, "year", "2025"),
        ("March 2026", "month", "2026-03"),
        (" mar 2026 ", "month", "2026-03"),
        ("Mar-26", "month", "2026-03"),
        ("Sept 2025", "survey", "2025-09"),
        ("2026-03", "month", "2026-03"),
        ("03/2026", "month", "2026-03"),
        (dt.date(2026, 3, 1), "month", "2026-03"),
        (dt.date(2026, 3, 31), "month", "2026-03-31"),
        (dt.date(2026, 5, 14), "survey", "2026-05-14"),
        ("April 2024 to March 2028", "plan", "2024-04/2028-03"),
        ("2024-04/2028-03", "plan", "2024-04/2028-03"),
        ("Apr 2024 - Mar 2028", "plan", "2024-04/2028-03"),
    ],
)
def test_a_period_that_means_one_thing_is_understood(value, kind, period):
    if period == "2099-00":
        with pytest.raises(ValueError, match="no financial year"):
            understood(value, kind)
        return
    assert understood(value, kind) == period


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("2025-27", "year"),
        ("last year", "year"),
        ("March 2026", "year"),
        (dt.date(2026, 3, 1), "year"),
        ("2025-26", "month"),
        ("March", "month"),
        ("13/2026", "month"),
        ("Juny 2026", "survey"),
        ("spring 2026", "survey"),
        ("2024-25", "plan"),
        ("March 2028 to April 2024", "plan"),
        ("2024 to 2028", "plan"),
        ("", "month"),
        (True, "month"),
        (0.5, "year"),
    ],
)
def test_anything_else_is_refused_with_an_example(value, kind):
    with pytest.raises(ValueError, match=r"can be read in it\. Write it as "):
        understood(value, kind)


@given(st.sampled_from(sorted(KINDS)), st.dates(dt.date(2019, 1, 1), dt.date(2040, 1, 1)))
def test_what_is_proposed_and_spoken_is_understood_again(kind, day):
    for period in filter(None, proposed(kind, day, 6)):
        assert understood(spoken(period), kind) == period
        assert fault(period, day) == ""


@given(st.dates(dt.date(2001, 1, 1), dt.date(2090, 1, 1)))
def test_a_month_is_spoken_and_understood_again(day):
    period = f"{day:%Y-%m}"
    assert understood(spoken(period), "survey") == period
    assert periods.kind(period) == "month"


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2026-11", "was not over"),
        ("2026-27", "was not over"),
        ("1999-12", "begins in 1999"),
        ("2026-12/2028-03", "begins after the edition's data date"),
        ("2024-04/2028-03", ""),
        ("2026-10", ""),
        ("2025-26", ""),
    ],
)
def test_a_period_must_be_over_and_a_plan_begun_on_the_data_date(period, said):
    found = fault(period, DATA_DATE)
    assert said in found
    assert bool(found) is bool(said)


def test_the_years_that_are_proposed_are_those_that_were_over():
    assert proposed("year", dt.date(2026, 3, 31), 2) == ["2023-24", "2024-25"]
    assert proposed("year", dt.date(2026, 4, 1), 2) == ["2024-25", "2025-26"]
    assert proposed("month", dt.date(2026, 3, 31), 1) == ["2025-03"]
    assert proposed("survey", DATA_DATE, 2) == ["", ""]
