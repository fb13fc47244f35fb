"""Findings on milestones: yes or no, with a date, beside how many of the comparators have it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefkit.analysis.findings import Figure, Finding, count, finding_on, worked_out
from briefkit.analysis.standing import Comparator
from briefkit.analysis.study import Measure, Study
from briefkit.evidence.gather import Cell, Detail

READY, LIVE = "planning_data_ready", "planning_products_live"


def milestone_findings(study: Study) -> Iterator[Finding]:
    """One for each milestone that can be seen beside its comparator."""
    for measure in study.measures.values():
        indicator = measure.indicator
        if indicator.form != "milestone" or indicator.role == "context" or not measure.applies:
            continue
        if measure.known is not None:
            yield _milestone(study, measure, measure.known, measure.comparator)
    yield from _ready_group(study)


def _ready_group(study: Study) -> Iterator[Finding]:
    """Of the councils marked ready for shared products, how many have one: for one of them."""
    ready, live = (study.measures.get(i) for i in (READY, LIVE))
    if ready is None or ready.known is None or not ready.known.value or not ready.applies:
        return
    if live is None or live.known is None:
        return
    pairs = ready_councils(study, ready.known.period)
    if len(pairs) < study.bands.comparator["least_peers"]:
        return
    marked = [state for state, _ in pairs]
    products = [product for _, product in pairs]
    having = [c for c in products if c.value]
    figures = {
        "marked": worked_out(ready.known, ready.known.period, "period", "", (ready.known,)),
        "ready": count(live.known, len(marked), "count of rows", marked),
        "ready_live": count(live.known, len(having), "count of rows with value 1", products),
    }
    yield finding_on(
        live.indicator,
        "ready_group",
        live.known.period,
        verdict="yes" if live.known.value else "no",
        rule="councils marked ready in the same reading",
        figures=figures,
    )


def ready_councils(study: Study, period: str) -> list[tuple[Cell, Cell]]:
    """Councils marked ready in a reading: that cell, and the latest on products live."""
    reader = study.reader
    pairs = (
        (reader.at(READY, council.gss_code, period), reader.latest(LIVE, council.gss_code))
        for council in study.around
    )
    return [
        (ready, live)
        for ready, live in pairs
        if ready is not None and ready.value and live is not None and live.value is not None
    ]


def milestone_sign(study: Study, measure: Measure) -> int | None:
    """+1 has what few peers have, -1 lacks what most have; None where it tells nothing."""
    if measure.known is None or measure.comparator is None:
        return None
    share = _share(measure.comparator)
    few, many = (study.bands.milestone[k] for k in ("few_share", "many_share"))
    if few < share < many:
        return None
    has = bool(measure.known.value)
    if has and share <= few:
        return 1
    # being like nearly all peers says nothing about a council, so it is not counted either way
    return -1 if not has and share >= many else None


def _share(comparator: Comparator) -> float:
    return sum(comparator.values) / len(comparator.values)


def _milestone(
    study: Study, measure: Measure, cell: Cell, comparator: Comparator | None
) -> Finding:
    indicator = measure.indicator
    has = bool(cell.value)
    cells = comparator.cells if comparator else ()
    with_it = [c for c in cells if c.value]
    surprise = 0.0
    if comparator:
        unlike = len(cells) - len(with_it) if has else len(with_it)
        surprise = study.scale.milestone_surprise(unlike / len(cells))
    parts = study.reader.parts(indicator.id, cell.gss_code, cell.period)
    found = finding_on(
        indicator,
        "milestone",
        cell.period,
        verdict="yes" if has else "no",
        tone=_milestone_tone(study, measure),
        score=study.scale.score(surprise, indicator, cell.period, comparator=comparator),
        rule=f"{len(with_it)} of {len(cells)} have it" if comparator else "nobody to compare",
        figures=_milestone_figures(cell, cells, with_it, parts),
        comparator=comparator,
        names=_milestone_names(study, comparator, with_it, parts),
        facts={
            "none": "" if with_it else "yes",
            "case": _case(study, has, len(with_it), comparator) if comparator else "",
            "ready": _readiness(study) if indicator.id == LIVE else "",
        },
    )
    # one id either way, so that two editions can be compared
    return found if comparator else replace(found, type="milestone_alone")


NAMED = 2
"""So many comparators with a milestone are named one by one."""


def _case(study: Study, has: bool, having: int, comparator: Comparator) -> str:
    """yes_none, no_few and so on: whether it is there, and how common it is among the others.

    none: nobody has it; few: so few that they are named; most: by the milestone rule; else some.
    """
    common = "some"
    if not having:
        common = "none"
    elif having <= NAMED and comparator.group == "peers":
        common = "few"
    elif having >= study.bands.milestone["many_share"] * len(comparator.cells):
        common = "most"
    return f"{'yes' if has else 'no'}_{common}"


def _milestone_tone(study: Study, measure: Measure) -> str:
    return {1: "strength", -1: "concern"}.get(milestone_sign(study, measure) or 0, "")


def _milestone_figures(
    cell: Cell, others: tuple[Cell, ...], with_it: list[Cell], parts: tuple[Detail, ...]
) -> dict[str, Figure]:
    figures = {
        "having": count(cell, len(with_it), "count of comparators with it", others),
        "n": count(cell, len(others), "count of comparators", others),
    }
    dated = [p for p in parts if p.date is not None]
    if cell.value and dated:
        first = min(dated, key=lambda p: (p.date, p.item))
        figures["since"] = worked_out(cell, str(first.date), "date", "", (first,))
    planned = [p for p in dated if p.item == "planned"]
    if planned:
        figures["planned"] = worked_out(cell, str(planned[0].date), "date", "", planned)
    return figures


def _milestone_names(
    study: Study, comparator: Comparator | None, with_it: list[Cell], parts: tuple[Detail, ...]
) -> dict[str, tuple[str, ...]]:
    names = {"items": tuple(p.item for p in parts if not p.item.startswith("moved"))}
    if comparator and 0 < len(with_it) <= NAMED and comparator.group == "peers":
        names["having"] = tuple(study.name(c.gss_code) for c in with_it)
    return {key: value for key, value in names.items() if value}


def _readiness(study: Study) -> str:
    known = study.measures[READY].known
    return "unknown" if known is None else ("ready" if known.value else "not ready")
