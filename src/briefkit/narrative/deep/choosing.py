"""What a deep dive tells and in which order: its lead, what stands out, its parts' paragraphs."""

from __future__ import annotations

from briefkit.analysis.findings import Finding
from briefkit.analysis.reading import Reading
from briefkit.narrative import selection
from briefkit.narrative.deep.plan import Part, Plan
from briefkit.narrative.statements import Statement

MOST_STANDOUT = 3
AFTER_LEVEL = ("overlap", "middle", "reach", "commonest")
OVER_TIME = ("pace", "mover")
ORDER = (
    *selection.TYPE_ORDER[: selection.TYPE_ORDER.index("ladder") + 1],
    *AFTER_LEVEL,
    "awards",
    *selection.TYPE_ORDER[selection.TYPE_ORDER.index("ladder") + 1 :],
    *OVER_TIME,
    "scale",
)
"""Types of findings within a measure: what stands around a level follows it, then the years."""
LEANING = (*selection.LEANING, *AFTER_LEVEL, "mover")
"""Findings whose sentence leans on the one before it: they never open a paragraph."""
LED_BY_PACE = ("trend", "change", "gap_moved", "place_moved")
"""Told of a measure only where its pace beside its peers is not: pace says what they say."""


def lead(reading: Reading, statements: dict[str, Statement]) -> Finding | None:
    """The strongest finding on the strand that has an opening, as in the first briefing."""
    return selection.lead(reading, statements)


def standouts(reading: Reading, tone: str) -> list[Finding]:
    """Up to three strengths or concerns of the strand, strongest first, no measure twice."""
    toned = [f for f in reading.findings if f.tone == tone and f.score > 0]
    firm = [f for f in toned if f.type != "change"] or toned
    once = {f.indicator.id: f for f in reversed(firm)}
    chosen = [f for f in firm if once[f.indicator.id] is f][:MOST_STANDOUT]
    if tone == "concern" and len(chosen) < MOST_STANDOUT:
        chosen += [f for f in reading.findings if f.type == "refused"][:1]
    return chosen


def parts_told(reading: Reading, plan: Plan) -> list[Part]:
    """The parts with something to tell: the one with the strongest finding first."""
    told = [part for part in plan.parts if paragraphs(reading, part)]
    strongest = {part.id: of_part(reading, part)[0].score for part in told}
    return sorted(told, key=lambda part: -strongest[part.id])


def of_part(reading: Reading, part: Part) -> list[Finding]:
    """Every finding on a part's measures, the strongest first, contrasts among them."""
    found = [f for f in reading.findings if f.indicator.id in part.indicators]
    return sorted(found, key=lambda f: -f.score)


def paragraphs(reading: Reading, part: Part) -> list[list[Finding]]:
    """A part's findings in the paragraphs of its plan; those with nothing to tell are left out."""
    groups = [_group(reading, names) for names in part.paragraphs]
    return [group for group in groups if group]


def _group(reading: Reading, names: tuple[str, ...]) -> list[Finding]:
    found = [f for f in reading.findings if f.indicator.id in names and f.type in ORDER]
    paced = {f.indicator.id for f in found if f.type == "pace"}
    kept = [f for f in found if not (f.indicator.id in paced and f.type in LED_BY_PACE)]
    if all(f.type in LEANING for f in kept):
        return []  # what leans on a sentence has none to lean on
    return sorted(kept, key=lambda f: _place(f, names))


def _place(finding: Finding, names: tuple[str, ...]) -> tuple[int, int]:
    first = finding.type in ("grants", "payments", "spending")
    return (-1 if first else names.index(finding.indicator.id), ORDER.index(finding.type))
