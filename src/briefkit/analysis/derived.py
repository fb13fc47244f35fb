"""What can be worked out from councils' own rows before anything is compared.

Surveys get Wilson's interval; leaders' and residents' views give the perception gap with
Newcombe's; yearly spending and a price index give its real change. A figure that was
worked out keeps the cells that it is made of, so that its sentence can cite their rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefkit.analysis.surveys import newcombe, wilson
from briefkit.evidence import periods
from briefkit.evidence.deflators import DEFLATORS, Deflator
from briefkit.evidence.gather import Cell, Evidence

SURVEYED = ("survey", "view")
LEADERS, PUBLIC, GAP = "leaders_view", "public_view", "perception_gap"
SPENDING, REAL = "technology_spending", "technology_real_change"
DIFFERENCE = "difference"
REAL_CHANGE = "real change in percent: last / first x first index / last index, less 1"
MOST_YEARS, LEAST_YEARS = 5, 3
NATION = "K02000001"

Key = tuple[str, str]
Cells = dict[Key, tuple[Cell, ...]]


def work_out(evidence: Evidence) -> Evidence:
    """The same evidence with intervals of surveys, perception gaps and real changes added."""
    known = evidence.catalogue.indicator
    surveyed = {i for i in known if known[i].own and known[i].form in SURVEYED}
    cells: Cells = {
        key: tuple(_limited(c, known[key[0]].small_base or 0) for c in series)
        if key[0] in surveyed
        else series
        for key, series in evidence.cells.items()
    }
    own = {code for indicator, code in cells if indicator in known and known[indicator].own}
    for code in sorted(own):
        for indicator, made in ((GAP, _gaps(cells, code)), (REAL, _real(cells, code, evidence))):
            if indicator in known and (found := tuple(made)):
                cells[indicator, code] = found
    return replace(evidence, cells=cells)


def _limited(cell: Cell, least: int) -> Cell:
    """A survey's share with its limits; one of too few answers loses its value instead."""
    if cell.value is None or cell.base is None:
        return cell
    if cell.base < least:
        note = f"suppressed: base under {least}"
        return replace(cell, value=None, lower=None, upper=None, status="c", note=note)
    lower, upper = wilson(cell.value / 100, cell.base)
    return replace(cell, lower=100 * lower, upper=100 * upper, interval="Wilson")


def _gaps(cells: Cells, code: str) -> Iterator[Cell]:
    """Leaders' share less residents', for each period in which both were asked."""
    residents = {c.period: c for c in cells.get((PUBLIC, code), ())}
    for leaders in cells.get((LEADERS, code), ()):
        public = residents.get(leaders.period)
        if public is not None and _whole(leaders) and _whole(public):
            yield _gap(leaders, public)


def _whole(cell: Cell) -> bool:
    return cell.value is not None and cell.base is not None


def _gap(leaders: Cell, public: Cell) -> Cell:
    first, second = (leaders.value or 0.0, public.value or 0.0)
    lower, upper = newcombe(first / 100, leaders.base or 0.0, second / 100, public.base or 0.0)
    return replace(
        leaders,
        indicator=GAP,
        published=max(leaders.published, public.published),
        value=first - second,
        lower=100 * lower,
        upper=100 * upper,
        base=None,
        formula=DIFFERENCE,
        made_of=(leaders, public),
        interval="Newcombe",
    )


def _real(cells: Cells, code: str, evidence: Evidence) -> Iterator[Cell]:
    """The change of the latest unbroken run of years, in the prices of its last."""
    index = {d.period: d for d in evidence.deflators}
    run = _run(cells.get((SPENDING, code), ()))
    if len(run) < LEAST_YEARS or any(c.period not in index for c in (run[0], run[-1])):
        return
    first, last = run[0], run[-1]
    prices = index[first.period].index / index[last.period].index
    if not first.value or last.value is None:
        return
    yield replace(
        last,
        indicator=REAL,
        value=100 * (last.value / first.value * prices - 1),
        base=None,
        status="",
        note="",
        formula=REAL_CHANGE,
        made_of=(first, last, _index(index[first.period]), _index(index[last.period])),
    )


def _run(series: tuple[Cell, ...]) -> list[Cell]:
    """The years up to the latest that follow one another with values and without a break."""
    run: list[Cell] = []
    for cell in series:
        if cell.value is None:
            run = []
            continue
        broken = cell.status == "b" or (run and periods.next_year(run[-1].period) != cell.period)
        run = [cell] if broken else [*run, cell]
    return run[-MOST_YEARS:]


def _index(deflator: Deflator) -> Cell:
    """A row of deflators.csv in the shape of a cell, so that it can be cited."""
    return Cell(
        NATION,
        deflator.series,
        deflator.period,
        deflator.published,
        deflator.index,
        None,
        None,
        None,
        "",
        deflator.source,
        DEFLATORS,
    )
