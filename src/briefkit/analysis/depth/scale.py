"""Findings on money in its scale: when the awards came, and a year's whole spending beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefkit.analysis.awards import LED, family
from briefkit.analysis.findings import Figure, Finding, count, finding_on, of_cell, worked_out
from briefkit.analysis.money import GRANTS, awards
from briefkit.analysis.study import Study
from briefkit.evidence.gather import Cell, Detail

SPENDING = "net_current_expenditure"
RESIDENTS = "residents in councils.csv"
LEAST_AWARDS = 2
THOUSAND = 1000


def scale_findings(study: Study) -> Iterator[Finding]:
    """When the awards came and which was the largest; what one year of all services costs."""
    yield from _awards(study)
    yield from _spending(study)


def led(study: Study) -> list[Detail]:
    """The awards that the council led, oldest first."""
    measure = study.measures.get(GRANTS)
    cell = measure.known if measure is not None else None
    if cell is None:
        return []
    return awards(study.reader.parts(GRANTS, cell.gss_code, cell.period), LED)


def _awards(study: Study) -> Iterator[Finding]:
    rows = led(study)
    dated = [part for part in rows if part.date is not None and part.value]
    measure = study.measures.get(GRANTS)
    if measure is None or measure.known is None:
        return
    if len(dated) < max(LEAST_AWARDS, len(rows)):
        return
    cell = measure.known
    largest = max(dated, key=lambda part: part.value or 0.0)
    alike = sum(part.value == largest.value for part in dated) > 1
    days = [str(part.date) for part in dated]
    figures = {
        "earliest": worked_out(cell, min(days), "date", "earliest day of the rows", dated),
        "newest": worked_out(cell, max(days), "date", "newest day of the rows", dated),
        "largest": worked_out(
            cell, largest.value or 0.0, "pounds", "largest value of the rows", dated
        ),
        "awards": count(cell, len(dated), "count of awards led", dated),
    }
    found = finding_on(
        measure.indicator,
        "awards",
        cell.period,
        verdict="one_month"
        if min(days)[:7] == max(days)[:7]
        else ("alike" if alike else "one_largest"),
        rule="the awards that the council led, by month and by sum",
        figures=figures,
    )
    names = (family(largest),) if family(largest) and not alike else ()
    yield replace(found, names={"largest": names} if names else {})


def _spending(study: Study) -> Iterator[Finding]:
    measure = study.measures.get(SPENDING)
    if measure is None or not measure.applies or measure.known is None or measure.trend is None:
        return
    cell, people = measure.known, study.council.population
    first = measure.trend.cells[0]
    if not cell.value or cell.value <= 0 or not people or not first.value or first is cell:
        return
    figures: dict[str, Figure] = {
        "value": of_cell(cell, "pounds"),
        "first": of_cell(first, "pounds"),
        "a_resident": worked_out(
            cell, cell.value / people, "pounds per resident", f"value / {RESIDENTS}", (cell,)
        ),
        "residents": _residents(study, cell, people),
    }
    grants = study.measures.get(GRANTS)
    sum_of = grants.known if grants is not None and grants.applies else None
    if sum_of is not None and sum_of.value:
        figures["in_thousand"] = worked_out(
            cell,
            THOUSAND * sum_of.value / cell.value,
            "pounds per £1,000",
            "first row / second row x 1,000",
            (sum_of, cell),
        )
    yield finding_on(
        measure.indicator,
        "scale",
        cell.period,
        verdict="beside_grants" if "in_thousand" in figures else "alone",
        rule="one year's net current expenditure on all services, in cash",
        figures=figures,
        facts={"first_period": first.period, "year": str(study.council.population_year)},
    )


def _residents(study: Study, cell: Cell, people: int) -> Figure:
    """The register's residents, of the register's own year."""
    year = str(study.council.population_year)
    return Figure(cell.gss_code, cell.indicator, year, people, "count", RESIDENTS, ())
