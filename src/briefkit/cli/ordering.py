"""What a build is asked for, checked: the councils, their jobs, and what they are made from."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefkit.errors import BadSetting
from briefkit.project import SETTINGS, Edition, Project, find_project
from briefkit.publishing import inputs, ledger, signoff
from briefkit.publishing.jobs import FORMATS, Job, Limits
from briefkit.publishing.signoff import Roll

if TYPE_CHECKING:
    from briefkit.evidence.councils import Council, Register
    from briefkit.publishing.inputs import Inputs

# settings that are asked for by each build, or say nothing in a document
ASKED = ("edition", "editions", "formats", "peers", "limits")


@dataclass(frozen=True)
class Order:
    """One briefing for some councils of one edition; `folder` is where the edition is published."""

    project: Project
    edition: Edition
    peers: str
    briefing: str
    formats: tuple[str, ...]
    folder: Path
    register: Register
    councils: tuple[Council, ...]

    @property
    def notebook(self) -> Path:
        """The briefing's notebook."""
        return self.project.briefings / f"{self.briefing}.ipynb"

    @cached_property
    def jobs(self) -> tuple[Job, ...]:
        """One job a council."""
        return tuple(self._job(council) for council in self.councils)

    @cached_property
    def inputs(self) -> Inputs:
        """What the briefings are made from, as it lies there now."""
        project = self.project
        # in this order always: where a project shares rules, there are two folders
        folders = dict.fromkeys((project.data, project.rules))
        asked = {"edition": self._editions(), "peers": self.peers, "formats": self.formats}
        words = [p for p in project.templates.rglob("*") if p.parent.name != "index"]
        shared = {
            "the notebook": inputs.of_files([self.notebook], self.notebook.parent),
            "the templates": inputs.of_files(words, project.templates),
            "the rules and lists": inputs.of_value(
                [inputs.of_files(_tables(folder), folder) for folder in folders]
            ),
            "the brand": inputs.of_value(asdict(project.brand)),  # its logo is a file of its own
            "the settings": inputs.of_value(self._settings()),
            "what is asked for": inputs.of_value(asked),
            "briefkit": inputs.code(),
        }
        day = self.edition.data_date.isoformat()
        return inputs.Inputs(shared, project.data / "sources", day)

    def place(self, council: Council) -> str:
        """The folder of a council's briefing, as seen from the edition's."""
        return f"{self.briefing}/{council.gss_code}-{council.slug}"

    def _job(self, council: Council) -> Job:
        roll = self.roll(council)
        parameters = {"council": council.gss_code, "edition": self.edition.id, "peers": self.peers}
        return Job(
            notebook=self.notebook,
            home=self.project.root,
            parameters=parameters,
            gss_code=council.gss_code,
            name=council.name,
            folder=self.folder / self.place(council),
            formats=self.formats,
            templates=self.project.templates,
            sources=self.project.data / "sources",
            rules=self.project.rules,
            brand=self.project.brand,
            limits=Limits(self.project.seconds, self.project.megabytes),
            own={
                "the commentary": inputs.of_one(self.commentary(council)),
                ledger.SIGNATURES: inputs.of_value(asdict(roll)) if roll != Roll() else "",
            },
            roll=roll,
        )

    def roll(self, council: Council) -> Roll:
        """Who is to sign a council's briefing, and who has."""
        path = signoff.path_of(self.project.root, self.edition.id, council.gss_code)
        signed = signoff.read_signatures(path)
        mine = tuple(s for s in signed if s.briefing == self.briefing)
        return Roll(self.edition.signoff, mine)

    def commentary(self, council: Council) -> Path:
        """Where an officer's words about a council lie, if there are any."""
        return self.project.root / "commentary" / self.briefing / f"{council.gss_code}.md"

    def _settings(self) -> dict[str, Any]:
        text = (self.project.root / SETTINGS).read_text(encoding="utf-8")
        return {k: v for k, v in tomllib.loads(text).items() if k not in ASKED}

    def _editions(self) -> list[list[str]]:
        """The edition and those before it that it is compared with."""
        row: list[list[str]] = []
        edition: Edition | None = self.edition
        while edition is not None:
            row.append([edition.id, edition.title, str(edition.data_date), edition.previous])
            edition = self.project.before(edition)
        return row


def _tables(folder: Path) -> list[Path]:
    """The lists and rules of a data folder; the map is the finder's, sources are read by cell.

    briefkit.toml, which may lie beside them, counts by what it says; how a workbook asks its
    questions is in no briefing.
    """
    found = (p for p in folder.glob("*") if p.suffix in (".csv", ".toml"))
    return sorted(p for p in found if p.name not in (SETTINGS, "questions.toml"))


def ordered(
    names: list[str],
    every: bool,
    briefing: str,
    formats: str,
    edition: str,
    peers: str,
    out: Path | None,
) -> Order:
    """The order that options make. Raises what BriefkitError says of the first that cannot be."""
    from briefkit.evidence.councils import read_register

    project = find_project()
    chosen = project.edition_called(edition)
    if bool(names) == every:
        raise BadSetting("Name the councils to print, or say --all: one of the two.")
    register = read_register(project.data / "councils.csv")
    wanted = register.present if every else tuple(register.find(name) for name in names)
    notebook_called(briefing, project)
    return Order(
        project=project,
        edition=chosen,
        peers=_peer_rule(peers or project.peers),
        briefing=briefing,
        formats=_formats(formats, project),
        folder=(out or project.root / "out" / chosen.id).resolve(),
        register=register,
        councils=tuple(dict.fromkeys(wanted)),
    )


RULES = ("nearest", "kind", "region", "county", "custom")
"""The peer rules of analysis/peers.py, which a build with nothing to do need not import."""


def _peer_rule(rule: str) -> str:
    if rule not in RULES:
        raise BadSetting(f"There is no peer rule {rule!r}. Choose one of {', '.join(RULES)}.")
    return rule


def _formats(text: str, project: Project) -> tuple[str, ...]:
    wanted = tuple(f.strip() for f in text.split(",") if f.strip()) or project.formats
    if not wanted:
        raise BadSetting(f"formats in {SETTINGS} is empty. Choose from {', '.join(FORMATS)}.")
    unknown = [f for f in wanted if f not in FORMATS]
    if unknown:
        raise BadSetting(f"There is no format {unknown[0]!r}. Choose from {', '.join(FORMATS)}.")
    return tuple(f for f in FORMATS if f in wanted)


def notebook_called(briefing: str, project: Project) -> Path:
    """A briefing's notebook. Raises BadSetting where there is none of that name."""
    known = sorted(p.stem for p in project.briefings.glob("*.ipynb"))
    if briefing not in known:
        raise BadSetting(
            f"There is no briefing {briefing!r}. briefings/ holds: {', '.join(known) or 'none'}."
        )
    return project.briefings / f"{briefing}.ipynb"
