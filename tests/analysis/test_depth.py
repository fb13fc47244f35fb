"""What only a deep dive works out: pace, range, overlap, the way to the peers, scale."""

import datetime as dt

import pytest

from briefkit.analysis.depth.diving import dive, measures_of
from briefkit.analysis.depth.pace import pace_findings
from briefkit.analysis.depth.reach import reach_findings
from briefkit.analysis.depth.scale import scale_findings
from briefkit.analysis.depth.sets import set_findings
from briefkit.analysis.depth.spread import quarters, spread_findings
from handmade import cell, council, districts, full, ladder, look, others, part, row, years

STARTS, WEIGHT, LEVEL_3 = "apprenticeship_starts", "home_page_weight", "level_3_or_above"
TEN = [float(n) for n in range(1, 11)]


def told(finding):
    return {name: figure.value for name, figure in finding.figures.items()}


def of(findings, cells, details=(), **more):
    study = look(cells, details, **more)
    return {f.type: f for f in findings(study, study.measures.values())}


# --- pace ---


def moving(own, *peers, indicator=STARTS):
    """Yearly values of D00, and of D01 and so on."""
    cells = list(years(own, indicator=indicator))
    for n, values in enumerate(peers, 1):
        cells += years(values, indicator=indicator, gss_code=f"D{n:02d}")
    return of(pace_findings, cells)


STEADY = [1000.0, 1000.0, 1000.0]


@pytest.mark.parametrize(
    ("last", "verdict"), [(1100.0, "gained"), (900.0, "lost"), (1049.0, "kept"), (1050.0, "gained")]
)
def test_pace_is_the_councils_change_less_that_of_its_peers_median(last, verdict):
    # starts are similar within 50 per 100,000; the median of the peers stays at 1,000
    found = moving([1000.0, 1000.0, last], *[STEADY] * 5)["pace"]
    assert found.verdict == verdict
    figures = told(found)
    assert (figures["first"], figures["last"]) == (1000.0, last)
    assert (figures["typical_first"], figures["typical_last"], figures["n"]) == (1000.0, 1000.0, 5)
    assert found.facts["first_period"] == "2021"
    assert (found.score, found.tone) == (0.0, "")


def test_of_what_is_better_lower_less_is_gained():
    lighter = moving([3.0, 3.0, 2.0], *[[3.0, 3.0, 3.0]] * 5, indicator=WEIGHT)["pace"]
    heavier = moving([3.0, 3.0, 4.0], *[[3.0, 3.0, 3.0]] * 5, indicator=WEIGHT)["pace"]
    assert (lighter.verdict, heavier.verdict) == ("gained", "lost")


def test_pace_needs_three_years_and_five_peers_with_both_ends():
    assert moving([1000.0, 1100.0], *[STEADY[:2]] * 5) == {}
    assert moving([1000.0, 1000.0, 1100.0], *[STEADY] * 4, [None, 1000.0, 1000.0]) == {}
    assert "pace" in moving([1000.0, 1000.0, 1100.0], *[STEADY] * 5, [None, 1000.0, 1000.0])


def test_the_peer_that_moved_furthest_is_named_with_its_own_figures():
    found = moving(STEADY, *[STEADY] * 4, [800.0, 900.0, 1000.0])["mover"]
    assert found.names == {"mover": ("D05",)}
    assert told(found) == {"first": 800.0, "last": 1000.0}
    assert {figure.gss_code for figure in found.figures.values()} == {"D05"}


def test_nobody_is_named_who_moved_no_further_than_the_council():
    assert "mover" not in moving([800.0, 900.0, 1000.0], *[STEADY] * 4, [800.0, 900.0, 1000.0])
    assert "mover" not in moving(STEADY, *[[1000.0, 1000.0, 900.0]] * 5)


# --- range and overlap ---


def test_quarters_are_those_of_the_inclusive_method():
    # by hand: of 1 to 10 a quarter of the way from the first to the last is place 3.25
    assert quarters(TEN) == (3.25, 7.75)
    assert quarters([5.0, 5.0]) == (5.0, 5.0)


@pytest.mark.parametrize(
    ("own", "verdict"), [(3.25, "inside"), (7.75, "inside"), (3.0, "below"), (9.0, "above")]
)
def test_the_middle_half_holds_its_ends(own, verdict):
    found = of(spread_findings, row([own, *TEN], indicator=WEIGHT))["middle"]
    assert found.verdict == verdict
    assert told(found) == {"quarter_low": 3.25, "quarter_high": 7.75, "n": 10}


