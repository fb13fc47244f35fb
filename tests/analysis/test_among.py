"""How the others stand around a figure: who shares it, who has fewer, who is next."""

import pytest

from briefkit.analysis.among import among_findings
from handmade import look, row

WEIGHT, FAULTS, COVER = "home_page_weight", "home_page_barriers", "coverage_5g"


def found(values, indicator, **more):
    cells = row(values, indicator=indicator, **more)
    return {f.type: f for f in among_findings(look(cells))}


def told(finding):
    return {name: figure.value for name, figure in finding.figures.items()}


# --- a count ---


def test_a_count_is_told_by_how_many_have_fewer_and_as_many():
    place = found([3.0, 1.0, 1.0, 1.0, 1.0, 0.0, 3.0, 5.0], FAULTS)["counted"]
    assert (place.verdict, told(place)) == ("some_alike", {"fewer": 5, "alike": 1, "n": 7})
    assert place.comparator is not None
    alone = found([3.0, 1.0, 1.0, 1.0, 1.0, 0.0, 4.0, 5.0], FAULTS)["counted"]
    assert alone.verdict == "none_alike"


@pytest.mark.parametrize(
    "values",
    [
        [1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 4.0],
        [9.0, 1.0, 1.0, 1.0, 1.0, 0.0, 4.0],
        [0.0, 5.0, 5.0, 5.0, 5.0, 6.0, 4.0],
    ],
)
def test_a_similar_count_or_one_at_an_end_is_not_counted_out(values):
    assert "counted" not in found(values, FAULTS)


# --- a value that most share ---


def test_a_value_that_half_of_the_others_have_to_the_last_digit_is_told():
    shared = found([100.0] * 6 + [99.9] * 5, COVER)["shared_value"]
    assert (shared.verdict, told(shared)) == ("most", {"value": 100.0, "alike": 5, "n": 10})
    assert found([100.0] * 11, COVER)["shared_value"].verdict == "all"


def test_a_value_that_fewer_share_or_a_true_zero_is_not_told():
    assert "shared_value" not in found([100.0] * 5 + [99.9] * 6, COVER)
    zeros = [0.0, *[0.0] * 5, *[500.0] * 5]
    assert "shared_value" not in found(zeros, "planning_grants_per_1000")


# --- the next ---


def test_the_last_of_all_is_told_with_its_distance_from_the_next():
    margin = found([80.0, 90.0, *[98.0] * 9], COVER)["margin"]
    assert (margin.verdict, told(margin)) == ("lowest", {"margin": 10.0, "following": 90.0})
    assert margin.figures["margin"].unit == "points"
    assert margin.names == {"following": ("D01",)}
    assert [ref.gss_code for ref in margin.figures["margin"].refs] == ["D00", "D01"]


def test_the_first_of_all_is_told_in_the_unit_of_the_measure():
    margin = found([9.0, 6.0, *[2.0] * 9], WEIGHT)["margin"]
    assert (margin.verdict, told(margin)["margin"]) == ("highest", 3.0)
    assert margin.figures["margin"].unit == "megabytes"


@pytest.mark.parametrize(
    "values",
    [
        [90.0, 91.0, *[98.0] * 9],
        [80.0, 80.0, *[98.0] * 9],
        [85.0, 80.0, *[98.0] * 9],
    ],
)
def test_a_small_lead_a_tie_or_a_place_within_has_no_margin(values):
    assert "margin" not in found(values, COVER)


def test_a_stale_figure_and_an_interval_have_no_margin():
    assert "margin" not in found([80.0, 90.0, *[98.0] * 9], "foi_in_time", period="2015", base=99.0)
    limits = {"lower": 10.0, "upper": 12.0}
    assert found([11.0, 30.0, *[60.0] * 9], "level_3_or_above", **limits) == {}


# --- real councils ---


def test_east_suffolks_5g_stands_apart_from_the_next(real_reading):
    margin = real_reading("East Suffolk").by_id[f"{COVER}.margin"]
    assert margin.names == {"following": ("East Devon",)}
    assert told(margin)["margin"] == pytest.approx(3.3, abs=0.05)


def test_seven_of_cardiffs_peers_share_its_5g_cover(real_reading):
    shared = real_reading("Cardiff").by_id[f"{COVER}.shared_value"]
    assert (told(shared)["alike"], told(shared)["n"]) == (7, 10)
