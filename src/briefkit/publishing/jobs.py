"""Job in, Result out: what the press is asked for, and what became of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefkit.branding.brand import Brand
from briefkit.publishing.signoff import Roll

EXPORTERS = {
    "html": ("page", "BriefingExporter"),
    "pdf": ("pdf", "BriefingPdfExporter"),
    "docx": ("word.exporter", "BriefingDocxExporter"),
}
"""A format and the exporter that makes briefing.FORMAT: its module in formats/, and its class."""

FORMATS = (*EXPORTERS, "xlsx")
"""What can be made; xlsx is the evidence as a workbook. evidence.csv is made with any of them."""


@dataclass(frozen=True)
class Limits:
    """What one briefing may take: seconds of wall clock, megabytes of its kernel's memory."""

    seconds: float = 120.0
    megabytes: int = 2000


@dataclass(frozen=True)
class Preload:
    """What a kernel prepares before it is needed: functions, each `MODULE:FUNCTION`, or nothing.

    `name` has a space between two. Each is called with the project's `folder`, and with the
    parameters that all jobs share.
    """

    name: str
    folder: Path
    shared: dict[str, str] = field(default_factory=dict)

    def written(self) -> str:
        """As text, for a process's command line."""
        return json.dumps([self.name, str(self.folder), self.shared])

    @classmethod
    def read(cls, text: str) -> Preload:
        """What `written` wrote."""
        name, folder, shared = json.loads(text)
        return cls(name, Path(folder), shared)


@dataclass(frozen=True)
class Job:
    """One briefing of one council or area. All paths are absolute; it is published in `folder`.

    `home` is the project's folder, in which the notebook runs: a notebook that several
    projects share finds its evidence by it.
    `parameters` are the notebook's; `about` is whom its record must name: a council's GSS code,
    or an area's id. `area` is that area as the manifest names it; empty for a council.
    `rules` is the folder of indicators.csv and themes.toml, beside which `sources` may not lie.
    `own` has a hash for each part that it is made from and no other job is, by its name for
    people, such as "the commentary"; blank where there is none. `roll` is who signed it; `again`
    says that nothing but the signatures has changed, so that its notebook need not run.
    """

    notebook: Path
    home: Path
    parameters: dict[str, str]
    about: str
    name: str
    folder: Path
    formats: tuple[str, ...]
    templates: Path
    sources: Path
    rules: Path
    brand: Brand
    limits: Limits = Limits()
    own: dict[str, str] = field(default_factory=dict)
    roll: Roll = field(default_factory=Roll)
    again: bool = False
    area: dict[str, Any] = field(default_factory=dict)

    @property
    def briefing(self) -> str:
        """The briefing's id, which is its notebook's name."""
        return self.notebook.stem


@dataclass(frozen=True)
class Result:
    """What became of a job. `status` is published or failed; `reason` one sentence.

    `about` is the council's GSS code or the area's id, `briefing` the id of the briefing.
    `record` is the briefing's record without its statements and reads; `files` maps each format
    to the file's name and SHA-256; `reads` lists the councils read of each indicator.
    """

    briefing: str
    about: str
    name: str
    status: str
    reason: str
    seconds: float
    record: dict[str, Any]
    files: dict[str, dict[str, str]]
    reads: dict[str, list[str]] = field(default_factory=dict)
