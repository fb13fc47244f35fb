"""Seen from inside and outside: what leaders, staff and residents say, and how far apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefkit.analysis.derived import GAP, LEADERS, PUBLIC
from briefkit.analysis.findings import Figure, Finding, of_cell
from briefkit.analysis.measures import level_of
from briefkit.analysis.parts import parts_of
from briefkit.analysis.study import Measure, Study

STAFF = "staff_view"
VIEWS = {"leaders": LEADERS, "staff": STAFF, "public": PUBLIC}
"""What a figure is called, and the indicator of the view that it prints."""


def perception_findings(study: Study) -> Iterator[Finding]:
    """The gap between leaders and residents; without it, each view that is known."""
    gap = study.measures.get(GAP)
    if gap is not None and gap.known is not None:
        yield _gap(study, gap)
        return
    for name in VIEWS.values():
        measure = study.measures.get(name)
        if measure is not None and measure.known is not None:
            yield _view(study, measure)


def _gap(study: Study, gap: Measure) -> Finding:
    assert gap.known is not None
    period = gap.known.period
    figures: dict[str, Figure] = {}
    for name, indicator in VIEWS.items():
        measure = study.measures.get(indicator)
        # the three answers to one question belong to one round of surveys
        if measure is not None and measure.known is not None and measure.known.period == period:
            figures |= _answers(study, name, measure)
    found = level_of(study, gap, type="gap", more=figures)
    # an interval clear of nought: the two views do differ
    real = "yes" if (gap.known.lower or 0.0) > 0 else ""
    return replace(found, facts={**found.facts, "real": real})


def _answers(study: Study, name: str, measure: Measure) -> dict[str, Figure]:
    assert measure.known is not None
    cell, unit = measure.known, measure.indicator.unit
    parts = parts_of(measure.indicator, cell, study.reader)
    return {
        name: of_cell(cell, unit),
        f"{name}_base": parts["base"],
        f"{name}_part": parts["part"],
        f"{name}_lower": of_cell(cell, unit, "lower"),
        f"{name}_upper": of_cell(cell, unit, "upper"),
    }


def _view(study: Study, measure: Measure) -> Finding:
    return level_of(study, measure, type="view")
