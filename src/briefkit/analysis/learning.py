"""Who to learn from: named peers that do better on measures of councils, with their figure.

Measures of residents or places teach nothing: telling a council to learn its
neighbour's coverage would be a category mistake.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefkit.analysis.findings import Figure, Finding, finding_on, of_cell, worked_out
from briefkit.analysis.ladder import TOP, sets_of
from briefkit.analysis.parts import parts_of
from briefkit.analysis.patterns import PatternRule
from briefkit.analysis.standing import readable, trend
from briefkit.analysis.study import Measure, Study
from briefkit.evidence.catalogue import Indicator
from briefkit.evidence.councils import Council
from briefkit.evidence.gather import Cell

MOST_TEACHERS = 3


@dataclass(frozen=True)
class Lesson:
    """One peer and the finding that it does better than this council on one measure."""

    council: Council
    finding: Finding


def lessons(
    study: Study, pattern: PatternRule, findings: tuple[Finding, ...]
) -> tuple[Lesson, ...]:
    """Up to three lessons, each from another peer and on another measure.

    What this council does less well comes first, the strongest finding first; then what the
    pattern asks to learn; then milestones. A pattern of the council's own evidence asks first.
    """
    found: list[Lesson] = []
    weak = [f.indicator.id for f in findings if f.tone == "concern"]
    wanted = [*weak, *pattern.learn, *_milestones(study)]
    if any(study.catalogue.indicator[i].own for i in pattern.learn if i in study.measures):
        wanted = [*pattern.learn, *wanted]
    for indicator_id in dict.fromkeys(wanted):
        measure = study.measures.get(indicator_id)
        if measure is None or not _teaches(study, measure):
            continue
        taken = {lesson.council.gss_code for lesson in found}
        best = _best(study, measure, taken)
        if best is not None:
            found.append(_lesson(study, measure, best))
        if len(found) == MOST_TEACHERS:
            break
    return tuple(found)


def _teaches(study: Study, measure: Measure) -> bool:
    """Whether a measure is about councils, this one among them, and not past its stale limit."""
    known = measure.known
    if measure.indicator.own and known is None:
        return False  # nobody is sent to learn what they have not looked at
    stale = known is not None and study.scale.stale(measure.indicator, known.period)
    return measure.applies and measure.indicator.about == "council" and not stale


def _milestones(study: Study) -> list[str]:
    order = ("planning_products_live", "land_charges_migrated", "localgov_drupal")
    return [i for i in order if i in study.measures]


def _best(study: Study, measure: Measure, taken: set[str]) -> Cell | None:
    """The best peer's cell, if it is ahead of the council's own by more than a similar amount."""
    indicator = measure.indicator
    strong = measure.standing is not None and measure.standing.good is True
    if indicator.better == "neither" or strong:
        return None  # nobody is sent to learn what they do well
    lower = indicator.better == "lower"
    own = measure.known.value if measure.known else None
    cells = (_cell(study, measure, code) for code in study.peers.codes if code not in taken)
    better = [
        c
        for c in cells
        if c is not None and readable(indicator, c) and _ahead(c.value, own, indicator, lower)
    ]
    if not better:
        return None
    way, codes = (1 if lower else -1), study.peers.codes
    return min(better, key=lambda c: (way * (c.value or 0.0), codes.index(c.gss_code)))


def _cell(study: Study, measure: Measure, code: str) -> Cell | None:
    """A peer's cell of the council's own period, where figures are compared at one period."""
    if measure.indicator.match == "same" and measure.known is not None:
        return study.reader.at(measure.indicator.id, code, measure.known.period)
    return study.reader.latest(measure.indicator.id, code)


def _ahead(value: float | None, own: float | None, indicator: Indicator, lower: bool) -> bool:
    if value is None:
        return False
    if indicator.form == "milestone":
        return bool(value) and not own
    if own is None:
        return False
    gain = own - value if lower else value - own
    return gain >= max(indicator.similar_within, 1e-9)


def _lesson(study: Study, measure: Measure, cell: Cell) -> Lesson:
    indicator = measure.indicator
    parts = study.reader.parts(indicator.id, cell.gss_code, cell.period)
    figures = {"value": of_cell(cell, indicator.unit)}
    if measure.known is not None and indicator.form != "milestone":
        figures["own"] = of_cell(measure.known, indicator.unit)
    if indicator.form == "ladder":
        figures |= _ladder(study, cell, measure.known)
    dated = [p for p in parts if p.date is not None]
    figures |= parts_of(indicator, cell, study.reader) | _companions(study, cell)
    if indicator.form == "milestone" and dated:
        first = min(dated, key=lambda p: (str(p.date), p.item))
        figures["since"] = worked_out(cell, str(first.date), "date", "", (first,))
    finding = finding_on(
        indicator,
        "lesson",
        cell.period,
        verdict="better",
        rule="the best of the peers on this measure",
        figures=figures,
        names={"items": tuple(p.item for p in parts)},
        facts=_improved(study, indicator, cell, figures),
    )
    return Lesson(study.reader.evidence.register.by_gss[cell.gss_code], finding)


COMPANIONS = {
    "staff_confident_front_line": ("technology_per_resident", "people_share_of_change"),
    "people_share_of_change": ("staff_confident_front_line",),
    "technology_joins_early": ("cio_on_top_team",),
}
"""What else of the same peer is worth its sentence: a lesson and what it went with."""


def _companions(study: Study, cell: Cell) -> dict[str, Figure]:
    found = {}
    for name in COMPANIONS.get(cell.indicator, ()):
        other = study.reader.latest(name, cell.gss_code)
        indicator = study.catalogue.indicator.get(name)
        if other is not None and indicator is not None and other.value is not None:
            found[f"with_{name}"] = of_cell(other, indicator.unit)
    return found


def _improved(
    study: Study, indicator: Indicator, cell: Cell, figures: dict[str, Figure]
) -> dict[str, str]:
    """The peer's own way there, where it is a clear trend: how a peer changed teaches most.

    Adds the first value of the run to `figures`. Else `half` where the peer has half or less.
    """
    run = trend(study.reader.series(indicator.id, cell.gss_code), study.bands)
    better = {"higher": "rose", "lower": "fell"}.get(indicator.better)
    if run is not None and run.way == better and run.cells[-1] == cell:
        figures["first"] = of_cell(run.cells[0], indicator.unit)
        return {"case": "improved", "first_period": run.cells[0].period}
    own = figures.get("own")
    half = own is not None and 2 * (cell.value or 0.0) <= float(own.value)
    return {"case": "half"} if half else {}


def _ladder(study: Study, cell: Cell, own: Cell | None) -> dict[str, Figure]:
    figures = {}
    for name, reading in (("top", cell), ("own_top", own)):
        if reading is not None:
            sets = sets_of(study, reading)
            top = [s for s in sets if s.value == TOP]
            figures[name] = worked_out(reading, len(top), "count", "count at level 4", sets)
            if name == "top":
                figures["of"] = worked_out(reading, len(sets), "count", "count of data sets", sets)
    return figures