def test_a_middle_half_needs_eight_peers_and_some_width():
    assert of(spread_findings, row([3.0, *TEN[:7]], indicator=WEIGHT)) == {}
    assert of(spread_findings, row([3.0, *[4.0] * 10], indicator=WEIGHT)) == {}


def surveyed(value, half, code="D00"):
    limits = {"lower": value - half, "upper": value + half}
    return cell(value, code, indicator=LEVEL_3, period="2023", **limits)


@pytest.mark.parametrize(
    ("apart", "meeting", "verdict"), [(0, 5, "all"), (2, 3, "most"), (3, 2, "few"), (5, 0, "none")]
)
def test_intervals_meet_where_neither_ends_before_the_other_begins(apart, meeting, verdict):
    # 50 with 2 on each side touches 54 with 2 on each side, and not 54.1
    peers = [54.1] * apart + [54.0] * (5 - apart)
    cells = [surveyed(50.0, 2.0), *(surveyed(v, 2.0, f"D{n:02d}") for n, v in enumerate(peers, 1))]
    found = of(spread_findings, cells)["overlap"]
    assert (found.verdict, told(found)) == (verdict, {"meeting": meeting, "n": 5})


# --- the way there ---


def test_a_rate_is_told_as_so_many_more_for_every_hundred():
    found = of(reach_findings, row([800.0, *[1000.0] * 9, 1010.0], indicator=STARTS))["reach"]
    # 1,000 / 800 is 1.25: 25 more for every 100
    assert (found.verdict, told(found)["needed"]) == ("each_hundred_median", 25)


def test_a_part_of_one_is_rounded_up_since_less_would_not_reach():
    found = of(reach_findings, row([790.0, *[1000.0] * 9, 1010.0], indicator=STARTS))["reach"]
    assert told(found)["needed"] == 27  # 1,000 / 790 is 1.2658


def test_from_the_better_side_of_the_median_the_way_leads_to_the_top_quarter():
    peers = [100.0, 100.0, 100.0, 100.0, 100.0, 100.0, 1300.0, 1300.0, 1300.0, 1300.0]
    found = of(reach_findings, row([1000.0, *peers], indicator=STARTS))["reach"]
    assert (found.verdict, told(found)["needed"]) == ("each_hundred_quarter", 30)


def test_what_is_similar_or_has_no_direction_leads_nowhere():
    assert of(reach_findings, row([1000.0, *[1010.0] * 10], indicator=STARTS)) == {}
    grants = row([100.0, *[1000.0] * 10], indicator="planning_grants_per_1000")
    assert of(reach_findings, grants) == {}


def test_a_handful_of_residents_leads_nowhere():
    everyone = [council(population=5_000), *districts(10, 1)]
    starts = row([800.0, *[1000.0] * 9, 1010.0], indicator=STARTS)
    assert of(reach_findings, starts, councils=everyone) == {}


def test_a_page_would_have_to_shed_what_lies_between_it_and_the_median():
    found = of(reach_findings, row([4.0, *[1.5] * 10], indicator=WEIGHT))["reach"]
    assert (found.verdict, told(found)["needed"]) == ("distance_median", 2.5)


def test_a_count_goes_by_whole_steps():
    faults = row([6.0, *[1.0] * 5, *[2.0] * 5], indicator="home_page_barriers")
    found = of(reach_findings, faults)["reach"]
    # the median is 1.5: five fewer stand at 1, four at 2 and not there yet
    assert (found.verdict, told(found)["needed"]) == ("steps_median", 5)


def test_of_a_survey_it_is_told_in_people_who_answered():
    def asked(value, code="D00", base=200.0):
        limits = {"lower": value - 5.0, "upper": value + 5.0, "base": base}
        on = {"indicator": "staff_confident_front_line", "period": "2026-05"}
        return cell(value, code, **on, **limits)

    cells = [asked(40.0), *(asked(60.3, f"D{n:02d}") for n in range(1, 7))]
    found = of(reach_findings, cells)["reach"]
    # 20.3% of 200 answers are 40.6: 41 more
    assert (found.verdict, told(found)) == ("of_base_median", {"needed": 41, "base": 200.0})


# --- planning data by kind ---


def planning(own, *theirs):
    cells, details = zip(*[ladder(own), *others(*theirs)], strict=True)
    return look(cells, [part for parts in details for part in parts])


