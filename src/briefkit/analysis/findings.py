"""What is worth saying: a Finding, its figures, and the score by which findings are ordered.

score = surprise x about x direction x recency x cover. Each part is printed in
docs/method.md; the numbers stand in data/bands.toml.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from briefkit.analysis.bands import Bands
from briefkit.analysis.standing import Comparator, Standing
from briefkit.evidence import periods
from briefkit.evidence.catalogue import Indicator
from briefkit.evidence.gather import Cell, Detail


@dataclass(frozen=True)
class Ref:
    """Where a figure comes from: one row of a source's figures.csv or details.csv."""

    source: str
    gss_code: str
    indicator: str
    period: str
    item: str = ""


@dataclass(frozen=True)
class Figure:
    """A value that a sentence may print, unrounded, with its unit and where it comes from.

    `formula` says how it was worked out from its sources; blank: it stands there as it is.
    """

    gss_code: str
    indicator: str
    period: str
    value: float | str
    unit: str
    formula: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True)
class Finding:
    """One thing that the evidence says about a council, not yet in words.

    `verdict` picks the sentence; `tone` is strength, concern or blank; `names` are lists
    of names that the sentence prints; `facts` single words that it prints or that pick it.
    """

    id: str
    type: str
    theme: str
    about: str
    indicator: Indicator
    period: str
    verdict: str
    tone: str
    score: float
    rule: str
    figures: dict[str, Figure]
    comparator: Comparator | None = None
    standing: Standing | None = None
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)


def ref(row: Cell | Detail) -> Ref:
    """A cell or detail as a reference."""
    item = row.item if isinstance(row, Detail) else ""
    return Ref(row.source, row.gss_code, row.indicator, row.period, item)


def refs(row: Cell | Detail) -> tuple[Ref, ...]:
    """The rows that a cell or detail stands on: its own, or those that it is made of."""
    made_of = row.made_of if isinstance(row, Cell) else ()
    return tuple(ref(part) for part in made_of) or (ref(row),)


def of_cell(cell: Cell, unit: str, part: str = "value") -> Figure:
    """A cell's value, base, or lower or upper limit, as a figure."""
    value = getattr(cell, part)
    method = f", {cell.interval}" if cell.interval else ""
    formula = {"value": cell.formula, "base": "base"}.get(part, f"{part} 95% limit{method}")
    return Figure(cell.gss_code, cell.indicator, cell.period, value, unit, formula, refs(cell))


def worked_out(
    cell: Cell, value: float | str, unit: str, formula: str, rows: Iterable[Cell | Detail]
) -> Figure:
    """A figure worked out by `formula` from several rows, about the cell's council and period."""
    read = tuple(r for row in rows for r in refs(row))
    return Figure(cell.gss_code, cell.indicator, cell.period, value, unit, formula, read)


def typical(cell: Cell, comparator: Comparator, unit: str) -> Figure:
    """The comparator's median as a figure."""
    formula = f"median of {cell.formula}s" if cell.formula else "median"
    return worked_out(cell, comparator.typical, unit, formula, comparator.cells)


def of_part(part: Detail, unit: str) -> Figure:
    """What a part says of itself by the unit: its day, its period, or else its value."""
    own = {"date": str(part.date or ""), "period": part.period}.get(unit, part.value or 0.0)
    return Figure(part.gss_code, part.indicator, part.period, own, unit, "", (ref(part),))


def count(cell: Cell, value: int, formula: str, rows: Iterable[Cell | Detail]) -> Figure:
    """A count as a figure."""
    return worked_out(cell, value, "count", formula, rows)


def finding_on(  # noqa: PLR0913  # as many as a finding has sides; most have their usual value
    indicator: Indicator,
    type: str,
    period: str,
    *,
    verdict: str,
    rule: str,
    figures: dict[str, Figure],
    tone: str = "",
    score: float = 0.0,
    comparator: Comparator | None = None,
    standing: Standing | None = None,
    names: dict[str, tuple[str, ...]] | None = None,
    facts: dict[str, str] | None = None,
) -> Finding:
    """A finding on one indicator: its id is the indicator's and the type's.

    Without tone and score it adds to a stronger one, and never leads.
    """
    return Finding(
        id=f"{indicator.id}.{type}",
        type=type,
        theme=indicator.theme,
        about=indicator.about,
        indicator=indicator,
        period=period,
        verdict=verdict,
        tone=tone,
        score=score,
        rule=rule,
        figures=figures,
        comparator=comparator,
        standing=standing,
        names=names or {},
        facts=facts or {},
    )


@dataclass(frozen=True)
class Scale:
    """What a score needs beside the surprise: the thresholds and the data date."""

    bands: Bands
    data_date: dt.date

    def score(
        self,
        surprise: float,
        indicator: Indicator,
        period: str,
        *,
        comparator: Comparator | None,
        direction: bool | None = None,
    ) -> float:
        """The priority score of a finding on `indicator`, rounded to 6 places."""
        known = indicator.better != "neither" if direction is None else direction
        weights = self.bands.score
        parts = (
            surprise,
            weights["about"][indicator.about],
            1.0 if known else weights["direction_unknown"],
            self.recency(indicator, period),
            self.cover(comparator),
        )
        product = 1.0
        for part in parts:
            product *= part
        return round(product, 6)

    def recency(self, indicator: Indicator, period: str) -> float:
        """1 up to 24 months before the data date; less when older; least past the stale limit."""
        months = periods.age_in_months(period, self.data_date)
        if months > 12 * indicator.stale_after_years:
            return float(self.bands.score["stale"])
        recent = months <= self.bands.score["recent_months"]
        return 1.0 if recent else float(self.bands.score["older"])

    def stale(self, indicator: Indicator, period: str) -> bool:
        """Whether a figure is older than its indicator's limit: its sentence states its age."""
        age = periods.age_in_months(period, self.data_date)
        return age > 12 * indicator.stale_after_years

    def cover(self, comparator: Comparator | None) -> float:
        """How well a comparison is covered: peers with data of ten; less for others or none."""
        if comparator is None:
            return float(self.bands.score["no_comparator"])
        if comparator.group != "peers":
            return float(self.bands.score["wider_group"])
        return min(len(comparator.values) / float(self.bands.score["full_cover"]), 1.0)

    def level_surprise(self, standing: Standing) -> float:
        """Distance, at most 6; with an interval, the gap in half-widths; 0 where similar."""
        if standing.verdict == "similar":
            return 0.0
        most = float(self.bands.score["most_surprise"])
        cell = standing.cell
        if cell.lower is not None and cell.upper is not None and cell.value is not None:
            half = (cell.upper - cell.lower) / 2
            gap = abs(cell.value - standing.comparator.typical)
            return min(gap / half, most) if half else most
        return min(abs(standing.distance), most)

    def milestone_surprise(self, unlike: float) -> float:
        """4 x the share of comparators not in the council's state; 0 where the group is divided."""
        few, many = self.bands.milestone["few_share"], self.bands.milestone["many_share"]
        if few < unlike < many:
            return 0.0
        return float(self.bands.score["milestone_weight"]) * unlike


ABOUT_ORDER = {"council": 0, "residents": 1, "place": 2}


def strongest_first(findings: Iterable[Finding], theme_numbers: dict[str, int]) -> list[Finding]:
    """By score; ties: council before residents before place, then theme number, then id."""
    return sorted(
        findings,
        key=lambda f: (-f.score, ABOUT_ORDER[f.about], theme_numbers[f.theme], f.id),
    )
