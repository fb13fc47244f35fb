"""Contrasts: two findings that pull apart, when they do, and what they score together."""

import pytest

from briefkit.analysis.contrasts import contrast_findings, held_against
from briefkit.analysis.gaps import gap_findings
from briefkit.analysis.ladder import ladder_findings
from briefkit.analysis.measures import level_findings
from briefkit.analysis.milestones import milestone_findings, ready_councils
from handmade import cell, full, ladder, look, others, row

LIVE, READY = "planning_products_live", "planning_data_ready"
WEIGHT, FAULTS = "home_page_weight", "home_page_barriers"
PEERS = others(*[full(2, 3)] * 4, *[full(1, 3)] * 3, *[full(3, 3)] * 3)


def contrasts(cells, parts=()):
    study = look(cells, parts, extra=[READY])
    single = [
        *level_findings(study),
        *ladder_findings(study),
        *milestone_findings(study),
        *gap_findings(study),
    ]
    found = {f.verdict: f for f in contrast_findings(study, single)}
    return study, found, {f.id: f for f in single}


def planning(levels, live, having, ready=1.0, first=None):
    """D00's ladder and products beside those of ten peers, of whom `having` have one live."""
    ladders = [ladder(levels), *PEERS]
    if first is not None:
        ladders += first
    cells = [c for c, _ in sorted(ladders, key=lambda pair: pair[0].period)]
    cells += row([live, *[1.0] * having, *[0.0] * (10 - having)], indicator=LIVE, period="2025-11")
    cells += row([ready, *[1.0] * 4, *[0.0] * 6], indicator=READY, period="2025-04")
    return contrasts(cells, [p for _, parts in ladders for p in parts])


# --- ready, and no product live ---


def test_data_ready_and_no_product_live_pull_apart():
    study, found, single = planning(full(7), 0.0, having=2)
    ((kind, contrast),) = found.items()
    assert kind == "ready_no_product"
    assert contrast.id == "planning_data_level.planning_products_live.contrast"
    assert (contrast.theme, contrast.about) == ("building-buying", "council")
    # of five ready councils, this one among them, two have a product live: 4 x 2/5 x 0.8
    pairs = ready_councils(study, "2025-04")
    assert [(ready.gss_code, bool(live.value)) for ready, live in pairs] == [
        ("D00", False), ("D01", True), ("D02", True), ("D03", False), ("D04", False),
    ]  # fmt: skip
    good = single["planning_data_level.ladder"].score
    assert contrast.score == pytest.approx(good + 1.28)


def test_a_contrast_carries_the_figures_names_and_ids_of_both_sides():
    _, found, _ = planning(full(7), 0.0, having=2)
    contrast = found["ready_no_product"]
    assert contrast.figures["good_top"].value == 7
    assert contrast.figures["bad_having"].value == 2
    assert contrast.names["bad_having"] == ("D01", "D02")
    assert contrast.facts == {
        "good": "planning_data_level.ladder",
        "bad": "planning_products_live.milestone",
        "ready": "ready",
    }


@pytest.mark.parametrize(
    ("levels", "live", "ready"),
    [(full(7), 1.0, 1.0), (full(2, 3), 0.0, 1.0), (full(7), 0.0, 0.0), (full(7), 0.0, None)],
)
def test_a_product_live_or_data_not_ahead_or_not_ready_makes_no_such_contrast(levels, live, ready):
    _, found, _ = planning(levels, live, having=5, ready=ready)
    assert "ready_no_product" not in found


# --- a product live, and data sets empty ---


def test_a_product_live_early_and_data_sets_empty_pull_apart():
    _, found, single = planning(full(2, 3), 1.0, having=2)
    contrast = found["product_no_data"]
    assert contrast.id == "planning_products_live.planning_data_level.contrast"
    # nobody of the ten has fewer empty sets than two
    assert contrast.score == pytest.approx(single["planning_products_live.milestone"].score)


def test_beside_others_with_fewer_empty_sets_the_bad_side_counts():
    _, found, single = planning(full(1, 4), 1.0, having=2)
    good = single["planning_products_live.milestone"].score
    assert found["product_no_data"].score == pytest.approx(good + 4 * 1.0 * 0.8)


