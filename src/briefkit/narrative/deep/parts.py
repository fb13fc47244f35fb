"""The parts of a deep dive: a question each, what is found, its caveats, charts and levels."""

from __future__ import annotations

from briefkit.analysis.findings import Finding
from briefkit.evidence.catalogue import Theme
from briefkit.narrative import answering
from briefkit.narrative.blocks import Callout, Chart, Paragraph, Section, Span
from briefkit.narrative.deep import choosing
from briefkit.narrative.deep.plan import Part, Plan
from briefkit.narrative.levelling import ahead, descriptor, level_text
from briefkit.narrative.material import Material, joined
from briefkit.narrative.sections import heading_of, of_residents, paragraphs_of

Block = Paragraph | Chart | Callout


def parts(material: Material, plan: Plan, charts: dict[str, tuple[Chart, ...]]) -> Section:
    """Every part with evidence, the one with the strongest finding first; then the levels."""
    told = choosing.parts_told(material.reading, plan)
    residents = next((part.id for part in told if _of_residents(material, part)), "")
    sections = [
        _part(material, part, charts.get(part.id, ()), caution=part.id == residents)
        for part in told
    ]
    title = material.text("dive_parts_title")
    nothing = () if sections else (Paragraph(material.phrase("dive_nothing")),)
    inner = (*nothing, *sections, *_levels(material), *_comments(material))
    return Section("parts", title, inner)


def _of_residents(material: Material, part: Part) -> bool:
    groups = choosing.paragraphs(material.reading, part)
    return any(f.about == "residents" for group in groups for f in group)


def _part(material: Material, part: Part, charts: tuple[Chart, ...], *, caution: bool) -> Section:
    """One part; `caution`: the first on residents says whose skills they are, for all of them."""
    groups = choosing.paragraphs(material.reading, part)
    blocks: list[Block] = []
    for group in groups:
        theme = material.reading.study.catalogue.theme[group[0].theme]
        said = paragraphs_of(material, theme, group, part.id, choosing.LEANING)
        blocks += [Paragraph(text) for text in said]
    told = [finding for group in groups for finding in group]
    blocks += of_residents(material, _theme(material, told), told) if caution else []
    title = _title(material, part, told)
    return Section(
        id=part.id,
        title=title,
        blocks=(*blocks, *charts),
        kind="theme",
        number=1 + [id for id, _ in material.parts].index(part.id),
        name=part.name if title != part.name else "",
        question=part.question,
    )


def _theme(material: Material, told: list[Finding]) -> Theme:
    return material.reading.study.catalogue.theme[told[0].theme]


def _title(material: Material, part: Part, told: list[Finding]) -> str:
    """Its strongest finding in a few words, or the part's own name where none has such."""
    strong = sorted((f for f in told if f.score > 0), key=lambda f: -f.score)
    return heading_of(material, strong) or part.name


def _levels(material: Material) -> list[Section]:
    """Where each theme of the strand stands by the council's own evidence, and what comes next."""
    paragraphs = [
        Paragraph(joined([_level(material, theme), *_said(material, theme)]))
        for theme in material.reading.study.catalogue.themes
        if theme.strand == material.focus and descriptor(material, theme)
    ]
    title = material.text("dive_levels_title")
    return [Section("levels", title, tuple(paragraphs))] if paragraphs else []


def _level(material: Material, theme: Theme) -> tuple[Span, ...]:
    found = material.reading.levels[theme.id]
    text = material.text("dive_level", theme=theme.name, level=level_text(material, found.level))
    return (Span(text, strong=True),)


def _said(material: Material, theme: Theme) -> list[tuple[Span, ...]]:
    return [p.text for p in (*descriptor(material, theme), *ahead(material, theme))]


def _comments(material: Material) -> list[Callout]:
    """An officer's words on each theme of the strand."""
    return [said for theme in material.themes for said in answering.of_theme(material, theme.id)]
