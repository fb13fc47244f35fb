"""The parts of an area's overview: title, headline, glance, themes, pairs, what is missing."""

from __future__ import annotations

import re
from collections.abc import Callable

from briefkit.analysis.region import AreaMeasure
from briefkit.analysis.teaching import Pair
from briefkit.evidence.catalogue import Theme
from briefkit.narrative import numbers
from briefkit.narrative.area_figures import noun_of
from briefkit.narrative.area_material import AreaMaterial, AreaStatement
from briefkit.narrative.area_tables import kinds_tables, pairs_table
from briefkit.narrative.blocks import (
    Chart,
    Findings,
    Gap,
    Heading,
    Headline,
    Missing,
    Paragraph,
    Section,
    Table,
    Title,
    caveat,
)
from briefkit.narrative.material import joined

MOST_STANDOUTS = 3


def title(material: AreaMaterial, briefing: str) -> Title:
    """The area, how many councils of which kinds, the edition, the day its evidence ends."""
    reading = material.reading
    word = material.words.word
    meta = [
        (material.text("meta_evidence"), numbers.day(material.edition.data_date.isoformat())),
        (material.text("meta_councils"), str(len(reading.members))),
    ]
    kinds = [f"{n} {word('kinds' if n > 1 else 'one_of_kind', kind)}" for kind, n in reading.kinds]
    if len(kinds) == 1:
        kinds = [material.text("meta_one_kind", kinds=word("kinds", reading.kinds[0][0]))]
    meta.append((material.text("meta_kinds"), numbers.listed(kinds)))
    return Title(
        briefing=briefing,
        council=reading.area.name,
        official_name=material.name[:1].upper() + material.name[1:],
        edition=material.edition.title,
        meta=tuple(meta),
        draft=material.text("draft"),
        invented=material.text("invented") if material.invented else "",
    )


def headline(material: AreaMaterial) -> Headline:
    """The one thing that matters, with its base; then where the strands stand otherwise."""
    id, form = material.lead
    lessons = [s for s in material.statements.values() if s.type == "lessons"]
    led = [s for s in lessons if s.indicator == material.statements[id].indicator]
    most = max(led or lessons, key=lambda s: s.value("learners"), default=None)
    rest = [material.told(most.id)] if most is not None else []
    rest += [material.told(s) for s in _strand_ids(material) if s != id][:1]
    return Headline(material.told(id, form), joined([*rest, material.told("own.evidence")]))


def _strand_ids(material: AreaMaterial) -> list[str]:
    """Strands that can be placed for some councils, those that differ most first."""
    placed = [p for p in material.reading.strands if p.known]
    placed.sort(key=lambda p: -abs(p.balance))
    return [f"{p.strand}.places" for p in placed]


def glance(material: AreaMaterial) -> Section:
    """The three strands in words; what stands out; the chart is put after it."""
    ids = [f"{p.strand}.places" for p in material.reading.strands]
    day = numbers.day(material.edition.data_date.isoformat())
    said = [material.phrase("glance_intro", day=day)]
    said += [material.told(id, first=True) for id in ids]
    paragraph = Paragraph(joined(said))
    return Section("glance", material.text("glance_title"), (paragraph,))


def standouts(material: AreaMaterial, tone: str) -> Findings:
    """Up to three measures on which more councils do better than less well, or the other way."""
    chosen = standing_out(material.statements, tone)
    items = tuple(material.told(s.id, "glance") for s in chosen)
    none = (material.phrase(f"no_{tone}"),)
    return Findings(material.text(f"title_{tone}"), tone, items or none)


def standing_out(statements: dict[str, AreaStatement], tone: str) -> list[AreaStatement]:
    """The statements of one tone, the widest balance first."""
    found = [s for s in statements.values() if s.tone == tone and "glance" in s.forms]
    return sorted(found, key=lambda s: (-s.score, s.id))[:MOST_STANDOUTS]


def told_themes(material: AreaMaterial) -> list[Theme]:
    """Themes with a measure or a level that is told, in their fixed order."""
    told = {s.theme for s in material.statements.values() if s.theme and s.type != "lessons"}
    return [t for t in material.catalogue.themes if t.id in told]


def theme_section(material: AreaMaterial, theme: Theme, charts: tuple[Chart, ...]) -> Section:
    """One theme: its levels, each measure that is told, a chart."""
    said = material.of_theme(theme.id, "levels", "spread", "having")
    paragraphs = [Paragraph(material.told(s.id, first=True)) for s in said]
    paragraphs += [
        Paragraph(caveat(material.phrase(f"caution_{theme.id}")), role="note")
        for needed in CAUTIONS.get(theme.id, ())
        if needed(material)
    ]
    known, of = cover(material, theme)
    noun = numbers.plural("measure", of)
    return Section(
        id=theme.id,
        title=heading(material, theme),
        blocks=(*paragraphs, *kinds_tables(material, theme), *charts),
        kind="theme",
        number=theme.number,
        name=theme.name,
        question=theme.question,
        coverage=material.text("theme_cover", some=known, of=of, measures=noun),
    )


def _staff_silent(material: AreaMaterial) -> bool:
    return all(m.reading.strand("skills").half != "staff" for m in material.reading.members)


