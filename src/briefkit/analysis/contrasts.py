"""Contrasts: two findings that belong in one sentence, mostly since they pull apart.

Inside one theme, about one website, or between a place and its council. A contrast scores
the sum of its two sides. These tell the strongest stories in real data: planning data ready
and no product live; products live early and data sets empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefkit.analysis.findings import Finding
from briefkit.analysis.ladder import empty_sets, panel_moves
from briefkit.analysis.milestones import READY, ready_councils
from briefkit.analysis.study import Study

PAIRS = (
    ("technology_per_resident.level", "staff_confident_front_line.level", "tools_ahead"),
    ("services_online.level", "objectives_outcome_share.level", "lifting_and_shifting"),
    ("planning_data_level.ladder", "planning_products_live.milestone", "ready_no_product"),
    ("planning_products_live.milestone", "planning_data_level.ladder", "product_no_data"),
    ("planning_data_level.ladder", "land_charges_migrated.milestone", "data_no_charges"),
    ("land_charges_migrated.milestone", "planning_data_level.ladder", "charges_no_data"),
    ("home_page_weight.level", "home_page_barriers.level", "page"),
    ("home_page_barriers.level", "home_page_weight.level", "page"),
    ("home_page_weight.level", "home_page_weight.trend", "light_growing"),
    ("home_page_weight.trend", "home_page_weight.level", "heavy_shrinking"),
    ("localgov_drupal.milestone", "home_page_weight.level", "platform"),
    ("localgov_drupal.milestone", "home_page_barriers.level", "platform"),
    ("gigabit.level", "home_page_barriers.level", "place_ahead"),
    ("gigabit.level", "home_page_weight.level", "place_ahead"),
    ("coverage_5g.level", "home_page_barriers.level", "place_ahead"),
    ("coverage_5g.level", "home_page_weight.level", "place_ahead"),
    ("apprenticeship_starts.level", "home_page_barriers.level", "learners_ahead"),
    ("apprenticeship_starts.level", "home_page_weight.level", "learners_ahead"),
    ("fe_participation.level", "home_page_barriers.level", "learners_ahead"),
    ("fe_participation.level", "home_page_weight.level", "learners_ahead"),
    ("home_page_barriers.level", "gigabit.level", "council_ahead"),
    ("home_page_weight.level", "gigabit.level", "council_ahead"),
    ("home_page_barriers.level", "coverage_5g.level", "council_ahead"),
    ("home_page_barriers.level", "digital_exclusion_risk.level", "open_at_risk"),
)
"""Good side, bad side, and the kind of contrast; each names the ids of two findings."""

DOUBLED = (
    ("home_page_barriers.level", "digital_exclusion_risk.level", "barriers_at_risk"),
    ("home_page_weight.level", "coverage_5g.level", "heavy_thin"),
    ("home_page_weight.level", "below_30_mbps.level", "heavy_slow"),
)
"""Two concerns that meet in one resident: the council's, the place's, and the kind."""


def contrast_findings(study: Study, findings: list[Finding]) -> Iterator[Finding]:
    """Every contrast of PAIRS, and every doubled concern, that this council's findings make."""
    by_id = {f.id: f for f in findings}
    for good_id, bad_id, kind in PAIRS:
        good, bad = by_id.get(good_id), by_id.get(bad_id)
        if good is not None and bad is not None and _apart(good, bad, kind):
            found = _contrast(study, good, bad, kind)
            also = " ".join(_also(study, by_id, kind))
            yield replace(found, facts={**found.facts, "also": also}) if also else found
    for one_id, other_id, kind in DOUBLED:
        one, other = by_id.get(one_id), by_id.get(other_id)
        if one is not None and other is not None and one.tone == other.tone == "concern":
            yield _contrast(study, one, other, kind)


ALSO = {"tools_ahead": ("people_share_of_change.level", "perception_gap.gap")}
"""What belongs in the same breath as a contrast, where it points the same way."""


def _also(study: Study, by_id: dict[str, Finding], kind: str) -> Iterator[str]:
    for id in ALSO.get(kind, ()):
        found = by_id.get(id)
        if found is None:
            continue
        lower = found.figures.get("lower")
        wide = lower is not None and float(lower.value) >= study.bands.patterns["wide_gap"]
        if found.tone == "concern" or (found.type == "gap" and wide):
            yield id


