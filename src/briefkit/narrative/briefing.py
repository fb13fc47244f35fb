"""Briefing: the one object that a notebook holds, and `open_briefing`, which makes it.

Each method gives a block, or a group of blocks, that shows itself in Jupyter; the last
cell displays `briefing.record()`, by which a finished briefing is known.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from briefkit.analysis.peers import find_peers
from briefkit.analysis.reading import Reading, read_council
from briefkit.branding.brand import MAIN
from briefkit.errors import BadSetting
from briefkit.evidence.councils import Council
from briefkit.evidence.gather import Reader
from briefkit.narrative import answering, asking, ending, opening, sections
from briefkit.narrative import method as method_part
from briefkit.narrative.blocks import (
    Callout,
    Chart,
    Group,
    Headline,
    Learn,
    Missing,
    Questions,
    Section,
    Strands,
    Title,
)
from briefkit.narrative.commentary import path_of, read_commentary
from briefkit.narrative.deep.diving import DeepDive
from briefkit.narrative.deep.gathering import gather_dive
from briefkit.narrative.deep.pictures import DeepPictures
from briefkit.narrative.deep.plan import Plan, plan_of
from briefkit.narrative.display import count_words, data, once
from briefkit.narrative.given import check_given
from briefkit.narrative.material import Material, gather_material
from briefkit.narrative.pictures import Pictures
from briefkit.narrative.record import Record, make_record
from briefkit.narrative.rehearsal import one_of_each, rehearse
from briefkit.narrative.shelf import Shelf, keep_warm, shelf_of, stock
from briefkit.narrative.since import with_changes
from briefkit.narrative.slips import in_one_sentence, require_text
from briefkit.narrative.telling import Teller
from briefkit.project import find_project

MAIN_BRIEFING = "culture-change"
MAIN_TITLE = "Digital culture change"


@in_one_sentence
def open_briefing(
    council: str,
    edition: str | None = None,
    peers: str | None = None,
    *,
    briefing: str = MAIN_BRIEFING,
    title: str = "",
    project: Path | str | None = None,
) -> Briefing | DeepDive:
    """Open the briefing of one council; then show it part by part.

    A briefing whose id stands in templates/narrative/dives.toml is a deep dive into one strand.

    Parameters
    ----------
    council : GSS code ("E06000026"), register code, name, other name or former name.
    edition : an edition's id from briefkit.toml; the project's own unless given.
    peers : nearest, kind, region, county or custom; the project's own rule unless given.
    briefing : the briefing's id, which is its notebook's name.
    title : what it is called on its pages; made from its id unless given.
    project : a folder inside the project; the working folder unless given.

    Examples
    --------
    >>> briefing = open_briefing("Plymouth")
    >>> briefing.headline()  # each part shows itself: press Tab after the dot for the others
    >>> open_briefing("E06000026", peers="region")  # compared with its region

    `councils("ply")` finds names and codes.

    Raises
    ------
    UnknownCouncil, UnfitEvidence, UnfitCommentary, BadSetting, UnknownParameter, WrongCall or
    NoProject, each with one message that says what to do next.
    """
    check_given()
    require_text(council=council, peers=peers or "", briefing=briefing, title=title)
    found = find_project(Path(project) if project is not None else None)
    shelf = shelf_of(found, found.edition_called(edition))
    opened = brief(council, shelf, peers or found.peers, briefing)
    return replace(opened, name=title) if title else opened


def warm(folder: Path, edition: str = "", **_: str) -> None:
    """Stock a shelf of an edition of the project at `folder`, or of each; and fill every cache.

    The press names this function in the notebook (`briefkit.preload`) and calls it once, in a
    process from which each council's kernel is forked, with the parameters that all share.
    """
    project = find_project(folder)
    every = (project.edition, *project.editions)
    shelves = [stock(project, one) for one in every if edition in ("", one.id)]
    for shelf in shelves:
        for code in one_of_each(shelf.evidence.register):
            rehearse(brief(code, shelf, "nearest", bare=True))
    keep_warm(shelves)


def brief(
    council: str, shelf: Shelf, peers: str, briefing: str = MAIN_BRIEFING, *, bare: bool = False
) -> Briefing | DeepDive:
    """A briefing from a shelf that is already stocked; a `bare` one without commentary."""
    plan = plan_of(shelf.words.folder, briefing)
    material = _material(council, shelf, peers, plan)
    if shelf.before is not None:
        material = with_changes(material, _material(council, shelf.before, peers, plan))
    path = path_of(shelf.project.root, briefing, material.reading.study.council.gss_code)
    said = () if bare else read_commentary(path, shelf.evidence.catalogue.themes)
    material = replace(material, commentary=said)
    style, brand = shelf.project.templates / "briefing.mplstyle", shelf.project.brand
    own = (brand.main, brand.tint) if brand.main != MAIN else ("", "")
    if plan is not None:
        drawn = DeepPictures(material, plan, style, *own)
        return DeepDive(briefing, plan.title, material, plan, drawn)
    title = MAIN_TITLE if briefing == MAIN_BRIEFING else briefing.replace("-", " ").capitalize()
    pictures = Pictures(material, style, *own)
    return Briefing(briefing, title, material, pictures)


def _material(council: str, shelf: Shelf, peers: str, plan: Plan | None) -> Material:
    """One council's reading in one edition, told: all of it, or what a deep dive's plan asks."""
    found = shelf.evidence.register.find(council)
    group = find_peers(found, shelf.evidence, peers, shelf.project.custom_peers)
    reader = Reader(shelf.evidence)
    reading = read_council(found, group, reader, shelf.bands, shelf.patterns)
    teller = Teller(shelf.words, found, shelf.evidence.register, shelf.edition.data_date)
    edition, invented = shelf.edition, shelf.project.invented
    if plan is not None:
        return gather_dive(reading, plan, teller, edition, invented=invented)
    return gather_material(reading, teller, edition, invented=invented)


@in_one_sentence
@dataclass(frozen=True)
class Briefing:
    """One council's briefing, opened by `open_briefing`. Every method gives what shows itself.

    Put one in a cell of its own, such as `briefing.headline()`, and run it. In the order of the
    page: title, headline, glance, themes, missing, pulls_apart, questions, learn_from,
    commentary, method, and record, which must come last. `theme`, `says` and `chart` give finer
    parts. `name` is the briefing's title, the same for every council.
    """

    id: str
    name: str
    material: Material
    pictures: Pictures

    def __repr__(self) -> str:
        who, edition = self.council, self.material.edition.title
        return f"Briefing for {who.name} ({who.gss_code}), {edition}"

    @property
    def council(self) -> Council:
        """The council that it is about: `briefing.council.name`, `.gss_code`, `.region`."""
        return self.reading.study.council

    @property
    def reading(self) -> Reading:
        """What the analysis found: findings, strands, patterns, gaps."""
        return self.material.reading

    @cached_property
    def _parts(self) -> tuple[Any, ...]:
        """Everything but the title, for counting its words."""
        learn, ends = self.learn_from(), (self.pulls_apart(), self.questions())
        return (
            self.headline(),
            *self.glance().blocks,
            *self._sections,
            *ends,
            *([learn] * bool(learn)),
        )

    def title(self) -> Title:
        """Who and when: the council, the edition, the day its evidence ends."""
        return opening.title(self.material, self.name, count_words(data(self._parts)))

    @once
    def headline(self) -> Headline:
        """One bold sentence about the council, then the figures behind it."""
        return opening.headline(self.material)

    def strands(self) -> Strands:
        """The three strands as cards: maturity, skills, investment, each beside its peers."""
        return opening.strands(self.material)

    @once
    def glance(self) -> Group:
        """Three strands, the pattern, strengths and concerns, and the strands as a chart."""
        parts = (
            self.strands(),
            opening.pattern(self.material),
            opening.strengths(self.material),
            opening.concerns(self.material),
            self.pictures.strands(),
        )
        return Group(tuple(part for part in parts if part is not None))

    @cached_property
    def _sections(self) -> tuple[Section, ...]:
        return tuple(
            sections.theme_section(self.material, theme, self.pictures.of_theme(theme.id))
            for theme in self.material.themes
        )

    def themes(self) -> Section:
        """All seven themes: an overview, then those with evidence, the lead finding's first."""
        table = sections.overview(self.material)
        return Section("themes", self.material.text("themes_title"), (table, *self._sections))

    def theme(self, id: str) -> Section:
        """One theme's section by id: `briefing.theme("skills")`.

        Ids: citizens, building-buying, skills, investment; with evidence of the council's own
        also strategy, inside-outside and voice. Raises BadSetting for an unknown theme, or one
        without evidence for this council.
        """
        for section in self._sections:
            if section.id == id:
                return section
        known = ", ".join(s.id for s in self._sections)
        raise BadSetting(f"There is no evidence on the theme {id!r} here. Themes told: {known}.")

    def says(self, id: str) -> Group:
        """A theme's paragraphs alone, without heading and charts: `briefing.says("skills")`."""
        return Group(tuple(b for b in self.theme(id).blocks if not isinstance(b, Chart)))

    def chart(self, kind: str, theme: str = "") -> Chart:
        """One chart by kind: `briefing.chart("strands")`, `briefing.chart("peers", "skills")`.

        Kinds: strands, peers, intervals, trend, ladder, scatter, labels; `theme` says whose, where
        several have one. Raises BadSetting, with the charts that there are, where it has none.
        """
        return self.pictures.by_kind(kind, theme)

    def missing(self) -> Missing:
        """What only the council can say: each gap, its reason, and who could fill it."""
        return ending.missing(self.material)

    @once
    def pulls_apart(self) -> Section:
        """Maturity, skills and investment side by side: the pattern and its caveats."""
        return ending.pulls_apart(self.material)

    @once
    def questions(self) -> Questions:
        """Four to six questions for leaders, each tied to a statement."""
        return asking.questions(self.material)

    @once
    def learn_from(self) -> Learn | None:
        """Named peers that do better on measures of councils; None where there are none."""
        return ending.learn_from(self.material)

    def commentary(self) -> Callout | None:
        """The officer's own words; None, which shows nothing, where there are none."""
        return answering.at_the_end(self.material)

    def method(self) -> Section:
        """Evidence notes, peers, rules, sources and the sign-off block."""
        return method_part.method(self.material)

    def record(self) -> Record:
        """The briefing as data, which proves it whole: `briefing.record()` is the last cell.

        An export without it is refused. `briefing.record().content` is a dictionary.
        """
        return make_record(self.id, self.name, self.material)
