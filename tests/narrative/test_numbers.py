"""Figures in plain English: one rounding, half up, and words that sound right."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.narrative import numbers

SMALL = st.floats(-1e9, 1e9, allow_nan=False)
PLACES = st.integers(0, 3)


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (1.005, 2, "1.01"),
        (2.675, 2, "2.68"),
        (0.6, 1, "0.6"),
        (99.95, 1, "100.0"),
        (-0.04, 1, "0.0"),
        (-0.05, 1, "-0.1"),
        (-0.0, 0, "0"),
        (999, 0, "999"),
        (1000, 0, "1,000"),
        (1234567.891, 1, "1,234,567.9"),
    ],
)
def test_a_number_is_rounded_half_up_from_what_a_reader_sees_in_the_source(value, places, shown):
    assert numbers.decimal(value, places) == shown


@given(SMALL, PLACES)
def test_rounding_moves_a_value_by_half_a_step_at_most(value, places):
    step = Decimal(1).scaleb(-places)
    assert abs(numbers.half_up(value, places) - Decimal(repr(value))) <= step / 2


@given(SMALL, PLACES)
def test_rounding_a_rounded_value_changes_nothing(value, places):
    once = numbers.half_up(value, places)
    assert numbers.half_up(float(once), places) == once


@given(SMALL, SMALL, PLACES)
def test_rounding_never_turns_an_order_round(a, b, places):
    low, high = sorted((a, b))
    assert numbers.half_up(low, places) <= numbers.half_up(high, places)


@given(SMALL, PLACES)
def test_nothing_prints_as_minus_nought(value, places):
    for shown in (
        numbers.decimal(value, places),
        numbers.pounds(value, places),
        numbers.exact_pounds(value),
    ):
        assert any(d in shown for d in "123456789") or not shown.startswith("-"), shown


@given(SMALL, SMALL, PLACES)
def test_two_values_are_alike_when_they_print_the_same(a, b, places):
    same = numbers.decimal(a, places) == numbers.decimal(b, places)
    assert numbers.alike(a, b, places) == same


@pytest.mark.parametrize(
    ("value", "shown"), [(8.0, "8"), (1.5, "1.5"), (1292, "1,292"), (0, "0"), (2228.0, "2,228")]
)
def test_a_count_is_whole_and_the_median_of_counts_may_have_a_half(value, shown):
    assert numbers.count(value) == shown


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (996200, 0, "£996,200"),
        (400000, 0, "£400,000"),
        (5675000, 0, "£5.7 million"),
        (999999.4, 0, "£999,999"),
        (999999.5, 0, "£1.0 million"),
        (11.19, 2, "£11.19"),
        (12345678, 2, "£12.3 million"),
        (0, 0, "£0"),
        (-1500, 0, "-£1,500"),
        (-2500000, 0, "-£2.5 million"),
    ],
)
def test_pounds_are_said_in_full_and_millions_in_words(value, places, shown):
    assert numbers.pounds(value, places) == shown


def test_a_table_gives_money_to_the_pound():
    assert numbers.exact_pounds(6942064.4) == "£6,942,064"
    assert numbers.exact_pounds(-12.6) == "-£13"


@pytest.mark.parametrize(
    ("value", "unit", "places", "shown"),
    [
        (57.1, "percent", 1, "57.1%"),
        (0.04, "percent", 1, "0.0%"),
        (3790.15, "pounds per 1,000 residents", 0, "£3,790"),
        (1.0645, "megabytes", 1, "1.1"),
        (3.0, "rules", 0, "3"),
        (1.5, "count", 0, "1.5"),
        (1292, "per 100,000 people", 0, "1,292"),
        ("2022-01-07", "date", 0, "7 January 2022"),
        ("2024-25", "period", 0, "2024 to 2025"),
    ],
)
def test_a_value_carries_what_belongs_to_it(value, unit, places, shown):
    assert numbers.show(value, unit, places) == shown


WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


@pytest.mark.parametrize(("number", "word"), list(enumerate(WORDS)))
def test_small_numbers_are_words(number, word):
    assert numbers.in_words(number) == word


@pytest.mark.parametrize(
    ("value", "shown"), [(10, "10"), (1688, "1,688"), (2.5, "2.5"), (-3, "-3")]
)
def test_other_numbers_are_numerals(value, shown):
    assert numbers.in_words(value) == shown


@pytest.mark.parametrize(
    ("noun", "number", "said"),
    [
        ("award", 1, "award"),
        ("award", 2, "awards"),
        ("award", 0, "awards"),
        ("council", 10, "councils"),
        ("failed accessibility rule", 3, "failed accessibility rules"),
        ("year", 9, "years"),
    ],
)
def test_a_noun_follows_its_number(noun, number, said):
    assert numbers.plural(noun, number) == said


def test_ranks_are_words_to_ninth_and_then_figures():
    first = [numbers.ordinal(n) for n in range(1, 10)]
    assert first[:5] == ["first", "second", "third", "fourth", "fifth"]
    assert first[5:] == ["sixth", "seventh", "eighth", "ninth"]
    later = {10: "10th", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 22: "22nd", 23: "23rd"}
    later |= {101: "101st", 111: "111th", 112: "112th"}
    assert {n: numbers.ordinal(n) for n in later} == later


def by_sound(number: int) -> str:
    """The article by the first word spoken: that of the leading group of three figures."""
    while number >= 1000:
        number //= 1000
    if number >= 100:
        return "an" if number // 100 == 8 else "a"
    return "an" if number in (8, 11, 18) or 80 <= number <= 89 else "a"


def test_the_article_follows_the_sound_up_to_a_million():
    tried = [*range(1, 1201), *random.Random(1).sample(range(1201, 1_000_001), 2500)]
    edges = (8_000, 11_000, 18_000, 80_000, 88_999, 110_000, 180_000, 800_000, 1_000_000)
    wrong = [n for n in (*tried, *edges) if numbers.a_or_an(n) != by_sound(n)]
    assert wrong == []


@pytest.mark.parametrize(
    ("number", "article"), [(8, "an"), (11, "an"), (18, "an"), (800, "an"), (8_000_000, "an")]
)
def test_numbers_that_sound_like_a_vowel_take_an(number, article):
    assert numbers.a_or_an(number) == article


def test_numbers_that_only_look_like_them_take_a():
    assert {numbers.a_or_an(n) for n in (1, 10, 110, 180, 118, 1100, 1800)} == {"a"}


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["Hull"], "Hull"),
        (["Hull", "Wirral"], "Hull and Wirral"),
        (["Hull", "Wirral", "Dudley"], "Hull, Wirral and Dudley"),
        (["Hull", "Newry, Mourne and Down"], "Hull; and Newry, Mourne and Down"),
        (["A, B and C", "D", "E"], "A, B and C; D; and E"),
        (["Hull", "Brighton and Hove", "York"], "Hull, Brighton and Hove, and York"),
        (["Hull", "York", "Bath and Wells"], "Hull, York, and Bath and Wells"),
        (["Bath and Wells", "York"], "Bath and Wells, and York"),
        (["Bath and Wells", "Hull", "York"], "Bath and Wells, Hull and York"),
    ],
)
def test_a_list_of_names_can_be_told_apart(names, said):
    assert numbers.listed(names) == said


@given(st.lists(st.sampled_from(["Leeds", "York", "A, B and C", "Wyre"]), min_size=2, max_size=8))
def test_a_list_can_be_taken_apart_again_where_a_name_holds_a_comma(names):
    if not any("," in name for name in names):
        names = [*names, "A, B and C"]
    head, _, last = numbers.listed(names).rpartition("; and ")
    assert [*head.split("; "), last] == names


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2023", "2023"),
        ("2024-25", "2024 to 2025"),
        ("2026-01", "January 2026"),
        ("2025-04-05", "5 April 2025"),
        ("2022-03/2025-03", "March 2022 to March 2025"),
        ("2024-11-07/2025-01", "7 November 2024 to January 2025"),
    ],
)
def test_a_period_is_said_in_full(period, said):
    assert numbers.period(period) == said


@given(st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)))
def test_a_day_is_said_without_a_leading_nought(day):
    first, month, year = numbers.day(day.isoformat()).split()
    assert (int(first), first[0] != "0", int(year)) == (day.day, True, day.year)
    assert month == f"{dt.date(2000, day.month, 1):%B}"


@pytest.mark.parametrize(
    ("months", "said"),
    [(1, "one year"), (12, "one year"), (107, "nine years"), (113, "nine years")],
)
def test_an_age_is_said_in_years(months, said):
    assert numbers.years(months) == said


def test_half_a_year_counts_as_a_whole_one_as_every_half_does():
    said = {months: numbers.years(months) for months in (18, 30, 42, 54)}
    assert said == {18: "two years", 30: "three years", 42: "four years", 54: "five years"}


@pytest.mark.parametrize(
    ("words", "said"),
    [(0, "one minute"), (220, "one minute"), (221, "two minutes"), (2200, "10 minutes")],
)
def test_a_reading_time_is_never_too_short(words, said):
    assert numbers.minutes(words) == said