def test_sets_short_of_the_median_are_counted_and_rounded_up():
    study = planning(full(1), *[full(4)] * 5, *[full(5)] * 5)
    (found,) = reach_findings(study, study.measures.values())
    assert (found.verdict, told(found)) == ("sets_median", {"needed": 4, "of": 8})


def test_the_kind_that_most_others_have_and_this_council_lacks_is_named():
    # D00 has set 1 at the top; nine others have sets 1 and 2, one has all
    (found,) = set_findings(planning(full(1), *[full(2)] * 9, full(8)))
    assert found.names == {"set": ("set 2",)}
    assert told(found) == {"having": 10, "n": 10}
    assert list(set_findings(planning(full(8), *[full(2)] * 10))) == []


# --- money in its scale ---


GRANTS, SPENDING = "planning_grants", "net_current_expenditure"


def award(number, value, day, fund="Invented Fund"):
    on = {"indicator": GRANTS, "period": "2022-03/2024-06", "unit": "pounds"}
    return part(f"award {number}: {fund}", value, date=dt.date.fromisoformat(day), **on)


def scaled(*awards, spent=(40_000_000.0, 50_000_000.0), people=100_000):
    total = sum(a.value for a in awards)
    cells = [cell(v, indicator=SPENDING, period=f"202{n}-2{n + 1}") for n, v in enumerate(spent, 3)]
    if awards:
        cells.append(cell(total, indicator=GRANTS, period="2022-03/2024-06"))
    everyone = [council(population=people), *districts(10, 1)]
    study = look(cells, awards, councils=everyone, extra=[GRANTS])
    return {f.type: f for f in scale_findings(study)}


def test_awards_are_told_by_their_first_and_last_day_and_the_largest():
    two = (award(1, 100_000.0, "2022-03-01"), award(2, 150_000.0, "2024-06-01"))
    found = scaled(*two)["awards"]
    assert found.verdict == "one_largest"
    assert told(found)["largest"] == 150_000.0
    assert (told(found)["earliest"], told(found)["newest"]) == ("2022-03-01", "2024-06-01")
    assert "awards" not in scaled(two[0])


def test_awards_of_one_sum_have_no_largest():
    alike = (award(1, 50_000.0, "2022-03-01"), award(2, 50_000.0, "2024-06-01"))
    assert scaled(*alike)["awards"].verdict == "alike"


def test_a_years_spending_is_told_for_each_resident_and_beside_the_grants():
    found = scaled(award(1, 100_000.0, "2022-03-01"), award(2, 150_000.0, "2024-06-01"))["scale"]
    figures = told(found)
    assert (figures["a_resident"], figures["residents"]) == (500.0, 100_000)
    assert figures["in_thousand"] == 5.0  # £250,000 of £50 million
    assert found.facts == {"first_period": "2023-24", "year": "2020"}


def test_without_grants_or_residents_less_is_said():
    assert scaled()["scale"].verdict == "alone"
    assert "scale" not in scaled(people=None)


# --- the dive ---


@pytest.mark.parametrize("strand", ["skills", "investment", "maturity"])
def test_a_dive_tells_its_strand_alone_and_what_both_tell_alike(real_reading, strand):
    whole = real_reading("Plymouth")
    deep = dive(whole, strand)
    assert {f.indicator.strand for f in deep.findings} == {strand}
    assert {f.about for f in deep.findings} <= {"council", "residents"}
    both = {f.id: f for f in whole.findings}
    again = [f for f in deep.findings if f.id in both]
    assert again
    assert all(f == both[f.id] for f in again)
    assert {f.type for f in deep.findings} - {f.type for f in whole.findings}
    assert (deep.strands, deep.levels, deep.patterns) == (
        whole.strands,
        whole.levels,
        whole.patterns,
    )


def test_a_lesson_told_in_both_is_the_same_and_none_teaches_what_is_not_the_strands(real_reading):
    for name in ("Plymouth", "Lewes", "Birmingham", "Belfast"):
        whole = real_reading(name)
        first = {x.finding.id: x for x in whole.lessons}
        for strand in ("skills", "investment", "maturity"):
            lessons = dive(whole, strand).lessons
            assert all(x == first.get(x.finding.id, x) for x in lessons)
            assert {x.finding.indicator.strand for x in lessons} <= {strand}
            peers = [x.council.gss_code for x in lessons]
            assert len(set(peers)) == len(peers)


def test_the_measures_of_a_strand_leave_the_place_out(real_reading):
    ids = [m.indicator.id for m in measures_of(real_reading("Plymouth").study, "maturity")]
    assert "home_page_weight" in ids
    assert "gigabit" not in ids
