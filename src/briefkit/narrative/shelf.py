"""Shelf: the evidence, rules and words of one edition, read once and used for each briefing.

A process that prints many keeps its shelves warm; any other stocks one when it is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from briefkit.analysis.bands import Bands, read_bands
from briefkit.analysis.derived import work_out
from briefkit.analysis.patterns import PatternRule, read_patterns
from briefkit.analysis.peers import PeerGroup, find_peers
from briefkit.evidence.gather import Evidence, gather
from briefkit.narrative.wording import Words
from briefkit.project import Edition, Project


@dataclass(frozen=True)
class Shelf:
    """What all councils of one edition share: read once, used for each.

    `before` is the shelf of the edition that this one is compared with, where it names one.
    """

    project: Project
    edition: Edition
    evidence: Evidence
    bands: Bands
    patterns: tuple[PatternRule, ...]
    words: Words
    before: Shelf | None = None

    def peers_of(self, council: str, rule: str) -> PeerGroup:
        """A council's peers by a rule."""
        found = self.evidence.register.find(council)
        return find_peers(found, self.evidence, rule, self.project.custom_peers)


def stock(project: Project, edition: Edition) -> Shelf:
    """Gather the evidence of an edition and read every table and template.

    An edition that names a previous one brings that one's shelf. Raises UnfitEvidence with every
    problem in the data folder.
    """
    shelf = Shelf(
        project=project,
        edition=edition,
        evidence=work_out(gather(project.data, edition.data_date, project.left_out, project.rules)),
        bands=read_bands(project.rules / "bands.toml"),
        patterns=read_patterns(project.rules / "patterns.toml"),
        words=Words(project.templates / "narrative"),
    )
    before = project.before(edition)
    return shelf if before is None else replace(shelf, before=_older(shelf, before))


def _older(shelf: Shelf, edition: Edition) -> Shelf:
    """The same shelf as an older edition has it: its evidence ends on that one's data date."""
    project = shelf.project
    evidence = gather(project.data, edition.data_date, project.left_out, project.rules)
    return replace(shelf, edition=edition, evidence=work_out(evidence))


_warm: list[Shelf] = []


def keep_warm(shelves: Iterable[Shelf]) -> None:
    """Keep these shelves for whoever asks, instead of any kept before."""
    _warm[:] = shelves


def shelf_of(project: Project, edition: Edition) -> Shelf:
    """The shelf that is warm, if it is this project's and edition's; else one stocked now."""
    for shelf in _warm:
        if shelf.project == project and shelf.edition == edition:
            return shelf
    return stock(project, edition)
