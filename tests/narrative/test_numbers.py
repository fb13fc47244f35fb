"""Figures in plain English: one rounding, half up, and words that sound right."""

from __future__ import annotations

import datetime as dt
import random
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.narrative import numbers
from narrative.told import prose, sentences

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


SMALL_WORDS = [
    "nought",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelt(number: int) -> str:
    """A number in words, as it is read aloud: a speller that shares nothing with numbers.py."""
    for size, word in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            joint = " and " if 0 < rest < 100 else " "
            return f"{spelt(number // size)} {word}{joint + spelt(rest) if rest else ''}"
    if number < 20:
        return SMALL_WORDS[number]
    tens, ones = divmod(number, 10)
    return TENS[tens - 2] + (f"-{SMALL_WORDS[ones]}" if ones else "")


def test_the_speller_of_this_test_reads_as_people_do():
    assert spelt(811) == "eight hundred and eleven"
    assert spelt(18_080) == "eighteen thousand and eighty"
    assert spelt(1_000_000) == "one million"
    assert spelt(118_007) == "one hundred and eighteen thousand and seven"


def test_the_article_follows_the_sound_of_every_number_up_to_a_million():
    # "one" begins with the sound of w; of the other first words only these begin with a vowel
    first = {n: spelt(n).partition(" ")[0] for n in range(1, 1000)}
    vowel = {n: word[0] in "aeiou" and not word.startswith("one") for n, word in first.items()}
    wrong = [
        n
        for n in range(1, 1_000_001)
        if numbers.a_or_an(n) != ("an" if vowel[_leading(n)] else "a")
    ]
    assert wrong == []
    tried = random.Random(1).sample(range(1, 1_000_001), 3000)
    assert all((spelt(n)[0] == "e") == (numbers.a_or_an(n) == "an") for n in tried)


def _leading(number: int) -> int:
    """The group of three figures that is read first."""
    while number >= 1000:
        number //= 1000
    return number


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


# --- rules 1 to 12 of the wording, as all 382 briefings print them ---


@pytest.fixture(scope="module")
def runs(all_told):
    """Every run of prose of all briefings, each once."""
    return sorted({run for told in all_told for _, run in prose(told.parts)})


def strays(runs, pattern):
    """What a pattern finds in the prose, with the words around it."""
    found = [(run, m) for run in runs for m in re.finditer(pattern, run)]
    return [run[max(0, m.start() - 20) : m.end() + 20] for run, m in found]


def test_1_no_sentence_starts_with_a_numeral(runs):
    starts = [s for run in runs for s in sentences(run) if s[0].isdigit()]
    assert starts == []


def test_2_thousands_have_commas_years_have_none_and_a_fraction_has_its_nought(runs):
    # a label is quoted as the council writes it
    unquoted = [re.sub(r'"[^"]*"', "", run) for run in runs]
    assert strays(unquoted, r"(?<![\d.,£])\d{5,}") == []
    odd = strays(unquoted, r"(?<![\d,.£])[1-9]\d{3}(?![\d,%])")
    assert [s for s in odd if not re.search(r"\b(?:19|20)\d\d\b", s)] == []
    assert strays(runs, r"(?<!\d)\.\d") == []
    assert strays(runs, r"\d %") == []


def test_3_money_is_in_full_and_million_is_a_word(runs):
    assert strays(runs, r"£[\d,.]+ ?(?:m|bn|k)\b") == []
    assert strays(runs, r"£0\.\d+ million") == []
    assert strays(runs, r"£\d{1,3}(?:,\d{3}){2,}") == []


def test_4_ranges_say_to_and_ranks_are_words_to_ninth(runs):
    assert strays(runs, r"\d ?[–-] ?\d") == []
    assert strays(runs, r"\b[1-9](?:st|nd|rd|th)\b") == []


def test_5_a_difference_of_percentages_is_in_points(runs):
    assert strays(runs, r"\d% (?:fewer|less|more|higher|lower)\b") == []
    assert strays(runs, r"(?:rose|fell|grew) by \d[\d.]*%") == []


def test_7_two_figures_that_print_alike_are_never_called_apart(runs):
    way = r"\b(?:higher|lower|heavier|lighter) than (?:the peer median of )?"
    pattern = rf"(\d[\d.,]*%?)(?:[^.\d]| megabytes)*{way}\1(?![\d.,]*\d)"
    assert strays(runs, pattern) == []


def test_8_nothing_is_minus_nought_and_no_change_is_negative(runs):
    assert strays(runs, r"-0(?:\.0+)?(?![\d.])") == []
    assert strays(runs, r"(?:rose|fell|higher|lower) by -") == []


def test_9_an_article_before_a_numeral_is_that_of_its_sound(runs):
    found = [m for run in runs for m in re.finditer(r"\b([Aa]n?) (\d[\d,]*)(?![\d.%])", run)]
    wrong = [
        m[0]
        for m in found
        if m[1].lower() != numbers.a_or_an(int(m[2].rstrip(",").replace(",", "")))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("percent", "said"),
    [
        (25.0, "1 in 4"),
        (24.1, "1 in 4"),
        (26.0, "1 in 4"),
        (22.5, "about 1 in 4"),
        (33.3, "1 in 3"),
        (50.9, "1 in 2"),
        (10.4, "1 in 10"),
        (17.8, "about 1 in 6"),
        (66.7, "2 in 3"),
        (75.5, "3 in 4"),
        (77.0, "about 3 in 4"),
    ],
)
def test_10_a_share_is_one_in_so_many_within_a_point_and_about_it_beyond(percent, said):
    assert numbers.one_in(percent) == said


@given(st.floats(5, 95, allow_nan=False))
def test_10_a_share_said_so_is_never_far_from_what_it_says(percent):
    said = numbers.one_in(percent)
    top, bottom = (int(n) for n in said.removeprefix("about ").split(" in "))
    gap = abs(100 * top / bottom - percent)
    assert (gap <= 1) == (not said.startswith("about"))
    assert gap <= 5 + 1e-9


def test_12_things_that_can_be_counted_are_fewer_and_one_is_one(runs):
    assert (
        strays(runs, r"\bless (?:councils|rules|data sets|awards|grants|faults|peers|points)\b")
        == []
    )
    assert strays(runs, r"\bfewer (?:money|risk|broadband|data\b(?! sets))") == []
    assert strays(runs, r"(?<![\d,.])1 (?:councils|years|rules|grants|awards|peers)\b") == []
    plain = r"\b(?:[2-9]|\d\d+) (?:council|rule|grant|award|peer)\b(?! median)"
    assert strays(runs, plain) == []
