"""source.toml of a published table: written with marked blanks, and changed in place later."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefkit.errors import UnfitEvidence
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
        yield _line(key, getattr(about, key), what)
        if key == "released":
            yield _line("retrieved", about.retrieved)
    yield _line("indicators", sorted({c.indicator for c in table.columns if c.indicator}))
    yield _line("notes", "")


def _hints(hints: Sequence[str]) -> Iterator[str]:
    if hints:
        yield ""
        yield "# The table itself says:"
        # a comment ends with its line, so nothing of the file may begin another
        yield from (f"#   {' '.join(re.sub(r'[^ -~£–’‘]', ' ', hint).split())}" for hint in hints)


def _read(read: Mapping[str, str]) -> Iterator[str]:
    yield from ("", "# What was read: the file and its SHA-256.", "[read]")
    yield from (_line(name, sha256) for name, sha256 in read.items())


def _table(table: Table) -> Iterator[str]:
    yield from ("", "# How it is read; `briefkit source refresh` reads the next release so.")
    yield "[table]"
    for key in ("sheet", "header_rows", "first_row", "last_row", "councils", "councils_at"):
        yield _line(key, getattr(table, key))
    if table.names:
        yield _line("names", table.names)
    if table.period_column:
        yield _line("period_column", table.period_column)
    elif not all(column.period for column in table.columns):
        yield _line("period", table.period, "the period of all figures, such as 2024-25")
    yield _line("published", table.published, "the day on which the figures came out: 2026-01-31")
    if table.left_out:
        yield "# Columns of figures that are not read:"
        yield _line("left_out", table.left_out)
    for column in table.columns:
        yield from _column(column)


def _column(column: Column) -> Iterator[str]:
    yield from ("", "[[table.column]]", _line("heading", column.heading), _line("at", column.at))
    about = "an id of indicators.csv; delete these lines if the column is not wanted"
    yield _line("indicator", column.indicator, about)
    if column.period:
        yield _line("period", column.period)
    yield _line("unit", column.unit, "the unit of the figures, as in indicators.csv")
    if column.times != 1:
        yield _line("times", column.times, "1000 if the table is in thousands, 1 if it is not")
    for key in ("lower", "upper", "base", "words", "where"):
        if getattr(column, key):
            yield _line(key, getattr(column, key))


def _line(key: str, value: Plain, what: str = "") -> str:
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


def renewed(text: str, table: Table, read: Mapping[str, str], days: Mapping[str, dt.date]) -> str:
    """A source.toml after a refresh: its days, rows, places and [read]; all else as it was.

    Lines are changed one by one, so that what an officer wrote beside them stays.
    Raises UnfitEvidence where a line cannot be found.
    """
    at = {column.heading: column.at for column in table.columns}
    values: dict[str, Plain] = {
        "published": table.published,
        "first_row": table.first_row,
        "last_row": table.last_row,
        "header_rows": table.header_rows,
        "councils_at": table.councils_at,
    }
    lines: list[str] = []
    section, heading = "", ""
    for line in text.splitlines():
        opened = re.fullmatch(r"\s*\[+([^\[\]]+)\]+\s*(#.*)?", line)
        if opened:
            section, heading = opened[1].strip(), ""
            lines.append(line)
            if section == "read":
                lines += [_line(name, sha256) for name, sha256 in read.items()]
            continue
        key, _, rest = (part.strip() for part in line.partition("="))
        if section == "read" and rest:
            continue
        if section == "table.column" and key == "heading":
            heading = str(tomllib.loads(line)["heading"])
        lines.append(_renewed(line, section, key, {**days, **values}, at.get(heading, "")))
    made = "\n".join([*lines, ""])
    _hold(made, table, read)
    return made


def _renewed(line: str, section: str, key: str, values: Mapping[str, Plain], at: str) -> str:
    mine = {"": ("released", "retrieved"), "table": tuple(values)}.get(section, ())
    if key in mine and key in values and "=" in line:
        return _line(key, values[key])
    return _line("at", at) if section == "table.column" and key == "at" and at else line


def _hold(made: str, table: Table, read: Mapping[str, str]) -> None:
    """What was written is what was meant."""
    told = tomllib.loads(made)
    meant = {"published": table.published, "last_row": table.last_row}
    if told.get("read") != dict(read) or {k: told["table"].get(k) for k in meant} != meant:
        raise UnfitEvidence(
            "source.toml could not be renewed line by line: write each key of [table] and [read] "
            "on a line of its own."
        )
