"""The first and last year of a run of years, and the peers with figures in both."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from briefkit.analysis.standing import readable
from briefkit.analysis.study import Measure, Study
from briefkit.evidence.gather import Cell

LEAST_YEARS = 3


@dataclass(frozen=True)
class Pairs:
    """Own cells of the first and the last year, and each peer's pair of the same years."""

    first: Cell
    last: Cell
    peers: tuple[tuple[Cell, Cell], ...]

    @property
    def firsts(self) -> list[Cell]:
        """The peers' cells of the first year."""
        return [pair[0] for pair in self.peers]

    @property
    def lasts(self) -> list[Cell]:
        """The peers' cells of the last year."""
        return [pair[1] for pair in self.peers]

    @property
    def change(self) -> float:
        """How far the council moved, in the indicator's unit."""
        return moved(self.first, self.last)

    @property
    def typical_change(self) -> float:
        """How far the median of these peers moved, in the indicator's unit."""
        return middle(self.lasts) - middle(self.firsts)


def middle(cells: list[Cell]) -> float:
    """The median of cells that have a value."""
    return float(median(c.value for c in cells if c.value is not None))


def moved(first: Cell, last: Cell) -> float:
    """From one cell to another, in the indicator's unit."""
    return (last.value or 0.0) - (first.value or 0.0)


def pairs_of(study: Study, measure: Measure) -> Pairs | None:
    """None with fewer than three years up to the known figure, or too few peers with both."""
    run = measure.trend
    if run is None or len(run.cells) < LEAST_YEARS or run.cells[-1] is not measure.known:
        return None
    first, last = run.cells[0], run.cells[-1]
    name, at = measure.indicator.id, study.reader.at
    found = ((at(name, c, first.period), at(name, c, last.period)) for c in study.peers.codes)
    both = tuple(
        (a, b)
        for a, b in found
        if a is not None and b is not None
        if readable(measure.indicator, a) and readable(measure.indicator, b)
    )
    enough = len(both) >= study.bands.comparator["least_peers"]
    return Pairs(first, last, both) if enough else None
