"""What is told, and in which order: the lead, what stands out, the themes and their paragraphs.

The same data always give the same briefing: everything follows the printed score and
fixed limits. What varies between councils is their data.
"""

from __future__ import annotations

from briefkit.analysis.findings import Finding
from briefkit.analysis.reading import Reading
from briefkit.evidence.catalogue import Theme
from briefkit.narrative.statements import Statement

MOST_STANDOUT = 3
MOST_OF_A_THEME = 2
MOST_OF_PLACE = 3
MOST_TENSIONS = 2
LEAST_CHANGE = 0.2
LEAD_TYPES = (
    "level",
    "ladder",
    "trend",
    "milestone",
    "holding",
    "hosted",
    "composition",
    "contrast",
)
TYPE_ORDER = (
    "grants",
    "payments",
    "spending",
    "level",
    "gap",
    "view",
    "counted",
    "margin",
    "shared_value",
    "surveys",
    "ladder",
    "alone",
    "refused",
    "milestone",
    "milestone_alone",
    "ready_group",
    "holding",
    "hosted",
    "purposes",
    "round",
    "shared",
    "partner",
    "composition",
    "rarity",
    "elsewhere",
    "faults",
    "second_engine",
    "movement",
    "dropped",
    "trend",
    "change",
    "small",
    "people",
    "real",
    "begun",
    "benchmark",
    "gap_moved",
    "place_moved",
)

OF_OTHERS = ("refused", "elsewhere")
"""Findings that say nothing of the council's own figures: alone they are no evidence on a theme."""

LEANING = ("counted", "margin", "shared_value", "surveys", "purposes", "round", "dropped")
"""Findings whose sentence leans on the one before it: they never open a paragraph."""

Statements = dict[str, Statement]


def lead(reading: Reading, statements: Statements) -> Finding | None:
    """The finding that opens the briefing: the strongest about the council that has an opening.

    With fewer than two strands known it must score at least `[headline] lead_from`.
    """
    least = 0.0
    known = sum(s.position != "unknown" for s in reading.strands)
    if known < 2:
        least = reading.study.bands.headline["lead_from"]
    for finding in reading.findings:
        opening = finding.type == "contrast" or "lead" in statements[finding.id].forms
        fit = finding.about == "council" and finding.type in LEAD_TYPES and opening
        # what money is made of is about the council alone and needs no second strand
        enough = 0.0 if finding.type == "composition" else least
        if fit and finding.score > 0 and finding.score >= enough:
            return finding
    return None


def standouts(reading: Reading, tone: str) -> list[Finding]:
    """Up to three strengths or concerns, strongest first, at most two from one theme.

    A change between two years stands only where nothing firmer does. A reading refused may take
    a place among the concerns that is left free.
    """
    toned = [f for f in reading.findings if f.tone == tone and f.score > 0]
    firm = [f for f in toned if f.type != "change"]
    chosen = _apart(firm) or _apart(toned)
    if tone == "concern" and len(chosen) < MOST_STANDOUT:
        chosen += [f for f in reading.findings if f.type == "refused"][:1]
    return chosen


def _apart(findings: list[Finding]) -> list[Finding]:
    """The strongest few, no measure twice and no theme more than twice."""
    chosen: list[Finding] = []
    for finding in findings:
        of_theme = sum(f.theme == finding.theme for f in chosen)
        repeated = any(f.indicator.id == finding.indicator.id for f in chosen)
        if of_theme < MOST_OF_A_THEME and len(chosen) < MOST_STANDOUT and not repeated:
            chosen.append(finding)
    return chosen


def tensions(reading: Reading, opening: Finding | None) -> list[Finding]:
    """Up to two contrasts told where the strands are set side by side, the lead's own aside.

    Each about other measures than those before it, and of another kind.
    """
    said: set[str] = set()
    chosen: list[Finding] = []
    if opening is not None and opening.type == "contrast":
        said = {opening.facts["good"], opening.facts["bad"], opening.verdict}
    for finding in reading.findings:
        if finding.type != "contrast" or finding is opening or len(chosen) == MOST_TENSIONS:
            continue
        sides = {finding.facts["good"], finding.facts["bad"], finding.verdict}
        if not sides & said:
            chosen.append(finding)
            said |= sides
    return chosen


def told_themes(reading: Reading, opening: Finding | None) -> list[Theme]:
    """Themes with something to tell: the lead's first, then by their strongest finding."""
    catalogue = reading.study.catalogue
    strongest = {t.id: _strongest(reading, t) for t in catalogue.themes}
    told = [t for t in catalogue.themes if paragraphs(reading, t)]
    first = opening.theme if opening else ""
    return sorted(told, key=lambda t: (t.id != first, -strongest[t.id], t.number))


def _strongest(reading: Reading, theme: Theme) -> float:
    return max((f.score for f in reading.findings if f.theme == theme.id), default=0.0)


def paragraphs(reading: Reading, theme: Theme) -> list[list[Finding]]:
    """A theme's findings in paragraphs, the strongest first, the place after the council.

    A theme none of whose measures of a council or its residents is known has none.
    """
    groups = [_group(reading, indicators) for indicators in theme.paragraphs]
    groups = [group for group in groups if group]
    if not any(f.about != "place" and f.type not in OF_OTHERS for g in groups for f in g):
        return [] if not any(f.type == "refused" for g in groups for f in g) else groups
    about = {"council": 0, "residents": 1, "place": 1}
    return sorted(groups, key=lambda g: (about[g[0].about], -max(f.score for f in g)))


def _group(reading: Reading, indicators: tuple[str, ...]) -> list[Finding]:
    found = [
        f
        for f in reading.findings
        if f.indicator.id in indicators and f.type in TYPE_ORDER and _worth(f)
    ]
    context = [f for f in found if f.indicator.role == "context" and f.type == "level"]
    # what stands around a figure goes with it
    dropped = {f.indicator.id for f in context[MOST_OF_PLACE:]}
    kept = [f for f in found if f.indicator.id not in dropped]
    return sorted(kept, key=lambda f: _place(f, indicators))


def _place(finding: Finding, indicators: tuple[str, ...]) -> tuple[int, int]:
    first = finding.type in ("grants", "payments", "spending")
    return (-1 if first else indicators.index(finding.indicator.id), TYPE_ORDER.index(finding.type))


def _worth(finding: Finding) -> bool:
    if finding.type == "change":
        return finding.about == "council" and finding.score >= LEAST_CHANGE
    return True
