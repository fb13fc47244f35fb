"""Levels 1 to 5: what a council's own evidence says of each theme, and how sure that is.

A theme's level is the median of its indicators' levels, half rounded up, capped by its
must-haves (gates), and not assessed where fewer than 60% of them are known. Open evidence
gives positions and never levels. A survey reaches a level with its whole interval: the
limit that counts is the cautious one. Descriptors and gates stand in data/themes.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor
from statistics import median

from briefkit.analysis.study import Measure, Study
from briefkit.evidence.catalogue import STRANDS, Gate, Indicator, Theme
from briefkit.evidence.gather import Cell


@dataclass(frozen=True)
class Reached:
    """One indicator's own level, 1 to 5, and the measure that it rests on."""

    measure: Measure
    level: int


@dataclass(frozen=True)
class ThemeLevel:
    """A theme's level, or None where too little is known.

    `reached` are the indicators that are known, out of `of`; `gate` is the must-have that
    holds the level down, if one does; `low` and `high` are the lowest and highest level
    when any one indicator is left out (None with fewer than two).
    """

    theme: Theme
    level: int | None
    reached: tuple[Reached, ...]
    of: int
    gate: Gate | None
    low: int | None
    high: int | None


@dataclass(frozen=True)
class StrandLevel:
    """A strand's level: the median of its themes'. `assessed` themes of `of` have one."""

    strand: str
    level: int | None
    assessed: int
    of: int


def theme_levels(study: Study) -> dict[str, ThemeLevel]:
    """The level of every theme by its id; none at all without evidence of the council's own."""
    if not study.has_own:
        return {}
    return {theme.id: theme_level(study, theme) for theme in study.catalogue.themes}


def theme_level(study: Study, theme: Theme) -> ThemeLevel:
    """One theme's level."""
    asked = [
        m
        for m in study.measures.values()
        if m.indicator.theme == theme.id and m.indicator.gives_level and m.applies
    ]
    reached = tuple(
        Reached(m, indicator_level(m.indicator, m.known)) for m in asked if m.known is not None
    )
    enough = bool(asked) and len(reached) / len(asked) >= study.bands.levels["least_coverage"]
    level, gate = _capped(reached, theme.gates) if enough else (None, None)
    low, high = _range(reached, theme.gates) if level is not None else (None, None)
    return ThemeLevel(theme, level, reached, len(asked), gate, low, high)


def indicator_level(indicator: Indicator, cell: Cell) -> int:
    """The level, 1 to 5, that a figure reaches by the thresholds of indicators.csv.

    Thresholds that fall mean that less is better. A blank one cannot be reached.
    """
    steps = [(n, step) for n, step in enumerate(indicator.levels, start=2) if step is not None]
    falling = len(steps) > 1 and steps[0][1] > steps[-1][1]
    limit = cell.upper if falling else cell.lower
    value = limit if limit is not None else cell.value
    if value is None:
        raise ValueError(f"{indicator.id} of {cell.gss_code} has no value to give a level")
    met = [n for n, step in steps if (value <= step if falling else value >= step)]
    return max(met, default=1)


def middle(levels: Iterable[int]) -> int:
    """The median level; a half is rounded up, as every figure is."""
    return floor(median(levels) + 0.5)


def _capped(reached: Sequence[Reached], gates: Sequence[Gate]) -> tuple[int, Gate | None]:
    """The level after the must-haves, and the lowest of those that held it down."""
    free = middle(r.level for r in reached)
    # a gate at the very level holds the next one back: it is worth saying
    shut = [g for g in gates if g.cap <= free and _fails(g, reached)]
    lowest = min(shut, key=lambda g: g.cap, default=None)
    return (free, None) if lowest is None else (min(free, lowest.cap), lowest)


def _fails(gate: Gate, reached: Sequence[Reached]) -> bool:
    """Whether a must-have is known and not met; what is unknown accuses nobody."""
    known = {r.measure.indicator.id: r.measure.known for r in reached}
    cells = [known[i] for i in gate.indicators if i in known]
    return any(c is not None and c.value is not None and c.value < gate.least for c in cells)


def _range(reached: Sequence[Reached], gates: Sequence[Gate]) -> tuple[int | None, int | None]:
    """The lowest and highest level with each indicator left out in turn."""
    if len(reached) < 2:
        return None, None
    left = [[r for r in reached if r is not out] for out in reached]
    levels = [_capped(rest, gates)[0] for rest in left]
    return min(levels), max(levels)


def strand_levels(themes: dict[str, ThemeLevel], least_coverage: float) -> tuple[StrandLevel, ...]:
    """The level of each strand; none at all where no theme was looked at."""
    found = []
    for strand in STRANDS if themes else ():
        mine = [t for t in themes.values() if t.theme.strand == strand]
        levels = [t.level for t in mine if t.level is not None]
        enough = bool(mine) and bool(levels) and len(levels) / len(mine) >= least_coverage
        found.append(
            StrandLevel(strand, middle(levels) if enough else None, len(levels), len(mine))
        )
    return tuple(found)
