"""The terms of an order: project, edition, peers, formats and folder, the same for every job."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefkit.errors import BadSetting
from briefkit.project import SETTINGS, Edition, Project
from briefkit.publishing import inputs
from briefkit.publishing.jobs import FORMATS

if TYPE_CHECKING:
    from briefkit.evidence.councils import Register
    from briefkit.publishing.inputs import Inputs

# settings that are asked for by each build, or say nothing in a document
ASKED = ("edition", "editions", "formats", "peers", "limits", "briefings")


@dataclass(frozen=True)
class Terms:
    """What all jobs of an order share; `folder` is where the edition is published."""

    project: Project
    edition: Edition
    peers: str
    formats: tuple[str, ...]
    folder: Path
    register: Register

    @cached_property
    def inputs(self) -> Inputs:
        """What the briefings are made from, as it lies there now, but for their notebooks."""
        project = self.project
        # in this order always: where a project shares rules, there are two folders
        folders = dict.fromkeys((project.data, project.rules))
        asked = {"edition": self._editions(), "peers": self.peers, "formats": self.formats}
        words = [p for p in project.templates.rglob("*") if p.parent.name not in UNREAD]
        shared = {
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


UNREAD = ("index", "notebook")
"""Folders of templates that no briefing reads: the finder's, and that of `briefkit new`."""


def _tables(folder: Path) -> list[Path]:
    """The lists and rules of a data folder; the map is the finder's, sources are read by cell.

    briefkit.toml, which may lie beside them, counts by what it says; how a workbook asks its
    questions is in no briefing.
    """
    found = (p for p in folder.glob("*") if p.suffix in (".csv", ".toml"))
    return sorted(p for p in found if p.name not in (SETTINGS, "questions.toml"))


def agreed(
    project: Project,
    register: Register,
    *,
    edition: str,
    peers: str,
    formats: str,
    out: Path | None,
) -> Terms:
    """The terms that options make. Raises BadSetting for the first that cannot be."""
    chosen = project.edition_called(edition)
    return Terms(
        project=project,
        edition=chosen,
        peers=_peer_rule(peers or project.peers),
        formats=_formats(formats, project),
        folder=(out or project.root / "out" / chosen.id).resolve(),
        register=register,
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
