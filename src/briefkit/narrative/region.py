"""Region: the overview of several councils that a notebook holds, and `open_region`, its maker.

Each method gives a block, or a group of blocks, that shows itself in Jupyter; the last cell
displays `region.record()`. An overview compares like with like, shows who could learn from whom,
and makes no league table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from briefkit.analysis.region import AreaReading, read_area
from briefkit.analysis.teaching import pairs_of
from briefkit.branding.brand import MAIN
from briefkit.evidence.areas import Area, find_area
from briefkit.evidence.gather import Reader
from briefkit.narrative import area_ending, area_record, area_sections, numbers
from briefkit.narrative.area_material import AreaMaterial, AreaStatement
from briefkit.narrative.area_measures import measure_statements
from briefkit.narrative.area_tables import patterns_table
from briefkit.narrative.area_telling import (
    lesson_statements,
    level_statements,
    own_statement,
    strand_statements,
)
from briefkit.narrative.blocks import (
    Chart,
    Findings,
    Group,
    Headline,
    Missing,
    Paragraph,
    Questions,
    Section,
    Title,
)
from briefkit.narrative.charts.look import Look
from briefkit.narrative.given import check_given
from briefkit.narrative.pictures import look_of
from briefkit.narrative.picturing.area import places_chart, theme_chart
from briefkit.narrative.record import Record
from briefkit.narrative.shelf import Shelf, shelf_of
from briefkit.narrative.slips import in_one_sentence, require_text
from briefkit.project import find_project

ID, TITLE = "region-overview", "Region overview"


@in_one_sentence
def open_region(
    area: str,
    edition: str | None = None,
    *,
    briefing: str = ID,
    title: str = TITLE,
    project: Path | None = None,
) -> Region:
    """Open the overview of an area: several councils, like with like.

    Parameters
    ----------
    area : a region or nation ("South West", "Wales"), a county by name or code ("Devon": the
        county council and its districts), or two councils or more with commas between.
    edition : an edition's id from briefkit.toml; the project's own unless given.
    briefing : the overview's id, which is its notebook's name.
    title : what it is called on its pages.
    project : a folder inside the project; the working folder unless given.

    Raises
    ------
    UnknownCouncil, UnfitEvidence, BadSetting, UnknownParameter or NoProject, each with one
    message that says what to do next.
    """
    check_given()
    require_text(area=area, briefing=briefing, title=title)
    found = find_project(project)
    return overview(area, shelf_of(found, found.edition_called(edition)), briefing, title)


def overview(area: str, shelf: Shelf, briefing: str = ID, title: str = TITLE) -> Region:
    """An area's overview from a shelf that is already stocked. Raises UnknownCouncil."""
    found = find_area(area, shelf.evidence.register)
    rule = shelf.project.peers
    reading = read_area(
        found,
        Reader(shelf.evidence),
        lambda council: shelf.peers_of(council.gss_code, rule),
        shelf.bands,
        shelf.patterns,
    )
    style, brand = shelf.project.templates / "briefing.mplstyle", shelf.project.brand
    own = (brand.main, brand.tint) if brand.main != MAIN else ("", "")
    material = _material(reading, shelf)
    return Region(briefing, title, area.strip(), rule, material, style, own)


def _material(reading: AreaReading, shelf: Shelf) -> AreaMaterial:
    """The reading, told: its statements numbered in the order of the document."""
    pairs = pairs_of(reading)
    period = numbers.day(shelf.edition.data_date.isoformat())
    words = shelf.words
    told = [
        *strand_statements(reading, words, period),
        *_by_theme(reading, [
            *level_statements(reading, words, period), *measure_statements(reading, words),
        ]),
        *lesson_statements(reading, pairs, words),
    ]  # fmt: skip
    silent = _silent(reading, told)
    told.append(own_statement(reading, silent, words, period))
    numbered = {s.id: s.numbered(n) for n, s in enumerate(told, 1)}
    return AreaMaterial(
        reading=reading,
        pairs=pairs,
        words=words,
        edition=shelf.edition,
        statements=numbered,
        lead=_lead(reading),
        invented=shelf.project.invented,
    )


def _by_theme(reading: AreaReading, told: list[AreaStatement]) -> list[AreaStatement]:
    numbers_of = {t.id: t.number for t in reading.reader.evidence.catalogue.themes}
    return sorted(told, key=lambda s: numbers_of[s.theme])


def _silent(reading: AreaReading, told: list[AreaStatement]) -> int:
    themes = {s.theme for s in told if s.type != "lessons"}
    return sum(t.id not in themes for t in reading.reader.evidence.catalogue.themes)


