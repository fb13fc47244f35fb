"""Intervals of surveys, beside the worked examples of those who described them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.analysis.surveys import newcombe, wilson


@pytest.mark.parametrize(
    ("agree", "base", "lower", "upper"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilsons_interval_is_that_of_newcombes_four_examples(agree, base, lower, upper):
    """Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3."""
    found = wilson(agree / base, base)
    assert found == pytest.approx((lower, upper), abs=5e-5)


@pytest.mark.parametrize(
    ("first", "second", "lower", "upper"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0000),
    ],
)
def test_the_difference_has_the_interval_of_newcombes_examples(first, second, lower, upper):
    """Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10."""
    (a, m), (b, n) = first, second
    assert newcombe(a / m, m, b / n, n) == pytest.approx((lower, upper), abs=5e-5)


def test_an_interval_of_nobody_or_of_more_than_all_is_refused():
    for share, base in ((0.5, 0), (1.2, 40), (-0.1, 40)):
        with pytest.raises(ValueError, match="has no interval"):
            wilson(share, base)


shares = st.floats(0, 1)
bases = st.integers(1, 100_000)


@given(shares, bases)
def test_a_share_lies_in_its_interval_and_the_interval_between_nought_and_one(share, base):
    lower, upper = wilson(share, base)
    assert 0 <= lower <= share + 1e-12
    assert share - 1e-12 <= upper <= 1


@given(shares, bases, shares, bases)
def test_a_difference_turned_round_has_its_interval_turned_round(one, m, other, n):
    lower, upper = newcombe(one, m, other, n)
    assert newcombe(other, n, one, m) == pytest.approx((-upper, -lower), abs=1e-9)
    assert -1 - 1e-9 <= lower <= one - other + 1e-9 <= upper + 2e-9 <= 1 + 3e-9


@given(shares, st.integers(1, 1000))
def test_more_answers_never_widen_an_interval(share, base):
    narrow, wide = wilson(share, 4 * base), wilson(share, base)
    assert narrow[1] - narrow[0] <= wide[1] - wide[0]
