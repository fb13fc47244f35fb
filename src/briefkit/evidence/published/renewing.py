"""source.toml after a refresh: its days, rows and places anew, all else as an officer left it."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping

from briefkit.errors import UnfitEvidence
from briefkit.evidence.published.mapping import Table
from briefkit.evidence.published.toml import Plain, column_lines, line_of


def renewed(text: str, table: Table, read: Mapping[str, str], days: Mapping[str, dt.date]) -> str:
    """A source.toml after a refresh; `days` are released and retrieved.

    Lines are changed one by one, so that what an officer wrote beside them stays; where a wide
    table has other periods than before, its [[table.column]] tables are written anew.
    Raises UnfitEvidence where a line cannot be found.
    """
    headings = [str(c["heading"]) for c in tomllib.loads(text)["table"]["column"]]
    same = headings == [column.heading for column in table.columns]
    body = text if same else text[: _first_column(text)]
    lines = list(_lines(body, table, read, days))
    if not same:
        lines = [line for column in table.columns for line in column_lines(column)]
        lines = [*_lines(body.rstrip() + "\n", table, read, days), *lines]
    made = "\n".join([*lines, ""])
    _hold(made, table, read)
    return made


def _first_column(text: str) -> int:
    found = re.search(r"^\s*\[\[table\.column\]\]", text, re.MULTILINE)
    return found.start() if found else len(text)


def _lines(
    text: str, table: Table, read: Mapping[str, str], days: Mapping[str, dt.date]
) -> list[str]:
    at = {column.heading: column.at for column in table.columns}
    lines: list[str] = []
    section, heading = "", ""
    for line in text.splitlines():
        opened = re.fullmatch(r"\s*\[+([^\[\]]+)\]+\s*(#.*)?", line)
        key, sign, _ = line.partition("=")
        key = key.strip()
        if opened:
            section, heading = opened[1].strip(), ""
            lines += [line, *_read(section, read)]
        elif section != "read" or not sign:
            if section == "table.column" and key == "heading":
                heading = str(tomllib.loads(line)["heading"])
            new = _values(section, table, days, at.get(heading, ""))
            lines.append(line_of(key, new[key]) if sign and key in new else line)
    return lines


def _read(section: str, read: Mapping[str, str]) -> list[str]:
    return [line_of(name, sha256) for name, sha256 in read.items()] if section == "read" else []


def _values(section: str, table: Table, days: Mapping[str, dt.date], at: str) -> dict[str, Plain]:
    """What a refresh writes anew in a section of the file."""
    if section == "table.column":
        return {"at": at} if at else {}
    if section == "table":
        keys = ("sheet", "header_rows", "first_row", "last_row", "councils_at", "published")
        return {key: getattr(table, key) for key in (*keys, *["period"] * bool(table.period))}
    if section:
        return {}
    return {**days, "indicators": sorted({c.indicator for c in table.columns})}


def _hold(made: str, table: Table, read: Mapping[str, str]) -> None:
    """Raise UnfitEvidence unless what was written is what was meant."""
    told = tomllib.loads(made)
    kept = told["table"]
    meant = (dict(read), table.published, table.last_row, [c.heading for c in table.columns])
    found = (
        told.get("read"),
        kept.get("published"),
        kept.get("last_row"),
        [c["heading"] for c in kept["column"]],
    )
    if found != meant:
        raise UnfitEvidence(
            "source.toml could not be renewed line by line: write each key of [table] and [read] "
            "on a line of its own."
        )
