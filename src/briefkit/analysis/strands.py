"""Three strands side by side: where maturity, skills and investment stand among peers.

Each comparable, non-context measure about the council or its residents, not past its
stale limit, is +1, 0 or -1. Above where the mean exceeds 0.5, below under -0.5, else
typical. Two measures are needed, one of them not a milestone; one is enough for investment.
"""

from __future__ import annotations

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
    """A strand's position (above, typical, below, unknown) and the votes that it rests on."""

    id: str
    position: str
    votes: tuple[Vote, ...]

    def count(self, sign: int) -> int:
        """How many measures stand above (+1), level (0) or below (-1)."""
        return sum(vote.sign == sign for vote in self.votes)


def strands(study: Study) -> tuple[Strand, ...]:
    """The three strands, in their fixed order."""
    return tuple(_strand(study, strand) for strand in STRANDS)


def _strand(study: Study, strand: str) -> Strand:
    votes = [
        vote
        for measure in study.measures.values()
        if measure.indicator.strand == strand and (vote := _vote(study, measure)) is not None
    ]
    return Strand(strand, _position(study, strand, votes), tuple(votes))


def _vote(study: Study, measure: Measure) -> Vote | None:
    indicator, known = measure.indicator, measure.known
    if indicator.role == "context" or indicator.about == "place" or not measure.applies:
        return None
    if known is None or known is not measure.cell:
        return None
    if study.scale.stale(indicator, known.period):
        return None
    if indicator.form == "milestone":
        sign = milestone_sign(study, measure)
        return None if sign is None else Vote(measure, sign, True)
    return Vote(measure, measure.standing.sign, False) if measure.standing else None


def _position(study: Study, strand: str, votes: list[Vote]) -> str:
    rules = study.bands.position
    least = 1 if strand == "investment" else rules["least_measures"]
    if len(votes) < least or all(vote.milestone for vote in votes):
        return "unknown"
    mean = sum(vote.sign for vote in votes) / len(votes)
    if mean > rules["above"]:
        return "above"
    return "below" if mean < rules["below"] else "typical"
