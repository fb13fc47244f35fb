"""How a deep dive ends: its questions, and the evidence that would change its picture."""

from __future__ import annotations

from briefkit.analysis.findings import Finding
from briefkit.narrative import ending, numbers
from briefkit.narrative.asking import question
from briefkit.narrative.blocks import Gap, Missing, Question, Questions
from briefkit.narrative.deep.opening import phrase_of
from briefkit.narrative.deep.plan import Plan, Wanted
from briefkit.narrative.material import Material
from briefkit.narrative.statements import plain

LEAST, MOST = 4, 6
OWN = ("reach", "pace", "mover", "middle", "scale", "awards", "commonest")
"""What only a deep dive has found is asked about first, in this order."""
MOST_OWN = 3
MOST_WANTED = 3


def questions(material: Material) -> Questions | None:
    """Four to six: on what only this dive has found, on its strongest findings, on the strand.

    None where nothing is known on which a question could rest.
    """
    if not material.order:
        return None
    told = [f for f in material.reading.findings if f.id in material.places]
    own = sorted((f for f in told if f.type in OWN), key=lambda f: OWN.index(f.type))
    strong = [f for f in told if f.type not in OWN and f.type != "contrast"]
    asked = _asked(material, own, MOST_OWN, {})
    asked = _asked(material, strong, MOST - len(_of_strand(material)), asked)
    items = (*asked.values(), *_of_strand(material))
    if len(items) < LEAST:
        items += tuple(_closing(material, "question_three", material.order[-1]))
    return Questions(material.text("questions_title"), "", items)


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


def _of_strand(material: Material) -> list[Question]:
    """The strand's own questions, resting on the first statements that are told."""
    first, *others = material.order[:2]
    rests = zip(("question_one", "question_two"), (first, *others, first), strict=False)
    return [asked for name, id in rests for asked in _closing(material, name, id)]


def _closing(material: Material, name: str, statement: str) -> list[Question]:
    """One of the strand's own questions, resting on a statement; none without words."""
    said = phrase_of(material, name)
    return [Question(said, (material.statements[statement].number,))] if said else []


def missing(material: Material, plan: Plan) -> Missing:
    """Up to three pieces of evidence that matter most; then each lacking measure."""
    wanted = [piece for piece in plan.wanted if _lacks(material, piece)][:MOST_WANTED]
    first = tuple(_gap(material, piece) for piece in wanted)
    themes = material.reading.study.catalogue.theme
    said = {themes[piece.covers].name for piece in wanted if piece.covers}
    rest = tuple(gap for gap in ending.missing(material).items if gap.what not in said)
    count = numbers.in_words(len(first)).capitalize()
    pieces = material.text("wanted_one" if len(first) == 1 else "wanted_many", count=count)
    intro = phrase_of(material, "change_intro", pieces=pieces)
    return Missing(material.text("dive_change_title"), intro, (*first, *rest))


def _lacks(material: Material, piece: Wanted) -> bool:
    """Whether the piece is lacking, and what it goes on from is there."""
    known = {id for id, m in material.reading.study.measures.items() if m.known is not None}
    return not known & set(piece.unless) and (not piece.where or bool(known & set(piece.where)))


def _gap(material: Material, piece: Wanted) -> Gap:
    """A piece of evidence in words: what, why it would tell, who has it."""
    parts = (f"{piece.name}_{part}" for part in ("what", "why", "who"))
    return Gap(*(plain(phrase_of(material, part)) for part in parts))
