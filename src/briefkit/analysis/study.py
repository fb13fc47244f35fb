"""A study: one council, its peers, and where it stands on everything that is measured.

The study is what every finder of findings reads. It holds no words.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from briefkit.analysis.bands import Bands
from briefkit.analysis.findings import Scale
from briefkit.analysis.peers import PeerGroup
from briefkit.analysis.standing import (
    Comparator,
    Standing,
    Trend,
    compare_with,
    readable,
    stand,
    trend,
)
from briefkit.evidence.catalogue import Catalogue, Indicator
from briefkit.evidence.councils import Council
from briefkit.evidence.gather import Cell, Reader


@dataclass(frozen=True)
class Measure:
    """One indicator as this council has it.

    `cell` is the latest row, readable or not; `known` the latest one that can be read;
    `comparator` and `standing` are None where nothing can be compared.
    """

    indicator: Indicator
    series: tuple[Cell, ...]
    cell: Cell | None
    known: Cell | None
    comparator: Comparator | None
    standing: Standing | None
    trend: Trend | None
    applies: bool


@dataclass(frozen=True)
class Study:
    """Everything about one council that findings are made from."""

    council: Council
    peers: PeerGroup
    measures: dict[str, Measure]
    reader: Reader
    bands: Bands
    data_date: dt.date

    @property
    def catalogue(self) -> Catalogue:
        """What is measured."""
        return self.reader.evidence.catalogue

    @property
    def around(self) -> tuple[Council, ...]:
        """The present councils of its country, itself among them."""
        return self.reader.evidence.register.around(self.council)

    @cached_property
    def has_own(self) -> bool:
        """Whether the council has brought any evidence of its own."""
        return any(m.indicator.own and m.series for m in self.measures.values())

    def few_behind(self, indicator: Indicator) -> bool:
        """Whether too few residents stand behind a rate for it to speak for or against a place."""
        residents = self.council.population
        few = residents is not None and residents < self.bands.residents["few"]
        return few and indicator.unit.startswith("per 100,000")

    @property
    def scale(self) -> Scale:
        """What scores are worked out with."""
        return Scale(self.bands, self.data_date)

    def name(self, gss_code: str) -> str:
        """A council's name by its code."""
        return self.reader.evidence.register.by_gss[gss_code].name


def study(council: Council, peers: PeerGroup, reader: Reader, bands: Bands) -> Study:
    """Measure a council on every indicator of the catalogue."""
    measures = {
        indicator.id: _measure(indicator, council, peers, reader, bands)
        for indicator in reader.evidence.catalogue.indicators
    }
    return Study(council, peers, measures, reader, bands, reader.evidence.data_date)


def _measure(
    indicator: Indicator, council: Council, peers: PeerGroup, reader: Reader, bands: Bands
) -> Measure:
    series = reader.series(indicator.id, council.gss_code)
    cell = series[-1] if series else None
    valued = next((c for c in reversed(series) if c.value is not None), None)
    # a refused reading leaves the one before it; an unreliable one is not passed over for it
    known = valued if readable(indicator, valued) else None
    comparator = compare_with(indicator, known, council, peers, reader, bands) if known else None
    standing = stand(indicator, known, comparator, bands) if known and comparator else None
    return Measure(
        indicator=indicator,
        series=series,
        cell=cell,
        known=known,
        comparator=comparator,
        standing=standing,
        trend=trend(_until(series, valued), bands),
        applies=indicator.applies_to(council.kind),
    )


def _until(series: tuple[Cell, ...], last: Cell | None) -> tuple[Cell, ...]:
    """A series up to its last value: what was refused since does not undo what was read."""
    return series[: series.index(last) + 1] if last is not None else series
