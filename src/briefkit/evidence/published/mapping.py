"""The kept mapping of a published table: the tables [table] and [[table.column]] of source.toml.

What nobody could know stands in it as a blank, "", and `briefkit check` complains of each.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefkit.errors import UnfitEvidence
from briefkit.evidence.files import read_toml

_TABLE = {
    "sheet": str,
    "header_rows": list,
    "first_row": int,
    "last_row": int,
    "councils": str,
    "councils_at": str,
    "names": str,
    "period": str,
    "period_column": str,
    "published": dt.date,
    "left_out": list,
    "marks": dict,
    "column": list,
}
_COLUMN = {
    "heading": str,
    "at": str,
    "indicator": str,
    "period": str,
    "unit": str,
    "times": (int, float),
    "lower": str,
    "upper": str,
    "base": str,
    "words": dict,
    "where": dict,
}


@dataclass(frozen=True)
class Column:
    """A column of figures: which `heading`, where it stood (`at`), which indicator it is.

    A figure is multiplied by `times`; `sure` says that somebody said so, if it is only by 1.
    `words` are texts that mean numbers; `where` names the texts that other columns must have for
    a row to count.
    """

    heading: str
    at: str = ""
    indicator: str = ""
    period: str = ""
    unit: str = ""
    times: float | None = 1.0
    sure: bool = False
    lower: str = ""
    upper: str = ""
    base: str = ""
    words: Mapping[str, float] = field(default_factory=dict)
    where: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """How a table is read: its sheet, its rows, its columns, and what its own marks mean.

    `period` is that of all figures unless a column of the table, `period_column`, or the column's
    own says another. `marks` gives a status to a text of the publisher's own.
    """

    sheet: str
    header_rows: tuple[int, ...]
    first_row: int
    last_row: int
    councils: str
    councils_at: str
    columns: tuple[Column, ...]
    names: str = ""
    period: str = ""
    period_column: str = ""
    published: dt.date | None = None
    left_out: tuple[str, ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)

    @property
    def headings(self) -> dict[str, str]:
        """Every heading that the mapping reads by, and where it stood."""
        read = {self.councils: self.councils_at, self.names: "", self.period_column: ""}
        for column in self.columns:
            read |= dict.fromkeys((column.lower, column.upper, column.base, *column.where), "")
        read |= {column.heading: column.at for column in self.columns}
        read.pop("", None)
        return read


def read_mapping(path: Path) -> Table:
    """The mapping in a source.toml. Raises UnfitEvidence, with every slip in it, where it is unfit.

    Blanks are no slip here: published/blanks.py lists them.
    """
    given = read_toml(path).get("table")
    if not isinstance(given, dict):
        raise UnfitEvidence(
            f"{path} has no [table]: these figures were made by a prepare.py, not by "
            "`briefkit source new`. Make them again with it."
        )
    slips = list(_slips(given))
    if slips:
        raise UnfitEvidence("\n".join([f"{path} cannot be used:", *(f"  {s}" for s in slips)]))
    return _table(given)


def _slips(given: Mapping[str, Any]) -> Iterator[str]:
    yield from _wrong(given, _TABLE, "[table]")
    yield from (
        f"[table] has no {key}."
        for key in ("header_rows", "first_row", "last_row", "councils")
        if key not in given
    )
    columns = given.get("column", [])
    if not columns or not isinstance(columns, list):
        yield "there is no [[table.column]], so no figures. Name at least one."
        return
    for number, column in enumerate(columns, 1):
        if not isinstance(column, dict) or not column.get("heading"):
            yield f"[[table.column]] number {number} has no heading."
            continue
        yield from _wrong(column, _COLUMN, f"[[table.column]] {column['heading']!r}")


def _wrong(given: Mapping[str, Any], known: Mapping[str, Any], where: str) -> Iterator[str]:
    for key, value in given.items():
        if key not in known:
            yield f"{where}: {key!r} is none of {', '.join(known)}."
        elif value != "" and (not isinstance(value, known[key]) or isinstance(value, bool)):
            yield f"{where}: {key} = {value!r} is of the wrong kind."


def _table(given: Mapping[str, Any]) -> Table:
    rest = {k: v for k, v in given.items() if k not in ("column", "header_rows", "left_out")}
    rest["published"] = rest.get("published") or None
    return Table(
        **{"sheet": "", "councils_at": "", **rest},
        header_rows=tuple(given["header_rows"]),
        left_out=tuple(given.get("left_out", ())),
        columns=tuple(_column(column) for column in given["column"]),
    )


def _column(given: Mapping[str, Any]) -> Column:
    times = given.get("times", 1)
    sure = "times" in given
    return Column(**{**given, "times": None if times == "" else float(times), "sure": sure})
