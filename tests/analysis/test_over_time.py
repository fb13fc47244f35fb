"""Then and now beside others: two surveys, a gap that moved, a place that moved."""

import pytest

from briefkit.analysis.over_time import over_time_findings
from handmade import cell, council, districts, look, row, years

SKILLS, STARTS = "level_3_or_above", "apprenticeship_starts"
WEIGHT = "home_page_weight"


def found(cells, **more):
    return {f.type: f for f in over_time_findings(look(cells, **more))}


def told(finding):
    return {name: figure.value for name, figure in finding.figures.items()}


# --- two surveys ---


def survey(value, half, period="2023", code="D00", **more):
    limits = {"lower": value - half, "upper": value + half}
    return cell(value, code, indicator=SKILLS, period=period, **limits, **more)


def surveys(before, now, peers, **more):
    others = [survey(v, 3.0, code=f"D{n:02d}") for n, v in enumerate(peers, 1)]
    return found([*before, now, *others], **more).get("surveys")


LEVEL = [50.0 + n / 10 for n in range(10)]


@pytest.mark.parametrize(
    ("then", "now", "way"), [(40.0, 60.0, "rose"), (60.0, 40.0, "fell"), (50.0, 54.0, "unclear")]
)
def test_two_surveys_differ_clearly_only_where_their_intervals_do_not_meet(then, now, way):
    two = surveys([survey(then, 5.0, "2022")], survey(now, 5.0), LEVEL)
    assert (two.verdict, two.tone, two.score) == (way, "", 0.0)
    assert (told(two)["first"], told(two)["last"]) == (then, now)
    assert told(two)["first_lower"] == then - 5.0
    assert two.facts == {"first_period": "2022"}


def test_intervals_that_touch_overlap():
    two = surveys([survey(50.0, 2.0, "2022")], survey(54.0, 2.0), LEVEL)
    assert two is None or two.verdict == "unclear"
    apart = surveys([survey(50.0, 2.0, "2022")], survey(54.1, 2.0), LEVEL)
    assert apart.verdict == "rose"


def test_overlap_is_told_only_where_a_reader_would_see_a_change():
    still = surveys([survey(53.0, 5.0, "2022")], survey(54.0, 5.0), LEVEL)
    level = surveys([survey(46.0, 5.0, "2022")], survey(50.4, 5.0), LEVEL)
    assert (still, level) == (None, None)


def test_a_break_or_a_missing_year_between_two_surveys_makes_no_pair():
    assert surveys([survey(40.0, 2.0, "2022")], survey(60.0, 2.0, status="b"), LEVEL) is None
    assert surveys([survey(40.0, 2.0, "2021")], survey(60.0, 2.0), LEVEL) is None
    assert surveys([survey(40.0, 2.0, "2022", status="u")], survey(60.0, 2.0), LEVEL) is None


# --- a gap ---


def run(values, code="D00", **more):
    kind = {"indicator": STARTS} | more
    return [
        cell(v, code, period=f"20{19 + n}-{20 + n}", **kind)
        for n, v in enumerate(values)
        if v is not None
    ]


def starts(ours, first, last, **more):
    """Our six years beside ten peers who had `first` in the first year and `last` in the last."""
    cells = run(ours)
    for n in range(1, 11):
        cells += run([first, None, None, None, None, last], f"D{n:02d}")
    return found(cells, **more)


RISING = [600.0, 650.0, 700.0, 750.0, 800.0, 850.0]


@pytest.mark.parametrize(
    ("first", "last", "sides", "gaps"),
    [
        (800.0, 900.0, ("below", "below"), (200.0, 50.0)),
        (500.0, 900.0, ("above", "below"), (100.0, 50.0)),
        (700.0, 800.0, ("below", "above"), (100.0, 50.0)),
        (500.0, 800.0, ("above", "above"), (100.0, 50.0)),
    ],
)
def test_a_clear_trend_is_told_with_the_gap_to_the_median_then_and_now(first, last, sides, gaps):
    gap = starts(RISING, first, last)["gap_moved"]
    assert (gap.facts["side_first"], gap.facts["side_last"]) == sides
    assert gap.verdict == "_".join(sides)
    assert (told(gap)["gap_first"], told(gap)["gap_last"], told(gap)["n"]) == (*gaps, 10)
    assert gap.facts["first_period"] == "2019-20"


