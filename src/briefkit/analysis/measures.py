"""Findings on levels: one measure of a council among its peers."""

from __future__ import annotations

from collections.abc import Iterator

from briefkit.analysis.findings import Figure, Finding, count, finding_on, of_cell, typical
from briefkit.analysis.parts import alone, parts_of
from briefkit.analysis.standing import Standing
from briefkit.analysis.study import Measure, Study
from briefkit.evidence.gather import Cell

LEVEL_FORMS = ("rate", "amount", "count", "share", "survey", "composition")


def level_findings(study: Study) -> Iterator[Finding]:
    """A level for each rate, amount, count, share or survey that can be compared."""
    for measure in study.measures.values():
        indicator = measure.indicator
        if measure.standing and indicator.form in LEVEL_FORMS and measure.applies:
            more = parts_of(indicator, measure.standing.cell, study.reader)
            yield _level(study, measure, measure.standing, "level", more)


def level_of(
    study: Study, measure: Measure, *, type: str, more: dict[str, Figure] | None = None
) -> Finding:
    """A known measure as a finding of a type of its own, compared where it can be.

    `more` are further figures. Raises ValueError for a measure without a known value.
    """
    if measure.known is None:
        raise ValueError(f"{measure.indicator.id} is not known here")
    if measure.standing is not None:
        return _level(study, measure, measure.standing, type, more or {})
    return alone(measure, measure.known, type, more or {})


def _level(
    study: Study, measure: Measure, standing: Standing, type: str, more: dict[str, Figure]
) -> Finding:
    indicator, cell = measure.indicator, standing.cell
    surprise = study.scale.level_surprise(standing)
    stale = study.scale.stale(indicator, cell.period)
    return finding_on(
        indicator,
        type,
        cell.period,
        verdict=standing.verdict,
        tone=tone(standing.good),
        score=study.scale.score(surprise, indicator, cell.period, comparator=standing.comparator),
        rule=_rule(standing),
        figures=_level_figures(standing) | more,
        comparator=standing.comparator,
        standing=standing,
        names=_names_beyond(study, standing),
        facts={
            "end": "" if stale else standing.end,  # a rank of long ago is no news
            "case": _case(standing),
            "shade": _shade(standing),
            "stale": "yes" if stale else "",
        },
    )


def _case(standing: Standing) -> str:
    """nothing, or nothing_similar: a true zero is told as one, not as £0 beside a median."""
    if not standing.indicator.true_zero or standing.cell.value:
        return ""
    return "nothing_similar" if standing.verdict == "similar" else "nothing"


def _shade(standing: Standing) -> str:
    """Where an interval holds the median: chance where a rank would be chance, else over or under.

    Over and under are the side of the median on which the estimate lies. Blank elsewhere.
    """
    value = standing.cell.value
    if not standing.holds or value is None:
        return ""
    if _chance(standing):
        return "chance"
    return "over" if value >= standing.comparator.typical else "under"


WIDE_POINTS = 12.0


def _chance(standing: Standing) -> bool:
    """Whether a rank would be chance: an interval 12 points wide that holds half the others."""
    cell = standing.cell
    if cell.lower is None or cell.upper is None:
        return False
    inside = sum(_inside(c, cell) for c in standing.comparator.cells)
    wide = cell.upper - cell.lower >= WIDE_POINTS
    return wide and 2 * inside >= len(standing.comparator.cells)


def tone(good: bool | None) -> str:
    """strength, concern, or blank where a standing is similar or has no direction."""
    return {True: "strength", False: "concern", None: ""}[good]


def _rule(standing: Standing) -> str:
    if standing.holds is not None:
        return "interval holds the median" if standing.holds else "interval excludes the median"
    return f"{abs(standing.distance):,.1f} median absolute deviations"


def _level_figures(standing: Standing) -> dict[str, Figure]:
    cell, comparator, unit = standing.cell, standing.comparator, standing.indicator.unit
    figures = {
        "value": of_cell(cell, unit),
        "typical": typical(cell, comparator, unit),
        "n": count(cell, len(comparator.values), "count of comparators", comparator.cells),
    }
    if cell.lower is not None and cell.upper is not None:
        figures["lower"] = of_cell(cell, unit, "lower")
        figures["upper"] = of_cell(cell, unit, "upper")
        inside = [c for c in comparator.cells if _inside(c, cell)]
        rows = (cell, *comparator.cells)  # the first row's interval holds so many of the others
        figures["inside"] = count(cell, len(inside), "count inside the interval", rows)
    if cell.base is not None:
        figures["base"] = of_cell(cell, "count", "base")
    if standing.end:
        ranked = (cell, *comparator.cells)
        figures["rank_of"] = count(cell, standing.n, "count of councils", ranked)
    return figures


def _inside(other: Cell, cell: Cell) -> bool:
    if other.value is None or cell.lower is None or cell.upper is None:
        return False
    return cell.lower <= other.value <= cell.upper


def _names_beyond(study: Study, standing: Standing, most: int = 2) -> dict[str, tuple[str, ...]]:
    """The one or two peers that stand further out on the council's own side of the median."""
    value = standing.cell.value
    if standing.verdict == "similar" or standing.comparator.group != "peers" or value is None:
        return {}
    up = "higher" in standing.verdict
    beyond = [
        c
        for c in standing.comparator.cells
        if c.value is not None and (c.value > value if up else c.value < value)
    ]
    named = tuple(study.name(c.gss_code) for c in beyond)
    return {"beyond": named} if 0 < len(named) <= most else {}
