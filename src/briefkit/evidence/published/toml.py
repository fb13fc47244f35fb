"""source.toml of a published table, with a marked blank for whatever nobody could know."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefkit.evidence.published.mapping import Column, Table

FILL = "# FILL IN: "
_ABOUT = {
    "title": "what the table is called",
    "publisher": "who published it",
    "url": "the address where it can be found",
    "licence": 'such as "Open Government Licence v3.0"; if none is stated, say that none is',
    "released": "the day on which it came out, as 2026-01-31 without quotes",
    "credit": "how the publisher wants to be named",
}
Plain = str | float | bool | dt.date | Sequence[object] | Mapping[str, object] | None


@dataclass(frozen=True)
class About:
    """What source.toml says of a table beside its mapping; blank where nobody said it."""

    title: str = ""
    publisher: str = ""
    url: str = ""
    licence: str = ""
    credit: str = ""
    released: dt.date | None = None
    retrieved: dt.date | None = None


def written(about: About, table: Table, read: Mapping[str, str], hints: Sequence[str]) -> str:
    """The whole of a new source.toml; `read` maps the file to its SHA-256."""
    return "\n".join([*_head(about, table), *_hints(hints), *_read(read), *_table(table), ""])


def _head(about: About, table: Table) -> Iterator[str]:
    for key, what in _ABOUT.items():
        yield line_of(key, getattr(about, key), what)
        if key == "released":
            yield line_of("retrieved", about.retrieved)
    yield line_of("indicators", sorted({c.indicator for c in table.columns if c.indicator}))
    yield line_of("notes", "")


def _hints(hints: Sequence[str]) -> Iterator[str]:
    if hints:
        yield ""
        yield "# The table itself says:"
        # a comment ends with its line, so nothing of the file may begin another
        yield from (f"#   {' '.join(re.sub(r'[^ -~£–’‘]', ' ', hint).split())}" for hint in hints)


def _read(read: Mapping[str, str]) -> Iterator[str]:
    yield from ("", "# What was read: the file and its SHA-256.", "[read]")
    yield from (line_of(name, sha256) for name, sha256 in read.items())


def _table(table: Table) -> Iterator[str]:
    yield from ("", "# How it is read; `briefkit source refresh` reads the next release so.")
    yield "[table]"
    for key in ("sheet", "header_rows", "first_row", "last_row", "councils", "councils_at"):
        yield line_of(key, getattr(table, key))
    if table.names:
        yield line_of("names", table.names)
    if table.period_column:
        yield line_of("period_column", table.period_column)
    elif not all(column.period for column in table.columns):
        yield line_of("period", table.period, "the period of all figures, such as 2024-25")
    yield line_of("published", table.published, "the day on which the figures came out: 2026-01-31")
    if table.left_out:
        yield "# Columns of figures that are not read:"
        yield line_of("left_out", table.left_out)
    for column in table.columns:
        yield from column_lines(column)


def column_lines(column: Column) -> Iterator[str]:
    """A [[table.column]] table, with a blank line before it."""
    yield from (
        "",
        "[[table.column]]",
        line_of("heading", column.heading),
        line_of("at", column.at),
    )
    about = "an id of indicators.csv; delete these lines if the column is not wanted"
    yield line_of("indicator", column.indicator, about)
    if column.period:
        yield line_of("period", column.period)
    yield line_of("unit", column.unit, "the unit of the figures, as in indicators.csv")
    if column.times != 1 or column.sure:
        yield line_of("times", column.times, "1000 if the table is in thousands, 1 if it is not")
    for key in ("lower", "upper", "base", "words", "where"):
        if getattr(column, key):
            yield line_of(key, getattr(column, key))


def line_of(key: str, value: Plain, what: str = "") -> str:
    """A line of TOML; a blank value is marked, with `what` belongs there."""
    name = key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _text(key)
    blank = value is None or value == ""
    return f"{name} = {_plain(value)}{f'  {FILL}{what}' if blank and what else ''}"


def _plain(value: object) -> str:
    """A value as TOML writes it."""
    if value is None or isinstance(value, str):
        return _text(value or "")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_text(str(k))} = {_plain(v)}" for k, v in value.items()) + " }"
    if isinstance(value, Sequence):
        return "[" + ", ".join(_plain(item) for item in value) + "]"
    return format(value, ".15g") if isinstance(value, float) else str(value)


def _text(text: str) -> str:
    """A text in quotes: JSON's escapes are TOML's, but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
