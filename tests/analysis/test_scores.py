"""The priority score, part by part; ties; and the examples that were worked out by hand."""

import datetime as dt
from dataclasses import replace

import pytest

from briefkit.analysis.findings import Scale, strongest_first
from briefkit.analysis.measures import level_findings
from briefkit.analysis.milestones import milestone_findings
from briefkit.analysis.standing import stand
from handmade import BANDS, beside, cell, look, measure, row

SCALE = Scale(BANDS, dt.date(2026, 11, 23))
SPREAD = [9.0, 9.0, 10.0, 11.0, 11.0]  # median 10, median absolute deviation 1
FULL = beside([10.0] * 10)
DRUPAL = "localgov_drupal"


def surprise(value, others=SPREAD, lower=None, upper=None):
    found = stand(
        measure(similar_within=0.5), cell(value, lower=lower, upper=upper), beside(others), BANDS
    )
    return SCALE.level_surprise(found)


# --- surprise ---


@pytest.mark.parametrize(
    ("value", "expected"),
    [(10.0, 0.0), (10.9, 0.0), (11.5, 1.5), (8.0, 2.0), (16.0, 6.0), (17.0, 6.0), (-90.0, 6.0)],
)
def test_a_level_surprises_by_its_distance_up_to_six(value, expected):
    assert surprise(value) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("value", "lower", "upper", "expected"),
    [
        (20.0, 10.0, 30.0, 0.0),
        (20.0, 15.0, 25.0, 2.0),
        (20.0, 12.0, 28.0, 1.25),
        (20.0, 19.0, 21.0, 6.0),
        (20.0, 20.0, 20.0, 6.0),
        (10.9, 10.5, 11.3, 0.0),
    ],
)
def test_with_an_interval_it_surprises_by_the_gap_in_half_widths(value, lower, upper, expected):
    assert surprise(value, lower=lower, upper=upper) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("has", "having", "expected"),
    [
        (False, 10, 4.0),
        (False, 7, 2.8),
        (False, 6, 0.0),
        (False, 4, 0.0),
        (False, 3, 1.2),
        (False, 0, 0.0),
        (True, 0, 4.0),
        (True, 3, 2.8),
        (True, 4, 0.0),
        (True, 6, 0.0),
        (True, 7, 1.2),
        (True, 10, 0.0),
    ],
)
def test_a_milestone_surprises_by_the_share_in_another_state_unless_they_are_divided(
    has, having, expected
):
    values = [float(has), *[1.0] * having, *[0.0] * (10 - having)]
    (found,) = milestone_findings(look(row(values, indicator=DRUPAL, period="2026-05-17")))
    assert found.score == pytest.approx(expected)


# --- the other parts ---


def score(indicator="gigabit", period="2026", comparator=FULL, direction=None, **changes):
    return SCALE.score(
        2.0, measure(indicator, **changes), period, comparator=comparator, direction=direction
    )


@pytest.mark.parametrize(
    ("about", "expected"), [("council", 2.0), ("residents", 1.2), ("place", 0.8)]
)
def test_the_council_counts_more_than_residents_and_they_more_than_the_place(about, expected):
    assert score(about=about) == pytest.approx(expected)


def test_without_a_direction_a_finding_counts_half_unless_told_otherwise():
    assert score(about="council", better="neither") == pytest.approx(1.0)
    assert score(about="council", better="neither", direction=True) == pytest.approx(2.0)
    assert score(about="council", better="lower") == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("period", "weight"),
    [
        ("2026-10", 1.0),
        ("2024-12", 1.0),
        ("2024-11-24", 1.0),
        ("2024-11-22", 0.8),
        ("2024-10", 0.8),
        ("2023-11-24", 0.8),
        ("2023-11-22", 0.0),
        ("2017", 0.0),
    ],
)
def test_age_counts_from_two_years_on_and_nothing_past_the_stale_limit(period, weight):
    gigabit = measure(stale_after_years=3)
    assert SCALE.recency(gigabit, period) == weight
    assert SCALE.stale(gigabit, period) is (weight == 0.0)
    assert score(period=period, about="council") == pytest.approx(2.0 * weight)


def test_a_figure_past_a_short_stale_limit_is_stale_though_it_is_recent():
    assert SCALE.recency(measure(stale_after_years=1), "2025-06") == 0.0


@pytest.mark.parametrize(
    ("comparator", "weight"),
    [
        (None, 0.7),
        (beside([1.0] * 5), 0.5),
        (beside([1.0] * 9), 0.9),
        (beside([1.0] * 10), 1.0),
        (beside([1.0] * 12), 1.0),
        (beside([1.0] * 30, "kind"), 0.8),
        (beside([1.0] * 30, "job"), 0.8),
    ],
)
def test_cover_is_peers_with_data_of_ten(comparator, weight):
    assert SCALE.cover(comparator) == weight
    assert score(comparator=comparator, about="council") == pytest.approx(2.0 * weight)


# --- ties ---


def test_findings_stand_by_score_then_about_then_theme_then_id():
    study = look(row([50.0, *[10.0] * 10], indicator="gigabit", period="2026-01"))
    (base,) = level_findings(study)
    themes = {t.id: t.number for t in study.catalogue.themes}
    ordered = [
        replace(base, id="z", score=9.0),
        replace(base, id="y", score=5.0, about="council", theme="citizens"),
        replace(base, id="a", score=5.0, about="council", theme="investment"),
        replace(base, id="b", score=5.0, about="council", theme="investment"),
        replace(base, id="c", score=5.0, about="residents", theme="citizens"),
        replace(base, id="d", score=5.0, about="place", theme="citizens"),
        replace(base, id="e", score=0.0, about="council"),
    ]
    assert strongest_first(ordered[::-1], themes) == ordered


# --- worked out by hand, on the real figures ---

WORKED = [
    ("Lambeth", "land_charges_migrated.milestone", 2.8),
    ("Lambeth", "home_page_weight.trend", 2.7),
    ("Lambeth", "planning_grants.hosted", 2.7),
    ("Lambeth", "planning_products_live.milestone", 3.6),
    ("East Suffolk", "it_payments.composition", 1.8),
    ("East Suffolk", "coverage_5g.level", 2.4),
    ("Plymouth", "apprenticeship_starts.level", 2.5),
    ("Plymouth", "home_page_weight.level", 1.5),
    ("Plymouth", "gigabit.level", 0.7),
    ("Plymouth", "planning_grants_per_1000.level", 3.0),
]


@pytest.mark.parametrize(("name", "finding", "expected"), WORKED)
def test_the_scores_worked_out_by_hand_come_out(real_reading, name, finding, expected):
    assert round(real_reading(name).by_id[finding].score, 1) == expected


def test_every_score_of_the_exemplars_is_a_plain_number_from_0_to_12(real_reading):
    for name in ("Plymouth", "Lambeth", "East Suffolk", "Cardiff", "Hertfordshire"):
        scores = [f.score for f in real_reading(name).findings]
        assert scores == sorted(scores, reverse=True)
        assert 0 <= scores[-1] <= scores[0] <= 12
