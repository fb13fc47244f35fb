"""Who to learn from: named peers that do better on measures of councils, each with its figure."""

import datetime as dt
from dataclasses import replace

import pytest

from briefkit.analysis.learning import lessons
from briefkit.analysis.measures import level_findings
from briefkit.analysis.patterns import PatternRule
from handmade import LEVEL, cell, council, districts, full, ladder, look, missing, part, read, row

WEIGHT, FAULTS, DRUPAL = "home_page_weight", "home_page_barriers", "localgov_drupal"
GRANTS = "planning_grants_per_1000"


def learnt(study, *learn):
    rule = PatternRule("invented", "Invented", {"maturity": ("above",)}, "", learn)
    return lessons(study, rule, ())


def names(found):
    return [(lesson.council.gss_code, lesson.finding.indicator.id) for lesson in found]


def weights(us, *theirs, **changes):
    return row([us, *theirs], indicator=WEIGHT, **changes)


def test_the_best_peer_is_named_with_both_figures():
    (lesson,) = learnt(look(weights(3.0, 2.0, 1.0, 4.0)), WEIGHT)
    assert (lesson.council.gss_code, lesson.finding.indicator.id) == ("D02", WEIGHT)
    figures = lesson.finding.figures
    assert (figures["value"].value, figures["own"].value) == (1.0, 3.0)


def test_of_two_alike_the_nearer_peer_is_named():
    assert names(learnt(look(weights(3.0, 2.0, 1.0, 1.0)), WEIGHT)) == [("D02", WEIGHT)]


@pytest.mark.parametrize(("theirs", "taught"), [(2.75, True), (2.76, False), (3.5, False)])
def test_a_peer_must_be_ahead_by_at_least_what_counts_as_similar(theirs, taught):
    assert bool(learnt(look(weights(3.0, theirs)), WEIGHT)) is taught


def test_higher_is_ahead_where_higher_is_better():
    cells = row([50.0, 60.0, 90.0], indicator="foi_in_time")
    assert names(learnt(look(cells), "foi_in_time")) == [("D02", "foi_in_time")]


@pytest.mark.parametrize(
    "indicator",
    [
        "gigabit",
        "coverage_5g",
        "level_3_or_above",
        "apprenticeship_starts",
        "digital_exclusion_risk",
    ],
)
def test_nobody_learns_by_measures_of_places_or_residents(indicator):
    edges = {"lower": 0.0, "upper": 9999.0}
    cells = row([50.0, 5000.0, 1.0], indicator=indicator, **edges)
    assert learnt(look(cells), indicator) == ()


def test_nobody_learns_where_no_direction_is_known():
    assert learnt(look(row([5.0, 5000.0], indicator=GRANTS)), GRANTS) == ()


def test_nobody_learns_from_a_figure_that_may_not_be_read_or_without_one_of_its_own():
    unreliable = [cell(1.0, "D01", indicator=WEIGHT, status="u")]
    gone = [missing("not supplied", "D02", indicator=WEIGHT)]
    assert learnt(look([*weights(3.0), *unreliable, *gone]), WEIGHT) == ()
    assert learnt(look(weights(None, 1.0)), WEIGHT) == ()


def test_each_lesson_is_from_another_peer_and_on_another_measure_and_three_will_do():
    cells = [
        *weights(3.0, 1.0, 2.0, 3.0, 3.0),
        *row([5.0, 0.0, 1.0, 5.0, 5.0], indicator=FAULTS),
        *row([0.0, 1.0, 1.0, 1.0, 1.0], indicator=DRUPAL),
        *row([0.0, 1.0, 1.0, 1.0, 1.0], indicator="land_charges_migrated"),
    ]
    found = learnt(look(cells), WEIGHT, FAULTS, WEIGHT)
    assert names(found) == [("D01", WEIGHT), ("D02", FAULTS), ("D03", "land_charges_migrated")]


def test_a_milestone_teaches_only_a_council_that_lacks_it():
    on = {"indicator": DRUPAL}
    assert names(learnt(look(row([0.0, 0.0, 1.0], **on)), DRUPAL)) == [("D02", DRUPAL)]
    assert learnt(look(row([1.0, 1.0, 1.0], **on)), DRUPAL) == ()
    assert learnt(look(row([0.0, 0.0, 0.0], **on)), DRUPAL) == ()


