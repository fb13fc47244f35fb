"""The theme sections: heading that is a finding, two or three short paragraphs, caveats, charts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from briefkit.analysis.findings import Finding
from briefkit.analysis.strands import Vote
from briefkit.evidence.catalogue import Theme
from briefkit.narrative import answering, numbers, selection
from briefkit.narrative.blocks import (
    Chart,
    Column,
    Paragraph,
    Row,
    Section,
    Span,
    Spans,
    Table,
    caveat,
)
from briefkit.narrative.levelling import (
    ahead,
    descriptor,
    indicators_text,
    level_short,
    rests_on,
    theme_status,
)
from briefkit.narrative.material import Material, joined
from briefkit.narrative.wording import Ledger

MOST_SENTENCES = 5


def theme_section(material: Material, theme: Theme, charts: tuple[Chart, ...]) -> Section:
    """One theme: what is found, in paragraphs, with its charts and what an officer says of it."""
    groups = selection.paragraphs(material.reading, theme)
    blocks: list[Paragraph | Chart] = [*descriptor(material, theme)]
    for group in groups:
        blocks += [Paragraph(text) for text in paragraphs_of(material, theme, group)]
    blocks += of_residents(material, theme, [f for group in groups for f in group])
    blocks += ahead(material, theme)
    return Section(
        id=theme.id,
        title=heading(material, theme),
        blocks=(*blocks, *charts, *answering.of_theme(material, theme.id)),
        kind="theme",
        number=theme.number,
        name=theme.name if heading(material, theme) != theme.name else "",
        question=theme.question,
        status=theme_status(material, theme),
        coverage=_rests_on(material, theme),
    )


def of_residents(material: Material, theme: Theme, told: list[Finding]) -> list[Paragraph]:
    """Whose skills these are; and how few people stand behind a rate, where they are few."""
    seen = [f for f in told if f.about == "residents"]
    if not seen or theme.strand != "skills":
        return []
    names = ["residents_caveat"]
    if any(material.reading.study.few_behind(f.indicator) for f in seen):
        names.append("few_residents_caveat")
    said = joined([_macro(material, theme.id, name) for name in names])
    return [Paragraph(caveat(said), role="note")]


def paragraphs_of(
    material: Material,
    theme: Theme,
    group: list[Finding],
    place: str = "",
    leaning: tuple[str, ...] = selection.LEANING,
) -> list[Spans]:
    """A group's sentences as one paragraph, or more where it would grow too long.

    `place` is where they stand, the theme unless given; `leaning` are the types of findings whose
    sentence no paragraph may part from the one before it.
    """
    caveats = [_caveat(material, theme, i) for i in dict.fromkeys(f.indicator.id for f in group)]
    runs: list[list[Spans]] = [[]]
    units = _units(material, group, place or theme.id, leaning)
    for said in [*units, *([c] for c in caveats if c)]:
        if runs[-1] and _sentences(runs[-1]) + _sentences(said) > MOST_SENTENCES:
            runs.append([])
        runs[-1] += said
    return [joined(run) for run in runs]


def _units(
    material: Material, group: list[Finding], place: str, leaning: tuple[str, ...]
) -> list[list[Spans]]:
    """What no paragraph may part: a finding's sentences with those that lean on them."""
    units: list[list[Spans]] = []
    for finding in group:
        said = material.told(finding.id, "", place)
        if units and finding.type in leaning:
            units[-1].append(said)
        else:
            units.append([said])
    return units


def _sentences(runs: list[Spans]) -> int:
    text = " ".join("".join(s.text for s in spans) for spans in runs)
    return text.count(". ") + text.endswith(".")


def _caveat(material: Material, theme: Theme, indicator: str) -> Spans:
    told = [f for f in material.reading.findings if f.indicator.id == indicator]
    if all(f.type == "refused" for f in told):
        return ()
    return caveat(_macro(material, theme.id, f"{indicator}__caveat"))


def _macro(material: Material, file: str, name: str) -> Spans:
    return material.words.say(file, [name], material.namespace(), Ledger())