def _grants_beside_data(material: AreaMaterial) -> bool:
    told = material.statements
    return {"planning_data_level.spread", "planning_grants_per_1000.spread"} <= told.keys()


CAUTIONS: dict[str, tuple[Callable[[AreaMaterial], bool], ...]] = {
    "skills": (_staff_silent,),
    "investment": (_grants_beside_data,),
}
"""Themes that end with a caution, and when."""


def cover(material: AreaMaterial, theme: Theme) -> tuple[int, int]:
    """How many of a theme's measures are told, of those that a council here could have."""
    own = any(m.reading.study.has_own for m in material.reading.members)
    measures = [
        i
        for i in material.catalogue.indicators
        if i.theme == theme.id and i.role == "measure" and (own or not i.own)
    ]
    told = {s.indicator for s in material.of_theme(theme.id, "spread", "having")}
    return sum(i.id in told for i in measures), len(measures)


def heading(material: AreaMaterial, theme: Theme) -> str:
    """What is found on the measure of a theme on which most councils differ."""
    found = [m for m in material.reading.measures if m.indicator.theme == theme.id]
    compared = [m for m in found if m.indicator.form != "milestone" and m.compared]
    # a heading holds no figure, not even one that is part of a name
    compared = [m for m in compared if not re.search(r"\d", _noun(material, m))]
    if not compared:
        milestones = [m for m in found if m.indicator.form == "milestone"]
        if not milestones:
            return theme.name
        return material.text("heading_having", noun=_noun(material, milestones[0]))
    lead = max(compared, key=lambda m: m.compared - m.on("similar"))
    return material.text(f"heading_{_leaning(lead)}", noun=_noun(material, lead))


def _leaning(measure: AreaMeasure) -> str:
    pair = ("more", "less") if measure.indicator.better == "neither" else ("better", "worse")
    up, down = (measure.on(side) for side in pair)
    if measure.on("similar") > up + down:
        return "similar"
    if pair == ("more", "less") and up and down:
        return "apart"
    return pair[0] if up > down else pair[1] if down > up else "even"


def _noun(material: AreaMaterial, measure: AreaMeasure) -> str:
    noun = noun_of(material.words, measure.indicator)
    return noun[:1].upper() + noun[1:]


def learning(material: AreaMaterial) -> Section:
    """Who could learn from whom, by theme and measure."""
    name = material.text("learn_title")
    if not material.pairs:
        return Section("learn", name, (Paragraph(material.phrase("learn_none")),))
    inside = any(pair.inside for pair in material.pairs)
    outside = any(not pair.inside for pair in material.pairs)
    intro = Paragraph(
        material.phrase("learn_intro", inside=inside, outside=outside and not material.many)
    )
    blocks: list[Paragraph | Heading | Table] = [intro]
    if material.many:
        count = len(material.reading.members)
        blocks.append(Paragraph(material.phrase("learn_many", n=count), role="note"))
    for theme in material.catalogue.themes:
        told = material.of_theme(theme.id, "lessons")
        if told:
            blocks.append(Heading(theme.name, 3, f"learn-{theme.id}"))
        for statement in told:
            blocks.append(Paragraph(material.told(statement.id, first=True)))
            if not material.many:
                blocks.append(pairs_table(material, _pairs(material, statement.indicator)))
    return Section("learn", name, tuple(blocks))


def _pairs(material: AreaMaterial, indicator: str) -> list[Pair]:
    return [pair for pair in material.pairs if pair.indicator.id == indicator]


def missing(material: AreaMaterial) -> Missing:
    """Silent themes, then measures that councils here lack: how many, and who could supply them."""
    told = {t.id for t in told_themes(material)}
    count = len(material.reading.members)
    items = [_silent(material, t, count) for t in material.catalogue.themes if t.id not in told]
    items += _staff(material, count)
    lacks = [m for m in material.reading.measures if m.lacking and not m.indicator.own]
    items += [_lacking(material, measure) for measure in lacks]
    intro = [material.phrase("missing_intro"), material.told("own.evidence", first=True)]
    return Missing(material.text("missing_title"), joined(intro), tuple(items))


def _silent(material: AreaMaterial, theme: Theme, count: int) -> Gap:
    why = "missing_theme_open" if theme.open_evidence else "missing_theme"
    return Gap(theme.name, material.text(why, of=count), _who(material, theme))


def _who(material: AreaMaterial, theme: Theme) -> str:
    return material.text("who", who=theme.who_could_supply, what=theme.what_to_supply)


def _staff(material: AreaMaterial, count: int) -> list[Gap]:
    """Skills of staff, where no council here has asked its own."""
    if not _staff_silent(material):
        return []
    theme = material.catalogue.theme["skills"]
    why = material.text("missing_staff", of=count)
    return [Gap(material.text("staff_skills"), why, _who(material, theme))]


def _lacking(material: AreaMaterial, measure: AreaMeasure) -> Gap:
    """A measure that some lack; nobody in a council can mend another's published figure."""
    of = sum(m.measure(measure.indicator.id).applies for m in material.reading.members)
    theme = material.catalogue.theme[measure.indicator.theme]
    asked = theme.strand == "investment" and measure.indicator.compare == "kind"
    who = _who(material, theme) if asked else ""
    why = material.text("missing_measure", n=len(measure.lacking), of=of)
    return Gap(measure.indicator.name, why, who)
