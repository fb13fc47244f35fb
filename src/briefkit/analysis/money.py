"""Findings on money: what grants are for and whose, and what IT payments are made of.

Hosted money is shown and left out of comparison. Payments are described by the
council's own labels; a missing council is unknown, which is different from nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from briefkit.analysis.findings import Figure, Finding, count, finding_on, of_cell, worked_out
from briefkit.analysis.standing import Comparator
from briefkit.analysis.study import Measure, Study
from briefkit.evidence.gather import Cell, Detail

GRANTS, PAYMENTS = "planning_grants", "it_payments"
AWARD = re.compile(
    r"^award (?P<number>\d+)(?:, (?P<link>partner|led by): (?P<who>.*)|: (?P<fund>.*))$"
)
_MAINTENANCE = re.compile(r"maint", re.IGNORECASE)
OWN_LABEL_UNIT = "pounds"
LEAST_MAINTENANCE = 0.1
"""Labels that hold a smaller share of the payments say how they are labelled, and nothing more."""


def money_findings(study: Study) -> Iterator[Finding]:
    """Grants as lead and as host; payments coded to IT and their make-up."""
    grants = study.measures.get(GRANTS)
    if grants is not None:
        yield from _grants(study, grants)
        yield from _holding(study)
    payments = study.measures.get(PAYMENTS)
    if payments is not None and payments.known is not None:
        yield from _payments(study, payments, payments.known)


def awards(parts: tuple[Detail, ...], units: tuple[str, ...]) -> list[Detail]:
    """The awards among a grants figure's parts, by unit, oldest first."""
    return sorted(
        (p for p in parts if p.unit in units), key=lambda p: (p.date is None, p.date, p.item)
    )


def _grants(study: Study, measure: Measure) -> Iterator[Finding]:
    cell = measure.known
    if cell is None or not cell.value:
        return
    parts = study.reader.parts(GRANTS, cell.gss_code, cell.period)
    led = awards(parts, ("pounds", "pounds hosted"))
    hosted = awards(parts, ("pounds hosted",))
    figures = {
        "value": of_cell(cell, "pounds"),
        "awards": count(cell, len(led), "count of awards led", led),
    }
    # where the sum a head is told, that sentence says how old the last award is
    aged = study.scale.stale(measure.indicator, cell.period) and not _told_a_head(study)
    stale = "yes" if aged else ""
    told = _finding(measure, cell, "grants", "host" if hosted else "lead", 0.0, figures)
    yield replace(told, facts={"stale": stale})
    if hosted:
        yield _hosted(study, measure, cell, hosted, figures)
    yield from _shared(study, measure, cell, parts, led, figures)


def _told_a_head(study: Study) -> bool:
    head = study.measures["planning_grants_per_1000"]
    return head.applies and (head.standing is not None or any(_holding(study)))


def _holding(study: Study) -> Iterator[Finding]:
    """Where fewer than five peers have led a grant, leading one is a milestone and no level."""
    measure = study.measures["planning_grants_per_1000"]
    cell = measure.known
    if cell is None or not measure.applies or measure.comparator is not None:
        return
    others = [study.reader.latest(measure.indicator.id, code) for code in study.peers.codes]
    known = [c for c in others if c is not None and c.value is not None]
    holding = [c for c in known if c.value]
    if len(known) < study.bands.comparator["least_peers"]:
        return
    unlike = len(known) - len(holding) if cell.value else len(holding)
    surprise = study.scale.milestone_surprise(unlike / len(known))
    comparator = Comparator("peers", len(study.peers.members), tuple(known))
    score = study.scale.score(surprise, measure.indicator, cell.period, comparator=comparator)
    figures = {
        "having": count(cell, len(holding), "count of peers with a grant", known),
        "n": count(cell, len(known), "count of peers", known),
    }
    found = _finding(measure, cell, "holding", "some" if cell.value else "none", score, figures)
    rule = f"{len(holding)} of {len(known)} have led one"
    stale = study.scale.stale(measure.indicator, cell.period)
    facts = {"none": "" if holding else "yes", "stale": "yes" if stale else ""}
    yield replace(found, comparator=comparator, rule=rule, facts=facts)


def _hosted(
    study: Study, measure: Measure, cell: Cell, hosted: list[Detail], figures: dict[str, Figure]
) -> Finding:
    total = sum(p.value or 0.0 for p in hosted)
    more = {
        "part": worked_out(cell, total, "pounds", "sum of hosted awards", hosted),
        "part_awards": count(cell, len(hosted), "count of hosted awards", hosted),
    }
    score = _composition(study, measure, cell, total / (cell.value or total))
    return _finding(measure, cell, "hosted", "host", score, {**figures, **more})


