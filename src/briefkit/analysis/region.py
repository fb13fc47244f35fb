"""An area's evidence, read: its councils' readings, counted and set side by side, like with like.

Every council is read once, beside its own similar councils, as in its own briefing. What is
counted over an area is where its councils stand beside those; values are set side by side among
councils of one kind alone. Nothing is ranked and no score is added up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from briefkit.analysis.bands import Bands
from briefkit.analysis.patterns import PatternRule
from briefkit.analysis.peers import PeerGroup
from briefkit.analysis.reading import Reading, read_council
from briefkit.analysis.standing import readable
from briefkit.analysis.study import Measure
from briefkit.evidence.areas import Area
from briefkit.evidence.catalogue import STRANDS, Indicator
from briefkit.evidence.councils import Council
from briefkit.evidence.gather import Cell, Reader

POSITIONS = ("above", "typical", "below", "unknown")
LEAST_COMPARED = 2
"""Members with a comparison, from which a measure is told of an area."""
LEAST_SPREAD = 3
"""Councils of one kind with a figure, from which their range and median are told."""


@dataclass(frozen=True)
class Member:
    """A council of the area with its own reading."""

    council: Council
    reading: Reading

    def measure(self, indicator: str) -> Measure:
        """One measure as this council has it."""
        return self.reading.study.measures[indicator]

    def side(self, indicator: str) -> str:
        """Where it stands beside its own similar councils: better, similar, worse.

        Where no direction is known: more, similar, less. `blank`: nothing is compared, a
        milestone included, since having it or not is counted instead.
        """
        measure = self.measure(indicator)
        if not self.counts(indicator) or measure.standing is None or _milestone(measure):
            return ""
        if self.reading.study.few_behind(measure.indicator):
            return ""  # a rate of few residents speaks for or against nobody
        up, down = ("more", "less") if measure.indicator.better == "neither" else SIDES
        return {1: up, 0: "similar", -1: down}[measure.standing.sign]

    def counts(self, indicator: str) -> bool:
        """Whether it has a figure that may be told: its job, readable, not past its limit."""
        measure = self.measure(indicator)
        known = measure.known
        if not measure.applies or known is None:
            return False
        refused = measure.cell is not known and measure.cell is not None
        refused = refused and measure.cell is not None and measure.cell.reason == UNREAD
        return not refused and not self.reading.study.scale.stale(measure.indicator, known.period)


SIDES = ("better", "worse")
UNREAD = "could not be read"


@dataclass(frozen=True)
class Places:
    """A strand: which members stand where, by position. Codes in the order of the area."""

    strand: str
    members: dict[str, tuple[str, ...]]

    def count(self, position: str) -> int:
        """How many members stand there."""
        return len(self.members[position])

    @property
    def known(self) -> int:
        """How many can be placed."""
        return sum(self.count(p) for p in POSITIONS[:3])

    @property
    def balance(self) -> float:
        """Those above less those below, as a share of those placed; 0 where nobody is."""
        return (self.count("above") - self.count("below")) / self.known if self.known else 0.0


@dataclass(frozen=True)
class Spread:
    """One measure among the area's councils of one kind, and those of that kind elsewhere.

    `cells` in the order of the area; `elsewhere` by code, in the same nation and country. Figures
    that are compared at one period are all of that one.
    """

    indicator: Indicator
    kind: str
    nation: str
    cells: tuple[Cell, ...]
    elsewhere: tuple[Cell, ...]

    @property
    def values(self) -> tuple[float, ...]:
        """The area's values."""
        return tuple(c.value for c in self.cells if c.value is not None)

    @property
    def typical(self) -> float:
        """The area's median."""
        return float(median(self.values))

    @property
    def typical_elsewhere(self) -> float | None:
        """The median of the kind elsewhere; None where fewer than three have a figure."""
        values = [c.value for c in self.elsewhere if c.value is not None]
        return float(median(values)) if len(values) >= LEAST_SPREAD else None


@dataclass(frozen=True)
class AreaMeasure:
    """One measure over an area: which members stand on which side, and its spreads by kind.

    `sides` maps better, similar, worse (or more, less) to codes; of a milestone, `yes` and `no`.
    `lacking` are members whose job it is and who have no figure that may be told.
    """

    indicator: Indicator
    sides: dict[str, tuple[str, ...]]
    lacking: tuple[str, ...]
    spreads: tuple[Spread, ...]

    @property
    def compared(self) -> int:
        """How many members are on a side."""
        return sum(map(len, self.sides.values()))

    def on(self, side: str) -> int:
        """How many members are on one side."""
        return len(self.sides.get(side, ()))


