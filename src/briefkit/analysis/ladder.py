"""Findings on the planning data ladder, in counts: where eight data sets stand, who moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from statistics import median

from briefkit.analysis.bands import Bands
from briefkit.analysis.findings import (
    Figure,
    Finding,
    count,
    finding_on,
    of_cell,
    of_part,
    typical,
    worked_out,
)
from briefkit.analysis.measures import tone
from briefkit.analysis.standing import Standing
from briefkit.analysis.study import Measure, Study
from briefkit.evidence.gather import Cell, Detail

TOP, EMPTY = 4, 0
"""The ends of the ladder: trustworthy, and no data."""


def ladder_findings(study: Study) -> Iterator[Finding]:
    """The ladder of planning data: where its data sets stand, and whether they moved."""
    measure = study.measures.get("planning_data_level")
    if measure is None or not measure.applies or measure.known is None:
        return
    if measure.standing is not None:
        yield _ladder(study, measure, measure.standing)
    else:
        yield _ladder_alone(measure, measure.known, sets_of(study, measure.known))
    yield from _movement(study, measure)


def sets_of(study: Study, cell: Cell) -> tuple[Detail, ...]:
    """The eight readings of one snapshot, without the first of two on one day."""
    parts = study.reader.parts(cell.indicator, cell.gss_code, cell.period)
    return tuple(p for p in parts if not p.item.startswith("first reading"))


def _at(sets: tuple[Detail, ...], level: int) -> list[Detail]:
    return [s for s in sets if s.value == level]


def _ladder(study: Study, measure: Measure, standing: Standing) -> Finding:
    indicator, cell = measure.indicator, standing.cell
    sets = sets_of(study, cell)
    others = {c.gss_code: sets_of(study, c) for c in standing.comparator.cells}
    tops = [len(_at(theirs, TOP)) for theirs in others.values()]
    surprise = _ladder_surprise(study, standing, len(_at(sets, TOP)), tops)
    return finding_on(
        indicator,
        "ladder",
        cell.period,
        verdict=standing.verdict,
        tone=tone(standing.good),
        score=study.scale.score(surprise, indicator, cell.period, comparator=standing.comparator),
        rule=f"{abs(standing.distance):,.1f} median absolute deviations of the mean level",
        figures=_ladder_figures(cell, sets, others, standing),
        comparator=standing.comparator,
        standing=standing,
        names={
            "top": tuple(s.item for s in _at(sets, TOP)),
            "empty": tuple(s.item for s in _at(sets, EMPTY)),
        },
        facts={
            "end": _top_end(len(_at(sets, TOP)), tops, standing, study.bands),
            "case": _shape(len(_at(sets, TOP)), len(_at(sets, EMPTY)), len(sets)),
        },
    )


def _ladder_alone(measure: Measure, cell: Cell, sets: tuple[Detail, ...]) -> Finding:
    return finding_on(
        measure.indicator,
        "alone",
        cell.period,
        verdict="uncompared",
        rule="too few similar councils to compare",
        figures={
            "top": count(cell, len(_at(sets, TOP)), "count at level 4", sets),
            "empty": count(cell, len(_at(sets, EMPTY)), "count at level 0", sets),
            "of": count(cell, len(sets), "count of data sets", sets),
        },
    )


def _ladder_surprise(study: Study, standing: Standing, top: int, tops: list[int]) -> float:
    """The larger of the distances of the mean level and of the count at the top, at most 6."""
    if standing.verdict == "similar":
        return 0.0
    centre = median(tops)
    spread = max(median(abs(t - centre) for t in tops), 1.0)
    most = float(study.bands.score["most_surprise"])
    return float(min(max(abs(standing.distance), abs(top - centre) / spread), most))


def _top_end(top: int, tops: list[int], standing: Standing, bands: Bands) -> str:
    """Whether the count of data sets at the top is the highest, or joint highest, of the group."""
    few = standing.n < bands.comparator["ends_from"]
    if few or standing.verdict == "similar" or top == 0 or not standing.sign > 0:
        return ""
    return "" if top < max(tops) else ("joint_highest" if top == max(tops) else "highest")


def _shape(top: int, empty: int, of: int) -> str:
    if empty == of:
        return "bare"
    if top >= of - 1:
        return "full"
    if top and empty:
        return "split"
    return "part"


def _ladder_figures(
    cell: Cell, sets: tuple[Detail, ...], others: dict[str, tuple[Detail, ...]], standing: Standing
) -> dict[str, Figure]:
    theirs = [s for group in others.values() for s in group]
    tops = float(median(len(_at(group, TOP)) for group in others.values()))
    empties = float(median(len(_at(group, EMPTY)) for group in others.values()))
    n = len(standing.comparator.cells)
    return {
        "top": count(cell, len(_at(sets, TOP)), "count at level 4", sets),
        "empty": count(cell, len(_at(sets, EMPTY)), "count at level 0", sets),
        "of": count(cell, len(sets), "count of data sets", sets),
        "typical_top": worked_out(cell, tops, "count", "median count at level 4", theirs),
        "typical_empty": worked_out(cell, empties, "count", "median count at level 0", theirs),
        "value": of_cell(cell, standing.indicator.unit),
        "typical": typical(cell, standing.comparator, standing.indicator.unit),
        "n": count(cell, n, "count of comparators", standing.comparator.cells),
        "rank_of": count(cell, n + 1, "count of councils", (cell, *standing.comparator.cells)),
    }


def _movement(study: Study, measure: Measure) -> Iterator[Finding]:
    """How many data sets changed level between the first reading and the last."""
    readings = [c for c in measure.series if c.value is not None]
    if len(readings) < 2 or measure.known is not readings[-1]:
        return
    first, last = (sets_of(study, c) for c in (readings[0], readings[-1]))
    before = {s.item: s for s in first}
    pairs = [(before[s.item], s) for s in last if s.item in before]
    up = [(a, b) for a, b in pairs if (b.value or 0) > (a.value or 0)]
    down = [(a, b) for a, b in pairs if (b.value or 0) < (a.value or 0)]
    moved = _moved(up, down)
    yield finding_on(
        measure.indicator,
        "movement",
        readings[-1].period,
        verdict=moved,
        tone={"up": "strength", "down": "concern", "still": "concern"}.get(moved, ""),
        score=_movement_score(study, measure, readings[-1], moved),
        rule="first reading beside the last; a change in the checks can look the same",
        figures=_movement_figures(study, readings, pairs, up, down),
        names={"up": _items(up), "down": _items(down)},
        facts={"first_period": readings[0].period},
    )
    yield from _dropped(study, measure, readings, down)


def _movement_score(study: Study, measure: Measure, last: Cell, moved: str) -> float:
    """As a two-point change: the most that one may score x the share that moved another way."""
    if moved == "both":
        return 0.0
    unlike = [way for way in _panel_ways(study) if way != moved]
    share = len(unlike) / max(len(_panel_ways(study)), 1)
    surprise = float(study.bands.score["most_change"]) * share
    return study.scale.score(surprise, measure.indicator, last.period, comparator=None)


def _panel_ways(study: Study) -> list[str]:
    return [_way((b.value or 0.0) - (a.value or 0.0)) for a, b in _panel(study).values()]


def _way(change: float) -> str:
    return "up" if change > 0 else ("down" if change < 0 else "still")


Pair = tuple[Detail, Detail]


def _items(pairs: list[Pair]) -> tuple[str, ...]:
    return tuple(after.item for _, after in pairs)


def _moved(up: list[Pair], down: list[Pair]) -> str:
    if up and down:
        return "both"
    return "up" if up else ("down" if down else "still")


MOST_DROPPED = 3


def _dropped(
    study: Study, measure: Measure, readings: list[Cell], down: list[Pair]
) -> Iterator[Finding]:
    """Which data sets fell; where it is one, from which level to which, and since which reading."""
    if not 0 < len(down) <= MOST_DROPPED:
        return
    last = readings[-1]
    figures: dict[str, Figure] = {}
    if len(down) == 1:
        before, after = down[0]
        seen = _since(study, readings, before)
        figures["level_from"] = of_part(before, "count")
        figures["level_to"] = of_part(after, "count")
        if seen.period != last.period:
            figures["seen"] = of_part(seen, "period")
    found = finding_on(
        measure.indicator,
        "dropped",
        last.period,
        verdict="one" if len(down) == 1 else "several",
        rule="lower in the last reading than in the first",
        figures=figures,
    )
    yield replace(found, names={"down": _items(down)}, facts={"first_period": readings[0].period})


def _since(study: Study, readings: list[Cell], before: Detail) -> Detail:
    """The first of the unbroken run of readings, up to the last, that stand below the start."""
    rows = [s for cell in readings for s in sets_of(study, cell) if s.item == before.item]
    run = [rows[-1]]
    for row in reversed(rows[:-1]):
        if (row.value or 0.0) >= (before.value or 0.0):
            break
        run.insert(0, row)
    return run[0]


def _movement_figures(
    study: Study, readings: list[Cell], pairs: list[Pair], up: list[Pair], down: list[Pair]
) -> dict[str, Figure]:
    last = readings[-1]
    rows = [row for pair in pairs for row in pair]
    panel = _panel(study)
    cells = [cell for pair in panel.values() for cell in pair]
    rose = sum((b.value or 0) > (a.value or 0) for a, b in panel.values())
    return {
        "readings": count(last, len(readings), "count of readings", readings),
        "of": count(last, len(pairs), "count of data sets", rows),
        "up": count(last, len(up), "count that rose", rows),
        "down": count(last, len(down), "count that fell", rows),
        "panel_rose": count(last, rose, "count of councils whose mean rose", cells),
        "panel": count(last, len(panel), "count of councils in both readings", cells),
    }


def panel_moves(study: Study) -> dict[str, bool]:
    """Councils in both the first and the last reading, and whether their mean level moved."""
    return {code: a.value != b.value for code, (a, b) in _panel(study).items()}


def empty_sets(study: Study, cell: Cell) -> int:
    """How many data sets of a reading hold no data."""
    return len(_at(sets_of(study, cell), EMPTY))


def _panel(study: Study) -> dict[str, tuple[Cell, Cell]]:
    known = [c for c in study.measures["planning_data_level"].series if c.value is not None]
    if len(known) < 2:
        return {}
    pairs = {
        c.gss_code: [study.reader.at("planning_data_level", c.gss_code, k.period) for k in ends]
        for ends in [(known[0], known[-1])]
        for c in study.around
    }
    return {
        code: (a, b)
        for code, (a, b) in pairs.items()
        if a is not None and b is not None and a.value is not None and b.value is not None
    }
