"""Standing: distance to words, intervals that decide, ends, ranks, and who can be compared."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.analysis.standing import readable, stand
from handmade import BANDS, beside, cell, measure

ONE_TO_NINE = [9.0, 9.0, 10.0, 11.0, 11.0]  # median 10, median absolute deviation 1
TEN = [*range(1, 11)]  # median 5.5, median absolute deviation 2.5


def standing(value, others, *, lower=None, upper=None, **changes):
    """A value beside others, on a measure that is similar within 0.5 unless told otherwise."""
    indicator = measure(**{"similar_within": 0.5, **changes})
    return stand(indicator, cell(value, lower=lower, upper=upper), beside(others), BANDS)


# --- distance and words ---


@pytest.mark.parametrize(
    ("value", "distance", "verdict"),
    [
        (10.0, 0.0, "similar"),
        (10.999, 0.999, "similar"),
        (11.0, 1.0, "a_little_higher"),
        (11.999, 1.999, "a_little_higher"),
        (12.0, 2.0, "higher"),
        (13.999, 3.999, "higher"),
        (14.0, 4.0, "much_higher"),
        (9.0, -1.0, "a_little_lower"),
        (8.0, -2.0, "lower"),
        (6.0, -4.0, "much_lower"),
    ],
)
def test_distance_is_the_gap_in_median_absolute_deviations(value, distance, verdict):
    found = standing(value, ONE_TO_NINE)
    assert found.comparator.typical == 10
    assert found.comparator.spread == 1
    assert found.distance == pytest.approx(distance)
    assert found.verdict == verdict


def test_values_closer_than_the_tolerance_are_similar_however_close_the_others_stand():
    assert standing(100.0, [99.99] * 7, similar_within=1.0).verdict == "similar"
    assert standing(100.0, [99.99] * 7, similar_within=1.0).distance == pytest.approx(0.01)


def test_the_tolerance_takes_the_place_of_a_smaller_deviation():
    close = [9.9, 9.95, 10.0, 10.05, 10.1]
    assert standing(10.99, close, similar_within=1.0).verdict == "similar"
    assert standing(11.0, close, similar_within=1.0).verdict == "a_little_higher"
    assert standing(11.0, close, similar_within=0.0).verdict == "much_higher"


def test_without_any_deviation_or_tolerance_a_difference_is_without_measure():
    found = standing(10.1, [10.0] * 5, similar_within=0.0)
    assert (found.distance, found.verdict) == (math.inf, "much_higher")
    assert standing(9.9, [10.0] * 5, similar_within=0.0).distance == -math.inf
    assert standing(10.0, [10.0] * 5, similar_within=0.0).verdict == "similar"


# --- intervals ---


def test_an_interval_that_holds_the_median_is_similar_whatever_the_distance():
    found = standing(20.0, ONE_TO_NINE, lower=9.0, upper=31.0)
    assert (found.distance, found.holds, found.verdict) == (10.0, True, "similar")


@pytest.mark.parametrize(("lower", "upper"), [(10.0, 30.0), (9.0, 30.0)])
def test_a_limit_that_is_the_median_holds_it(lower, upper):
    assert standing(20.0, ONE_TO_NINE, lower=lower, upper=upper).holds is True


def test_an_interval_that_excludes_the_median_leaves_the_word_to_the_distance():
    found = standing(20.0, ONE_TO_NINE, lower=10.1, upper=30.0)
    assert (found.holds, found.verdict) == (False, "much_higher")
    assert standing(10.9, ONE_TO_NINE, lower=10.1, upper=11.0).verdict == "similar"


def test_a_value_without_both_limits_has_no_interval():
    assert standing(20.0, ONE_TO_NINE).holds is None
    assert standing(20.0, ONE_TO_NINE, lower=5.0).holds is None


# --- ends and ranks ---


@pytest.mark.parametrize(
    ("value", "others", "end"),
    [
        (20.0, TEN, "highest"),
        (10.0, TEN, "joint_highest"),
        (-9.0, TEN, "lowest"),
        (1.0, TEN, "joint_lowest"),
        (9.5, TEN, ""),
        (20.0, TEN[:7], "highest"),
        (20.0, TEN[:6], ""),
    ],
)
def test_first_or_last_of_eight_or_more_is_said(value, others, end):
    assert standing(value, others).end == end


def test_an_end_that_is_similar_is_not_said():
    found = standing(10.5, TEN, similar_within=6.0)
    assert (found.rank, found.verdict, found.end) == (1, "similar", "")


def test_no_end_is_said_where_councils_are_compared_within_a_kind_alone():
    assert standing(20.0, TEN, compare="kind").end == ""


@pytest.mark.parametrize(
    ("value", "rank", "tied"), [(11, 1, 0), (10, 1, 1), (5, 6, 1), (4.5, 7, 0), (0, 11, 0)]
)
def test_a_rank_is_counted_from_the_highest_and_ties_share_it(value, rank, tied):
    found = standing(value, TEN)
    assert (found.rank, found.tied, found.n) == (rank, tied, 11)


# --- good or not ---


@pytest.mark.parametrize(
    ("better", "value", "sign", "good"),
    [
        ("higher", 20.0, 1, True),
        ("higher", 1.0, -1, False),
        ("lower", 20.0, -1, False),
        ("lower", 1.0, 1, True),
        ("neither", 20.0, 1, None),
        ("neither", 1.0, -1, None),
        ("higher", 10.0, 0, None),
    ],
)
def test_more_is_good_only_where_more_is_better(better, value, sign, good):
    found = standing(value, ONE_TO_NINE, better=better)
    assert (found.sign, found.good) == (sign, good)


def test_a_cell_without_a_value_cannot_stand_anywhere():
    with pytest.raises(ValueError, match="gigabit of D00 has no value to compare"):
        standing(None, ONE_TO_NINE)


# --- what may be compared ---


@pytest.mark.parametrize(
    ("limits", "given", "may"),
    [
        (False, cell(5.0), True),
        (False, cell(5.0, status="p"), True),
        (False, cell(5.0, status="u"), False),
        (False, cell(None), False),
        (False, None, False),
        (True, cell(5.0), False),
        (True, cell(5.0, lower=4.0), False),
        (True, cell(5.0, upper=6.0), False),
        (True, cell(5.0, lower=4.0, upper=6.0), True),
        (True, cell(5.0, lower=4.0, upper=6.0, status="u"), False),
    ],
)
def test_a_value_may_be_compared_if_it_is_there_and_reliable_with_its_limits(limits, given, may):
    assert readable(measure(limits=limits), given) is may


# --- properties ---

VALUES = st.floats(-1e6, 1e6, allow_nan=False) | st.integers(-5, 5).map(float)
OTHERS = st.lists(VALUES, min_size=5, max_size=20)
WITHIN = st.sampled_from([0.0, 0.1, 1.0, 250.0])
BETTER = st.sampled_from(["higher", "lower", "neither"])
MIRRORED = {"higher": "lower", "lower": "higher", "highest": "lowest", "lowest": "highest"}


def mirrored(word):
    stem = word.rpartition("_")
    return stem[0] + stem[1] + MIRRORED.get(stem[2], stem[2])


@given(VALUES, OTHERS, WITHIN, BETTER)
def test_the_verdict_agrees_with_the_side_of_the_median(value, others, within, better):
    found = standing(value, others, similar_within=within, better=better)
    gap = value - found.comparator.typical
    assert not math.isnan(found.distance)
    assert "higher" not in found.verdict or gap > 0
    assert "lower" not in found.verdict or gap < 0
    assert abs(gap) >= within or found.verdict == "similar"
    assert (found.sign == 0) == (found.verdict == "similar")
    assert found.verdict != "similar" or found.end == ""
    assert 1 <= found.rank <= found.n - found.tied


@given(VALUES, OTHERS, WITHIN, BETTER, st.none() | st.floats(0, 1e5))
def test_turning_every_number_round_turns_the_verdict_round(value, others, within, better, half):
    one = standing(
        value, others, similar_within=within, better=better,
        lower=None if half is None else value - half, upper=None if half is None else value + half,
    )  # fmt: skip
    other = standing(
        -value, [-v for v in others], similar_within=within, better=better,
        lower=None if half is None else -(value + half),
        upper=None if half is None else -(value - half),
    )  # fmt: skip
    assert other.verdict == mirrored(one.verdict)
    assert other.end == mirrored(one.end)
    assert (other.sign, other.distance, other.holds) == (-one.sign, -one.distance, one.holds)
    assert other.rank == one.n + 1 - one.rank - one.tied


@given(VALUES, OTHERS, st.randoms(use_true_random=False))
def test_the_order_of_the_others_does_not_matter(value, others, chance):
    mixed = chance.sample(others, len(others))
    one, other = standing(value, others), standing(value, mixed)
    assert (one.verdict, one.end, one.rank, one.tied) == (
        other.verdict, other.end, other.rank, other.tied,
    )  # fmt: skip
