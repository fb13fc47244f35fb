"""Where the columns of a kept mapping stand in a new release; new periods of a wide table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefkit.evidence.intake.cells import letters
from briefkit.evidence.published.layout import Layout
from briefkit.evidence.published.mapping import Column, Table
from briefkit.evidence.published.periodtexts import within


def kept_columns(layout: Layout, table: Table) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """The columns of a mapping where a release has them, and what to tell of it.

    A column that says its period in its heading is found by the rest of the heading: so a wide
    table's next year is read as the years before, and a year that it has dropped is let go.
    One that is not found stays as it was.
    """
    columns: list[Column] = []
    told: list[str] = []
    for column in table.columns:
        if column.period:
            found = [c for c in _periods(layout, column) if c not in columns]
            columns += found or [column] * (column not in columns and not _any(layout, column))
        elif layout.called(column.heading):
            at = letters(layout.called(column.heading))
            if column.at and at != column.at:
                told.append(f"{column.heading!r} from column {column.at} to {at}.")
            columns.append(replace(column, at=at))
        else:
            columns.append(column)
    told += _new_and_gone(table.columns, columns)
    return tuple(columns), tuple(told)


def _periods(layout: Layout, column: Column) -> Iterator[Column]:
    """The columns of a wide table that differ from one in their period alone."""
    rest = within(column.heading)[1].casefold()
    for number, heading in layout.headings.items():
        period, other = within(heading)
        if period and other.casefold() == rest:
            yield replace(column, heading=heading, at=letters(number), period=period)


def _any(layout: Layout, column: Column) -> bool:
    return next(_periods(layout, column), None) is not None


def _new_and_gone(before: tuple[Column, ...], after: list[Column]) -> Iterator[str]:
    had = {(c.indicator, c.period): c for c in before if c.period}
    has = {(c.indicator, c.period): c for c in after if c.period}
    for key in has.keys() - had.keys():
        column = has[key]
        yield f"column {column.at} {column.heading!r} is new, and read as {column.indicator}."
    for key in had.keys() - has.keys():
        yield f"{had[key].heading!r} is not there any more: its figures stay as they were."
