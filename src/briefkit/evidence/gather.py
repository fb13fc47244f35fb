"""Evidence: the data folder, checked and joined, as seen on one data date.

`gather` reads every source once. A briefing asks for its cells through a Reader,
which remembers what was asked, absent cells too: that list is the briefing's
`reads`, by which a later build knows whether anything under it has changed.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from briefkit.errors import UnfitEvidence
from briefkit.evidence import checks, periods, register_checks
from briefkit.evidence.catalogue import Catalogue, read_catalogue
from briefkit.evidence.councils import Register, read_neighbours, read_register
from briefkit.evidence.deflators import Deflator, read_deflators
from briefkit.evidence.revisions import Key, standing
from briefkit.evidence.tables import (
    DETAIL_COLUMNS,
    FIGURE_COLUMNS,
    Problem,
    SourceTable,
    read_table,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of one council: `value`, `lower`, `upper` in the indicator's unit, or None.

    A figure that was worked out says by which `formula` and is `made_of` other cells;
    `interval` names the method of limits that were worked out.
    """

    gss_code: str
    indicator: str
    period: str
    published: dt.date
    value: float | None
    lower: float | None
    upper: float | None
    base: float | None
    status: str
    note: str
    source: str
    formula: str = ""
    made_of: tuple[Cell, ...] = ()
    interval: str = ""

    @property
    def reason(self) -> str:
        """Why there is no value: one of checks.REASONS; blank where there is one."""
        return self.note.partition(":")[0] if self.value is None else ""

    @property
    def particulars(self) -> str:
        """What the note says after its reason."""
        return self.note.partition(":")[2].strip()


@dataclass(frozen=True, slots=True)
class Detail:
    """A part of a figure: a named item with a value, unit and date where it has them."""

    gss_code: str
    indicator: str
    period: str
    item: str
    value: float | None
    unit: str
    date: dt.date | None
    source: str


@dataclass(frozen=True)
class Intake:
    """What a source brought: rows in = rows used + rows rejected; `later` came out too late."""

    source: str
    rows_in: int
    rows_used: int
    rows_rejected: int
    later: int


@dataclass(frozen=True)
class Evidence:
    """All that is known on the data date. Cells by indicator and council, oldest first."""

    data_date: dt.date
    register: Register
    catalogue: Catalogue
    cells: dict[tuple[str, str], tuple[Cell, ...]]
    details: dict[tuple[str, str], tuple[Detail, ...]]
    neighbours: dict[str, tuple[str, ...]]
    intake: tuple[Intake, ...]
    deflators: tuple[Deflator, ...] = ()

    def table(self) -> pd.DataFrame:
        """One tidy table: council, indicator, period, value, lower, upper, base, status."""
        columns = ["gss_code", "indicator", "period", "value", "lower", "upper", "base", "status"]
        rows = [
            [getattr(cell, column) for column in columns]
            for series in self.cells.values()
            for cell in series
        ]
        return pd.DataFrame(rows, columns=columns)


@dataclass(frozen=True)
class Reader:
    """Evidence as one briefing reads it: every question asked is remembered in `reads`."""

    evidence: Evidence
    reads: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def series(self, indicator: str, gss_code: str) -> tuple[Cell, ...]:
        """All periods of a council's indicator, oldest first; empty where there is none."""
        self.reads[indicator].add(gss_code)
        found = self.evidence.cells.get((indicator, gss_code), ())
        for part in (p for cell in found for p in cell.made_of):
            self.reads[part.indicator].add(part.gss_code)
        return found

    def latest(self, indicator: str, gss_code: str) -> Cell | None:
        """The latest cell, whether it has a value or not."""
        found = self.series(indicator, gss_code)
        return found[-1] if found else None

    def at(self, indicator: str, gss_code: str, period: str) -> Cell | None:
        """The cell of one period."""
        return next((c for c in self.series(indicator, gss_code) if c.period == period), None)

    def parts(self, indicator: str, gss_code: str, period: str = "") -> tuple[Detail, ...]:
        """The parts of a council's figure, of one period or of all."""
        self.reads[indicator].add(gss_code)
        found = self.evidence.details.get((indicator, gss_code), ())
        return tuple(d for d in found if not period or d.period == period)


@dataclass(frozen=True)
class Pass:
    """One reading of the data folder: what was found, whether fit or not."""

    register: Register
    catalogue: Catalogue
    figures: tuple[SourceTable, ...]
    details: tuple[SourceTable, ...]
    problems: tuple[Problem, ...]


def inspect(data: Path, left_out: tuple[str, ...] = (), rules: Path | None = None) -> Pass:
    """Read the whole data folder and find every problem in it.

    `rules` is the folder of indicators, themes and benchmarks where it is not `data`.
    """
    _stop_without(data, rules or data)
    register = read_register(data / "councils.csv")
    catalogue = read_catalogue(data, rules)
    figures, details = [], []
    problems = register_checks.check_places(data, register)
    problems += checks.check_catalogue(catalogue, left_out)
    for source in catalogue.sources:
        folder = data / "sources" / source.id
        table = read_table(
            folder / "figures.csv", FIGURE_COLUMNS, f"sources/{source.id}/figures.csv"
        )
        figures.append(table)
        problems += checks.check_figures(table, catalogue, register)
        if (folder / "details.csv").exists():
            name = f"sources/{source.id}/details.csv"
            parts = read_table(folder / "details.csv", DETAIL_COLUMNS, name)
            details.append(parts)
            problems += checks.check_details(parts, catalogue, register)
    return Pass(register, catalogue, tuple(figures), tuple(details), tuple(problems))


