"""Levels, changes and trends as findings: their figures, names, rules and where each is told."""

import pytest

from briefkit.analysis.changes import change_findings
from briefkit.analysis.measures import level_findings
from handmade import cell, council, districts, look, measure, row, years

SPREAD = [8.0, 9.0, 9.0, 9.0, 10.0, 10.0, 11.0, 11.0, 11.0, 12.0]  # median 10, deviation 1
WEIGHT = {"indicator": "home_page_weight"}


def level(us, others=SPREAD, **changes):
    (found,) = level_findings(look(row([us, *others], **{"indicator": "gigabit", **changes})))
    return found


def test_a_level_says_the_value_the_median_and_how_many_it_is_beside():
    found = level(15.0)
    assert (found.id, found.type, found.verdict) == ("gigabit.level", "level", "much_higher")
    values = {name: figure.value for name, figure in found.figures.items()}
    assert values == {"value": 15.0, "typical": 10.0, "n": 10, "rank_of": 11}
    assert found.rule == "5.0 median absolute deviations"
    assert (found.tone, found.facts["end"]) == ("strength", "highest")


def test_each_figure_says_where_it_comes_from_and_how_it_was_worked_out():
    figures = level(15.0).figures
    assert figures["value"].formula == ""
    assert [r.gss_code for r in figures["value"].refs] == ["D00"]
    assert figures["typical"].formula == "median"
    assert len(figures["typical"].refs) == 10


def test_lower_is_a_concern_where_higher_is_better_and_a_strength_where_it_is_not():
    assert level(5.0).tone == "concern"
    assert level(5.0, indicator="home_page_weight").tone == "strength"
    assert level(5000.0, indicator="planning_grants_per_1000").tone == ""
    assert level(10.5).tone == ""


def test_an_interval_is_told_with_its_limits_and_how_many_peers_it_holds():
    peers = [cell(v, f"D{n:02d}", indicator="level_3_or_above", lower=v - 9, upper=v + 9)
             for n, v in enumerate(SPREAD, 1)]  # fmt: skip
    us = cell(12.0, indicator="level_3_or_above", lower=9.0, upper=15.0)
    (found,) = level_findings(look([us, *peers]))
    values = {name: figure.value for name, figure in found.figures.items()}
    assert (values["lower"], values["upper"], values["inside"]) == (9.0, 15.0, 9)
    assert found.figures["lower"].formula == "lower 95% limit"
    assert (found.verdict, found.rule) == ("similar", "interval holds the median")
    (apart,) = level_findings(look([cell(20.0, indicator="level_3_or_above", lower=16.0,
                                         upper=24.0), *peers]))  # fmt: skip
    assert apart.rule == "interval excludes the median"


@pytest.mark.parametrize(
    ("lower", "upper", "shade"), [(4.0, 17.0, "chance"), (9.0, 12.0, "over"), (9.4, 30.0, "over")]
)
def test_a_wide_interval_that_holds_half_the_peers_makes_a_rank_chance(lower, upper, shade):
    peers = [cell(v, f"D{n:02d}", indicator="level_3_or_above", lower=v - 9, upper=v + 9)
             for n, v in enumerate([1.0, 1.0, 2.0, 9.0, 9.0, 10.0, 10.0, 11.0, 41.0, 42.0], 1)
             ]  # fmt: skip
    us = cell(10.0, indicator="level_3_or_above", lower=lower, upper=upper)
    (found,) = level_findings(look([us, *peers]))
    inside = found.figures["inside"].value
    assert (found.standing.holds, inside < 5) == (True, lower == 9.4)
    assert found.facts["shade"] == shade
    below = cell(8.0, indicator="level_3_or_above", lower=7.0, upper=9.5)
    (found,) = level_findings(look([below, *peers]))
    assert found.facts["shade"] == "under"


def test_the_one_or_two_peers_that_stand_further_out_are_named():
    assert level(11.5).names == {"beyond": ("D10",)}
    assert level(8.5).names == {"beyond": ("D01",)}
    assert level(7.0).names == {}
    assert level(11.0, [8.0] * 7 + [12.0] * 3).names == {}


def test_a_true_zero_in_grants_is_a_case_of_its_own():
    grants = "planning_grants_per_1000"
    assert level(0.0, [5000.0] * 10, indicator=grants).facts["case"] == "nothing"
    assert level(0.0, [50.0] * 10, indicator=grants).facts["case"] == "nothing_similar"
    assert level(900.0, [50.0] * 10, indicator=grants).facts["case"] == ""


def test_a_base_is_told_where_it_is_known():
    assert level(15.0, base=600.0).figures["base"].value == 600.0


def test_milestones_and_ladders_are_not_told_as_levels():
    for form in ("localgov_drupal", "planning_data_level"):
        assert list(level_findings(look(row([1.0, *[0.0] * 10], indicator=form)))) == []


