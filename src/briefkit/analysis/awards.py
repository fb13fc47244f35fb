"""Findings on single awards: what they are for, who else was in the round, who led the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from briefkit.analysis.findings import Figure, Finding, count, finding_on, of_part, ref, worked_out
from briefkit.analysis.money import AWARD, GRANTS, awards
from briefkit.analysis.study import Measure, Study
from briefkit.evidence.gather import Cell, Detail

MOST_PURPOSES = 4
LEAST_AWARDS = 3
LED = ("pounds", "pounds hosted")
# "(Software)", "Round 4.2", "Top-Up 3", "2.5", "Alpha": what tells two awards of one fund apart
_TURN = re.compile(r"(?:\s+\((?:[A-Z][a-z]+)\)|\s+Round|\s+[\d.]+|\s+(?:Alpha|Beta|Discovery))+$")


def award_findings(study: Study) -> Iterator[Finding]:
    """The awards that a council led by fund, or its one beside its round; those others led."""
    measure = study.measures.get(GRANTS)
    if measure is None:
        return
    yield from _partner(study, measure)
    cell = measure.known
    if cell is None or not cell.value:
        return
    led = awards(study.reader.parts(GRANTS, cell.gss_code, cell.period), LED)
    if len(led) == 1:
        yield from _round(study, measure, cell, led[0])
    elif len(led) >= LEAST_AWARDS:
        yield from _purposes(measure, cell, led)


def fund(part: Detail) -> str:
    """The fund that an award came from, as published; blank where the item names none."""
    match = AWARD.match(part.item)
    return (match["fund"] or "") if match else ""


def family(part: Detail) -> str:
    """The fund without its round: "PropTech Innovation Fund"."""
    return _TURN.sub("", fund(part)).replace("Improvement Funding", "Improvement Fund")


def _round(study: Study, measure: Measure, cell: Cell, own: Detail) -> Iterator[Finding]:
    """Other councils that led an award of the same fund and day, and whether of the same sum."""
    fellows = [
        part
        for council in study.around
        if council.gss_code != cell.gss_code
        for part in study.reader.parts(GRANTS, council.gss_code)
        if part.unit in LED and part.date == own.date and fund(part) == fund(own)
    ]
    if not fellows or not fund(own) or own.date is None:
        return
    same = [part for part in fellows if part.value == own.value]
    councils = {part.gss_code for part in fellows}
    alike = {part.gss_code for part in same}
    figures = {
        "fellows": count(cell, len(councils), "count of councils among the rows", fellows),
        "alike": count(cell, len(alike), "count of councils among the rows", same),
    }
    yield finding_on(
        measure.indicator,
        "round",
        cell.period,
        verdict="same_sum" if alike == councils else ("some_same" if alike else "other_sums"),
        rule="awards of the same fund on the same day, led by other councils",
        figures=figures,
    )


def _purposes(measure: Measure, cell: Cell, led: list[Detail]) -> Iterator[Finding]:
    """The council's own awards by fund, the largest sum first; what it hosts is told apart."""
    own = [part for part in led if part.unit == LED[0]]
    hosts = len(own) < len(led)
    groups: dict[str, list[Detail]] = {}
    for part in own:
        groups.setdefault(family(part), []).append(part)
    if "" in groups or not (1 if hosts else 2) <= len(groups) <= MOST_PURPOSES:
        return
    order = sorted(groups, key=lambda name: (-_sum(groups[name]), name))
    figures: dict[str, Figure] = {}
    for place, name in enumerate(order):
        rows = groups[name]
        figures[f"purpose_{place}"] = worked_out(cell, _sum(rows), "pounds", "sum of rows", rows)
    found = finding_on(
        measure.indicator,
        "purposes",
        cell.period,
        verdict="host" if hosts else "own",
        rule="sums of the awards led, by fund",
        figures=figures,
    )
    names: dict[str, tuple[str, ...]] = {f"purpose_{i}": (name,) for i, name in enumerate(order)}
    case = "many" if len(order) == MOST_PURPOSES else ""
    yield replace(found, names=names, facts={"case": case})


def _sum(rows: list[Detail]) -> float:
    return sum(part.value or 0.0 for part in rows)


MOST_LEADERS = 2


def _partner(study: Study, measure: Measure) -> Iterator[Finding]:
    """Grants that others lead and that name this council: no amount of its own."""
    parts = study.reader.parts(GRANTS, study.council.gss_code)
    named = awards(parts, ("pounds, led by another",))
    if not named:
        return
    first, last = min(named, key=_day), max(named, key=_day)
    figures = {
        "awards": _counted(named, "count of awards that name the council", named),
        "first": of_part(first, "date"),
        "last": of_part(last, "date"),
    }
    led = measure.known is not None and bool(measure.known.value)
    found = finding_on(
        measure.indicator,
        "partner",
        named[0].period,
        verdict="also" if led else "only",
        rule="awards of others that name the council",
        figures=figures,
    )
    yield _by_leader(study, named, found)


def _by_leader(study: Study, named: list[Detail], found: Finding) -> Finding:
    """Who led how many: up to two councils by name, and how many had a company in the lead."""
    councils = study.reader.evidence.register.by_gss
    led: dict[str, list[Detail]] = {}
    for part in named:
        match = AWARD.match(part.item)
        who = match["who"] if match else ""
        led.setdefault(councils[who].name if who in councils else "", []).append(part)
    companies = led.pop("", [])
    if len(led) > MOST_LEADERS:
        return found
    order = sorted(led, key=lambda name: (-len(led[name]), name))
    if not companies and len(order) == 1:
        return replace(found, names={"leads": tuple(order)})
    counts = [(f"lead_{place}", led[name]) for place, name in enumerate(order)]
    if companies:
        counts.append(("by_companies", companies))
    figures = {name: _counted(named, "count of rows", rows) for name, rows in counts}
    case = "companies" if not order else ("mixed" if companies else "two")
    also = "yes" if found.verdict == "also" else ""
    return replace(
        found,
        figures=found.figures | figures,
        names={f"lead_{place}": (name,) for place, name in enumerate(order)},
        facts={"case": case, "also": also},
    )


def _day(part: Detail) -> str:
    return str(part.date or "")


def _counted(named: list[Detail], formula: str, rows: list[Detail]) -> Figure:
    refs = tuple(ref(row) for row in rows)
    first = named[0]
    return Figure(first.gss_code, first.indicator, first.period, len(rows), "count", formula, refs)
