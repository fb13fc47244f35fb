"""A row of evidence as cells: names beside codes, numbers, days, and words for marks.

`cells` gives plain values by column; book.py writes them. A figure that is missing is never
blank and never zero: its value is a mark in square brackets, its status says it in words.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from briefkit.publishing.pack.names import Names

Row = dict[str, str]
Value = str | float | dt.date

STATUSES = {
    "": "Ordinary figure",
    "c": "Confidential",
    "x": "Not available",
    "z": "Not applicable",
    "low": "Rounds to zero",
    "e": "Estimated",
    "p": "Provisional",
    "r": "Revised",
    "b": "Break in series",
    "u": "Low reliability",
}
"""The shorthand of the Government Analysis Function, in words."""

COLUMNS = {
    "Council": "The council that the row is about.",
    "Role": "This council; a peer; a council of the area; or another, compared as one of a group.",
    "Measure": "What is measured.",
    "Unit": "What the value, its limits and, for a median, its spread are counted in.",
    "Period": "A day; a month as 2026-01; a year as 2025; a financial or academic year as 2024-25;"
    " a span from one to another with a stroke between.",
    "Value": "As the source has it, not rounded; the cell shows it rounded. Yes or no is 1 or 0.",
    "Lower limit": "The lower end of the 95% confidence interval.",
    "Upper limit": "The upper end of the 95% confidence interval.",
    "Base": "How many answers, requests, checks or months are behind the value.",
    "Status": "What kind of figure it is, or that there is none.",
    "Note": "Why a value is missing, or a remark on one. A blank cell means no note.",
    "Evidence notes": "The numbers of the briefing's evidence notes that rest on the row;"
    " none: it was read, and no sentence rests on it by itself.",
    "Published": "The day on which the figure came out.",
    "Source": "The source's short name; the sheet Sources has its title and licence.",
    "GSS code": "The council's code, as the Office for National Statistics gives it.",
    "Measure code": "The measure's short name, as in evidence.csv.",
}
"""Every column of a theme's table, with what it holds."""

OPTIONAL = ("Lower limit", "Upper limit", "Base", "Note")
NUMBERS = {"Value": "value", "Lower limit": "lower", "Upper limit": "upper", "Base": "base"}
NOT_APPLICABLE = "[z]"
NOT_AVAILABLE = "[x]"
NO_NOTES = "none"


@dataclass(frozen=True)
class Teller:
    """Tells rows as cells, for one briefing's record."""

    record: dict[str, Any]
    names: Names

    @cached_property
    def ranks(self) -> dict[str, int]:
        """This council first, then its peers, the most similar first; or an area's councils."""
        area = self.record.get("area")
        if area:
            return {code: n for n, code in enumerate(area["members"])}
        peers = [self.record["council"]["gss_code"], *self.record["peers"]["members"]]
        return {code: n for n, code in enumerate(peers)}

    @cached_property
    def notes(self) -> dict[tuple[str, ...], list[int]]:
        """The evidence notes that rest on a row, by source, measure, council and period."""
        found: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for statement in self.record["statements"]:
            for figure in statement["figures"] if statement["number"] else ():
                for source in figure["sources"]:
                    found[_key(source)].add(statement["number"])
        return {key: sorted(numbers) for key, numbers in found.items()}

    def order(self, row: Row) -> tuple[int, str]:
        """Where a row stands among those of its measure."""
        return self.ranks.get(row["gss_code"], len(self.ranks)), self._council(row)

    def cells(self, row: Row) -> dict[str, Value]:
        """A row's cells by column."""
        indicator = self.names.indicators.get(row["indicator"], {})
        told = self.notes.get(_key(row), ())
        return {
            "Council": self._council(row),
            "Role": self._role(row),
            "Measure": indicator.get("name", row["indicator"]),
            "Unit": indicator.get("unit", "not stated"),
            "Period": day_or_text(row["period"]),
            **{column: _number(row, key) for column, key in NUMBERS.items()},
            "Status": STATUSES.get(row.get("status", ""), row.get("status", "")),
            "Note": row.get("note", ""),
            "Evidence notes": ", ".join(map(str, told)) or NO_NOTES,
            "Published": day_or_text(row["published"]),
            "Source": row["source"],
            "GSS code": row["gss_code"],
            "Measure code": row["indicator"],
        }

    def _council(self, row: Row) -> str:
        return self.names.councils.get(row["gss_code"], row["gss_code"])

    def _role(self, row: Row) -> str:
        rank = self.ranks.get(row["gss_code"])
        if rank is None:
            return "Other council"
        if "area" in self.record:
            return "Council of the area"
        return "Peer" if rank else "This council"


def _key(row: dict[str, Any]) -> tuple[str, ...]:
    return (row["source"], row["indicator"], row["gss_code"], row["period"])


def day_or_text(text: str) -> str | dt.date:
    """A day where the text is one, as 2025-04-05; else the text."""
    try:
        return dt.date.fromisoformat(text) if len(text) == 10 else text
    except ValueError:
        return text


def _number(row: Row, key: str) -> str | float:
    text = row.get(key, "")
    try:
        return float(text)
    except ValueError:
        if text:
            return text
    if key != "value":
        return NOT_APPLICABLE
    mark = row.get("status", "")
    return f"[{mark}]" if mark in ("c", "x", "z", "low") else NOT_AVAILABLE