def test_data_that_stood_still_are_set_beside_the_councils_that_moved():
    first = [ladder(full(1, 4), period="2025-01-17")]
    first += others(full(0, 8), full(0, 8), full(0, 8), full(2, 3), period="2025-01-17")
    _, found, single = planning(full(1, 4), 1.0, having=2, first=first)
    good = single["planning_products_live.milestone"].score
    # of the four others in both readings, three moved
    assert found["product_no_data"].score == pytest.approx(good + 4 * 0.75 * 0.8)


@pytest.mark.parametrize(
    ("levels", "live", "having"),
    [(full(2), 1.0, 2), (full(2, 3), 0.0, 2), (full(2, 3), 1.0, 6), (full(6, 2), 1.0, 2)],
)
def test_no_empty_set_or_no_product_or_many_with_one_makes_no_such_contrast(levels, live, having):
    _, found, _ = planning(levels, live, having=having)
    assert "product_no_data" not in found


def test_the_worse_side_of_a_contrast_is_a_concern_though_its_peers_are_no_better():
    _, found, single = planning(full(1, 4), 1.0, having=2)
    findings, contrast = list(single.values()), found["product_no_data"]
    against = {f.id: f for f in held_against(findings, [contrast])}
    ladder_, live = against["planning_data_level.ladder"], "planning_products_live.milestone"
    assert (single[ladder_.id].tone, ladder_.tone) in {("", "concern"), ("concern", "concern")}
    assert contrast.score == pytest.approx(single[live].score + max(ladder_.score, 4 * 0.8))
    assert against[live] == single[live]
    assert len(against) == len(findings)


def test_without_a_contrast_nothing_is_held_against_anybody():
    _, _, single = planning(full(2), 1.0, having=2)
    assert held_against(list(single.values()), []) == list(single.values())


# --- the page, and the place ---


def levels(**us):
    """D00's values beside ten peers at 50, five of them a little off."""
    cells = []
    for indicator, value in us.items():
        cells += row([value, *[49.0, 50.0, 51.0] * 3, 50.0], indicator=indicator)
    return contrasts(cells)[1:]


def test_a_light_page_with_faults_and_a_heavy_one_without_pull_apart():
    found, single = levels(**{WEIGHT: 40.0, FAULTS: 60.0})
    contrast = found["page"]
    assert contrast.facts == {"good": f"{WEIGHT}.level", "bad": f"{FAULTS}.level"}
    assert contrast.score == pytest.approx(sum(f.score for f in single.values()))
    assert levels(**{WEIGHT: 60.0, FAULTS: 40.0})[0]["page"].facts["good"] == f"{FAULTS}.level"


def test_the_place_ahead_of_the_council_is_told_of_the_council():
    found, _ = levels(gigabit=60.0, **{FAULTS: 60.0})
    contrast = found["place_ahead"]
    assert (contrast.about, contrast.indicator.id) == ("council", FAULTS)
    assert contrast.facts["good"] == "gigabit.level"


@pytest.mark.parametrize("place", ["gigabit", "coverage_5g"])
def test_the_council_ahead_of_the_place_is_told_of_the_council(place):
    found, _ = levels(**{place: 40.0, FAULTS: 40.0})
    assert found["council_ahead"].indicator.id == FAULTS


@pytest.mark.parametrize(
    "us", [{WEIGHT: 40.0, FAULTS: 40.0}, {WEIGHT: 60.0, FAULTS: 60.0}, {WEIGHT: 40.0, FAULTS: 50.0}]
)
def test_two_strengths_two_concerns_or_one_that_is_similar_make_no_contrast(us):
    assert levels(**us)[0] == {}


def test_one_finding_alone_makes_no_contrast():
    assert contrasts([cell(1.0, indicator=WEIGHT)])[1] == {}


# --- the exemplars ---


def test_lambeths_contrast_scores_as_worked_out_by_hand(real_reading):
    first = real_reading("Lambeth").findings[0]
    assert (first.type, first.verdict) == ("contrast", "product_no_data")
    assert round(first.score, 1) == 5.8


def test_plymouths_lead_is_data_ready_and_no_product_live_with_ten_of_22_ready(real_reading):
    reading = real_reading("Plymouth")
    first = reading.findings[0]
    assert (first.type, first.verdict) == ("contrast", "ready_no_product")
    group = reading.by_id["planning_products_live.ready_group"]
    assert (group.figures["ready"].value, group.figures["ready_live"].value) == (22, 10)
