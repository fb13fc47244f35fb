"""Formulas of councils' own evidence: survey intervals, gaps of two surveys, real change.

Worked out here from the rows' value and base alone, in percent, by other arithmetic than the
toolkit's: Wilson's limits are the two roots of (p - x)^2 = z^2 x (1 - x) / n.
"""

from __future__ import annotations

from math import sqrt
from statistics import median

from briefkit.publishing.verify.books import Row

Z = 1.959963984540054
"""The normal deviate of a 95% interval."""


def wilson(row: Row) -> tuple[float, float]:
    """The 95% limits of a survey's share. Raises ValueError without a value and a base."""
    share, n = _answers(row)
    a, b, c = 1 + Z**2 / n, 2 * share + Z**2 / n, share**2
    root = sqrt(max(b * b - 4 * a * c, 0.0))
    return max(100 * (b - root) / (2 * a), 0.0), min(100 * (b + root) / (2 * a), 100.0)


def _answers(row: Row) -> tuple[float, float]:
    base = row.number("base")
    if row.value is None or not base:
        raise ValueError(f"{row.at} has no share with a base")
    return row.value / 100, base


def newcombe(rows: tuple[Row, ...]) -> tuple[float, float]:
    """The 95% limits of the first row's share less the second's."""
    one, other = rows
    (low, high), (other_low, other_high) = wilson(one), wilson(other)
    first, second = (float(r.value or 0.0) for r in rows)
    gap = first - second
    down = sqrt((first - low) ** 2 + (other_high - second) ** 2)
    up = sqrt((high - first) ** 2 + (second - other_low) ** 2)
    return gap - down, gap + up


def gaps(rows: tuple[Row, ...]) -> list[float]:
    """The difference of each pair of rows, in their order."""
    values = [float(r.value or 0.0) for r in rows]
    return [a - b for a, b in zip(values[::2], values[1::2], strict=True)]


def median_gap(rows: tuple[Row, ...]) -> float:
    """The median of the pairs' differences."""
    return float(median(gaps(rows)))


def inside(rows: tuple[Row, ...]) -> int:
    """How many of the other rows' shares lie in the first row's interval."""
    low, high = wilson(rows[0])
    return sum(low <= float(r.value or 0.0) <= high for r in rows[1:])


def part(rows: tuple[Row, ...]) -> int:
    """The count behind a share: how many of its base."""
    share, n = _answers(rows[0])
    return round(share * n)


def rest(rows: tuple[Row, ...]) -> int:
    """The base less the part."""
    return round(_answers(rows[0])[1]) - part(rows)


def in_last_prices(rows: tuple[Row, ...]) -> float:
    """The first row's money in the prices of the last index: money, first and last index."""
    money, first, last = (float(r.value or 0.0) for r in rows)
    return money * last / first


def real_change(rows: tuple[Row, ...]) -> float:
    """The change in percent from the first money to the last, in the last's prices."""
    first, last, index, last_index = (float(r.value or 0.0) for r in rows)
    return 100 * (last / (first * last_index / index) - 1)
