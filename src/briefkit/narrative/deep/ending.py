"""How a deep dive ends: the evidence that would change its picture."""

from __future__ import annotations

from briefkit.narrative import ending, numbers
from briefkit.narrative.blocks import Gap, Missing
from briefkit.narrative.deep.opening import phrase_of
from briefkit.narrative.deep.plan import Plan, Wanted
from briefkit.narrative.material import Material
from briefkit.narrative.statements import plain

MOST_WANTED = 3


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
