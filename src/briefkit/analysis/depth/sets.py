"""A finding on planning data by kind: the set that most others have in order and this one lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefkit.analysis.findings import Finding, count, finding_on
from briefkit.analysis.ladder import TOP, sets_of
from briefkit.analysis.standing import Standing
from briefkit.analysis.study import Study
from briefkit.evidence.gather import Detail

LADDER = "planning_data_level"


@dataclass(frozen=True)
class Kind:
    """One kind of planning data: the council's own reading, and those of the comparators."""

    own: Detail
    others: tuple[Detail, ...]

    @property
    def having(self) -> int:
        """How many of the others have it at the top level."""
        return sum(part.value == TOP for part in self.others)


def kinds(study: Study, standing: Standing) -> list[Kind]:
    """Every kind that the council has a reading of, by how many others have it at the top."""
    others = [part for cell in standing.comparator.cells for part in sets_of(study, cell)]
    found = [
        Kind(own, tuple(part for part in others if part.item == own.item))
        for own in sets_of(study, standing.cell)
    ]
    return sorted(found, key=lambda kind: (-kind.having, kind.own.item))


def set_findings(study: Study) -> Iterator[Finding]:
    """The kind below the top level here that most others have at it."""
    measure = study.measures.get(LADDER)
    if measure is None or not measure.applies or measure.standing is None:
        return
    cell = measure.standing.cell
    lacking = [k for k in kinds(study, measure.standing) if k.own.value != TOP and k.having]
    if not lacking:
        return
    first = lacking[0]
    yield finding_on(
        measure.indicator,
        "commonest",
        cell.period,
        verdict="lacking",
        rule="the kind of data below level 4 here that most others have at level 4",
        figures={
            "having": count(cell, first.having, "count at level 4", first.others),
            "n": count(cell, len(first.others), "count of rows", first.others),
        },
        names={"set": (first.own.item,)},
    )
