"""A council's evidence, read: findings strongest first, strands, patterns, gaps, who to learn from.

`read_council` tells the whole story of the analysis in one function.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefkit.analysis.among import among_findings
from briefkit.analysis.awards import award_findings
from briefkit.analysis.bands import Bands
from briefkit.analysis.benchmarks import benchmark_findings
from briefkit.analysis.changes import change_findings
from briefkit.analysis.contrasts import contrast_findings, held_against
from briefkit.analysis.findings import Finding, strongest_first
from briefkit.analysis.gaps import Gap, elsewhere_findings, fault_findings, gap, gap_findings
from briefkit.analysis.ladder import ladder_findings
from briefkit.analysis.learning import Lesson, lessons
from briefkit.analysis.levels import StrandLevel, ThemeLevel, strand_levels, theme_levels
from briefkit.analysis.measures import level_findings
from briefkit.analysis.milestones import milestone_findings
from briefkit.analysis.money import money_findings
from briefkit.analysis.over_time import over_time_findings
from briefkit.analysis.patterns import PatternRule, matching, picture_of
from briefkit.analysis.peers import PeerGroup
from briefkit.analysis.perception import perception_findings
from briefkit.analysis.spending import spending_findings
from briefkit.analysis.strands import Strand, strands
from briefkit.analysis.study import Study, study
from briefkit.evidence.councils import Council
from briefkit.evidence.gather import Reader


@dataclass(frozen=True)
class Reading:
    """All that the analysis has to say about one council. Findings are strongest first."""

    study: Study
    findings: tuple[Finding, ...]
    strands: tuple[Strand, ...]
    patterns: tuple[PatternRule, ...]
    gaps: tuple[Gap, ...]
    lessons: tuple[Lesson, ...]
    levels: dict[str, ThemeLevel]
    strand_levels: tuple[StrandLevel, ...]

    @property
    def by_id(self) -> dict[str, Finding]:
        """Findings by id."""
        return {f.id: f for f in self.findings}

    def strand(self, name: str) -> Strand:
        """A strand by id."""
        return next(s for s in self.strands if s.id == name)

    def level_of(self, strand: str) -> StrandLevel | None:
        """A strand's level; None without evidence of the council's own."""
        return next((s for s in self.strand_levels if s.strand == strand), None)


def read_council(
    council: Council,
    peers: PeerGroup,
    reader: Reader,
    bands: Bands,
    rules: tuple[PatternRule, ...],
) -> Reading:
    """Everything worth knowing about one council, from its cells to its pattern."""
    seen = study(council, peers, reader, bands)
    single = [
        *level_findings(seen),
        *ladder_findings(seen),
        *milestone_findings(seen),
        *change_findings(seen),
        *over_time_findings(seen),
        *among_findings(seen),
        *money_findings(seen),
        *award_findings(seen),
        *gap_findings(seen),
        *fault_findings(seen),
        *perception_findings(seen),
        *spending_findings(seen),
        *elsewhere_findings(seen),
        *benchmark_findings(seen),
    ]
    single = [_unheard(f) if seen.few_behind(f.indicator) else f for f in single]
    numbers = {theme.id: theme.number for theme in seen.catalogue.themes}
    contrasts = list(contrast_findings(seen, single))
    told = [*held_against(single, contrasts), *contrasts]
    findings = tuple(strongest_first([_aged(seen, f) for f in told], numbers))
    three, levels = strands(seen), theme_levels(seen)
    patterns = matching(rules, picture_of(seen, three, findings, levels))
    # what only a council could say is listed once it has said something: until then in one block
    asked = [m for m in seen.measures.values() if seen.has_own or not m.indicator.own]
    lacks = [gap(measure) for measure in asked]
    return Reading(
        study=seen,
        findings=findings,
        strands=three,
        patterns=patterns,
        gaps=tuple(g for g in lacks if g is not None),
        lessons=lessons(seen, patterns[0], findings),
        levels=levels,
        strand_levels=strand_levels(levels, bands.levels["least_coverage"]),
    )


def _unheard(finding: Finding) -> Finding:
    """A rate of few residents: told, and neither counted for nor against anybody."""
    return replace(finding, tone="", score=0.0)


def _aged(study: Study, finding: Finding) -> Finding:
    """The finding with the fact that it is stale, where it is older than its indicator allows."""
    if "stale" in finding.facts or not study.scale.stale(finding.indicator, finding.period):
        return finding
    return replace(finding, facts={**finding.facts, "stale": "yes"})
