"""Findings on then and now beside others: two surveys, a gap that moved, a place that moved.

Two survey estimates differ clearly only where their 95% intervals do not meet. A gap and a
place are taken among the same councils in both years, so that newcomers move nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median

from briefkit.analysis.findings import Figure, Finding, count, finding_on, of_cell, worked_out
from briefkit.analysis.standing import readable
from briefkit.analysis.study import Measure, Study
from briefkit.evidence import periods
from briefkit.evidence.gather import Cell

SIDES = {True: "above", False: "below"}


def over_time_findings(study: Study) -> Iterator[Finding]:
    """All findings on then and now, measure by measure."""
    for measure in study.measures.values():
        if not measure.applies or measure.indicator.compare != "peers":
            continue
        if measure.indicator.limits:
            yield from _surveys(study, measure)
        else:
            yield from _beside_peers(study, measure)


def _surveys(study: Study, measure: Measure) -> Iterator[Finding]:
    """The survey before: where the intervals part, or a reader would see a change in chance."""
    now, standing = measure.known, measure.standing
    before = _survey_before(measure)
    if now is None or before is None or standing is None:
        return
    way = _way(before, now)
    if way == "unclear" and not _tempting(study, measure, before):
        return
    unit = measure.indicator.unit
    figures = {"first": of_cell(before, unit), "last": of_cell(now, unit)}
    for name, cell in (("first", before), ("last", now)):
        for part in ("lower", "upper"):
            figures[f"{name}_{part}"] = of_cell(cell, unit, part)
    rule = "the two 95% intervals " + ("overlap" if way == "unclear" else "do not overlap")
    found = finding_on(
        measure.indicator, "surveys", now.period, verdict=way, rule=rule, figures=figures
    )
    yield replace(found, facts={"first_period": before.period})


def _survey_before(measure: Measure) -> Cell | None:
    """The readable survey one year before the latest, unless the latest broke with it."""
    now = measure.known
    if now is None or now.status == "b" or not periods.is_yearly(now.period):
        return None
    earlier = [c for c in measure.series if readable(measure.indicator, c)]
    return next((c for c in earlier if periods.next_year(c.period) == now.period), None)


def _way(before: Cell, now: Cell) -> str:
    """rose, fell or unclear, by the two intervals alone."""
    limits = (before.lower, before.upper, now.lower, now.upper)
    if any(limit is None for limit in limits):
        return "unclear"
    low, high, new_low, new_high = (float(limit or 0.0) for limit in limits)
    if new_low > high:
        return "rose"
    return "fell" if new_high < low else "unclear"


def _tempting(study: Study, measure: Measure, before: Cell) -> bool:
    """Whether estimates moved by more than a similar amount, away from a median still inside."""
    now, standing = measure.known, measure.standing
    if now is None or standing is None or now.value is None or before.value is None:
        return False
    moved = abs(now.value - before.value) >= measure.indicator.similar_within
    far = abs(standing.distance) >= study.bands.distance["similar_below"]
    return moved and far and standing.verdict == "similar"


@dataclass(frozen=True)
class _Pairing:
    """The first and last year of a run, and the peers with figures in both."""

    first: Cell
    last: Cell
    peers: tuple[tuple[Cell, Cell], ...]

    def side(self, place: int) -> tuple[Cell, list[Cell]]:
        """Own cell and peers' cells: 0 the first year, 1 the last."""
        return (self.first, self.last)[place], [pair[place] for pair in self.peers]

    @property
    def rows(self) -> list[Cell]:
        """Every peer's cell that the pairing rests on."""
        return [cell for pair in self.peers for cell in pair]


def _beside_peers(study: Study, measure: Measure) -> Iterator[Finding]:
    pairing = _pairing(study, measure)
    if pairing is None:
        return
    clear = measure.trend is not None and measure.trend.way != "none"
    gaps = list(_gap(measure, pairing)) if clear or _large(pairing) else []
    yield from gaps or _place(study, measure, pairing)


def _large(pairing: _Pairing) -> bool:
    """Whether the value halved, or doubled."""
    low, high = sorted(abs(cell.value or 0.0) for cell in (pairing.first, pairing.last))
    return high >= 2 * low > 0


def _pairing(study: Study, measure: Measure) -> _Pairing | None:
    """None where the run does not reach the known figure, or too few peers have both years."""
    run = measure.trend
    if run is None or run.cells[-1] is not measure.known:
        return None
    first, last = run.cells[0], run.cells[-1]
    reader, name = study.reader, measure.indicator.id
    pairs = (
        (reader.at(name, code, first.period), reader.at(name, code, last.period))
        for code in study.peers.codes
    )
    both = tuple(
        (a, b)
        for a, b in pairs
        if a is not None and b is not None
        if readable(measure.indicator, a) and readable(measure.indicator, b)
    )
    enough = len(both) >= study.bands.comparator["least_peers"]
    return _Pairing(first, last, both) if enough else None


def _gap(measure: Measure, pairing: _Pairing) -> Iterator[Finding]:
    """How far a council that moved was from its peers' median, and is now."""
    indicator = measure.indicator
    gaps = [_distance(*pairing.side(place)) for place in (0, 1)]
    least = 10.0**-indicator.decimals
    moved = abs(abs(gaps[1]) - abs(gaps[0])) >= least or gaps[0] * gaps[1] < 0
    if min(abs(gap) for gap in gaps) < least or not moved:
        return  # a gap that would print as nothing is no gap
    figures: dict[str, Figure] = {}
    for place, name in enumerate(("gap_first", "gap_last")):
        own, others = pairing.side(place)
        formula = "distance of the first row from the median of the others"
        figures[name] = worked_out(own, abs(gaps[place]), indicator.unit, formula, (own, *others))
    last = pairing.last
    figures["n"] = count(
        last, len(pairing.peers), "count of peers in both years", pairing.side(1)[1]
    )
    sides = [SIDES[gap > 0] for gap in gaps]
    facts = {"side_first": sides[0], "side_last": sides[1]}
    found = finding_on(
        indicator,
        "gap_moved",
        last.period,
        verdict=f"{sides[0]}_{sides[1]}",
        rule="distance from the median of the peers with figures in both years",
        figures=figures,
    )
    yield replace(found, facts={"first_period": pairing.first.period, **facts})


def _distance(own: Cell, others: list[Cell]) -> float:
    centre = median(c.value for c in others if c.value is not None)
    return (own.value or 0.0) - float(centre)


def _place(study: Study, measure: Measure, pairing: _Pairing) -> Iterator[Finding]:
    """A council that moved past at least half of the others between the first year and the last."""
    n = len(pairing.peers) + 1
    ranks = [_rank(*pairing.side(place)) for place in (0, 1)]
    if n < study.bands.comparator["ends_from"] or 2 * abs(ranks[1] - ranks[0]) < n:
        return
    figures: dict[str, Figure] = {}
    for place, name in enumerate(("place_first", "place_last")):
        own, others = pairing.side(place)
        formula = "place of the first row among all, the highest value first"
        figures[name] = worked_out(own, ranks[place], "place", formula, (own, *others))
    rows = (pairing.last, *pairing.side(1)[1])
    figures["rank_of"] = count(pairing.last, n, "count of councils in both years", rows)
    found = finding_on(
        measure.indicator,
        "place_moved",
        pairing.last.period,
        verdict="down" if ranks[1] > ranks[0] else "up",
        rule="place among the same councils in both years",
        figures=figures,
    )
    yield replace(found, facts={"first_period": pairing.first.period})


def _rank(own: Cell, others: list[Cell]) -> int:
    return 1 + sum((c.value or 0.0) > (own.value or 0.0) for c in others)
