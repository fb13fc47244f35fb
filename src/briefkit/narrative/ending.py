"""After the themes: what is missing, where strands pull apart, questions, who to learn from."""

from __future__ import annotations

from briefkit.analysis.gaps import Gap as Lack
from briefkit.analysis.learning import Lesson
from briefkit.analysis.patterns import PatternRule
from briefkit.evidence.catalogue import Theme
from briefkit.narrative import numbers
from briefkit.narrative.blocks import (
    Callout,
    Gap,
    Learn,
    Missing,
    Paragraph,
    Section,
    Spans,
    Teacher,
    caveat,
)
from briefkit.narrative.material import PERCEPTION, Material, joined
from briefkit.narrative.opening import pattern_words
from briefkit.narrative.wording import Ledger

WORKED_OUT = ("gap", "real")
"""Forms that nobody supplies: what they are made of is asked for instead."""
ENGLAND = "England"


def missing(material: Material) -> Missing:
    """Silent themes, staff skills and lacking measures in one block, with who could fill each."""
    told = {t.id for t in material.themes}
    catalogue = material.reading.study.catalogue
    silent = [t for t in catalogue.themes if t.id not in told and t.id != "skills"]
    items = [_silent(material, t) for t in silent if material.focus in ("", t.strand)]
    asked = any(v.half == "staff" for v in material.reading.strands)
    if not asked and not material.focus:  # a deep dive into skills says it in its own words
        items.append(_staff(material, catalogue.theme["skills"]))
    items += _lacks(material, told)
    intro = [material.phrase("missing_intro")]
    if material.places.get(PERCEPTION) == "missing":
        intro.append(material.told(PERCEPTION, "", "missing"))
    return Missing(material.text("missing_title"), joined(intro), tuple(items))


def _silent(material: Material, theme: Theme) -> Gap:
    why = "missing_theme_open" if theme.open_evidence else "missing_theme"
    return Gap(theme.name, material.text(why), _who(material, theme))


def _staff(material: Material, theme: Theme) -> Gap:
    return Gap(material.text("staff_skills"), material.text("missing_staff"), _who(material, theme))


def _who(material: Material, theme: Theme) -> str:
    return material.text("missing_who", who=theme.who_could_supply, what=theme.what_to_supply)


def _lacks(material: Material, told: set[str]) -> list[Gap]:
    """Measures lacking in told themes; those of another nation or tier in one item."""
    sources = material.reading.study.catalogue.source
    lacks = [
        g
        for g in material.reading.gaps
        if g.indicator.role == "measure" and g.indicator.form not in WORKED_OUT
        if g.indicator.own or g.indicator.source in sources
    ]
    elsewhere = [g for g in lacks if g.reason == "not applicable"]
    items = [_elsewhere(material, elsewhere)] if elsewhere else []
    refused = {f.indicator.id for f in material.reading.findings if f.type == "refused"}
    others = [
        g
        for g in lacks
        if g.reason != "not applicable" and g.indicator.id not in refused
        if g.indicator.theme in told
    ]
    return items + [_lack(material, g) for g in others]


def _elsewhere(material: Material, lacks: list[Lack]) -> Gap:
    names = numbers.listed(list(dict.fromkeys(g.indicator.noun for g in lacks)))
    english = material.reading.study.council.nation == ENGLAND
    what = material.text("job_of_others" if english else "stops_at_border")
    why = material.text(
        "missing_county" if english else "missing_border",
        nation=material.reading.study.council.nation,
    )
    return Gap(what, f"{names[:1].upper()}{names[1:]}. {why}", "")


def _lack(material: Material, lack: Lack) -> Gap:
    table = "reason_own" if lack.indicator.own else "reason"
    reason = material.words.word(table, lack.reason)
    theme = material.reading.study.catalogue.theme[lack.indicator.theme]
    # the finance director has the figure; nobody in a council can mend another's published one
    asked = theme.strand == "investment" and not lack.indicator.own
    who = _who(material, theme) if asked else ""
    why = f"{reason[:1].upper()}{reason[1:]}"
    if lack.particulars:
        why = f"{why}: {lack.particulars}"
    measure = material.reading.study.measures[lack.indicator.id]
    # an earlier figure is told: which year is missing must be said
    year = f", {numbers.period(lack.period)}" if measure.known is not None else ""
    return Gap(f"{lack.indicator.name}{year}", f"{why}.", who)


def pulls_apart(material: Material) -> Section:
    """The pattern explained with the caveats it needs, and what to do about it."""
    first = material.reading.patterns[0]
    blocks: list[Paragraph | Callout] = [Paragraph(_explained(material, first))]
    told = (material.told(f.id, "", "pulls-apart") for f in material.tensions)
    blocks += [Paragraph(text) for text in (_also(material), *told) if text]
    blocks.append(Paragraph(_cautions(material, first), role="note"))
    action = Paragraph(_of_pattern(material, first, "action"))
    blocks.append(Callout("action", material.text("first_step"), (action,)))
    return Section("pulls-apart", material.text("apart_title"), tuple(blocks))


def _of_pattern(material: Material, pattern: PatternRule, part: str) -> Spans:
    """A pattern's words for one part: apart, caveat or action."""
    name = f"{pattern.id.replace('-', '_')}__{part}"
    return material.words.say("patterns", [name], pattern_words(material), Ledger())


def _explained(material: Material, first: PatternRule) -> Spans:
    """Where the strands stand, and what pulls apart."""
    return joined([_positions(material), _of_pattern(material, first, "apart")])


def _also(material: Material) -> Spans:
    """The other patterns, a sentence each; one that a contrast shows needs none of its own."""
    shown = {f.verdict for f in material.tensions}
    others = [p for p in material.reading.patterns[1:] if p.test not in shown]
    return joined([_of_pattern(material, other, "also") for other in others])


def _cautions(material: Material, first: PatternRule) -> Spans:
    said = [caveat(_of_pattern(material, first, "caveat"))]
    if material.reading.study.council.kind in ("county", "district"):
        said.append(caveat(material.phrase("two_tiers")))
    return joined(said)


def _positions(material: Material) -> Spans:
    word = material.words.word
    phrases = [
        material.text(
            f"position_{s.position}", strand=word("strand_is", f"{s.half} {s.id}".strip())
        )
        for s in material.reading.strands
    ]
    name = "positions_own" if material.reading.study.has_own else "positions"
    return material.phrase(name, list=numbers.listed(phrases))


def learn_from(material: Material) -> Learn | None:
    """Named peers that do better on measures of councils, with their figure."""
    lessons = material.reading.lessons
    if not lessons:
        return None
    teachers = tuple(_teacher(material, lesson) for lesson in lessons)
    return Learn(material.text("learn_title"), "", teachers)


def _teacher(material: Material, lesson: Lesson) -> Teacher:
    (name,) = material.teller.called((lesson.council.name,))
    said = material.told(lesson.finding.id, "", "learn")
    return Teacher(name[:1].upper() + name[1:], lesson.finding.indicator.name, said)
