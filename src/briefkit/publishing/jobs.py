"""Job in, Result out: what the press is asked for, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefkit.branding.brand import Brand

FORMATS = ("html", "pdf")


@dataclass(frozen=True)
class Job:
    """One briefing for one council. All paths are absolute; `folder` is where it is published.

    `home` is the project's folder, in which the notebook runs: a notebook that several
    projects share finds its evidence by it.
    `parameters` are the notebook's; `gss_code` the council that its record must name.
    """

    notebook: Path
    home: Path
    parameters: dict[str, str]
    gss_code: str
    name: str
    folder: Path
    formats: tuple[str, ...]
    templates: Path
    sources: Path
    brand: Brand


@dataclass(frozen=True)
class Result:
    """What became of a job. `status` is published or failed; `reason` one sentence.

    `record` is the briefing's record without its statements; `files` maps each format
    to the file's name and SHA-256.
    """

    gss_code: str
    name: str
    status: str
    reason: str
    seconds: float
    record: dict[str, Any]
    files: dict[str, dict[str, str]]
