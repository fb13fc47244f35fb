"""Runs of years: the unbroken values up to the latest, and whether they move one way."""

from __future__ import annotations

from briefkit.publishing.verify import times
from briefkit.publishing.verify.books import Row
from briefkit.publishing.verify.case import Case


def run_of(case: Case, indicator: str) -> list[Row]:
    """The longest unbroken run of yearly values up to the latest, six at most."""
    run: list[Row] = []
    rows = case.books.figures.get((indicator, case.gss_code), [])
    # what was refused after the last value does not undo the run before it
    ends = max((n for n, row in enumerate(rows, 1) if row.value is not None), default=0)
    for row in rows[:ends]:
        if row.value is None or not times.yearly(row.period):
            run = []
            continue
        apart = bool(run) and int(row.period[:4]) != int(run[-1].period[:4]) + 1
        run = [row] if apart or row.cells["status"] == "b" else [*run, row]
    return run[-max(int(n) for n in case.books.bands["trend"]) :]


def kendall(values: list[float]) -> int:
    """Pairs that rise minus pairs that fall."""
    return sum(
        (later > value) - (later < value)
        for place, value in enumerate(values)
        for later in values[place + 1 :]
    )


def way_of(case: Case, run: list[Row]) -> str:
    """rose, fell or none."""
    s = kendall([float(r.value or 0.0) for r in run])
    least = case.books.bands["trend"].get(str(len(run)))
    return "none" if least is None or abs(s) < least else ("rose" if s > 0 else "fell")
