"""How a deep dive opens: its headline, and the card of its strand."""

from __future__ import annotations

from typing import Any

from briefkit.narrative.blocks import Headline, Spans, Strands
from briefkit.narrative.material import Material, headline_ids, joined
from briefkit.narrative.opening import card
from briefkit.narrative.wording import Ledger


def headline(material: Material) -> Headline:
    """The lead finding, or where the strand stands; then the figures, and what is not known."""
    ids = headline_ids(material.reading, material.lead)
    said = [material.told(id, "glance", "headline") for id in ids]
    rest = joined([*said, phrase_of(material, "closing")])
    opening = material.lead
    if opening is None:
        return Headline(_lead(material), rest)
    if opening.type == "contrast":
        return Headline(material.told(opening.id, "", "headline"), rest)
    return Headline(material.statements[opening.id].forms["lead"], rest)


def _lead(material: Material) -> Spans:
    """What stands out most on the strand, where there are words for it; else where it stands.

    In a dive into skills residents may lead: they are what it is about.
    """
    toned = [f for f in material.reading.findings if f.tone and f.score > 0]
    for finding in toned[:1]:
        key = f"lead_{finding.indicator.id}_{finding.type}_{finding.tone}"
        if said := phrase_of(material, key):
            return said
    return phrase_of(material, "lead")


def strands(material: Material) -> Strands:
    """The card of the dive's strand."""
    strand = material.reading.strand(material.focus)
    return Strands(material.text("glance_title"), (card(material, strand),))


def phrase_of(material: Material, name: str, **values: Any) -> Spans:
    """A phrase of dives.md.j2 for the strand: by half and position, by position, or for all.

    One for councils that have brought evidence of their own goes before these.

    `values` become the template's `d`. Empty where there is no such phrase.
    """
    keys = [*places_of(material), ""]
    names = ["__".join(filter(None, (material.focus, key, name))) for key in keys]
    return material.words.say("dives", names, material.namespace(**values), Ledger())


def places_of(material: Material) -> list[str]:
    """Names for where the dive's strand stands, the most particular first.

    For councils that have brought evidence of their own; by half, position and lean; then less.
    """
    strand = material.reading.strand(material.focus)
    whole = "_".join(filter(None, (strand.half, strand.position)))
    own = ["own"] if material.reading.study.has_own else []
    leaning = [f"{whole}_{strand.lean}"] if strand.lean else []
    return [*own, *leaning, whole, strand.position]
