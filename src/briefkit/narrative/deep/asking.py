"""Questions of a deep dive: on what only it has found, its strongest findings, then its strand.

The strand's own two follow this council's figures: one asks about where the strand stands and
which way its measures lean, one about the part that leads, by what is strongest in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefkit.analysis.findings import Finding
from briefkit.narrative.asking import once_a_sum, question
from briefkit.narrative.blocks import Question, Questions, Spans
from briefkit.narrative.deep import choosing
from briefkit.narrative.deep.opening import places_of
from briefkit.narrative.deep.plan import Part, Plan
from briefkit.narrative.keys import verdicts
from briefkit.narrative.material import Material
from briefkit.narrative.statements import plain
from briefkit.narrative.wording import Ledger

LEAST, MOST = 4, 6
OWN = ("reach", "pace", "mover", "middle", "scale", "awards", "commonest")
"""What only a deep dive has found is asked about first, in this order."""
MOST_OWN = 3
PLACED = ("level", "ladder", "milestone")
"""Findings that say where a measure stands, as a strand's votes do."""
SIDES = {"up": (1,), "down": (-1,), "both": (1, -1)}
"""The votes that show which way a strand leans."""


def questions(material: Material, plan: Plan) -> Questions | None:
    """Four to six: on what only this dive has found, on its strongest findings, on the strand.

    None where nothing is known on which a question could rest.
    """
    if not material.order:
        return None
    told = [f for f in material.reading.findings if f.id in material.places]
    told = _once_a_place(material, once_a_sum(told))
    own = sorted((f for f in told if f.type in OWN), key=lambda f: OWN.index(f.type))
    strong = [f for f in told if f.type not in OWN and f.type != "contrast"]
    of_strand = [*_of_place(material), *_of_part(material, plan)]
    asked = _asked(material, own, MOST_OWN, {})
    asked = _asked(material, strong, MOST - len(of_strand), asked)
    items = [*asked.values(), *of_strand]
    if len(items) < LEAST:
        items += _question(material, ["more"], [material.order[-1]])
    return Questions(material.text("questions_title"), "", tuple(items))


def _once_a_place(material: Material, told: list[Finding]) -> list[Finding]:
    """Without the middle of the peers where a level asks: both say where a measure stands."""
    levels = {f.indicator.id for f in told if f.type == "level" and question(material, f)}
    return [f for f in told if f.type != "middle" or f.indicator.id not in levels]


def _asked(
    material: Material, findings: list[Finding], most: int, asked: dict[str, Question]
) -> dict[str, Question]:
    """Up to `most` questions by what they ask; one kind of finding asks once."""
    found = dict(asked)
    for finding in findings:
        spans = question(material, finding)
        asks = plain(spans).rpartition(". ")[2]
        if asks and asks not in found and len(found) < most:
            found[asks] = Question(spans, (material.statements[finding.id].number,))
    return found


def _of_place(material: Material) -> list[Question]:
    """On where the strand stands and which way its measures lean, resting on those that show it."""
    strand = material.reading.strand(material.focus)
    signs = {vote.measure.indicator.id: vote.sign for vote in strand.votes}
    placed = [
        f
        for f in material.reading.findings
        if f.id in material.places and f.type in PLACED and f.indicator.id in signs
    ]
    sides = [
        [f.id for f in placed if signs[f.indicator.id] == side][:1]
        for side in SIDES.get(strand.lean, (0,))
    ]
    shown = [id for side in sides for id in side]
    return _question(material, places_of(material), shown or [material.order[0]])


def _of_part(material: Material, plan: Plan) -> list[Question]:
    """On the part that leads, by its strongest finding; none where no part is told."""
    for part in choosing.parts_told(material.reading, plan)[:1]:
        found = choosing.of_part(material.reading, part)
        names = list(_names(part, found[0]))
        return _question(material, names, _told(material, found)[:1] or [material.order[0]])
    return []


def _names(part: Part, finding: Finding) -> Iterator[str]:
    """By the measure, then by the part: with a verdict or the tone of its finding; then without."""
    shades = [key for key in (*verdicts(finding), finding.tone) if key]
    own = part.id.replace("-", "_")
    yield from (f"{head}__{shade}" for head in (finding.indicator.id, own) for shade in shades)
    yield own


def _told(material: Material, findings: list[Finding]) -> list[str]:
    """The told ones, the strongest first; for a contrast that is not told, its two sides."""
    sides = ("good", "bad")
    ids = [id for f in findings for id in (f.id, *(f.facts.get(side, "") for side in sides))]
    return [id for id in ids if id in material.places]


def _question(material: Material, names: list[str], statements: list[str]) -> list[Question]:
    """One of the strand's own questions, resting on statements; none without words."""
    said = _said(material, names)
    numbers = tuple(material.statements[id].number for id in statements)
    return [Question(said, numbers)] if said else []


def _said(material: Material, names: list[str]) -> Spans:
    whole = [f"{material.focus}__{name}" for name in names]
    return material.words.say("dive-questions", whole, material.namespace(), Ledger())