def _lead(reading: AreaReading) -> tuple[str, str]:
    """What leads: a measure of councils, or a strand, that leans most to one side.

    A measure counts where at least two do better and two less well, so that somebody can teach
    and somebody learn, and a third of the councils are compared; a strand where at least half of
    those placed are not typical. Where nothing counts, the strand that most can be placed on.
    """
    least = len(reading.members) / 3
    leaning = [
        (abs(m.on("better") - m.on("worse")) / m.compared, m.compared, f"{m.indicator.id}.spread")
        for m in reading.measures
        if m.indicator.about == "council" and m.compared >= least
        if min(m.on("better"), m.on("worse")) >= 2
    ]
    leaning += [
        (abs(p.balance), p.known, f"{p.strand}.places")
        for p in reading.strands
        if p.known >= least and 2 * (p.count("above") + p.count("below")) >= p.known
    ]
    if leaning:
        return max(leaning)[-1], "lead"
    places = max(reading.strands, key=lambda p: (p.known, abs(p.balance)))
    return f"{places.strand}.places", "lead"


@in_one_sentence
@dataclass(frozen=True)
class Region:
    """The overview of one area. Every method gives blocks that show themselves.

    `name` is its title, the same for every area; `asked` how the area was asked for; `rule` how
    each council's similar ones are chosen.
    """

    id: str
    name: str
    asked: str
    rule: str
    material: AreaMaterial
    style: Path
    colours: tuple[str, str] = ("", "")

    def __repr__(self) -> str:
        area = self.material.reading.area
        count = f"{len(area.members)} councils"
        return f"Overview of {area.name} ({count}), {self.material.edition.title}"

    @property
    def area(self) -> Area:
        """The area: name, kind, members."""
        return self.material.reading.area

    @property
    def reading(self) -> AreaReading:
        """What the analysis found: strands, measures, patterns, and each council's own reading."""
        return self.material.reading

    @cached_property
    def _look(self) -> Look:
        return look_of(self.style, *self.colours)

    @cached_property
    def _charts(self) -> dict[str, Chart]:
        """The charts by theme, numbered as the document shows them; blank: the strands."""
        drawn = {"": places_chart(self.material, self._look)}
        for theme in area_sections.told_themes(self.material):
            chart = theme_chart(self.material, theme.id, self._look)
            if chart is not None:
                drawn[theme.id] = chart
        return {
            theme: replace(chart, number=n, id=f"figure-{n}")
            for n, (theme, chart) in enumerate(drawn.items(), 1)
        }

    def title(self) -> Title:
        """The area, how many councils of which kinds, the edition, the day its evidence ends."""
        return area_sections.title(self.material, self.name)

    def headline(self) -> Headline:
        """One bold sentence with its base, then where the strands stand."""
        return area_sections.headline(self.material)

    def glance(self) -> Group:
        """Where the councils stand on each strand, what stands out, and the patterns."""
        return Group(tuple(self._glance()))

    def _glance(self) -> Iterator[Section | Findings]:
        yield area_sections.standouts(self.material, "strength")
        yield area_sections.standouts(self.material, "concern")
        section = area_sections.glance(self.material)
        yield replace(section, blocks=(*section.blocks, self._charts[""]))
        name, table = self.material.text("patterns_title"), patterns_table(self.material)
        intro = Paragraph(self.material.phrase("patterns_intro"))
        yield Section("patterns", name, (intro, table))

    def themes(self) -> Section:
        """Each theme with evidence: councils beside their similar ones, and figures by kind."""
        sections = tuple(
            area_sections.theme_section(
                self.material, theme, tuple(c for t, c in self._charts.items() if t == theme.id)
            )
            for theme in area_sections.told_themes(self.material)
        )
        intro = Paragraph(self.material.phrase("themes_intro"))
        return Section("themes", self.material.text("themes_title"), (intro, *sections))

    def learning(self) -> Section:
        """Who could learn from whom: pairs with one job, by theme and measure."""
        return area_sections.learning(self.material)

    def missing(self) -> Missing:
        """What nobody here has told, and which measures how many councils lack."""
        return area_sections.missing(self.material)

    def questions(self) -> Questions:
        """Four to six questions for the area's leaders, each tied to a statement."""
        return area_ending.questions(self.material)

    def figures(self) -> Section:
        """Every council's figures, in alphabetical order."""
        return area_ending.figures(self.material)

    def method(self) -> Section:
        """How it was made, evidence notes and sources."""
        return area_ending.method(self.material)

    def record(self) -> Record:
        """The summary block that proves the overview whole: display it in the last cell."""
        return area_record.area_record(self.id, self.name, self.rule, self.asked, self.material)