def test_a_milestone_is_told_with_its_first_date_and_items():
    on = {"indicator": DRUPAL}
    parts = [part("later", None, "D01", date=dt.date(2025, 1, 1), **on),
             part("first", None, "D01", date=dt.date(2024, 1, 1), **on)]  # fmt: skip
    (lesson,) = learnt(look(row([0.0, 1.0], **on), parts), DRUPAL)
    assert lesson.finding.figures["since"].value == "2024-01-01"
    assert lesson.finding.names["items"] == ("later", "first")


def test_a_ladder_is_told_in_counts_of_both():
    mine, parts = ladder(full(2, 3))
    theirs, more = ladder(full(6), "D01")
    (lesson,) = learnt(look([mine, theirs], [*parts, *more]), LEVEL)
    values = {name: figure.value for name, figure in lesson.finding.figures.items()}
    assert (values["top"], values["of"], values["own_top"]) == (6, 8, 2)


def test_a_measure_that_the_council_does_not_have_the_job_for_teaches_nothing():
    us, *peers = districts(11, kind="unitary")
    welsh = council(us.code, "welsh")
    cells = row([None, *[1.0] * 10], indicator="planning_products_live")
    study = look(cells, councils=[welsh, *peers], extra=["planning_data_ready"])
    assert not study.measures["planning_products_live"].applies
    assert learnt(study, "planning_products_live") == ()


def test_what_the_council_does_less_well_is_learnt_before_what_the_pattern_asks():
    cells = [*weights(3.0, 1.0, 2.0), *row([6.0, 5.0, 0.0], indicator=FAULTS)]
    study = look(cells)
    rule = PatternRule("invented", "Invented", {"maturity": ("above",)}, "", (WEIGHT,))
    concern = replace(next(level_findings(look(weights(*[3.0] * 11)))), tone="concern")
    faults = replace(concern, indicator=study.measures[FAULTS].indicator)
    assert names(lessons(study, rule, (faults,))) == [("D02", FAULTS), ("D01", WEIGHT)]
    assert names(lessons(study, rule, ())) == [("D01", WEIGHT)]


def test_a_peer_that_came_down_in_a_clear_trend_teaches_by_its_way_there():
    theirs = [cell(v, "D01", indicator=WEIGHT, period=str(2021 + n)) for n, v in
              enumerate([5.0, 4.0, 3.0, 2.0, 1.0])]  # fmt: skip
    (lesson,) = learnt(look([cell(3.0, indicator=WEIGHT, period="2025"), *theirs]), WEIGHT)
    assert lesson.finding.facts == {"case": "improved", "first_period": "2021"}
    assert lesson.finding.figures["first"].value == 5.0


@pytest.mark.parametrize(("theirs", "case"), [(1.5, "half"), (1.6, None)])
def test_a_peer_with_half_or_less_says_so(theirs, case):
    (lesson,) = learnt(look(weights(3.0, theirs)), WEIGHT)
    assert lesson.finding.facts.get("case") == case


def test_a_figure_past_its_stale_limit_teaches_nothing():
    old = row([50.0, 90.0], indicator="foi_in_time", period="2017")
    assert learnt(look(old), "foi_in_time") == ()


def test_lowbridge_learns_and_highcombe_has_nobody_to_learn_from(merrowshire):
    low = read("Lowbridge", merrowshire)
    found = [(lesson.council.name, lesson.finding.indicator.id) for lesson in low.lessons]
    # its heavy page is its concern, so that is learnt first
    assert found == [("Brackenby", WEIGHT), ("Hazelwick", FAULTS)]
    assert read("Highcombe", merrowshire).lessons == ()


def test_no_real_lesson_is_about_a_place_residents_or_another_job(real_reading):
    for name in ("Plymouth", "Lambeth", "East Suffolk", "Cardiff", "Hertfordshire", "Glasgow"):
        reading = real_reading(name)
        for lesson in reading.lessons:
            assert lesson.council in reading.study.peers.members
            assert lesson.finding.indicator.about == "council"
            assert lesson.finding.indicator.applies_to(reading.study.council.kind), name
