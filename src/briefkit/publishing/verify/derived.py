"""What councils' own evidence gives before anything is compared, worked out anew.

A survey's limits: Wilson (1927), without a continuity correction. The gap between leaders'
and residents' views, with limits by Newcombe (1998), method 10. Yearly spending in the
prices of its last year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import sqrt

from briefkit.publishing.verify import times
from briefkit.publishing.verify.books import Books, Row

DEVIATE = 1.959963984540054
"""The point that a standard normal value passes in 2.5% of cases."""
LEADERS, PUBLIC, GAP = "leaders_view", "public_view", "perception_gap"
SPENDING, REAL = "technology_spending", "technology_real_change"


def wilson(share: float, base: float) -> tuple[float, float]:
    """The 95% interval of a share of `base` answers, in the unit of 0 to 1."""
    square = DEVIATE * DEVIATE / base
    middle = (share + square / 2) / (1 + square)
    reach = DEVIATE * sqrt(share * (1 - share) / base + square / (4 * base)) / (1 + square)
    return max(middle - reach, 0.0), min(middle + reach, 1.0)


def newcombe(one: tuple[float, float], two: tuple[float, float]) -> tuple[float, float]:
    """The 95% interval of the difference of two shares, each given with its base."""
    (low_1, high_1), (low_2, high_2) = wilson(*one), wilson(*two)
    gap = one[0] - two[0]
    down = sqrt((one[0] - low_1) ** 2 + (high_2 - two[0]) ** 2)
    up = sqrt((high_1 - one[0]) ** 2 + (two[0] - low_2) ** 2)
    return gap - down, gap + up


def part_of(row: Row) -> tuple[float, float]:
    """A survey's row as a share of 0 to 1 and its base."""
    return (row.value or 0.0) / 100, row.number("base") or 0.0


def with_derived(books: Books) -> Books:
    """The books with limits of surveys, perception gaps and real changes added."""
    figures = {key: [_limited(books, row) for row in rows] for key, rows in books.figures.items()}
    for code in {code for indicator, code in figures if indicator in (LEADERS, SPENDING)}:
        gaps = list(_gaps(figures.get((LEADERS, code), []), figures.get((PUBLIC, code), [])))
        real = list(_real(books, figures.get((SPENDING, code), [])))
        for name, rows in ((GAP, gaps), (REAL, real)):
            if rows and name in books.indicators:
                figures[name, code] = rows
    return replace(books, figures=figures)


def _limited(books: Books, row: Row) -> Row:
    indicator = books.indicators.get(row.indicator, {})
    own = indicator.get("source", "").startswith("own-")
    base = row.number("base")
    if not own or indicator.get("form") not in ("survey", "view"):
        return row
    if row.value is None or base is None:
        return row
    if base < float(indicator["small_base"] or 0):
        cells = {**row.cells, "value": "", "lower": "", "upper": "", "status": "c"}
        return replace(row, value=None, cells=cells, filed=row.cells)
    return _within(row, *wilson(row.value / 100, base))


def _within(row: Row, lower: float, upper: float) -> Row:
    limits = {"lower": repr(100 * lower), "upper": repr(100 * upper)}
    return replace(row, cells={**row.cells, **limits}, filed=row.cells)


def _gaps(leaders: list[Row], public: list[Row]) -> Iterator[Row]:
    others = {row.period: row for row in public}
    for row in leaders:
        other = others.get(row.period)
        pair = (row, other)
        if other is None or any(r is None or r.value is None for r in pair):
            continue
        gap = replace(row, indicator=GAP, value=(row.value or 0.0) - (other.value or 0.0))
        yield replace(_within(gap, *newcombe(part_of(row), part_of(other))), made=True)


def _real(books: Books, rows: list[Row]) -> Iterator[Row]:
    run: list[Row] = []
    for row in rows:
        apart = bool(run) and int(row.period[:4]) != int(run[-1].period[:4]) + 1
        new = apart or row.cells["status"] == "b"
        run = [] if row.value is None else [row] if new else [*run, row]
    run = run[-5:]
    index = {r.period: r.value for r in books.deflators.values()}
    ends = [index.get(r.period) for r in (run[0], run[-1])] if len(run) >= 3 else []
    if len(ends) != 2 or None in ends or not run[0].value or not times.yearly(run[0].period):
        return
    change = 100 * ((run[-1].value or 0.0) / run[0].value * (ends[0] or 0) / (ends[1] or 1) - 1)
    cells = {**run[-1].cells, "status": "", "note": "", "base": ""}
    yield replace(run[-1], indicator=REAL, value=change, cells=cells, made=True)