def _shared(
    study: Study,
    measure: Measure,
    cell: Cell,
    parts: tuple[Detail, ...],
    led: list[Detail],
    figures: dict[str, Figure],
) -> Iterator[Finding]:
    """Awards led that name partners: how many, worth how much, with whom."""
    pairs = [(p, m) for p in parts if (m := AWARD.match(p.item)) and m["link"] == "partner"]
    named_in = [p for p, _ in pairs]
    links = [(m["number"], m["who"]) for _, m in pairs]
    numbers = {number for number, _ in links}
    shared = [p for p in led if (m := AWARD.match(p.item)) and m["number"] in numbers]
    if not shared or any(p.unit == "pounds hosted" for p in led):
        return
    partners = tuple(dict.fromkeys(who for _, who in links))
    total = sum(p.value or 0.0 for p in shared)
    more = {
        "part": worked_out(cell, total, "pounds", "sum of awards with partners", shared),
        "part_awards": count(cell, len(shared), "count of awards with partners", shared),
        "partners": count(cell, len(partners), "count of partners", named_in),
    }
    named = tuple(_called(study, who) for who in partners) if len(partners) <= 3 else ()
    finding = _finding(measure, cell, "shared", "lead", 0.0, {**figures, **more})
    case = "all" if len(shared) == len(led) else ""
    yield _with_names(replace(finding, facts={"case": case}), {"partners": named})


def _called(study: Study, who: str) -> str:
    councils = study.reader.evidence.register.by_gss
    return councils[who].name if who in councils else who


def _with_names(finding: Finding, names: dict[str, tuple[str, ...]]) -> Finding:
    return replace(finding, names={k: v for k, v in names.items() if v})


def _payments(study: Study, measure: Measure, cell: Cell) -> Iterator[Finding]:
    labels = own_labels(study, cell)
    figures = {"value": of_cell(cell, "pounds")}
    per_head = study.measures["it_payments_per_resident"]
    if per_head.known is not None and per_head.known.period == cell.period:
        figures["per_resident"] = of_cell(per_head.known, per_head.indicator.unit)
    share = study.measures["it_share_of_payments"]
    if share.known is not None and share.known.period == cell.period:
        figures["share"] = of_cell(share.known, share.indicator.unit)
    yield _finding(measure, cell, "payments", "known", 0.0, figures)
    yield from _rarity(study, measure, cell)
    yield from _make_up(study, measure, cell, labels, figures)


def _rarity(study: Study, measure: Measure, cell: Cell) -> Iterator[Finding]:
    """How few councils of the kind have payments that can be read, where they are few."""
    kind = [c for c in study.around if c.kind == study.council.kind]
    latest = [study.reader.latest(PAYMENTS, c.gss_code) for c in kind]
    readable = [c for c in latest if c is not None and c.value is not None]
    few = len(readable) <= study.bands.milestone["few_share"] * len(kind)
    if not few or len(kind) < study.bands.comparator["least_group"]:
        return
    figures = {"readable": count(cell, len(readable), "count of rows", readable)}
    yield finding_on(
        measure.indicator,
        "rarity",
        cell.period,
        verdict="few" if len(readable) > 1 else "alone",
        rule=f"{len(readable)} of {len(kind)} councils of its kind have a usable figure",
        figures=figures,
    )


def own_labels(study: Study, cell: Cell) -> list[Detail]:
    """The council's own payment labels that were counted, largest first, in pounds."""
    parts = study.reader.parts(PAYMENTS, cell.gss_code, cell.period)
    labels = [p for p in parts if p.unit == OWN_LABEL_UNIT and p.value is not None]
    return sorted(labels, key=lambda p: (-(p.value or 0.0), p.item))


def _make_up(
    study: Study, measure: Measure, cell: Cell, labels: list[Detail], figures: dict[str, Figure]
) -> Iterator[Finding]:
    """Maintenance where labels say so of enough, else the largest, as a share of the whole."""
    total = cell.value or 0.0
    kept = [p for p in labels if _MAINTENANCE.search(p.item)]
    if total <= 0 or len(labels) < 2:
        return
    told = sum(p.value or 0.0 for p in kept) >= LEAST_MAINTENANCE * total
    chosen, verdict = (kept, "maintenance") if kept and told else (labels[:1], "largest")
    part = sum(p.value or 0.0 for p in chosen)
    if not 0 < part < total:
        return
    more = {
        "part": worked_out(cell, part, "pounds", "sum of labels", chosen),
        "part_share": worked_out(
            cell, 100 * part / total, "percent", "part / whole", (cell, *chosen)
        ),
    }
    # a small share says how a council labels its payments, not what it does: told, never a lead
    score = _composition(study, measure, cell, part / total) if 2 * part > total else 0.0
    finding = _finding(measure, cell, "composition", verdict, score, {**figures, **more})
    yield _with_names(finding, {"labels": tuple(p.item for p in chosen)})


def _composition(study: Study, measure: Measure, cell: Cell, share: float) -> float:
    surprise = float(study.bands.score["composition_weight"]) * abs(2 * share - 1)
    return study.scale.score(
        surprise, measure.indicator, cell.period, comparator=None, direction=True
    )


def _finding(
    measure: Measure,
    cell: Cell,
    type: str,
    verdict: str,
    score: float,
    figures: dict[str, Figure],
) -> Finding:
    return finding_on(
        measure.indicator,
        type,
        cell.period,
        verdict=verdict,
        score=score,
        rule="sums of the published rows",
        figures=figures,
    )
