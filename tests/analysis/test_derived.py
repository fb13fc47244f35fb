"""What is worked out before anything is compared: limits, perception gaps, real change."""

import datetime as dt
from dataclasses import replace

import pytest

from briefkit.analysis.derived import work_out
from briefkit.analysis.findings import of_cell, refs, typical
from briefkit.evidence.deflators import Deflator
from handmade import CATALOGUE, DAY, beside, cell, districts, world

OWN = {"source": "own-D00"}
MAY = {"period": "2026-05", **OWN}


def worked(*cells, deflators=()):
    indicators = [i for i in CATALOGUE.indicators if i.own]
    found = world(districts(2), cells, indicators=indicators)
    return work_out(replace(found, deflators=tuple(deflators))).cells


def view(indicator, value, base, **changes):
    return cell(value, indicator=indicator, base=base, **{**MAY, **changes})


def test_a_survey_gets_wilsons_limits_in_percent():
    (found,) = worked(view("staff_confident_front_line", 100 * 147 / 341, 341))[
        "staff_confident_front_line", "D00"
    ]
    assert (found.lower, found.upper) == pytest.approx((37.958, 48.413), abs=1e-3)
    assert of_cell(found, "percent", "lower").formula == "lower 95% limit, Wilson"


def test_a_survey_of_too_few_loses_its_value_even_if_the_file_has_one():
    (found,) = worked(view("staff_confident_specialists", 80.0, 29))[
        "staff_confident_specialists", "D00"
    ]
    assert (found.value, found.lower, found.status) == (None, None, "c")
    assert found.reason == "suppressed"


def test_the_gap_is_leaders_less_residents_with_newcombes_limits():
    cells = worked(
        view("leaders_view", 100 * 28 / 34, 34), view("public_view", 100 * 388 / 1020, 1020)
    )
    (gap,) = cells["perception_gap", "D00"]
    assert (gap.value, gap.lower, gap.upper) == pytest.approx((44.3137, 28.1624, 54.0623), abs=1e-3)


def test_a_gap_cites_the_two_rows_that_it_is_made_of():
    (gap,) = worked(view("leaders_view", 80.0, 50), view("public_view", 42.0, 1000))[
        "perception_gap", "D00"
    ]
    assert [r.indicator for r in refs(gap)] == ["leaders_view", "public_view"]
    figure = of_cell(gap, "points")
    assert (figure.formula, figure.value) == ("difference", 38.0)
    median = typical(gap, beside([1.0]), "points")
    assert median.formula == "median of differences"


@pytest.mark.parametrize(
    ("leaders", "public"),
    [
        ({"period": "2025-05"}, {}),
        ({"base": None}, {}),
        ({"base": 20}, {}),
        ({}, {"value": None, "status": "x", "note": "not supplied"}),
    ],
)
def test_there_is_no_gap_without_two_answers_of_one_round(leaders, public):
    one = replace(view("leaders_view", 80.0, 50), **leaders)
    other = replace(view("public_view", 42.0, 1000), **public)
    assert ("perception_gap", "D00") not in worked(one, other)


def index(period, value, published=DAY):
    return Deflator(period, value, "invented_deflator", "an invented price index", published)


def spent(*values, first=2021, **changes):
    periods = [f"{y}-{(y + 1) % 100:02d}" for y in range(first, first + len(values))]
    return [
        cell(v, indicator="technology_spending", period=p, **{**OWN, **changes})
        for p, v in zip(periods, values, strict=True)
    ]


PRICES = (index("2021-22", 80.0), index("2025-26", 100.0))


def real(*cells, deflators=PRICES):
    return worked(*cells, deflators=deflators).get(("technology_real_change", "D00"), ())


def test_real_change_sets_the_first_year_in_the_prices_of_the_last():
    (found,) = real(*spent(8.0, 9.0, 10.0, 11.0, 12.0))
    # 8 at 80 is 10 at 100: from 10 to 12
    assert found.value == pytest.approx(20.0)
    assert [c.period for c in found.made_of] == ["2021-22", "2025-26", "2021-22", "2025-26"]


def test_the_treasurys_own_example_of_inflating_comes_out():
    """HM Treasury's guide to its deflator: £7.4 million of 1998-99 is £8.36 million of 2003-04.

    The years are moved, for a period of two digits after 1999 is read as a month.
    """
    prices = (index("2021-22", 91.031), index("2023-24", 102.789))
    (found,) = real(*spent(7.4, 8.0, 8.36), deflators=prices)
    assert found.value == pytest.approx(0.0, abs=0.06)


def test_no_real_change_without_prices_for_both_ends_or_with_too_few_years():
    assert real(*spent(8.0, 9.0, 10.0, 11.0, 12.0), deflators=()) == ()
    assert real(*spent(8.0, 9.0, 10.0, 11.0, 12.0), deflators=(index("2021-22", 80.0),)) == ()
    assert real(*spent(8.0, 9.0, first=2024)) == ()


def test_a_break_ends_the_run_of_years():
    *early, third, fourth, last = spent(8.0, 9.0, 10.0, 11.0, 12.0)
    assert real(*early, replace(third, status="b"), fourth, last) == ()  # no price for 2023-24
    prices = (index("2023-24", 90.0), index("2025-26", 100.0))
    (found,) = real(*early, replace(third, status="b"), fourth, last, deflators=prices)
    assert found.made_of[0].period == "2023-24"


def test_evidence_without_anything_of_a_councils_own_stays_as_it_is():
    plain = world(districts(2), [cell(50.0)], indicators=CATALOGUE.indicators)
    assert work_out(plain) == plain
    assert plain.data_date == dt.date(2026, 11, 23)
