"""Three strands side by side: where maturity, skills and investment stand among peers.

Each comparable, non-context measure about the council or its residents, not past its
stale limit, is +1, 0 or -1. Above where the mean exceeds 0.5, below under -0.5, else
typical. Two measures are needed, one of them not a milestone; one is enough for investment.

Skills have two halves, never read from one another: residents' (open evidence) and staff's
(own). Staff groups are never averaged: they stand where the group furthest behind stands.
What money is made of says on what, not how much: it is no vote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefkit.analysis.milestones import milestone_sign
from briefkit.analysis.study import Measure, Study
from briefkit.evidence.catalogue import STRANDS


@dataclass(frozen=True)
class Vote:
    """One measure's part in a strand: its sign, and whether it is a milestone."""

    measure: Measure
    sign: int
    milestone: bool


@dataclass(frozen=True)
class Strand:
    """A strand's position (above, typical, below, unknown) and the votes that it rests on.

    `half`: staff or residents where the strand rests on one of the two halves of skills.
    """

    id: str
    position: str
    votes: tuple[Vote, ...]
    half: str = ""

    def count(self, sign: int) -> int:
        """How many measures stand above (+1), level (0) or below (-1)."""
        return sum(vote.sign == sign for vote in self.votes)

    @property
    def lean(self) -> str:
        """Which way its measures lie: up, down, both ways or even; blank where none counts."""
        above, below = self.count(1), self.count(-1)
        if above and below:
            return "both"
        return "up" if above else "down" if below else "even" if self.votes else ""


def strands(study: Study) -> tuple[Strand, ...]:
    """The three strands, in their fixed order."""
    return tuple(_strand(study, strand) for strand in STRANDS)


def _strand(study: Study, strand: str) -> Strand:
    if strand == SKILLS:
        asked = any(m.known is not None for m in _of_half(study, "staff"))
        return half(study, "staff" if asked else "residents")
    votes = _votes(study, [m for m in study.measures.values() if m.indicator.strand == strand])
    return Strand(strand, _position(study, strand, votes), votes)


SKILLS = "skills"
HALVES = {"staff": "council", "residents": "residents"}
"""The halves of skills, and whom the indicators of each are about."""


def half(study: Study, name: str) -> Strand:
    """One half of the skills strand: staff, by the group furthest behind, or residents."""
    votes = _votes(study, _of_half(study, name))
    place = _furthest_behind(votes) if name == "staff" else _position(study, SKILLS, votes)
    return Strand(SKILLS, place, votes, name)


def _of_half(study: Study, name: str) -> list[Measure]:
    skills = [m for m in study.measures.values() if m.indicator.strand == SKILLS]
    return [m for m in skills if m.indicator.about == HALVES[name]]


def _votes(study: Study, measures: list[Measure]) -> tuple[Vote, ...]:
    return tuple(vote for m in measures if (vote := _vote(study, m)) is not None)


def _furthest_behind(votes: Sequence[Vote]) -> str:
    """Below with any group below; above with one above and none below; else typical."""
    signs = {vote.sign for vote in votes}
    if not signs:
        return "unknown"
    return "below" if -1 in signs else ("above" if 1 in signs else "typical")


def _vote(study: Study, measure: Measure) -> Vote | None:
    indicator, known = measure.indicator, measure.known
    if indicator.role == "context" or indicator.about == "place" or not measure.applies:
        return None
    if indicator.form == "composition":
        return None
    refused = measure.cell is not None and measure.cell.reason == "could not be read"
    if known is None or (known is not measure.cell and refused):
        return None
    if study.scale.stale(indicator, known.period):
        return None
    if indicator.form == "milestone":
        sign = milestone_sign(study, measure)
        return None if sign is None else Vote(measure, sign, True)
    return Vote(measure, measure.standing.sign, False) if measure.standing else None


def _position(study: Study, strand: str, votes: Sequence[Vote]) -> str:
    rules = study.bands.position
    least = 1 if strand == "investment" else rules["least_measures"]
    if len(votes) < least or all(vote.milestone for vote in votes):
        return "unknown"
    mean = sum(vote.sign for vote in votes) / len(votes)
    if mean > rules["above"]:
        return "above"
    return "below" if mean < rules["below"] else "typical"
