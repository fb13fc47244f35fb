"""A council's own money: what runs and what changes, tools against people, real change.

It is told from the council's investment plan. A council that began inside the years has
no figure before them: that is said, and no trend is made across it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefkit.analysis.derived import REAL, SPENDING
from briefkit.analysis.findings import Figure, Finding, Ref, finding_on, of_cell, worked_out
from briefkit.analysis.study import Measure, Study
from briefkit.evidence import periods
from briefkit.evidence.deflators import DEFLATORS
from briefkit.evidence.gather import Cell, Detail

PEOPLE, PER_RESIDENT = "people_spending", "technology_per_resident"
RUN, CHANGE = "running what exists", "paying for change"


def spending_findings(study: Study) -> Iterator[Finding]:
    """Run against change, money for people, real change, and where the figures begin."""
    spending = study.measures.get(SPENDING)
    if spending is None or spending.known is None:
        return
    parts = purposes(study, spending.known)
    if parts is not None:
        yield _spent(spending, spending.known, parts)
    yield from _people(study)
    yield from _real(study)
    yield from _begun(study, spending)


def purposes(study: Study, cell: Cell) -> tuple[Detail, Detail] | None:
    """What ran existing systems and what paid for change, where the plan says both."""
    found = {p.item: p for p in study.reader.parts(SPENDING, cell.gss_code, cell.period)}
    if RUN not in found or CHANGE not in found:
        return None
    return found[RUN], found[CHANGE]


def _finding(measure: Measure, cell: Cell, type: str, figures: dict[str, Figure]) -> Finding:
    return finding_on(
        measure.indicator,
        type,
        cell.period,
        verdict="told",
        rule="sums of the council's own plan",
        figures=figures,
    )


def _spent(measure: Measure, cell: Cell, parts: tuple[Detail, Detail]) -> Finding:
    run, change = parts
    share = 100 * (change.value or 0.0) / (cell.value or 1.0)
    figures = {
        "value": of_cell(cell, "pounds"),
        "run": worked_out(cell, run.value or 0.0, "pounds", "", (run,)),
        "change": worked_out(cell, change.value or 0.0, "pounds", "", (change,)),
        "change_share": worked_out(cell, share, "percent", "part / whole", (change, cell)),
    }
    return _finding(measure, cell, "spending", figures)


def _people(study: Study) -> Iterator[Finding]:
    """Money for people at both ends of the years; a clear trend is told as a trend."""
    measure = study.measures.get(PEOPLE)
    run = measure.trend if measure is not None else None
    if measure is None or run is None or run.way != "none":
        return
    first, last = run.cells[0], run.cells[-1]
    fell = (last.value or 0.0) < (first.value or 0.0)
    found = _finding(
        measure,
        last,
        "people",
        {"first": of_cell(first, "pounds"), "last": of_cell(last, "pounds")},
    )
    yield replace(
        found,
        verdict="less" if fell else "more",
        rule=f"{len(run.cells)} yearly points, no clear trend",
        facts={"first_period": first.period, "opposite": _opposite(study, fell)},
    )


def _opposite(study: Study, fell: bool) -> str:
    """Whether the whole moved the other way in a clear trend."""
    whole = study.measures[SPENDING].trend
    return "yes" if whole is not None and whole.way == ("rose" if fell else "fell") else ""


def _real(study: Study) -> Iterator[Finding]:
    measure = study.measures.get(REAL)
    if measure is None or measure.known is None:
        return
    cell = measure.known
    first, last = cell.made_of[0], cell.made_of[1]
    index = [part for part in cell.made_of if part.source == DEFLATORS]
    then = (first.value or 0.0) * (index[1].value or 1.0) / (index[0].value or 1.0)
    limit = measure.indicator.similar_within
    size = cell.value or 0.0
    refs = tuple(Ref(p.source, p.gss_code, p.indicator, p.period) for p in (first, *index))
    figures = {
        "value": replace(of_cell(cell, "percent"), value=abs(size), formula=_formula(cell, size)),
        "first": of_cell(first, "pounds"),
        "last": of_cell(last, "pounds"),
        "then": Figure(
            first.gss_code, first.indicator, last.period, then, "pounds", IN_LAST_PRICES, refs
        ),
    }
    verdict = "level" if abs(size) < limit else ("rose" if size > 0 else "fell")
    found = _finding(measure, cell, "real", figures)
    facts = {"first_period": first.period, "series": index[0].note}
    rule = "both ends in the prices of the last year"
    yield replace(found, verdict=verdict, rule=rule, facts=facts)


IN_LAST_PRICES = "first x last index / first index"


def _formula(cell: Cell, size: float) -> str:
    return cell.formula if size >= 0 else f"{cell.formula}, without its sign"


def _begun(study: Study, measure: Measure) -> Iterator[Finding]:
    """A council that began inside the years of its figures: no trend reaches back before it."""
    start, cell = study.council.start, measure.known
    if cell is None or start is None or not measure.series:
        return
    first = measure.series[0]
    begins = periods.first_day(first.period)
    if start != begins or len(measure.series) >= MOST_YEARS:
        return
    register = study.reader.evidence.register
    before = [c.name for c in register.councils if study.council.code in c.successors]
    if before:
        found = _finding(measure, cell, "begun", {"since": _since(first, str(start))})
        yield replace(
            found,
            rule="a council that began inside the years has no earlier figure",
            names={"before": tuple(before)},
        )


def _since(cell: Cell, day: str) -> Figure:
    return worked_out(cell, day, "date", "the council's first day in councils.csv", (cell,))


MOST_YEARS = 5
