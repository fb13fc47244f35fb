"""What a build is asked for, checked: the briefings, whom they are about, and their jobs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from briefkit.cli import subjects
from briefkit.cli.terms import Terms, agreed
from briefkit.errors import BadSetting
from briefkit.project import SETTINGS, Project, find_project
from briefkit.publishing import inputs, ledger, signoff
from briefkit.publishing.jobs import Job, Limits
from briefkit.publishing.printable import AREA, COUNCIL, Printable, printables, why_not
from briefkit.publishing.signoff import Roll

if TYPE_CHECKING:
    from briefkit.cli.subjects import Subject

LEADING = "culture-change"
"""The briefing that the finder's rows tell of, and that a signature or a comment is on."""


@dataclass(frozen=True)
class Series:
    """One briefing of some councils or areas, on the terms of its order."""

    terms: Terms
    printable: Printable
    subjects: tuple[Subject, ...]

    @cached_property
    def jobs(self) -> tuple[Job, ...]:
        """One job a council or area."""
        return tuple(self._job(subject) for subject in self.subjects)

    @cached_property
    def made_from(self) -> dict[str, str]:
        """A hash of each part that all jobs of the series are made from."""
        path = self.printable.path
        return {"the notebook": inputs.of_files([path], path.parent), **self.terms.inputs.shared}

    def place(self, subject: Subject) -> str:
        """The folder of a council's or area's briefing, as seen from the edition's."""
        return f"{self.printable.id}/{subject.slug}"

    def _job(self, subject: Subject) -> Job:
        terms, project, roll = self.terms, self.terms.project, self.roll(subject)
        parameters = {**dict([subject.asked]), "edition": terms.edition.id}
        if not subject.area:
            parameters["peers"] = terms.peers
        return Job(
            notebook=self.printable.path,
            home=project.root,
            parameters=parameters,
            about=subject.id,
            name=subject.name,
            folder=terms.folder / self.place(subject),
            formats=terms.formats,
            templates=project.templates,
            sources=project.data / "sources",
            rules=project.rules,
            brand=project.brand,
            limits=Limits(project.seconds, project.megabytes),
            own={
                "the commentary": self._commentary.get(subject.id, ""),
                ledger.SIGNATURES: inputs.of_value(asdict(roll)) if roll != Roll() else "",
            },
            roll=roll,
            area=subject.area,
        )

    def roll(self, subject: Subject) -> Roll:
        """Who is to sign a briefing of this council or area, and who has."""
        if subject.id not in self._signed:
            return Roll(self.terms.edition.signoff)
        signed = signoff.read_signatures(self.signatures(subject))
        mine = tuple(s for s in signed if s.briefing == self.printable.id)
        return Roll(self.terms.edition.signoff, mine)

    def signatures(self, subject: Subject) -> Path:
        """Where the signatures on the briefings of a council or an area lie, if there are any."""
        return signoff.path_of(self.terms.project.root, self.terms.edition.id, subject.id)

    @cached_property
    def _signed(self) -> set[str]:
        """Whose signatures there are files of: one look at the folder, not one for each job."""
        root, edition = self.terms.project.root, self.terms.edition.id
        return {path.stem for path in signoff.path_of(root, edition, "any").parent.glob("*.toml")}

    @cached_property
    def _commentary(self) -> dict[str, str]:
        """A hash of an officer's words, for each council that there are any about."""
        folder = self.terms.project.root / "commentary" / self.printable.id
        return {path.stem: inputs.of_one(path) for path in folder.glob("*.md")}


@dataclass(frozen=True)
class Order:
    """Some briefings of one edition, each for some councils or areas.

    `printed` are all that could be asked for, the leading one first.
    """

    terms: Terms
    series: tuple[Series, ...]
    printed: tuple[Printable, ...]

    @property
    def jobs(self) -> tuple[Job, ...]:
        """Every job of every series."""
        return tuple(job for series in self.series for job in series.jobs)


def ordered(
    names: Sequence[str],
    every: bool,
    briefings: Sequence[str] = (),
    formats: str = "",
    edition: str = "",
    peers: str = "",
    out: Path | None = None,
) -> Order:
    """The order that options make. Raises what BriefkitError says of the first that cannot be.

    Without `briefings` it is for all that the project prints; of these, where councils are named,
    for those that are about councils.
    """
    from briefkit.evidence.councils import read_register

    project = find_project()
    project.edition_called(edition)
    if bool(names) == every:
        raise BadSetting("Name the councils to print, or say --all: one of the two.")
    register = read_register(project.data / "councils.csv")
    printed = in_order(printables(project.briefings))
    asked = _asked(briefings, printed, project, named=bool(names))
    if every:
        whom = {kind: subjects.everybody(register, kind) for kind in {p.about for p in asked}}
    else:
        whom = subjects.called(names, register, asked, printed)
    terms = agreed(project, register, edition=edition, peers=peers, formats=formats, out=out)
    series = tuple(Series(terms, p, tuple(whom[p.about])) for p in asked)
    return Order(terms, series, printed)


def in_order(found: Sequence[Printable]) -> tuple[Printable, ...]:
    """Printed notebooks as they are always listed: the leading one, those of councils, the rest."""
    return tuple(sorted(found, key=lambda p: (p.about == AREA, p.id != LEADING, p.title)))


def _asked(
    briefings: Sequence[str], printed: tuple[Printable, ...], project: Project, *, named: bool
) -> tuple[Printable, ...]:
    """The notebooks that are asked for by id; else those that the project prints."""
    if briefings:
        return tuple(_called(one, printed, project) for one in dict.fromkeys(briefings))
    listed = project.printed
    usual = tuple(_called(one, printed, project, SETTINGS) for one in listed) if listed else printed
    if not usual:
        raise BadSetting("briefings/ holds no briefing. `briefkit new my-topic` begins one.")
    chosen = tuple(p for p in usual if p.about == COUNCIL) if named else usual
    if not chosen:
        raise BadSetting(
            f"This project prints no briefing about councils. Say which: --briefing {usual[0].id}"
        )
    return chosen


def _called(
    name: str, printed: tuple[Printable, ...], project: Project, where: str = ""
) -> Printable:
    known = {printable.id: printable for printable in printed}
    if name in known:
        return known[name]
    path = project.briefings / f"{name}.ipynb"
    if name and path.parent == project.briefings and path.is_file():
        raise BadSetting(why_not(path))
    from rapidfuzz import process

    near = process.extractOne(name, list(known), score_cutoff=60)
    said = f"{where}, briefings: there" if where else "There"
    meant = f" Did you mean {near[0]}?" if near else ""
    raise BadSetting(
        f"{said} is no briefing {name!r}.{meant} briefings/ holds: {', '.join(known) or 'none'}."
    )


def briefing_called(name: str, project: Project) -> Printable:
    """The printed notebook of a briefing; the leading one where none is named.

    Raises BadSetting where there is none of that name.
    """
    printed = in_order(printables(project.briefings))
    if not name and printed:
        return printed[0]
    return _called(name, printed, project)


def of_councils(name: str, project: Project) -> Printable:
    """The printed notebook of a briefing about councils, as `briefing_called` finds it."""
    found = briefing_called(name, project)
    if found.about != COUNCIL:
        raise BadSetting(f"The briefing {found.id} is about areas. This command takes councils.")
    return found