def test_a_measure_of_another_kind_of_council_is_not_told():
    shires = [council(c.gss_code, "county") for c in districts(11)]
    cells = row([1.0, *SPREAD], indicator="digital_exclusion_risk")
    assert list(level_findings(look(cells, councils=shires))) == []
    assert len(list(level_findings(look(cells)))) == 1


# --- changes and trends ---


def change(values, **changes):
    run = years(values, first=2026 - len(values), **{**WEIGHT, **changes})
    return list(change_findings(look(run)))


def test_a_clear_trend_says_its_first_and_last_year_and_its_rule():
    (found,) = change([5.0, 4.0, 3.0, 2.0, 1.0])
    assert (found.id, found.verdict, found.tone) == ("home_page_weight.trend", "fell", "strength")
    assert found.rule == "S = -10 of 10"
    assert (found.figures["first"].value, found.figures["last"].value) == (5.0, 1.0)
    assert [found.figures[f"point_{n}"].value for n in range(5)] == [5.0, 4.0, 3.0, 2.0, 1.0]
    assert found.facts == {"first_period": "2021", "points": "5", "case": "halved"}
    assert found.score == pytest.approx(3.0 * 0.7)


@pytest.mark.parametrize(
    ("indicator", "values", "tone"),
    [
        ("home_page_weight", [1.0, 2.0, 3.0, 4.0, 5.0], "concern"),
        ("apprenticeship_starts", [1.0, 2.0, 3.0, 4.0, 5.0], "strength"),
        ("planning_grants_per_1000", [1.0, 2.0, 3.0, 4.0, 5.0], ""),
    ],
)
def test_a_trend_is_good_or_bad_by_its_direction(indicator, values, tone):
    (found,) = change(values, indicator=indicator)
    assert (found.type, found.tone) == ("trend", tone)


@pytest.mark.parametrize(
    ("values", "size"),
    [
        ([1.0, 1.5, 2.0, 2.5, 3.0], "tripled"),
        ([1.0, 1.5, 1.6, 1.8, 2.0], "doubled"),
        ([1.0, 1.1, 1.2, 1.3, 1.9], "rose_each_year"),
        ([1.0, 1.2, 1.1, 1.3, 1.9], ""),
        ([4.0, 3.0, 2.9, 2.8, 2.0], "halved"),
        ([4.0, 3.0, 2.9, 2.8, 2.1], "fell_each_year"),
    ],
)
def test_a_clear_trend_says_how_far_it_has_gone(values, size):
    (found,) = change(values)
    assert found.facts["case"] == size


@pytest.mark.parametrize(
    ("values", "tone", "case"),
    [
        ([4.0, 3.0], "strength", "less"),
        ([4.0, 3.01], "", "less"),
        ([4.0, 5.0], "concern", "more"),
        ([4.0, 4.5], "", "more"),
    ],
)
def test_a_change_of_a_quarter_or_more_may_stand_out(values, tone, case):
    (found,) = change(values)
    assert (found.tone, found.facts["case"]) == (tone, case)


@pytest.mark.parametrize(
    ("values", "surprise"),
    [([4.0, 3.0], 0.5), ([4.0, 4.0], 0.0), ([1.0, 9.0], 2.0), ([0.0, 9.0], 0.0), ([4, 9, 3], 0.5)],
)
def test_a_change_scores_twice_its_relative_size_up_to_two_and_has_no_trend_word(values, surprise):
    (found,) = change(values)
    assert (found.id, found.verdict) == ("home_page_weight.change", "none")
    assert found.score == pytest.approx(surprise * 0.7)
    assert found.rule == f"{len(values)} yearly points, no clear trend"


def test_overlapping_surveys_denominators_and_milestones_make_no_change():
    assert change([1.0, 2.0], indicator="level_3_or_above", lower=0.0, upper=9.0) == []
    assert change([1.0, 2.0], indicator="net_current_expenditure") == []
    assert change([0.0, 1.0], indicator="localgov_drupal") == []


def test_a_reading_refused_leaves_the_change_up_to_the_one_before_it():
    (changed,) = change([4.0, 3.0, None])
    assert (changed.facts["first_period"], changed.period) == ("2023", "2024")
    assert (changed.figures["first"].value, changed.figures["last"].value) == (4.0, 3.0)


def test_a_reading_in_doubt_makes_no_change():
    unreliable = [*years([4.0, 3.0], **WEIGHT), cell(2.0, period="2023", status="u", **WEIGHT)]
    assert list(change_findings(look(unreliable))) == []


def test_a_measure_that_does_not_apply_makes_no_change():
    shire = [council("D00", "county"), *districts(3, first=1, kind="county")]
    cells = years([4.0, 3.0], indicator="digital_exclusion_risk")
    assert list(change_findings(look(cells, councils=shire))) == []


def test_the_indicator_of_a_finding_is_the_catalogues_own():
    assert level(15.0).indicator == measure("gigabit")
