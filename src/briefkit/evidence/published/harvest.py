"""A table read by its mapping: figures in the house's form, and every row that gave none.

Rows in = rows used + rows rejected. A cell that cannot be read is a figure with a status, told.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from briefkit.evidence import periods
from briefkit.evidence.catalogue import Indicator
from briefkit.evidence.councils import Council
from briefkit.evidence.intake.cells import Cell, Row
from briefkit.evidence.intake.markers import marker
from briefkit.evidence.intake.texts import plain_spaces
from briefkit.evidence.published.layout import Layout, is_figure
from briefkit.evidence.published.mapping import Column, Table
from briefkit.evidence.published.naming import Found, Naming
from briefkit.evidence.published.periodtexts import period_of
from briefkit.evidence.published.reading import Reading, read_figure
from briefkit.evidence.tables import Problem

Key = tuple[str, str, str]
"""GSS code, indicator, period."""

HARMLESS = ("other", "ended", "not yet", "heading", "another measure", "repeat")
"""Why a row may be left out with nobody at fault."""


@dataclass(frozen=True)
class Reject:
    """A row that gave no figure: its number, why (`kind`) and the sentence for it."""

    row: int
    kind: str
    said: str


@dataclass(frozen=True)
class Figure:
    """One figure as it goes into figures.csv, and the row that it was read from."""

    key: Key
    reading: Reading
    row: int

    def cells(self, published: str) -> dict[str, str | float | None]:
        """Its row of figures.csv."""
        code, indicator, period = self.key
        read = self.reading
        return {
            "gss_code": code,
            "indicator": indicator,
            "period": period,
            "published": published,
            "value": read.value,
            "lower": read.lower,
            "upper": read.upper,
            "base": read.base,
            "status": read.status,
            "note": read.note,
        }


@dataclass(frozen=True)
class Harvest:
    """What a table gave.

    `problems` are cells that could not be read; `by` counts how councils were found.
    """

    figures: tuple[Figure, ...]
    rejects: tuple[Reject, ...]
    problems: tuple[Problem, ...]
    rows_in: int
    as_text: int
    by: Mapping[str, int] = field(default_factory=dict)

    @property
    def rows_used(self) -> int:
        """How many rows gave a figure, if one with a status alone."""
        return self.rows_in - len(self.rejects)

    @property
    def faults(self) -> tuple[Reject, ...]:
        """Rejected rows that somebody should look at."""
        return tuple(r for r in self.rejects if r.kind not in HARMLESS)

    def unread(self) -> list[str]:
        """Columns of which at least half of the cells could not be read: no figures at all."""
        seen: dict[str, list[bool]] = defaultdict(list)
        for figure in self.figures:
            seen[figure.key[1]].append(figure.reading.problem is not None)
        return [name for name, wrong in seen.items() if sum(wrong) * 2 >= len(wrong)]


def harvest(
    layout: Layout,
    table: Table,
    naming: Naming,
    known: Mapping[str, Indicator],
    torn: Mapping[int, str],
) -> Harvest:
    """Read a table's rows by its mapping; `known` are the indicators of the catalogue by id.

    `torn` are rows whose fields may stand under the wrong headings, with the sentence for each.
    """
    gatherer = _Gatherer(layout, table, naming, known)
    for row in layout.rows:
        gatherer.take(row, torn.get(row[0].row, ""))
    return gatherer.whole()


class _Gatherer:
    """Rows on their way: the figures by key, the rejects by row."""

    def __init__(
        self, layout: Layout, table: Table, naming: Naming, known: Mapping[str, Indicator]
    ) -> None:
        self.layout, self.table, self.naming, self.known = layout, table, naming, known
        self.at = {name: layout.called(name) for name in table.headings}
        self.found: dict[Key, list[Figure]] = defaultdict(list)
        self.rejects: dict[int, Reject] = {}
        self.by: dict[str, int] = defaultdict(int)
        self.problems: list[Problem] = []
        self.rows_in = 0

    def cell(self, row: Row, heading: str) -> Cell | None:
        """The cell of a row under a heading."""
        return row[self.at[heading] - 1] if heading else None

    def take(self, row: Row, torn: str) -> None:
        """Read one row: into figures, or into one reject."""
        self.rows_in += 1
        kind, said = ("torn", torn) if torn else self._read(row)
        if kind:
            self.rejects[row[0].row] = Reject(row[0].row, kind, said)

    def _read(self, row: Row) -> tuple[str, str]:
        """Read a row's figures; the kind and sentence of its reject where it gives none."""
        columns = [c for c in self.table.columns if self._counts(row, c)]
        period, fault = self._period(row, columns)
        named = self._naming_cell(row)
        # a name can be that of one council in one column's year and of another in the next
        dates = [column.period or period for column in columns] or [period]
        finds = [self.naming.find(plain_spaces(named.shown), _last_day(date)) for date in dates]
        known = [(n, found.council) for n, found in enumerate(finds) if found.council]
        if not known:
            return self._nobody(row, named, finds[0])
        if not columns:
            return "another measure", "a measure that no [[table.column]] asks for."
        first, council = known[0]
        other = self._other_name(row, council.gss_code, dates[first])
        if fault or other:
            return "period" if fault else "name", fault or other
        self.by[finds[first].by] += 1
        gave = [self._figure(row, columns[n], council, dates[n]) for n, council in known]
        for n, found in enumerate(finds):
            self._lost(row, columns[n], found)
        began = f"{council.name} began later, and the row holds no figure of it."
        return ("", "") if any(gave) else ("not yet", began)

    def _nobody(self, row: Row, named: Cell, found: Found) -> tuple[str, str]:
        """Why a row is of no council: what it names is none, or it is a heading among the rows."""
        if found.kind == "unknown" and sum(not cell.blank for cell in row) == 1:
            return "heading", f"{named.shown[:60]!r} stands alone: a heading."
        return found.kind, found.said

    def _lost(self, row: Row, column: Column, found: Found) -> None:
        """Tell of a figure of a time when its council was not there, in a row with others."""
        cell = row[self.at[column.heading] - 1]
        if found.council is None and is_figure(cell) and marker(cell) is None:
            self.problems.append(cell.problem(f"{cell.shown} is not used: {found.said}"))

    def _naming_cell(self, row: Row) -> Cell:
        """The cell that says whose row it is: the name's where the code's is blank."""
        named = row[self.at[self.table.councils] - 1]
        other = self.cell(row, self.table.names)
        return other if named.blank and other is not None else named

    def _counts(self, row: Row, column: Column) -> bool:
        return all(
            plain_spaces(row[self.at[name] - 1].shown).casefold() == text.casefold()
            for name, text in column.where.items()
        )

    def _period(self, row: Row, columns: list[Column]) -> tuple[str, str]:
        """A row's period, and what is wrong with it."""
        cell = self.cell(row, self.table.period_column)
        if cell is None or all(c.period for c in columns):
            return self.table.period or next((c.period for c in columns), ""), ""
        period = period_of(cell)
        return period, "" if period else f"{cell.place}: {cell.shown[:40]!r} is no period."

    def _other_name(self, row: Row, code: str, period: str) -> str:
        """What to say where the row's name is that of another council than its code."""
        cell = self.cell(row, self.table.names)
        if cell is None or cell.blank:
            return ""
        named = self.naming.find(plain_spaces(cell.shown), _last_day(period))
        if named.council is None or named.council.gss_code == code:
            return ""
        own = self.naming.register.by_gss[code].name
        return f"{cell.place}: the code is that of {own}, the name {cell.shown[:60]!r}."

    def _figure(self, row: Row, column: Column, council: Council, period: str) -> bool:
        """Read one figure; false where there is none since the council had not begun."""
        cell = row[self.at[column.heading] - 1]
        beside = {
            name: self.cell(row, getattr(column, name)) for name in ("lower", "upper", "base")
        }
        indicator = self.known.get(column.indicator)
        reading = read_figure(cell, beside, column, self.table.marks, indicator)
        last = _last_day(period)
        if reading.value is None and council.start and last and council.start > last:
            return False
        # a column that is not mapped yet goes by its heading: its rows are counted all the same
        key = (council.gss_code, column.indicator or column.heading, period)
        self.found[key].append(Figure(key, reading, row[0].row))
        return True

    def whole(self) -> Harvest:
        """All that was gathered, once rows that stand twice are out."""
        kept = [f for figures in self.found.values() for f in self._once(figures)]
        giving = {figure.row for figure in kept}
        rejects = [r for n, r in self.rejects.items() if n not in giving]
        unread = [f.reading.problem for f in kept if f.reading.problem is not None]
        return Harvest(
            tuple(sorted(kept, key=lambda f: f.key)),
            tuple(sorted(rejects, key=lambda r: r.row)),
            (*unread, *self.problems),
            self.rows_in,
            sum(f.reading.as_text for f in kept),
            dict(self.by),
        )

    def _once(self, figures: list[Figure]) -> Iterator[Figure]:
        """The one figure of a key: of several alike the first, of several that differ none."""
        first, *others = figures
        bare = replace(first.reading, problem=None)
        alike = all(replace(f.reading, problem=None) == bare for f in others)
        if alike:
            yield first
        lines = ", ".join(str(f.row) for f in figures[:8]) + " and more" * (len(figures) > 8)
        code, indicator, period = first.key
        name = self.naming.register.by_gss[code].name
        for figure in others if alike else figures:
            if figure.row == first.row and alike:
                continue
            said = (
                f"{name} in {period} stands on row {first.row} already, with the same figures."
                if alike
                else f"{', '.join(filter(None, (name, indicator, period)))} stands on rows {lines} "
                "with other figures."
            )
            self.rejects[figure.row] = Reject(figure.row, "repeat" if alike else "twice", said)


def _last_day(period: str) -> dt.date | None:
    try:
        return periods.last_day(period) if period else None
    except ValueError:
        return None