def held_against(findings: list[Finding], contrasts: list[Finding]) -> list[Finding]:
    """The findings, with the worse side of each contrast a concern, though its peers are no better.

    A headline that names it must find it among the concerns, with its comparator. Its score is
    its part of the contrast's.
    """
    by_id = {f.id: f for f in findings}
    for contrast in contrasts:
        good, bad = by_id[contrast.facts["good"]], by_id[contrast.facts["bad"]]
        if not bad.tone:
            part = round(contrast.score - good.score, 6)
            case = "shown_up" if bad.type == "ladder" else bad.facts.get("case", "")
            by_id[bad.id] = replace(
                bad, tone="concern", score=part, facts={**bad.facts, "case": case}
            )
    return list(by_id.values())


def _apart(good: Finding, bad: Finding, kind: str) -> bool:
    if kind == "ready_no_product":
        return good.tone == "strength" and bad.verdict == "no" and bad.facts["ready"] == "ready"
    if kind == "product_no_data":
        empty = bad.figures["empty"].value
        behind = float(empty) > 0 and bad.tone != "strength"
        return good.verdict == "yes" and good.tone == "strength" and behind
    if kind == "tools_ahead":
        return "higher" in good.verdict and bad.tone == "concern"
    return good.tone == "strength" and bad.tone == "concern"


def _contrast(study: Study, good: Finding, bad: Finding, kind: str) -> Finding:
    # told under the council's side; of two, under the page that residents see
    lead = bad if kind == "platform" or good.about != "council" else good
    return Finding(
        id=f"{good.indicator.id}.{bad.indicator.id}.{_word(good, bad)}contrast",
        type="contrast",
        theme=lead.theme,
        about="council",
        indicator=lead.indicator,
        period=lead.period,
        verdict=kind,
        tone="",
        score=round(good.score + _bad_score(study, bad, kind), 6),
        rule=f"contrast: {good.rule}; {bad.rule}",
        figures={
            **{f"good_{name}": figure for name, figure in good.figures.items()},
            **{f"bad_{name}": figure for name, figure in bad.figures.items()},
        },
        comparator=lead.comparator,
        names={f"good_{k}": v for k, v in good.names.items()}
        | {f"bad_{k}": v for k, v in bad.names.items()},
        facts={"good": good.id, "bad": bad.id, **_readiness(bad, kind)},
    )


def _word(good: Finding, bad: Finding) -> str:
    """Two contrasts may be made of the same two indicators; one of two concerns says so."""
    return "doubled." if good.tone == bad.tone == "concern" else ""


def _bad_score(study: Study, bad: Finding, kind: str) -> float:
    """The bad side's score.

    Beside a ready group or a moving panel, a milestone counts though the peers are divided:
    4 x the share of that group that is not in the council's state.
    """
    if kind == "ready_no_product":
        return _group_score(study, bad, _ready_and_live(study))
    if kind == "product_no_data":
        return _group_score(study, bad, _unlike_in_data(study, bad))
    return bad.score


def _group_score(study: Study, bad: Finding, unlike: list[bool]) -> float:
    share = sum(unlike) / len(unlike) if unlike else 0.0
    weights = study.bands.score
    weight = float(weights["milestone_weight"]) * float(weights["wider_group"])
    return round(weight * share * study.scale.recency(bad.indicator, bad.period), 6)


def _unlike_in_data(study: Study, ladder: Finding) -> list[bool]:
    """For a council whose data sets stood still: who moved. Else: who has fewer empty sets."""
    panel = panel_moves(study)
    if panel.pop(study.council.gss_code, True) is False:
        return list(panel.values())
    empty = float(ladder.figures["empty"].value)
    cells = ladder.comparator.cells if ladder.comparator else ()
    return [empty_sets(study, cell) < empty for cell in cells]


def _ready_and_live(study: Study) -> list[bool]:
    """For each council marked ready in this one's latest reading, whether a product is live."""
    known = study.measures[READY].known
    pairs = ready_councils(study, known.period) if known is not None else []
    return [bool(live.value) for _, live in pairs]


def _readiness(bad: Finding, kind: str) -> dict[str, str]:
    return {"ready": bad.facts.get("ready", "")} if kind == "ready_no_product" else {}
