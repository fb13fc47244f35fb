"""A group of councils at two readings: what moved, and what only looks as if it had.

The mean of all falls when councils join that stand lower, though nobody fell. So a panel
keeps three groups apart: those in both readings, those that joined, those that left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import fmean

from briefkit.analysis.findings import Figure, ref
from briefkit.analysis.reading import Reading
from briefkit.evidence import periods
from briefkit.evidence.catalogue import Indicator
from briefkit.evidence.councils import Council
from briefkit.evidence.gather import Cell, Reader

Cells = dict[str, Cell]


@dataclass(frozen=True)
class Panel:
    """One indicator at two readings: cells with a value by GSS code, in the indicator's unit."""

    indicator: Indicator
    council: str
    before: Cells
    now: Cells

    @property
    def both(self) -> tuple[str, ...]:
        """Councils in both readings."""
        return tuple(code for code in self.now if code in self.before)

    @property
    def joined(self) -> tuple[str, ...]:
        """Councils in the later reading alone."""
        return tuple(code for code in self.now if code not in self.before)

    @property
    def left(self) -> tuple[str, ...]:
        """Councils in the earlier reading alone."""
        return tuple(code for code in self.before if code not in self.now)

    @property
    def was(self) -> dict[str, Figure]:
        """Of the earlier reading: the mean of all and of those in both, counts, who left."""
        cells = self.before
        return {
            "all": _mean(self, list(cells.values())),
            "both": _mean(self, [cells[c] for c in self.both]),
            "count": _count(self, len(cells), list(cells.values())),
            **_group(self, "left", [cells[c] for c in self.left]),
        }

    @property
    def became(self) -> dict[str, Figure]:
        """Of the later reading: the same, who joined, and which way those in both moved."""
        cells = self.now
        pairs = [(self.before[c], cells[c]) for c in self.both]
        rows = [row for pair in pairs for row in pair]
        moves = {
            "rose": sum((b.value or 0) > (a.value or 0) for a, b in pairs),
            "fell": sum((b.value or 0) < (a.value or 0) for a, b in pairs),
            "stayed": sum(b.value == a.value for a, b in pairs),
        }
        return {
            "all": _mean(self, list(cells.values())),
            "both": _mean(self, [cells[c] for c in self.both]),
            "count": _count(self, len(cells), list(cells.values())),
            "in_both": _count(self, len(pairs), rows, "count of councils in both readings"),
            **{k: _count(self, n, rows, f"count of councils that {k}") for k, n in moves.items()},
            **_group(self, "joined", [cells[c] for c in self.joined]),
        }


def _mean(panel: Panel, cells: list[Cell]) -> Figure:
    value = fmean(c.value for c in cells if c.value is not None)
    return _figure(panel, value, panel.indicator.unit, "mean", cells)


def _count(
    panel: Panel, value: int, cells: list[Cell], formula: str = "count of councils"
) -> Figure:
    return _figure(panel, value, "count", formula, cells)


def _group(panel: Panel, name: str, cells: list[Cell]) -> dict[str, Figure]:
    """How many joined or left, and their mean; nothing where nobody did."""
    if not cells:
        return {}
    return {name: _count(panel, len(cells), cells), f"{name}_mean": _mean(panel, cells)}


def _figure(panel: Panel, value: float, unit: str, formula: str, cells: list[Cell]) -> Figure:
    period = max((c.period for c in cells), key=periods.last_day)
    refs = tuple(ref(cell) for cell in cells)
    return Figure(panel.council, panel.indicator.id, period, value, unit, formula, refs)


def panels(now: Reading, before: Reading) -> Iterator[Panel]:
    """Panels of the measures that this council is compared on, where the group has changed."""
    for id, measure in now.study.measures.items():
        earlier = before.study.measures.get(id)
        told = [m for m in (measure, earlier) if m is not None and m.known is not None]
        if told and averaged(measure.indicator):
            found = panel(
                measure.indicator,
                now.study.council,
                before.study.reader,
                now.study.reader,
            )
            if found is not None:
                yield found


def averaged(indicator: Indicator) -> bool:
    """Whether a mean over councils makes sense: one period for all, and no yes or no."""
    return indicator.match == "same" and indicator.form != "milestone"


def panel(indicator: Indicator, council: Council, before: Reader, now: Reader) -> Panel | None:
    """The latest reading of each edition, of all councils of the country; see `between`."""
    codes = [c.gss_code for c in now.evidence.register.around(council)]
    sides = [
        latest(cell for code in codes for cell in reader.series(indicator.id, code))
        for reader in (before, now)
    ]
    return between(indicator, council.gss_code, *sides)


def between(indicator: Indicator, council: str, before: Cells, now: Cells) -> Panel | None:
    """Two readings of a group of councils.

    None where it is one reading, where the two have no council in common, or where they have
    the same ones.
    """
    if not before or not now or _period(before) == _period(now):
        return None
    found = Panel(indicator, council, before, now)
    return found if found.both and (found.joined or found.left) else None


def _period(cells: Cells) -> str:
    return next(iter(cells.values())).period


def latest(cells: Iterable[Cell]) -> Cells:
    """By council the cells of the latest period that any of them has, where they have a value."""
    known = [c for c in cells if c.value is not None]
    if not known:
        return {}
    period = max((c.period for c in known), key=lambda p: (periods.last_day(p), p))
    return {c.gss_code: c for c in known if c.period == period}
