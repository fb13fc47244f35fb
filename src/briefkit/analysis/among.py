"""Findings on how the others stand around a council: how many alike, fewer, or next in line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefkit.analysis.findings import Finding, count, finding_on, of_cell, worked_out
from briefkit.analysis.standing import Standing
from briefkit.analysis.study import Study
from briefkit.evidence.gather import Cell


def among_findings(study: Study) -> Iterator[Finding]:
    """For each level: a value that most share, a count's place, and the lead of whoever is last."""
    for measure in study.measures.values():
        standing = measure.standing
        if standing is None or not measure.applies or measure.indicator.compare != "peers":
            continue
        if measure.indicator.form == "count" and not measure.indicator.own:
            yield from _counted(standing)
        elif measure.indicator.form in ("rate", "amount") and standing.holds is None:
            yield from _shared_value(standing)
            yield from _margin(study, standing)


def _sides(standing: Standing) -> tuple[list[Cell], list[Cell], list[Cell]]:
    """The comparators with less, with the same, and with more."""
    own, cells = standing.cell.value or 0.0, standing.comparator.cells
    known = [(c, c.value) for c in cells if c.value is not None]
    return (
        [c for c, value in known if value < own],
        [c for c, value in known if value == own],
        [c for c, value in known if value > own],
    )


def _counted(standing: Standing) -> Iterator[Finding]:
    """A count of few steps is told by how many have fewer, as many and more."""
    less, same, more = _sides(standing)
    if standing.verdict == "similar" or not (less and more):
        return
    cell, rows = standing.cell, (standing.cell, *standing.comparator.cells)
    figures = {
        "fewer": count(cell, len(less), "count of the others below the first row", rows),
        "alike": count(cell, len(same), "count of the others equal to the first row", rows),
        "n": count(cell, len(rows) - 1, "count of comparators", standing.comparator.cells),
    }
    found = finding_on(
        standing.indicator,
        "counted",
        cell.period,
        verdict="some_alike" if same else "none_alike",
        rule="counts below and equal",
        figures=figures,
    )
    yield replace(found, comparator=standing.comparator)


def _shared_value(standing: Standing) -> Iterator[Finding]:
    """A value that at least half of the comparators have too, to the last digit published."""
    _, same, _ = _sides(standing)
    cell, cells = standing.cell, standing.comparator.cells
    if 2 * len(same) < len(cells) or standing.indicator.true_zero:
        return
    figures = {
        "value": of_cell(cell, standing.indicator.unit),
        "alike": count(
            cell, len(same), "count of the others equal to the first row", (cell, *cells)
        ),
        "n": count(cell, len(cells), "count of comparators", cells),
    }
    found = finding_on(
        standing.indicator,
        "shared_value",
        cell.period,
        verdict="all" if len(same) == len(cells) else "most",
        rule="count of equal values",
        figures=figures,
    )
    yield replace(found, comparator=standing.comparator)


def _margin(study: Study, standing: Standing) -> Iterator[Finding]:
    """How far the first or last of all stands from the next, where that is wide."""
    ends = standing.end in ("highest", "lowest") and standing.comparator.group == "peers"
    stale = study.scale.stale(standing.indicator, standing.cell.period)
    if not ends or stale or not standing.cell.value:
        return
    cell, cells = standing.cell, standing.comparator.cells
    pick = max if standing.end == "highest" else min
    following = pick(cells, key=lambda c: c.value or 0.0)
    gap = abs((cell.value or 0.0) - (following.value or 0.0))
    least = max(standing.comparator.spread, 2 * standing.indicator.similar_within)
    if gap < least:
        return
    unit = "points" if standing.indicator.unit == "percent" else standing.indicator.unit
    figures = {
        "margin": worked_out(cell, gap, unit, "difference of the two rows", (cell, following)),
        "following": of_cell(following, standing.indicator.unit),
    }
    found = finding_on(
        standing.indicator,
        "margin",
        cell.period,
        verdict=standing.end,
        rule="distance from the next: at least the spread, and twice what counts as similar",
        figures=figures,
    )
    yield replace(found, names={"following": (study.name(following.gss_code),)})
