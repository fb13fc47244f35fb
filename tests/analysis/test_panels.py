"""A group of councils at two readings: joiners and leavers are kept out of what moved."""

import pytest

from briefkit.analysis.panels import Panel, averaged, between, latest
from handmade import cell, measure


def reading(period, **values):
    return {code: cell(v, code, period=period) for code, v in values.items()}


def figures(panel):
    return ({name: f.value for name, f in side.items()} for side in (panel.was, panel.became))


def test_a_mean_that_fell_since_others_joined_is_told_apart_from_one_that_fell():
    panel = between(measure(), "A", reading("2024", A=4, B=2), reading("2025", A=4, B=3, C=0, D=1))
    old, new = figures(panel)
    assert (old["all"], new["all"]) == (3, 2)
    assert (old["both"], new["both"]) == (3, 3.5)
    assert (new["joined"], new["joined_mean"], new["in_both"]) == (2, 0.5, 2)
    assert (new["rose"], new["fell"], new["stayed"]) == (1, 0, 1)
    assert "left" not in old


def test_those_that_left_are_told_by_their_last_mean():
    old, new = figures(between(measure(), "A", reading("2024", A=4, B=2), reading("2025", A=1)))
    assert (old["left"], old["left_mean"]) == (1, 2)
    assert "joined" not in new
    assert (new["fell"], new["both"]) == (1, 1)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (reading("2024", A=4), reading("2025", A=3)),  # the same councils
        (reading("2024", A=4), reading("2024", A=4, B=1)),  # one reading
        (reading("2024", A=4), reading("2025", B=1)),  # nobody in common
        ({}, reading("2025", A=3)),
    ],
)
def test_without_another_group_there_is_nothing_to_tell_apart(before, now):
    assert between(measure(), "A", before, now) is None


def test_a_mean_cites_each_council_once_and_a_move_cites_both_readings():
    panel = Panel(measure(), "A", reading("2024", A=4, B=2), reading("2025", A=4, B=3, C=0))
    assert [r.gss_code for r in panel.became["all"].refs] == ["A", "B", "C"]
    assert [(r.gss_code, r.period) for r in panel.became["rose"].refs] == [
        ("A", "2024"), ("A", "2025"), ("B", "2024"), ("B", "2025"),
    ]  # fmt: skip


def test_the_latest_reading_is_that_of_the_latest_period_anybody_has():
    cells = [
        cell(1, "A", period="2024"),
        cell(2, "B", period="2025"),
        cell(None, "C", period="2026"),
    ]
    assert {code: c.value for code, c in latest(cells).items()} == {"B": 2}
    assert latest([]) == {}


def test_a_mean_of_yes_and_no_or_of_several_periods_is_not_taken():
    assert averaged(measure("planning_data_level"))
    assert not averaged(measure("planning_products_live"))
    assert not averaged(measure("home_page_barriers"))
