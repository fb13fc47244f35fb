"""Periods: their kinds, their first and last days, and what is none."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.evidence.periods import age_in_months, first_day, is_yearly, kind, last_day, next_year

DAYS = [
    ("2023", "year", "2023-01-01", "2023-12-31"),
    ("2024-25", "split year", "2024-04-01", "2025-03-31"),
    ("2098-99", "split year", "2098-04-01", "2099-03-31"),
    ("2026-01", "month", "2026-01-01", "2026-01-31"),
    ("2024-02", "month", "2024-02-01", "2024-02-29"),
    ("2026-12", "month", "2026-12-01", "2026-12-31"),
    ("2025-04-05", "day", "2025-04-05", "2025-04-05"),
    ("2022-03/2025-03", "span", "2022-03-01", "2025-03-31"),
    ("2022-03-15/2022-04-01", "span", "2022-03-15", "2022-04-01"),
]
BAD = [
    "", "23", "2023-", "2024-26", "2024-24", "2024-00", "2026-13", "2025-02-30", "2025-4-5",
    "05/04/2025", "5 April 2025", "2022/2023", "2022-03/", "/2022-03", "2022-01/2022-02/2022-03",
    "2024-25/2025-26", "2024 to 2025", "NA",
]  # fmt: skip


@pytest.mark.parametrize(("period", "is_a", "first", "last"), DAYS)
def test_a_period_has_a_kind_a_first_and_a_last_day(period, is_a, first, last):
    assert kind(period) == is_a
    assert first_day(period) == dt.date.fromisoformat(first)
    assert last_day(period) == dt.date.fromisoformat(last)


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match=r"is no period|a span runs|day is out of range"):
        kind(text)


def test_a_span_that_runs_backwards_is_no_period():
    with pytest.raises(ValueError, match="2022-03"):
        kind("2025-03/2022-03")


def test_a_refusal_says_how_a_period_is_written():
    with pytest.raises(ValueError, match="write 2023, 2024-25, 2026-01 or 2025-04-05"):
        kind("last year")


def test_age_counts_from_the_last_day():
    assert age_in_months("2024", dt.date(2025, 12, 31)) == pytest.approx(12, abs=0.01)
    assert age_in_months("2025-04-05", dt.date(2025, 4, 5)) == 0
    assert age_in_months("2026", dt.date(2026, 6, 30)) < 0


@pytest.mark.parametrize(
    ("period", "after"),
    [("2024", "2025"), ("2024-25", "2025-26"), ("2098-99", "2099-00")],
)
def test_a_year_is_followed_by_the_next(period, after):
    assert is_yearly(period)
    assert next_year(period) == after


@pytest.mark.parametrize("period", ["2026-01", "2025-04-05", "2022-03/2025-03"])
def test_months_days_and_spans_are_not_yearly(period):
    assert not is_yearly(period)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2998, 12, 31)))
def test_every_day_lies_within_its_own_month_and_year(day):
    for period in (f"{day:%Y-%m}", f"{day:%Y}", day.isoformat()):
        assert first_day(period) <= day <= last_day(period)


@given(st.integers(2012, 2097))
def test_a_split_year_ends_the_day_before_the_next_begins(year):
    period = f"{year}-{(year + 1) % 100:02d}"
    assert last_day(period) + dt.timedelta(days=1) == first_day(next_year(period))
