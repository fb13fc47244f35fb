"""Gathering a deep dive's material: its findings told, placed and numbered part by part."""

from __future__ import annotations

from briefkit.analysis.depth.diving import dive
from briefkit.analysis.findings import Finding
from briefkit.analysis.reading import Reading
from briefkit.narrative.deep import choosing
from briefkit.narrative.deep.plan import Part, Plan
from briefkit.narrative.keys import verdicts
from briefkit.narrative.material import Edition, Material, headline_ids
from briefkit.narrative.telling import Teller
from briefkit.narrative.wording import word_finding


def gather_dive(
    whole: Reading, plan: Plan, teller: Teller, edition: Edition, *, invented: bool = False
) -> Material:
    """A council's reading held to the plan's strand, told part by part."""
    reading, words = dive(whole, plan.strand), teller.words
    findings = (*reading.findings, *(lesson.finding for lesson in reading.lessons))
    statements = {f.id: word_finding(f, teller.of(f), verdicts(f), words) for f in findings}
    opening = choosing.lead(reading, statements)
    strengths = choosing.standouts(reading, "strength")
    concerns = choosing.standouts(reading, "concern")
    parts = choosing.parts_told(reading, plan)
    places = _places(reading, opening, (*strengths, *concerns), parts)
    numbered = {id: statements[id].numbered(n) for n, id in enumerate(places, start=1)}
    told = {statements[id].finding.theme for id in places}
    return Material(
        reading=reading,
        teller=teller,
        words=words,
        edition=edition,
        statements=statements | numbered,
        lead=opening,
        strengths=tuple(strengths),
        concerns=tuple(concerns),
        tensions=(),
        themes=tuple(t for t in reading.study.catalogue.themes if t.id in told),
        order=tuple(places),
        places=places,
        invented=invented,
        focus=plan.strand,
        parts=tuple((part.id, part.name) for part in parts),
    )


def _places(
    reading: Reading,
    opening: Finding | None,
    standouts: tuple[Finding, ...],
    parts: list[Part],
) -> dict[str, str]:
    """Told statements in the order of the document, each with the place of its first mention."""
    told = [(id, "headline") for id in headline_ids(reading, opening)]
    told += [(opening.id, "headline")] if opening is not None else []
    told += [(finding.id, "glance") for finding in standouts]
    told += [
        (finding.id, part.id)
        for part in parts
        for paragraph in choosing.paragraphs(reading, part)
        for finding in paragraph
    ]
    told += [(lesson.finding.id, "learn") for lesson in reading.lessons]
    places: dict[str, str] = {}
    for id, place in told:
        places.setdefault(id, place)
    return places
