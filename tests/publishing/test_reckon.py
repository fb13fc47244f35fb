"""Formulas, rounding, periods and unmarked numbers, as the proof works them out for itself."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from briefkit.publishing.verify import numerals, printing, times
from briefkit.publishing.verify.books import Row
from briefkit.publishing.verify.reckon import Cited, Unreckoned, reckon
from briefkit.publishing.verify.tally import Tally

CODES = ("E06000901", "E06000902", "E06000903")  # invented


def row(value: float | None, **cells: str) -> Row:
    named = {"gss_code": CODES[0], "indicator": "weight", "period": "2025", "item": "", **cells}
    place = ("invented", "sources/invented/figures.csv", 2)
    keys = [named[key] for key in ("gss_code", "indicator", "period", "item")]
    return Row(*place, *keys, value, cells)


def rows(*values: float, key: str = "gss_code") -> tuple[Row, ...]:
    """A row a value, each of another council, or with another item."""
    names = CODES if key == "gss_code" else [f"thing {n}" for n in range(9)]
    return tuple(row(v, **{key: name}) for v, name in zip(values, itertools.cycle(names)))


WORKED = [
    ("", "count", rows(3.5), 3.5),
    ("", "date", (row(None, date="2024-10-01"),), "2024-10-01"),
    ("", "period", (row(None, period="2024-25"),), "2024-25"),
    ("base", "count", (row(70.0, base="212"),), 212.0),
    ("lower 95% limit", "percent", (row(70.0, lower="66.5"),), 66.5),
    ("upper 95% limit", "percent", (row(70.0, upper="73.5"),), 73.5),
    ("median", "percent", rows(1, 9, 4), 4.0),
    ("median", "percent", rows(1, 4), 2.5),
    ("difference", "points", rows(75, 29), 46),
    ("part / whole", "percent", (row(200.0), *rows(30, 20, key="item")), 25.0),
    ("sum of labels", "pounds", rows(1.5, 2.5), 4.0),
    ("count of comparators", "count", rows(0, 0, 1), 3),
    ("count of comparators with it", "count", rows(0, 0, 1), 1),
    ("count inside the interval", "count", (row(5, lower="4", upper="6"), *rows(4, 6, 7)), 2),
    ("count at level 4", "count", rows(4, 3, 4, key="item"), 2),
    ("median count at level 4", "count", rows(4, 3, 4, 4, 3, 3), 1.0),
    ("count of data sets", "count", rows(*range(8), *range(8), key="item")[:8], 8),
    ("count that rose", "count", (*rows(1, 1, key="item"), *rows(2, 0, key="item")), 1),
    ("count that fell", "count", (*rows(1, 1, key="item"), *rows(2, 0, key="item")), 1),
    ("count of councils in both readings", "count", rows(1, 2, 3, 1, 2, 3), 3),
    ("size of the peer group", "count", (), 10),
]


@pytest.mark.parametrize(("formula", "unit", "cited", "value"), WORKED)
def test_a_formula_gives_its_value(formula, unit, cited, value):
    assert reckon(formula, Cited(unit, cited, peers=10)) == value


@pytest.mark.parametrize(
    ("formula", "cited", "why"),
    [
        ("about right", rows(1), "unknown"),
        ("", rows(1, 2), "one row, not 2"),
        ("", (row(None),), "no value"),
        ("base", (row(1.0),), "no base"),
        ("base", (), "no row"),
        ("difference", rows(1), "two rows"),
        ("part / whole", rows(0, 1), "a whole and its parts"),
        ("count that rose", rows(1, 2, 3), "two readings"),
        ("median", (row(None),), "no value"),
    ],
)
def test_what_cannot_be_worked_out_says_why(formula, cited, why):
    with pytest.raises(Unreckoned, match=why):
        reckon(formula, Cited("percent", cited, peers=10))


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [(0.5, 0, "1"), (2.5, 0, "3"), (1.005, 2, "1.01"), (-0.04, 1, "0.0"), (1292.0, 0, "1,292")],
)
def test_halves_are_rounded_up_as_a_reader_does(value, places, text):
    assert printing.numeral(value, places) == text


@pytest.mark.parametrize(
    ("value", "unit", "text", "wrong"),
    [
        (57.05, "percent", "57.1%", "57.0%"),
        (1_249_999.0, "pounds", "£1.2 million", "£1,249,999"),
        (400_000.0, "pounds", "£400,000", "£0.4 million"),
        (11.185, "pounds per resident", "£11.19", "£11"),
        (3.0, "count", "three", "four"),
        (0.0, "rules", "no", "one"),
        (2.705, "megabytes", "2.7 megabytes", "2.8 megabytes"),
        ("2024-10-01", "date", "October 2024", "October 2025"),
        ("2024-25", "period", "2024 to 2025", "2024"),
    ],
)
def test_a_value_is_shown_by_the_rules_and_in_no_other_way(value, unit, text, wrong):
    ways = printing.ways(value, unit, {0 if unit == "pounds" else 1})
    assert text in ways
    assert wrong not in ways


@pytest.mark.parametrize(
    ("period", "said", "last"),
    [
        ("2025", "2025", dt.date(2025, 12, 31)),
        ("2024-25", "2024 to 2025", dt.date(2025, 3, 31)),
        ("2025-12", "December 2025", dt.date(2025, 12, 31)),
        ("2025-04-05", "5 April 2025", dt.date(2025, 4, 5)),
        ("2018-12/2026-06", "December 2018 to June 2026", dt.date(2026, 6, 30)),
    ],
)
def test_a_period_is_said_and_ends_when_it_ends(period, said, last):
    assert times.said(period) == said
    assert times.last_day(period) == last


@pytest.mark.parametrize(
    "text",
    [
        "Outdoor 5G covered the area in January 2026.",
        "Of residents aged 16 to 64, many held level 3 qualifications or above.",
        "A score out of 10, per 100,000 people, with a 95% interval.",
    ],
)
def test_fixed_phrases_and_known_periods_may_stand_unmarked(text):
    assert numerals.unaccounted(text, (), {"January 2026"}) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Outdoor 4G covered the area.", ["4"]),
        ("Outdoor 5G covered 12% of it.", ["12%"]),
        ("In January 2025 it was so.", ["January 2025"]),
        ("In 2019 it was so.", ["2019"]),
        ("It had 7 of 8.", ["8"]),
        ("A score out of 11, per 10,000 people.", ["11", "10,000"]),
    ],
)
def test_any_other_number_is_found(text, found):
    assert numerals.unaccounted(text, ["7"], {"January 2026"}) == found


def test_a_figure_is_blanked_only_where_it_stands_whole():
    assert numerals.blank("7 of 17 and 7.5", "7") == "  of 17 and 7.5"
    assert numerals.blank("on 28 November 2025", "November 2025") == "on 28 November 2025"


def test_a_tally_counts_what_holds_and_keeps_what_does_not():
    tally = Tally("culture-change/E06000901-ashcombe")
    assert tally.hold("a.json", "here", 1, 1)
    assert not tally.hold("a.json", "there", 1, 2, "line 3")
    assert tally.checked == 2
    assert [str(m) for m in tally.found] == [
        "culture-change/E06000901-ashcombe/a.json: there: printed 1; the evidence gives 2 (line 3)"
    ]
