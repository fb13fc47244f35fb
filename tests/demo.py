"""Loamshire, the invented county of data/demo, as tests read it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from briefkit.analysis.derived import work_out
from briefkit.analysis.peers import find_peers
from briefkit.analysis.reading import Reading, read_council
from briefkit.evidence.gather import Evidence, Reader, gather
from briefkit.narrative.shelf import Shelf, stock
from briefkit.project import Project, read_project
from handmade import BANDS, PATTERNS

DEMO = Path(__file__).parent.parent / "data" / "demo"


@cache
def project() -> Project:
    """The project of the invented county."""
    return read_project(DEMO)


@cache
def shelf() -> Shelf:
    """Its evidence, tables and words, read once."""
    return stock(project(), project().edition)


@cache
def evidence() -> Evidence:
    """Its evidence, with what can be worked out from it."""
    found = project()
    day = found.edition.data_date
    return work_out(gather(found.data, day, found.left_out, found.rules))


@cache
def reading(name: str) -> Reading:
    """One of its councils, read by the project's own bands and patterns."""
    us = evidence().register.find(name)
    return read_council(us, find_peers(us, evidence()), Reader(evidence()), BANDS, PATTERNS)
