"""What `briefkit show` tells of an area: its headline, its councils by strand, and its themes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefkit.narrative.area_sections import cover, heading, told_themes
from briefkit.narrative.numbers import listed
from briefkit.narrative.region import open_region
from briefkit.narrative.statements import plain

if TYPE_CHECKING:
    from briefkit.evidence.catalogue import Theme
    from briefkit.narrative.area_material import AreaMaterial
    from briefkit.publishing.printable import Printable

NAMED = ("above", "below")
"""The positions whose councils are named; most others are typical of their peers."""


def told(name: str, edition: str, briefing: Printable) -> Iterator[str]:
    """The lines of an area's overview, as its notebook opens it. Raises UnknownCouncil."""
    region = open_region(name, edition, briefing=briefing.id, title=briefing.title)
    material, headline = region.material, region.headline()
    yield f"{region!r}\n\n{plain(headline.lead)}\n{plain(headline.rest)}\n"
    yield from _strands(material)
    yield ""
    themes = {theme.id for theme in told_themes(material)}
    for theme in material.catalogue.themes:
        yield f"{theme.number} {theme.name}: {_theme(material, theme, theme.id in themes)}"


def _strands(material: AreaMaterial) -> Iterator[str]:
    """Each strand's sentence; below it who stands apart, but for an area of very many councils."""
    spoken = {m.council.gss_code: material.called(m.council) for m in material.reading.members}
    for found in material.reading.strands:
        yield plain(material.told(f"{found.strand}.places"))
        for position in NAMED:
            members = [spoken[code] for code in found.members.get(position, ())]
            if members and not material.many:
                yield f"  {position.capitalize()}: {listed(members)}."


def _theme(material: AreaMaterial, theme: Theme, is_told: bool) -> str:
    some, of = cover(material, theme)
    if not is_told:
        return "not told"
    return f"{heading(material, theme)} ({some} of {of} measures told)"
