"""Trends: Mann and Kendall's S, when it is clear, and where a break starts anew."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.analysis.standing import kendall_s, trend
from handmade import BANDS, cell, years


@pytest.mark.parametrize(
    ("values", "s"),
    [
        ([1, 2, 3, 4, 5], 10),
        ([5, 4, 3, 2, 1], -10),
        ([1, 2, 3, 5, 4], 8),
        ([1, 2, 5, 3, 4], 6),
        ([1, 1, 1, 1, 1], 0),
        ([1, 1, 2, 3, 4], 9),
        ([1, 2, 3, 4, 6, 5], 13),
        ([2, 1, 3, 4, 6, 5], 11),
        ([3, 1, 2, 4, 6, 5], 9),
        ([7], 0),
        ([], 0),
    ],
)
def test_s_is_pairs_that_rise_minus_pairs_that_fall(values, s):
    assert kendall_s(values) == s


@given(st.lists(st.integers(-9, 9), max_size=9))
def test_s_turns_round_with_time_and_is_at_most_the_number_of_pairs(values):
    assert kendall_s(values[::-1]) == -kendall_s(values)
    assert abs(kendall_s(values)) <= len(values) * (len(values) - 1) // 2


@pytest.mark.parametrize(
    ("values", "s", "way"),
    [
        ([1, 2, 3, 5, 4], 8, "rose"),
        ([5, 4, 3, 1, 2], -8, "fell"),
        ([1, 2, 2, 3, 3], 8, "rose"),
        ([1, 1, 2, 2, 2], 6, "none"),
        ([2, 1, 3, 4, 6, 5], 11, "rose"),
        ([5, 6, 4, 3, 1, 2], -11, "fell"),
        ([3, 1, 2, 4, 6, 5], 9, "none"),
        ([1, 2, 3, 4], 6, "none"),
        ([1, 2], 1, "none"),
    ],
)
def test_a_trend_is_clear_at_8_of_10_and_11_of_15_and_never_on_fewer_points(values, s, way):
    found = trend(years(values), BANDS)
    assert (found.s, found.way, len(found.cells)) == (s, way, len(values))


def test_only_the_latest_six_points_count():
    found = trend(years([9, 1, 2, 3, 4, 5, 6]), BANDS)
    assert [c.value for c in found.cells] == [1, 2, 3, 4, 5, 6]
    assert (found.s, found.way) == (15, "rose")


@pytest.mark.parametrize("values", [[], [1], [None, 5], [1, 2, 3, 4, None]])
def test_fewer_than_two_points_up_to_the_latest_are_no_run(values):
    assert trend(years(values), BANDS) is None


def test_a_year_without_a_value_starts_the_run_anew():
    found = trend(years([1, 2, None, 4, 5]), BANDS)
    assert [c.period for c in found.cells] == ["2024", "2025"]


def test_a_year_that_is_not_there_starts_the_run_anew():
    skipped = [c for c in years([1, 2, 3, 4, 5]) if c.period != "2023"]
    found = trend(tuple(skipped), BANDS)
    assert [c.period for c in found.cells] == ["2024", "2025"]


def test_a_break_in_the_series_starts_the_run_anew_with_the_broken_year():
    run = list(years([1, 2, 3, 4, 5]))
    run[2] = cell(3, period="2023", status="b")
    found = trend(tuple(run), BANDS)
    assert [c.period for c in found.cells] == ["2023", "2024", "2025"]
    assert found.way == "none"


def test_split_years_follow_each_other_too():
    run = tuple(cell(float(n), period=f"20{n}-{n + 1}") for n in range(19, 25))
    assert trend(run, BANDS).way == "rose"


def test_readings_of_days_or_months_are_no_yearly_points():
    assert trend(tuple(cell(1.0, period=f"2026-0{n}") for n in range(1, 6)), BANDS) is None
    mixed = (*years([1, 2, 3, 4, 5]), cell(6.0, period="2026-01"))
    assert trend(mixed, BANDS) is None


def test_the_tiny_worlds_lighter_and_heavier_pages_are_clear_trends(merrowshire):
    ways = {
        name: trend(merrowshire.cells["home_page_weight", code], BANDS)
        for name, code in [("high", "X07000001"), ("low", "X07000002"), ("middle", "X07000003")]
    }
    assert (ways["high"].s, ways["high"].way) == (-10, "fell")
    assert (ways["low"].s, ways["low"].way) == (10, "rose")
    assert ways["middle"].way == "none"
    assert trend(merrowshire.cells["home_page_weight", "X07000004"], BANDS) is None


@pytest.mark.parametrize(
    ("name", "indicator", "s", "way"),
    [
        ("Hertfordshire", "apprenticeship_starts", 11, "rose"),
        ("Lambeth", "home_page_weight", -10, "fell"),
        ("Plymouth", "home_page_weight", -6, "none"),
    ],
)
def test_the_trends_worked_out_by_hand_are_found(real_reading, name, indicator, s, way):
    found = real_reading(name).study.measures[indicator].trend
    assert (found.s, found.way) == (s, way)
