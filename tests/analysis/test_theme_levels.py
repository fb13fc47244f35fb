"""Levels: thresholds, medians, must-haves, coverage, sensitivity; never from open evidence."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.analysis.levels import (
    indicator_level,
    middle,
    strand_levels,
    theme_level,
    theme_levels,
)
from briefkit.evidence.catalogue import Gate
from demo import reading
from handmade import CATALOGUE, cell, look, measure

VOICE = CATALOGUE.theme["voice"]


def own(indicator, value, **changes):
    return cell(value, indicator=indicator, period="2026-05", source="own-D00", **changes)


def level(indicator, value, **changes):
    return indicator_level(CATALOGUE.indicator[indicator], own(indicator, value, **changes))


# --- one indicator ---


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, 1), (9, 1), (10, 2), (19, 2), (20, 3), (31, 3), (32, 4), (37, 4), (38, 5), (40, 5)],
)
def test_a_threshold_is_reached_at_its_value(value, expected):
    assert level("services_online", float(value)) == expected


@pytest.mark.parametrize(
    ("upper", "expected"), [(61, 1), (60, 2), (41, 2), (40, 3), (25, 4), (15, 5), (-3, 5)]
)
def test_thresholds_that_fall_mean_that_less_is_better(upper, expected):
    assert level("perception_gap", upper - 10.0, lower=upper - 20.0, upper=float(upper)) == expected


def test_a_survey_reaches_a_level_with_its_whole_interval():
    assert level("staff_confident_leaders", 85.3, lower=69.9, upper=93.6) == 3
    assert level("staff_confident_leaders", 85.3) == 4


def test_a_seat_and_a_portfolio_are_told_by_yes_and_no():
    assert [level("cio_on_top_team", float(v)) for v in (0, 1)] == [2, 4]
    assert [level("technology_portfolio", float(v)) for v in (0, 1)] == [1, 4]


def test_thresholds_of_every_indicator_move_one_way():
    for indicator in CATALOGUE.indicators:
        steps = [s for s in indicator.levels if s is not None]
        assert steps in (sorted(steps), sorted(steps, reverse=True)), indicator.id
        assert not steps or indicator.own, f"{indicator.id}: open evidence gives no level"


@given(st.lists(st.integers(1, 5), min_size=1, max_size=9))
def test_the_middle_is_a_level_between_the_lowest_and_the_highest(levels):
    assert min(levels) <= middle(levels) <= max(levels)


def test_a_half_is_rounded_up():
    assert [middle(found) for found in ([3, 4], [2, 3], [1, 3], [2])] == [4, 3, 2, 2]


# --- a theme ---


def voice(joins, seat, portfolio, theme=VOICE):
    named = zip(
        ("technology_joins_early", "cio_on_top_team", "technology_portfolio"),
        (joins, seat, portfolio),
        strict=True,
    )
    cells = [own(i, float(v)) for i, v in named if v is not None]
    extra = ["technology_joins_early", "cio_on_top_team", "technology_portfolio"]
    return theme_level(look(cells, extra=extra), theme)


def test_a_level_is_the_median_of_the_indicators():
    found = voice(85, 1, 1)
    assert (found.level, found.of, [r.level for r in found.reached]) == (4, 3, [5, 4, 4])


def test_without_the_seat_the_level_cannot_pass_two_and_the_gate_is_named():
    found = voice(85, 0, 1)
    assert (found.level, found.gate) == (2, VOICE.gates[0])
    assert voice(85, 1, 0).gate is None


def test_a_gate_at_the_very_level_is_named_for_it_holds_the_next_one_back():
    found = voice(35, 0, 0)
    assert (found.level, found.gate) == (2, VOICE.gates[0])
    low = voice(5, 0, 0)
    assert (low.level, low.gate) == (1, None)


def test_a_must_have_that_is_not_known_accuses_nobody():
    assert voice(85, None, 1).gate is None


def test_the_lowest_of_several_gates_holds():
    gates = (
        Gate(("cio_on_top_team",), 1.0, 3, "three"),
        Gate(("technology_portfolio",), 1.0, 2, "two"),
    )
    found = voice(85, 0, 0, replace(VOICE, gates=gates))
    assert (found.level, found.gate) == (2, gates[1])


@pytest.mark.parametrize(
    ("known", "level"), [((85, None, None), None), ((85, 1, None), 5), ((85, 1, 1), 4)]
)
def test_below_sixty_percent_nothing_is_assessed(known, level):
    assert voice(*known).level == level


def test_sensitivity_leaves_each_indicator_out_in_turn_with_its_gate():
    found = voice(85, 0, 1)
    # without the seat's own row nothing is known against it: 5 and 4
    assert (found.low, found.high) == (2, 5)
    assert voice(85, 1, None).low == 4


def test_one_indicator_alone_has_no_sensitivity():
    joins = measure("technology_joins_early", theme="strategy")
    found = theme_level(
        look([own("technology_joins_early", 85.0)], extra=[joins]), CATALOGUE.theme["strategy"]
    )
    assert (found.level, found.low, found.high) == (5, None, None)


def test_open_evidence_gives_no_level_at_all(real_reading):
    plymouth = real_reading("Plymouth")
    assert plymouth.levels == {}
    assert plymouth.strand_levels == ()
    assert theme_levels(plymouth.study) == {}


# --- strands, and the hand-worked council ---


def test_a_strand_has_the_median_of_its_themes_and_needs_enough_of_them():
    levels = reading("Ashcombe").levels
    maturity, skills, investment = strand_levels(levels, 0.6)
    assert [(s.level, s.assessed, s.of) for s in (maturity, skills, investment)] == [
        (2, 5, 5),
        (2, 1, 1),
        (4, 1, 1),
    ]
    few = {k: v if k == "citizens" else replace(v, level=None) for k, v in levels.items()}
    assert [s.level for s in strand_levels(few, 0.6)] == [None, None, None]


def test_ashcombe_has_the_levels_and_the_sensitivity_of_the_hand_worked_briefing():
    found = {
        theme: (one.level, len(one.reached), one.of, one.low, one.high)
        for theme, one in reading("Ashcombe").levels.items()
    }
    assert found == {
        "citizens": (3, 3, 3, 3, 4),
        "inside-outside": (2, 3, 3, 2, 2),
        "building-buying": (3, 4, 4, 3, 3),
        "strategy": (2, 2, 2, 2, 2),
        "skills": (2, 3, 4, 2, 3),
        "voice": (2, 3, 3, 2, 2),
        "investment": (4, 4, 4, 3, 4),
    }


def test_every_theme_describes_five_levels_and_what_four_of_them_ask():
    for theme in CATALOGUE.themes:
        assert (len(theme.levels), len(theme.asks)) == (5, 4), theme.id
        own_ids = {i.id for i in CATALOGUE.of_theme(theme.id) if i.gives_level}
        assert own_ids, theme.id
        for gate in theme.gates:
            assert set(gate.indicators) <= own_ids
            assert 1 <= gate.cap <= 4
