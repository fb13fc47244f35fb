"""Findings on range and certainty: the middle half of the peers, and whose intervals meet.

Quarters are those of the inclusive method (Hyndman and Fan 1996, type 7): the lowest and the
highest peer are the ends of the range, and points between two peers are taken in proportion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import quantiles

from briefkit.analysis.findings import Finding, count, finding_on, worked_out
from briefkit.analysis.standing import Comparator, Standing
from briefkit.analysis.study import Measure, Study
from briefkit.evidence.gather import Cell

FORMS = ("rate", "amount", "share")
SURVEYED = ("rate", "survey")
LEAST = 8
"""Comparators, below which a quarter of them is one council or two."""
LOWER, UPPER = "lower quarter of the rows", "upper quarter of the rows"


def quarters(values: Iterable[float]) -> tuple[float, float]:
    """The points below and above which a quarter of at least two values lie."""
    low, _, high = quantiles(values, n=4, method="inclusive")
    return low, high


def spread_findings(study: Study, measures: Iterable[Measure]) -> Iterator[Finding]:
    """For each measure beside eight peers or more: their middle half, or whose intervals meet."""
    for measure in measures:
        standing = measure.standing
        if standing is None or not measure.applies or standing.comparator.group != "peers":
            continue
        if study.scale.stale(measure.indicator, standing.cell.period):
            continue
        if standing.holds is not None:
            if measure.indicator.form in SURVEYED:
                yield from _overlap(standing)
        elif measure.indicator.form in FORMS and len(standing.comparator.cells) >= LEAST:
            yield from _middle(standing)


def _middle(standing: Standing) -> Iterator[Finding]:
    indicator, cell, cells = standing.indicator, standing.cell, standing.comparator.cells
    low, high = quarters(standing.comparator.values)
    if high - low < 10.0**-indicator.decimals or cell.value is None:
        return  # a range that prints as one figure is none
    figures = {
        "quarter_low": worked_out(cell, low, indicator.unit, LOWER, cells),
        "quarter_high": worked_out(cell, high, indicator.unit, UPPER, cells),
        "n": count(cell, len(cells), "count of comparators", cells),
    }
    inside = low <= cell.value <= high
    yield finding_on(
        indicator,
        "middle",
        cell.period,
        verdict="inside" if inside else ("above" if cell.value > high else "below"),
        rule="the middle half of the peers, by the inclusive method",
        figures=figures,
    )


def _overlap(standing: Standing) -> Iterator[Finding]:
    cell, comparator = standing.cell, standing.comparator
    limited = [c for c in comparator.cells if c.lower is not None and c.upper is not None]
    if len(limited) < len(comparator.cells):
        return
    meeting = [c for c in limited if _meet(cell, c)]
    rows = (cell, *limited)
    figures = {
        "meeting": count(cell, len(meeting), "count of the others whose interval meets it", rows),
        "n": count(cell, len(limited), "count of comparators", limited),
    }
    yield finding_on(
        standing.indicator,
        "overlap",
        cell.period,
        verdict=_how_many(len(meeting), comparator),
        rule="two intervals meet where neither ends before the other begins",
        figures=figures,
    )


def _how_many(meeting: int, comparator: Comparator) -> str:
    of = len(comparator.cells)
    if meeting in (0, of):
        return "all" if meeting else "none"
    return "most" if 2 * meeting > of else "few"


def _meet(one: Cell, other: Cell) -> bool:
    ends = (one.lower, one.upper, other.lower, other.upper)
    low, high, lower, upper = (float(end or 0.0) for end in ends)
    return low <= upper and lower <= high
