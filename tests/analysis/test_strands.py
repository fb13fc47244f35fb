"""Strands: which measures vote, and where a strand stands by their mean."""

import pytest

from briefkit.analysis.strands import strands
from handmade import cell, council, districts, look, missing, row

STARTS, TRAINING = "apprenticeship_starts", "fe_participation"
LEVEL_3, NONE = "level_3_or_above", "no_qualifications"
WEIGHT, FAULTS = "home_page_weight", "home_page_barriers"
DRUPAL, CHARGES = "localgov_drupal", "land_charges_migrated"
GRANTS, PAYMENTS = "planning_grants_per_1000", "it_payments_per_resident"
LOWER_IS_BETTER = {NONE, WEIGHT, FAULTS}
TYPICAL, APART = 50.0, 9000.0


def votes(**signs):
    """Figures of D00 and ten peers by which D00 stands above (1), level (0) or below (-1)."""
    found = []
    for indicator, sign in signs.items():
        way = -sign if indicator in LOWER_IS_BETTER else sign
        limits = indicator in (LEVEL_3, NONE)
        for n, value in enumerate([TYPICAL + way * APART, *[TYPICAL] * 10]):
            edges = {"lower": value - 1, "upper": value + 1} if limits else {}
            found.append(cell(value, f"D{n:02d}", indicator=indicator, **edges))
    return found


def milestone(indicator, sign):
    """D00 has what two of ten have (1), or lacks what eight of ten have (-1)."""
    return row([1.0, *[1.0] * 2, *[0.0] * 8] if sign > 0 else [0.0, *[1.0] * 8, *[0.0] * 2],
               indicator=indicator)  # fmt: skip


def strand(name, cells, **more):
    return next(s for s in strands(look(cells, **more)) if s.id == name)


@pytest.mark.parametrize(
    ("signs", "position"),
    [
        ({STARTS: 1, TRAINING: 1}, "above"),
        ({STARTS: 1, TRAINING: 0}, "typical"),
        ({STARTS: 1, TRAINING: 1, LEVEL_3: 0}, "above"),
        ({STARTS: 1, TRAINING: 1, LEVEL_3: 0, NONE: 0}, "typical"),
        ({STARTS: 1, TRAINING: -1}, "typical"),
        ({STARTS: 0, TRAINING: 0}, "typical"),
        ({STARTS: -1, TRAINING: 0}, "typical"),
        ({STARTS: -1, NONE: -1, LEVEL_3: 0}, "below"),
        ({STARTS: -1, TRAINING: -1}, "below"),
        ({STARTS: 1}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_a_strand_stands_by_the_mean_of_its_votes_and_needs_two(signs, position):
    found = strand("skills", votes(**signs))
    assert found.position == position
    assert {v.measure.indicator.id: v.sign for v in found.votes} == signs


def test_votes_are_counted_by_sign():
    found = strand("skills", votes(**{STARTS: 1, TRAINING: -1, LEVEL_3: 0, NONE: 1}))
    assert [found.count(sign) for sign in (1, 0, -1)] == [2, 1, 1]


def test_one_measure_is_enough_for_investment():
    assert strand("investment", votes(**{GRANTS: 1})).position == "above"
    assert strand("investment", votes(**{PAYMENTS: -1})).position == "below"
    assert strand("investment", votes(**{PAYMENTS: 0})).position == "typical"


def test_a_milestone_votes_beside_a_measure_and_never_alone():
    assert strand("maturity", votes(**{WEIGHT: 1}) + milestone(DRUPAL, 1)).position == "above"
    assert strand("maturity", votes(**{FAULTS: -1}) + milestone(DRUPAL, -1)).position == "below"
    both = strand("maturity", milestone(DRUPAL, 1) + milestone(CHARGES, 1))
    assert (both.position, [v.milestone for v in both.votes]) == ("unknown", [True, True])


def test_a_milestone_that_half_of_the_peers_have_does_not_vote():
    half = row([1.0, *[1.0] * 5, *[0.0] * 5], indicator=DRUPAL)
    assert strand("maturity", votes(**{WEIGHT: 1}) + half).position == "unknown"


def test_context_and_the_place_never_vote():
    place = ("gigabit", "coverage_5g", "below_30_mbps", "digital_exclusion_risk")
    found = strand("maturity", votes(**dict.fromkeys(place, 1)))
    assert (found.position, found.votes) == ("unknown", ())
    assert strand("investment", votes(net_current_expenditure=1)).votes == ()


def test_a_measure_past_its_stale_limit_does_not_vote():
    old = row([TYPICAL + APART, *[TYPICAL] * 10], indicator=STARTS, period="2022")
    assert strand("skills", [*old, *votes(**{TRAINING: 1})]).position == "unknown"


def test_a_figure_that_a_later_row_has_overtaken_does_not_vote():
    gone = missing("could not be read: HTTP 403", indicator=STARTS, period="2026")
    found = strand("skills", [*votes(**{STARTS: 1, TRAINING: 1}), gone])
    assert [v.measure.indicator.id for v in found.votes] == [TRAINING]


def test_what_is_not_comparable_or_not_its_job_does_not_vote():
    alone = [cell(TYPICAL, indicator=STARTS), *votes(**{TRAINING: 1})]
    assert [v.measure.indicator.id for v in strand("skills", alone).votes] == [TRAINING]
    welsh = [council(c.gss_code, "welsh") for c in districts(11)]
    none = strand("skills", votes(**{STARTS: 1, TRAINING: 1}), councils=welsh)
    assert none.position == "unknown"


def test_the_three_strands_keep_their_order(merrowshire):
    assert [s.id for s in strands(look([]))] == ["maturity", "skills", "investment"]


@pytest.mark.parametrize(
    ("name", "positions"),
    [
        ("Plymouth", ("above", "typical", "above")),
        ("Lambeth", ("above", "typical", "unknown")),
        ("East Suffolk", ("unknown", "typical", "unknown")),
        ("Cardiff", ("unknown", "typical", "unknown")),
        ("Hertfordshire", ("typical", "typical", "unknown")),
    ],
)
def test_the_exemplars_stand_where_their_figures_put_them(real_reading, name, positions):
    assert tuple(s.position for s in real_reading(name).strands) == positions