@pytest.mark.parametrize("ours", [(8.0, 4.0), (4.0, 8.0)])
def test_a_value_that_halved_or_doubled_is_told_with_its_gap_though_no_trend_is_clear(ours):
    cells = list(years(ours, indicator=WEIGHT))
    for n in range(1, 6):
        cells += years([1.0, 2.0], indicator=WEIGHT, gss_code=f"D{n:02d}")
    gap = found(cells)["gap_moved"]
    assert (told(gap)["gap_first"], told(gap)["gap_last"]) == (ours[0] - 1, ours[1] - 2)


def test_a_smaller_change_without_a_trend_has_no_gap():
    cells = list(years((7.9, 4.0), indicator=WEIGHT))
    for n in range(1, 6):
        cells += years([1.0, 2.0], indicator=WEIGHT, gss_code=f"D{n:02d}")
    assert "gap_moved" not in found(cells)


def test_each_end_of_a_gap_rests_on_its_own_row_and_those_of_its_year():
    gap = starts(RISING, 800.0, 900.0)["gap_moved"]
    for name, period in (("gap_first", "2019-20"), ("gap_last", "2024-25")):
        refs = gap.figures[name].refs
        assert refs[0].gss_code == "D00"
        assert {ref.period for ref in refs} == {period}
        assert len(refs) == 11


def test_no_trend_no_movement_or_no_gap_is_not_told():
    flat = [600.0, 650.0, 640.0, 610.0, 630.0, 600.0]
    assert "gap_moved" not in starts(flat, 800.0, 900.0)
    assert "gap_moved" not in starts(RISING, 700.0, 950.0)
    assert "gap_moved" not in starts(RISING, 600.0, 950.0)


def test_peers_without_both_years_move_no_gap():
    cells = run(RISING)
    for n in range(1, 5):
        cells += run([800.0, *[None] * 4, 900.0], f"D{n:02d}")
    cells += run([None, None, None, None, None, 100.0], "D05")
    assert found(cells) == {}


# --- a place ---


def places(first, last, theirs=10):
    cells = list(years([first, last], indicator=WEIGHT))
    for n in range(1, theirs + 1):
        code = f"D{n:02d}"
        cells += years([10.0 + n, 10.0 + n], indicator=WEIGHT, gss_code=code)
    return found(cells).get("place_moved")


def test_a_council_that_passed_half_of_the_others_is_told_by_its_places():
    down = places(20.5, 13.5)
    assert told(down) == {"place_first": 1, "place_last": 8, "rank_of": 11}
    assert down.verdict == "down"
    assert places(13.5, 20.5).verdict == "up"
    assert down.figures["place_first"].unit == "place"


def test_a_smaller_move_or_too_few_councils_have_no_place():
    assert places(20.5, 16.5) is None
    assert places(20.5, 10.5, theirs=6) is None


def test_what_is_not_its_job_is_not_told():
    shire = [council("D00", "county"), *districts(10, first=1, kind="county")]
    cells = row([5.0] * 11, indicator="digital_exclusion_risk")
    assert found(cells, councils=shire) == {}


# --- real councils ---


def test_cardiffs_two_estimates_without_qualifications_show_no_clear_change(real_reading):
    two = real_reading("Cardiff").by_id["no_qualifications.surveys"]
    assert (two.verdict, told(two)["first"], told(two)["last"]) == ("unclear", 9.2, 11.4)


def test_hertfordshires_starts_came_closer_to_its_peers(real_reading):
    gap = real_reading("Hertfordshire").by_id["apprenticeship_starts.gap_moved"]
    assert gap.verdict == "below_below"
    assert told(gap)["gap_first"] > told(gap)["gap_last"] > 0
