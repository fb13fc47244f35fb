"""What a survey can tell: intervals for a share, and for the difference of two shares.

Both use the normal deviate of 95%. Shares are between 0 and 1.
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

DEVIATE = NormalDist().inv_cdf(0.975)
"""1.96: the point that a standard normal value passes in 2.5% of cases."""

Interval = tuple[float, float]


def wilson(share: float, base: float) -> Interval:
    """The 95% interval of a share of `base` answers, both ends between 0 and 1.

    Wilson, E. B. (1927), Probable inference, the law of succession, and statistical
    inference, Journal of the American Statistical Association 22, 209-212; without a
    continuity correction. Raises ValueError for a base below 1 or a share beyond 0 to 1.
    """
    if base < 1 or not 0 <= share <= 1:
        raise ValueError(f"a share of {share} of {base} answers has no interval")
    square = DEVIATE**2
    centre = 2 * base * share + square
    reach = DEVIATE * sqrt(square + 4 * base * share * (1 - share))
    whole = 2 * (base + square)
    return max((centre - reach) / whole, 0.0), min((centre + reach) / whole, 1.0)


def newcombe(first: float, first_base: float, second: float, second_base: float) -> Interval:
    """The 95% interval of `first` - `second`, shares of two separate groups; -1 to 1.

    Newcombe, R. G. (1998), Interval estimation for the difference between independent
    proportions: comparison of eleven methods, Statistics in Medicine 17, 873-890: method
    10, from the two Wilson intervals.
    """
    low_1, high_1 = wilson(first, first_base)
    low_2, high_2 = wilson(second, second_base)
    difference = first - second
    down = sqrt((first - low_1) ** 2 + (high_2 - second) ** 2)
    up = sqrt((high_1 - first) ** 2 + (second - low_2) ** 2)
    return difference - down, difference + up
