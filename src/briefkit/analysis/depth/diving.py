"""A dive: a council's reading held to one strand, with what only a deep dive works out.

Findings that both briefings tell are the same findings: the same id, figures and verdict.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefkit.analysis.depth.pace import pace_findings
from briefkit.analysis.depth.reach import reach_findings
from briefkit.analysis.depth.scale import scale_findings
from briefkit.analysis.depth.sets import set_findings
from briefkit.analysis.depth.spread import spread_findings
from briefkit.analysis.findings import Finding, strongest_first
from briefkit.analysis.learning import Lesson, lessons
from briefkit.analysis.patterns import PatternRule
from briefkit.analysis.reading import Reading
from briefkit.analysis.study import Measure, Study

MOST_LESSONS = 3
PRACTICE = ("council", "residents")
"""Whom a dive is about: a place has no maturity, skills or investment."""


def dive(reading: Reading, strand: str) -> Reading:
    """What the evidence says on one strand: its findings, those of depth, its gaps and lessons."""
    study = reading.study
    numbers = {theme.id: theme.number for theme in study.catalogue.themes}
    kept = [f for f in reading.findings if _on(study, f, strand)]
    found = strongest_first([*kept, *_deeper(study, strand)], numbers)
    gaps = [g for g in reading.gaps if g.indicator.strand == strand]
    return replace(
        reading,
        findings=tuple(found),
        gaps=tuple(g for g in gaps if g.indicator.about in PRACTICE),
        lessons=_lessons(reading, strand, tuple(kept)),
    )


def measures_of(study: Study, strand: str) -> list[Measure]:
    """The strand's measures of a council or its residents, in the order of indicators.csv."""
    every = study.measures.values()
    return [m for m in every if m.indicator.strand == strand and m.indicator.about in PRACTICE]


def _on(study: Study, finding: Finding, strand: str) -> bool:
    """Whether a finding is on the strand; a contrast with both of its sides."""
    sides = [finding.facts[side] for side in ("good", "bad") if side in finding.facts]
    if finding.type != "contrast":
        return finding.indicator.strand == strand and finding.about in PRACTICE
    indicators = [study.catalogue.indicator[side.partition(".")[0]] for side in sides]
    return all(i.strand == strand and i.about in PRACTICE for i in indicators)


def _deeper(study: Study, strand: str) -> Iterator[Finding]:
    measures = measures_of(study, strand)
    yield from spread_findings(study, measures)
    yield from reach_findings(study, measures)
    yield from pace_findings(study, measures)
    if strand == "investment":
        yield from scale_findings(study)
    if strand == "maturity":
        yield from set_findings(study)


def _lessons(reading: Reading, strand: str, kept: tuple[Finding, ...]) -> tuple[Lesson, ...]:
    """Those of the first briefing on this strand, then others from peers not yet named."""
    study, pattern = reading.study, reading.patterns[0]
    found = [x for x in reading.lessons if x.finding.indicator.strand == strand]
    told = {x.finding.indicator.id for x in reading.lessons}
    named = {x.council.gss_code for x in found}
    every = [m.indicator for m in measures_of(study, strand)]
    compared = [i.id for i in every if i.role == "measure" and i.compare == "peers"]
    asked = _asks(pattern, compared)
    for lesson in lessons(study, asked, kept):
        new = lesson.finding.indicator.id not in told and lesson.council.gss_code not in named
        if new and lesson.finding.indicator.strand == strand and len(found) < MOST_LESSONS:
            found.append(lesson)
            named.add(lesson.council.gss_code)
    return tuple(found)


def _asks(pattern: PatternRule, indicators: list[str]) -> PatternRule:
    """The leading pattern, asking to learn on these measures after what is done less well."""
    return replace(pattern, learn=tuple(indicators))
