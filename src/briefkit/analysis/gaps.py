"""What is not known, and why: each measure without a usable value gives its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefkit.analysis.findings import Finding, count, finding_on, of_cell, worked_out
from briefkit.analysis.parts import alone, parts_of
from briefkit.analysis.standing import readable, rests_on_few
from briefkit.analysis.study import Measure, Study
from briefkit.evidence import periods
from briefkit.evidence.catalogue import Indicator
from briefkit.evidence.gather import Cell, Detail

ALFA = "alfa_failed"
TOLD_ALONE = ("rate", "amount", "count", "share", "survey")


@dataclass(frozen=True)
class Gap:
    """One measure that this council lacks.

    `reason` is one of checks.REASONS, or `no limits`, or `unreliable`.
    """

    indicator: Indicator
    reason: str
    particulars: str
    period: str


def gap(measure: Measure) -> Gap | None:
    """Why a measure has no value that can be used; None where it has one."""
    indicator = measure.indicator
    if not measure.applies:
        return Gap(indicator, "not applicable", "", "")
    if measure.cell is None:
        return Gap(indicator, indicator.absent, "", "")
    if measure.cell.value is None:
        return Gap(indicator, measure.cell.reason, measure.cell.particulars, measure.cell.period)
    if measure.known is None and rests_on_few(indicator, measure.cell):
        return Gap(indicator, "suppressed", "", measure.cell.period)
    if measure.known is None:
        doubtful = measure.cell.status == "u" or not indicator.limits
        reason = "unreliable" if doubtful else "no limits"
        return Gap(indicator, reason, "", measure.cell.period)
    return None


def gap_findings(study: Study) -> Iterator[Finding]:
    """Refusals, and values that could not be compared; blank gaps are listed, not told."""
    for measure in study.measures.values():
        if measure.indicator.role == "context" or not measure.applies:
            continue
        lack = gap(measure)
        if lack and measure.cell is not None and lack.reason == "could not be read":
            yield _refused(study, measure, measure.cell, lack)
        elif lack and measure.cell is not None and _too_few(measure, measure.cell):
            yield _small(measure, measure.cell)
        elif measure.indicator.true_zero:
            continue  # told as a milestone
        elif measure.known and not measure.standing and measure.indicator.form in TOLD_ALONE:
            more = parts_of(measure.indicator, measure.known, study.reader)
            yield alone(measure, measure.known, "alone", more)


def _refused(study: Study, measure: Measure, cell: Cell, lack: Gap) -> Finding:
    readable = _peers_read(study, measure)
    _, since, day = lack.particulars.rpartition("since ")
    return finding_on(
        measure.indicator,
        "refused",
        cell.period,
        verdict="since" if since else "once",
        rule="missing: could not be read",
        figures={
            "day": worked_out(cell, cell.period, "period", "", (cell,)),
            "read": count(cell, len(readable), "count of peers read", readable),
            "peers": count(cell, len(study.peers.members), "size of the peer group", ()),
        },
        facts={"since": day} if since else {},
    )


def _peers_read(study: Study, measure: Measure) -> list[Cell]:
    cells = (study.reader.latest(measure.indicator.id, code) for code in study.peers.codes)
    return [c for c in cells if c is not None and c.value is not None]


def _too_few(measure: Measure, cell: Cell) -> bool:
    """Whether a survey's figure is withheld, and how many answered is known."""
    return measure.indicator.form == "survey" and cell.status == "c" and bool(cell.base)


def _small(measure: Measure, cell: Cell) -> Finding:
    return finding_on(
        measure.indicator,
        "small",
        cell.period,
        verdict="missing",
        rule=f"missing: base under {measure.indicator.small_base}",
        figures={"base": of_cell(cell, "count", "base")},
    )


ENGLAND = "England"


def elsewhere_findings(study: Study) -> Iterator[Finding]:
    """Money that is not known here, or not this council's job, and is seen among its peers.

    England only: nothing open covers the other nations, and their peers show nothing of theirs.
    """
    if study.council.nation != ENGLAND:
        return
    for name in ("planning_grants", "it_payments_per_resident"):
        measure = study.measures.get(name)
        if measure is None or (measure.applies and measure.known is not None):
            continue
        latest = [study.reader.latest(name, code) for code in study.peers.codes]
        seen = [c for c in latest if c is not None and readable(measure.indicator, c) and c.value]
        if seen:
            yield _elsewhere(study, measure, seen)


def _elsewhere(study: Study, measure: Measure, seen: list[Cell]) -> Finding:
    """The newest figure that a peer shows, the nearest peer's first, and how many show one."""
    nearest = max(seen, key=lambda c: periods.last_day(c.period))
    figures = {
        "peer": of_cell(nearest, measure.indicator.unit),
        "showing": count(nearest, len(seen), "count of rows", seen),
    }
    if nearest.base is not None:
        figures["peer_base"] = of_cell(nearest, "count", "base")
    found = finding_on(
        measure.indicator,
        "elsewhere",
        nearest.period,
        verdict="one" if len(seen) == 1 else "several",
        rule="the newest figure of a peer, the nearest peer first",
        figures=figures,
    )
    return replace(found, names={"peer": (study.name(nearest.gss_code),)})


def fault_findings(study: Study) -> Iterator[Finding]:
    """The home page's named faults, and a second engine's count: one check is not the truth."""
    measure = study.measures.get("home_page_barriers")
    if measure is None or measure.known is None:
        return
    cell = measure.known
    parts = study.reader.parts(cell.indicator, cell.gss_code, cell.period)
    rules = [p for p in parts if p.item != ALFA]
    if cell.value and rules:
        yield _faults(measure, cell, rules)
    alfa = [p for p in parts if p.item == ALFA and p.value]
    if not cell.value and alfa:
        yield _second_engine(measure, cell, alfa[0])


def _faults(measure: Measure, cell: Cell, rules: list[Detail]) -> Finding:
    return finding_on(
        measure.indicator,
        "faults",
        cell.period,
        verdict="one" if len(rules) == 1 else "named",
        rule="names of the failed rules, as published",
        figures={"faults": count(cell, len(rules), "count of failed rules", rules)},
        names={"rules": tuple(sorted(p.item for p in rules))},
    )


def _second_engine(measure: Measure, cell: Cell, alfa: Detail) -> Finding:
    figure = worked_out(cell, alfa.value or 0.0, "count", "", (alfa,))
    return finding_on(
        measure.indicator,
        "second_engine",
        cell.period,
        verdict="differs",
        rule="another engine's count of failed checks on the same page",
        figures={"alfa": replace(figure, unit="count")},
    )
