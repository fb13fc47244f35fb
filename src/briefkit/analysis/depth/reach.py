"""Findings on what it would take: from where the council stands to the median of its peers.

Where it already stands better than the median, to the top quarter. Never of a measure that is
similar, has no known direction, or rests on few people.

The published rates of learning are per 100,000 people, and the source does not say which people:
not all residents, it seems (docs/method.md). So a rate is told as "so many more for every 100",
which needs no population; a share of counted answers or requests is told in those.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor
from statistics import median

from briefkit.analysis.depth.spread import LEAST, quarters
from briefkit.analysis.findings import Figure, Finding, count, finding_on, worked_out
from briefkit.analysis.ladder import TOP, sets_of
from briefkit.analysis.standing import Standing
from briefkit.analysis.study import Measure, Study
from briefkit.evidence.gather import Detail

MEDIAN = "the median of the others"
QUARTER = {"higher": "the upper quarter of the others", "lower": "the lower quarter of the others"}
RATE = "per 100,000"


@dataclass(frozen=True)
class _Goal:
    """Where to: `median` or `quarter`, its value in the indicator's unit, its words in formulas."""

    name: str
    value: float
    words: str


def reach_findings(study: Study, measures: Iterable[Measure]) -> Iterator[Finding]:
    """For each measure that stands apart: the way to the median, or to the better quarter."""
    for measure in measures:
        standing = measure.standing
        if standing is None or not _fit(study, measure, standing):
            continue
        if measure.indicator.form == "ladder":
            yield from _sets(study, standing)
        elif (goal := _goal(standing)) is not None:
            yield from _way(standing, goal)


def _fit(study: Study, measure: Measure, standing: Standing) -> bool:
    stale = study.scale.stale(measure.indicator, standing.cell.period)
    # the ladder names its own group; every other sentence says "peer median"
    fair = standing.comparator.group == "peers" or measure.indicator.form == "ladder"
    apart = standing.good is not None and measure.indicator.form != "milestone"
    few = study.few_behind(measure.indicator)
    return measure.applies and fair and apart and not stale and not few


def _goal(standing: Standing) -> _Goal | None:
    """The median from its worse side; else the better quarter, if that is still ahead."""
    if standing.good is False:
        return _Goal("median", standing.comparator.typical, MEDIAN)
    if len(standing.comparator.values) < LEAST or standing.cell.value is None:
        return None
    low, high = quarters(standing.comparator.values)
    lower = standing.indicator.better == "lower"
    goal = low if lower else high
    ahead = standing.cell.value - goal if lower else goal - standing.cell.value
    if ahead < standing.indicator.similar_within:
        return None
    return _Goal("quarter", goal, QUARTER[standing.indicator.better])


def _way(standing: Standing, goal: _Goal) -> Iterator[Finding]:
    """The way in the words of the unit; nothing where the unit has none."""
    indicator, cell = standing.indicator, standing.cell
    rows = (cell, *standing.comparator.cells)
    own, to = cell.value or 0.0, goal.words
    if indicator.unit.startswith(RATE) and own > 0:
        more = ceil(round(100 * (goal.value / own - 1), 6))
        figure = count(cell, more, f"more for every 100 of the first row to reach {to}", rows)
        yield _told(standing, goal, "each_hundred", figure)
    elif indicator.form in ("survey", "rate") and cell.base:
        answers = ceil(round((goal.value - own) * cell.base / 100, 6))
        figure = count(cell, answers, f"more of the first row's base to reach {to}", rows)
        yield _told(standing, goal, "of_base", figure)
    elif indicator.form == "count":
        steps = abs(_whole(goal.value, indicator.better) - own)
        figure = count(cell, int(steps), f"whole steps of the first row to reach {to}", rows)
        yield _told(standing, goal, "steps", figure)
    elif indicator.unit == "megabytes":
        apart = abs(goal.value - own)
        formula = f"distance of the first row from {to}"
        figure = worked_out(cell, apart, indicator.unit, formula, rows)
        yield _told(standing, goal, "distance", figure)


def _whole(value: float, better: str) -> int:
    """The whole number that is at least as good."""
    return floor(value) if better == "lower" else ceil(value)


def _told(standing: Standing, goal: _Goal, way: str, figure: Figure) -> Finding:
    cell = standing.cell
    figures = {"needed": figure}
    if way == "of_base":
        figures["base"] = worked_out(cell, cell.base or 0.0, "count", "base", (cell,))
    return finding_on(
        standing.indicator,
        "reach",
        cell.period,
        verdict=f"{way}_{goal.name}",
        rule=f"from the council's own figure to {goal.words}, all else as it was",
        figures=figures,
    )


SHORT = "items at level 4 that the first council is short of the median of the others"


def _sets(study: Study, standing: Standing) -> Iterator[Finding]:
    """Planning data sets at the top level that the council is short of its peers' median."""
    own = sets_of(study, standing.cell)
    others = [sets_of(study, cell) for cell in standing.comparator.cells]
    middle = ceil(median(_top(sets) for sets in others))
    short = middle - _top(own)
    if short < 1 or standing.good is not False:
        return
    rows = (*own, *(part for sets in others for part in sets))
    figures = {
        "needed": count(standing.cell, short, SHORT, rows),
        "of": count(standing.cell, len(own), "count of data sets", own),
    }
    yield finding_on(
        standing.indicator,
        "reach",
        standing.cell.period,
        verdict="sets_median",
        rule="data sets at level 4, the median of the others rounded up, less the council's own",
        figures=figures,
    )


def _top(sets: Iterable[Detail]) -> int:
    return sum(part.value == TOP for part in sets)