def _stop_without(data: Path, rules: Path) -> None:
    own = [data / name for name in ("councils.csv", "neighbours.csv")]
    ruled = [rules / name for name in ("indicators.csv", "themes.toml", "benchmarks.csv")]
    missing = [path.name for path in (*own, *ruled) if not path.is_file()]
    if missing:
        raise UnfitEvidence(
            f"{data}: {', '.join(missing)} missing. Restore from the project's history."
        )


def gather(
    data: Path, data_date: dt.date, left_out: tuple[str, ...] = (), rules: Path | None = None
) -> Evidence:
    """The data folder as it stood on `data_date`. Raises UnfitEvidence with every problem."""
    found = inspect(data, left_out, rules)
    if found.problems:
        raise UnfitEvidence(_report(data, found.problems))
    return join(found, data, data_date)


def _report(data: Path, problems: tuple[Problem, ...], most: int = 20) -> str:
    count = f"{len(problems)} problem{'s' * (len(problems) > 1)} in {data.name}/"
    lines = [f"  {problem}" for problem in problems[:most]]
    more = [f"  ... and {len(problems) - most} more: `briefkit check` lists them all."]
    return "\n".join([count, *lines, *more * (len(problems) > most)])


def join(found: Pass, data: Path, data_date: dt.date) -> Evidence:
    """A pass without problems as evidence: typed, joined, and cut off at the data date."""
    cells: Cells = defaultdict(list)
    parts: dict[tuple[str, str], list[Detail]] = defaultdict(list)
    later: dict[str, set[Key]] = defaultdict(set)
    for table in found.figures:
        out, later[table.source] = standing(_cells(table), data_date)
        for cell in out:
            cells[cell.indicator, cell.gss_code].append(cell)
    for table in found.details:
        for part in _details(table):
            if _out(part, cells, later[part.source], found.catalogue, data_date):
                parts[part.indicator, part.gss_code].append(part)
    late = {source: len(keys) for source, keys in later.items()}
    counted = [intake(t, found.problems, late.get(t.source, 0)) for t in found.figures]
    return Evidence(
        data_date=data_date,
        register=found.register,
        catalogue=found.catalogue,
        cells={key: _in_time(series) for key, series in cells.items()},
        details={key: tuple(items) for key, items in parts.items()},
        neighbours=read_neighbours(data / "neighbours.csv"),
        intake=tuple(counted),
        deflators=read_deflators(data / "deflators.csv", data_date),
    )


Cells = dict[tuple[str, str], list[Cell]]


def _out(
    part: Detail, cells: Cells, later: set[Key], catalogue: Catalogue, data_date: dt.date
) -> bool:
    """Whether a part was out by the data date: with its figure; without one, with its source."""
    dated_later = part.item != PLANNED and part.date is not None and part.date > data_date
    if dated_later or (part.indicator, part.gss_code, part.period) in later:
        return False
    released = catalogue.source[part.source].released
    if not later or released is None or released <= data_date:
        return True
    own = cells.get((part.indicator, part.gss_code), [])
    return any(c.period == part.period and c.source == part.source for c in own)


PLANNED = "planned"  # a part that names a day still to come


def intake(table: SourceTable, problems: tuple[Problem, ...], later: int = 0) -> Intake:
    """The count of a source's rows: in, used, rejected."""
    rejected = len({p.row for p in problems if p.file == table.file and (p.row or 0) > 1})
    unread = any(p.file == table.file and p.row in (None, 1) for p in problems)
    used = 0 if unread else table.rows_in - rejected
    return Intake(table.source, table.rows_in, used, table.rows_in - used, later)


def _in_time(series: list[Cell]) -> tuple[Cell, ...]:
    return tuple(sorted(series, key=lambda c: (periods.last_day(c.period), c.period)))


def _cells(table: SourceTable) -> list[Cell]:
    text = {column: table.rows[column].tolist() for column in FIGURE_COLUMNS}
    value, lower, upper, base = (_floats(text[c]) for c in ("value", "lower", "upper", "base"))
    published = [dt.date.fromisoformat(day) for day in text["published"]]
    return [
        Cell(*row, table.source)  # type: ignore[call-arg]  # zip hides how many there are
        for row in zip(
            *(text["gss_code"], text["indicator"], text["period"], published),
            *(value, lower, upper, base),
            *(text["status"], text["note"]),
            strict=True,
        )
    ]


def _details(table: SourceTable) -> list[Detail]:
    text = {column: table.rows[column].tolist() for column in DETAIL_COLUMNS}
    dates = [dt.date.fromisoformat(day) if day else None for day in text["date"]]
    return [
        Detail(*row, table.source)  # type: ignore[call-arg]  # the same
        for row in zip(
            *(text["gss_code"], text["indicator"], text["period"], text["item"]),
            *(_floats(text["value"]), text["unit"], dates),
            strict=True,
        )
    ]


def _floats(text: list[str]) -> list[float | None]:
    return [float(t) if t else None for t in text]