@dataclass(frozen=True)
class AreaReading:
    """All that the analysis has to say about an area. Members and lists are alphabetical."""

    area: Area
    members: tuple[Member, ...]
    reader: Reader
    strands: tuple[Places, ...]
    measures: tuple[AreaMeasure, ...]
    patterns: tuple[tuple[PatternRule, tuple[str, ...]], ...]

    @property
    def by_code(self) -> dict[str, Member]:
        """Members by GSS code."""
        return {m.council.gss_code: m for m in self.members}

    def measure(self, indicator: str) -> AreaMeasure | None:
        """A measure that is told of the area; None where it is not."""
        return next((m for m in self.measures if m.indicator.id == indicator), None)

    @property
    def kinds(self) -> tuple[tuple[str, int], ...]:
        """Kinds of council with how many there are, the commonest first, then by name."""
        counted = Counter(m.council.kind for m in self.members)
        return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def read_area(
    area: Area,
    reader: Reader,
    peers: Callable[[Council], PeerGroup],
    bands: Bands,
    rules: tuple[PatternRule, ...],
) -> AreaReading:
    """Everything worth knowing about an area, from its members' readings."""
    members = tuple(
        Member(council, read_council(council, peers(council), reader, bands, rules))
        for council in area.members
    )
    told = (i for i in reader.evidence.catalogue.indicators if i.role == "measure")
    measures = (_measure(indicator, members, reader) for indicator in told)
    return AreaReading(
        area=area,
        members=members,
        reader=reader,
        strands=tuple(_places(strand, members) for strand in STRANDS),
        measures=tuple(m for m in measures if m.compared >= LEAST_COMPARED or m.spreads),
        patterns=tuple(_patterns(members, rules)),
    )


def _places(strand: str, members: tuple[Member, ...]) -> Places:
    at = {m.council.gss_code: m.reading.strand(strand).position for m in members}
    return Places(strand, {p: tuple(c for c, found in at.items() if found == p) for p in POSITIONS})


def _patterns(
    members: tuple[Member, ...], rules: tuple[PatternRule, ...]
) -> list[tuple[PatternRule, tuple[str, ...]]]:
    """Each leading pattern with its members, in the order of patterns.toml."""
    leads = {m.council.gss_code: m.reading.patterns[0].id for m in members}
    found = [(rule, tuple(c for c, id in leads.items() if id == rule.id)) for rule in rules]
    return [(rule, codes) for rule, codes in found if codes]


def _milestone(measure: Measure) -> bool:
    return measure.indicator.form == "milestone"


def _measure(indicator: Indicator, members: tuple[Member, ...], reader: Reader) -> AreaMeasure:
    sides: dict[str, list[str]] = {}
    lacking = []
    for member in members:
        code, measure = member.council.gss_code, member.measure(indicator.id)
        if not member.counts(indicator.id):
            lacking += [code] * measure.applies
            continue
        side = member.side(indicator.id)
        if indicator.form == "milestone" and measure.known is not None:
            side = "yes" if measure.known.value else "no"
        if side:
            sides.setdefault(side, []).append(code)
    alike = indicator.form != "milestone" and indicator.compare != "none"
    spreads = _spreads(indicator, members, reader) if alike else []
    found = {side: tuple(codes) for side, codes in sides.items()}
    return AreaMeasure(indicator, found, tuple(lacking), tuple(spreads))


def _spreads(indicator: Indicator, members: tuple[Member, ...], reader: Reader) -> list[Spread]:
    """A spread for each kind with enough figures; kinds in the order in which they are met."""
    by_kind: dict[tuple[str, str, str], list[Member]] = {}
    for member in members:
        if member.counts(indicator.id):
            council = member.council
            key = (council.kind, council.nation, council.country)
            by_kind.setdefault(key, []).append(member)
    spreads = (_spread(indicator, found, members, reader) for found in by_kind.values())
    enough = [s for s in spreads if len(s.cells) >= LEAST_SPREAD]
    return sorted(enough, key=lambda s: (-len(s.cells), s.kind, s.nation))


def _spread(
    indicator: Indicator, ours: list[Member], members: tuple[Member, ...], reader: Reader
) -> Spread:
    known = [cell for m in ours if (cell := m.measure(indicator.id).known) is not None]
    period = _common(known) if indicator.match == "same" else ""
    council = ours[0].council
    inside = {m.council.gss_code for m in members}
    others = (
        _cell(indicator, other.gss_code, period, reader)
        for other in reader.evidence.register.around(council)
        if (other.kind, other.nation) == (council.kind, council.nation)
        and other.gss_code not in inside
    )
    return Spread(
        indicator=indicator,
        kind=council.kind,
        nation=council.nation,
        cells=tuple(c for c in known if not period or c.period == period),
        elsewhere=tuple(c for c in others if c is not None),
    )


def _common(cells: list[Cell]) -> str:
    """The period that most have; the latest of those that as many have."""
    counted = Counter(c.period for c in cells)
    return max(counted, key=lambda period: (counted[period], period))


def _cell(indicator: Indicator, code: str, period: str, reader: Reader) -> Cell | None:
    """A council's figure of one period, or its latest; None where it may not be compared."""
    cell = reader.at(indicator.id, code, period) if period else reader.latest(indicator.id, code)
    return cell if readable(indicator, cell) else None