def heading(material: Material, theme: Theme) -> str:
    """The theme's strongest finding in six words or fewer; its own name where nothing is found."""
    lead = material.lead
    findings = [f for f in material.reading.findings if f.theme == theme.id and f.score > 0]
    if lead is not None and lead.theme == theme.id:
        findings.insert(0, lead)
    told = {
        f.indicator.id for group in selection.paragraphs(material.reading, theme) for f in group
    }
    if len(told) == 1:  # an old figure heads a theme only where nothing else is told
        findings += [f for f in material.reading.findings if f.indicator.id in told]
    return heading_of(material, findings) or theme.name


def heading_of(material: Material, findings: Iterable[Finding]) -> str:
    """The heading of the first of these findings that has one; blank where none has."""
    table = _headings(material.words.folder / "headings.toml")
    keys = (key for finding in findings for key in _keys(finding))
    return next((table[key] for key in keys if key in table), "")


def _keys(finding: Finding) -> tuple[str, ...]:
    kind = f"{finding.indicator.id}.{finding.type}"
    if finding.type == "contrast":
        return (f"contrast.{finding.verdict}",)
    case = finding.facts.get("case", "")
    return (f"{kind}.{case}", f"{kind}.{finding.verdict}", f"{kind}.{finding.tone}", kind)


@lru_cache(maxsize=4)
def _headings(path: Path) -> dict[str, str]:
    return dict(tomllib.loads(path.read_text(encoding="utf-8")))


def compared(material: Material, theme: Theme) -> tuple[int, int]:
    """How many of a theme's open measures (context aside) that apply here could be compared."""
    measures = [
        m
        for m in material.reading.study.measures.values()
        if m.indicator.theme == theme.id and m.indicator.role == "measure" and m.applies
        if not m.indicator.own
    ]
    return sum(m.comparator is not None for m in measures), len(measures)


def coverage(material: Material, theme: Theme) -> str:
    """Coverage in words: "2 of 3 measures compared", "3 of 3 indicators"."""
    found = material.reading.levels.get(theme.id)
    if found is not None and found.reached:
        return indicators_text(material, found)
    some, of = compared(material, theme)
    if some:
        return material.text(
            "overview_some", compared=some, of=of, measures=numbers.plural("measure", of)
        )
    told = any(t.id == theme.id for t in material.themes)
    return material.text("overview_told" if told else "overview_none")


def _rests_on(material: Material, theme: Theme) -> str:
    """Coverage as the theme's own section says it: with how sure its level is."""
    found = material.reading.levels.get(theme.id)
    if found is None or not found.reached:
        return coverage(material, theme)
    return rests_on(material, found)


def beside(material: Material, theme: Theme) -> str:
    """Where a theme's measures lie beside those of peers, as its strand counts them."""
    votes = [v.sign for s in material.reading.strands for v in s.votes if _of(v, theme)]
    sides = {"above": votes.count(1), "similar": votes.count(0), "below": votes.count(-1)}
    if votes:
        said = [material.text(f"vote_{side}", n=n) for side, n in sides.items() if n]
        return numbers.listed(said)
    silent = all(told.id != theme.id for told in material.themes)
    return material.text("overview_none" if silent else "beside_none")


def _of(vote: Vote, theme: Theme) -> bool:
    return vote.measure.indicator.theme == theme.id


def _evidence(material: Material, theme: Theme) -> str:
    said = coverage(material, theme)
    twice = not material.reading.levels and said == beside(material, theme)
    return material.text("overview_nothing") if twice else said


def overview(material: Material) -> Table:
    """The seven themes in their fixed order, so that silent ones do not read as holes.

    Each says where it stands: its level once the council has brought evidence, until then how
    many of its measures lie above, near and below those of peers.
    """
    text = material.text
    told = {t.id for t in material.themes}
    levels = material.reading.levels
    rows = []
    for theme in material.reading.study.catalogue.themes:
        target = f"#{theme.id}" if theme.id in told else "#missing"
        link = (Span(f"{theme.number} {theme.name}", href=target),)
        strand = material.words.word("strand", theme.strand)
        stands = (
            level_short(material, levels[theme.id].level) if levels else beside(material, theme)
        )
        rows.append(Row((link, strand, stands, _evidence(material, theme))))
    names = ("theme", "strand", "level" if levels else "beside", "evidence")
    return Table(
        caption=text("overview_caption"),
        columns=tuple(Column(text(f"column_{name}")) for name in names),
        rows=tuple(rows),
        id="overview",
    )
