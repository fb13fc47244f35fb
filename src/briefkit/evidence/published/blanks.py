"""What the mapping of a published table still leaves open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def blanks(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a [table] still leaves open: the name of each blank, and what belongs there."""
    if not given:
        return
    columns = [c for c in given.get("column", ()) if isinstance(c, dict)]
    if given.get("published") == "":
        yield "published", "the day on which the table came out, such as 2026-01-31."
    dated = given.get("period") or given.get("period_column")
    if not dated and not all(column.get("period") for column in columns):
        yield "period", "the period of the figures, such as 2024-25."
    for column in columns:
        named = f"column {column.get('heading')!r}"
        if not column.get("indicator"):
            yield f"{named}, indicator", "an id of indicators.csv; or delete this column's lines."
        elif not column.get("unit"):
            yield f"{named}, unit", "the unit of the figures, as in indicators.csv."
        if column.get("times", 1) == "":
            said = "what to multiply by: 1000 where the table is in thousands, 1 where it is not."
            yield f"{named}, times", said
