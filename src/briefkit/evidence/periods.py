"""Periods: when a figure was true, written one way and ordered in time.

`2023` a year, `2024-25` a financial or academic year, `2026-01` a month,
`2025-04-05` a day, `2022-03/2025-03` from one to the other.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

_YEAR = re.compile(r"^\d{4}$")
_SPLIT_YEAR = re.compile(r"^(\d{4})-(\d{2})$")
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


@cache
def kind(period: str) -> str:
    """`year`, `split year`, `month`, `day` or `span`. Raises ValueError for anything else."""
    if "/" in period:
        return _span(period)
    if _YEAR.match(period):
        return "year"
    if _DAY.match(period):
        dt.date.fromisoformat(period)
        return "day"
    split = _SPLIT_YEAR.match(period)
    if split:
        first, second = int(split[1]), int(split[2])
        # 2009-10 could be a month or a split year: a month wins below 13 unless it is the next year
        # after a year that ends so; councils' figures start in 2013, where the two never meet
        if second == (first + 1) % 100 and second > 12:
            return "split year"
        if 1 <= second <= 12:
            return "month"
    raise ValueError(f"{period!r} is no period: write 2023, 2024-25, 2026-01 or 2025-04-05")


def _span(period: str) -> str:
    start, _, end = period.partition("/")
    if kind(start) not in ("month", "day") or kind(end) not in ("month", "day"):
        raise ValueError(f"{period!r}: a span runs from a month or day to another")
    if first_day(start) > last_day(end):
        raise ValueError(f"{period!r}: the span ends before it begins")
    return "span"


@cache
def first_day(period: str) -> dt.date:
    """The first day of a period; financial years start on 1 April."""
    match kind(period):
        case "year":
            return dt.date(int(period), 1, 1)
        case "split year":
            return dt.date(int(period[:4]), 4, 1)
        case "month":
            return dt.date(int(period[:4]), int(period[5:]), 1)
        case "span":
            return first_day(period.partition("/")[0])
        case _:
            return dt.date.fromisoformat(period)


@cache
def last_day(period: str) -> dt.date:
    """The last day of a period; its age is counted from here."""
    match kind(period):
        case "year":
            return dt.date(int(period), 12, 31)
        case "split year":
            return dt.date(int(period[:4]) + 1, 3, 31)
        case "month":
            year, month = int(period[:4]), int(period[5:])
            after = dt.date(year + month // 12, month % 12 + 1, 1)
            return after - dt.timedelta(days=1)
        case "span":
            return last_day(period.partition("/")[2])
        case _:
            return dt.date.fromisoformat(period)


def age_in_months(period: str, on: dt.date) -> float:
    """Months from the end of a period to a day."""
    return (on - last_day(period)).days / 30.4375


def is_yearly(period: str) -> bool:
    """Whether a period is one of a run of years."""
    return kind(period) in ("year", "split year")


def next_year(period: str) -> str:
    """The year after a yearly period: 2024 after 2023, 2024-25 after 2023-24."""
    year = int(period[:4]) + 1
    return str(year) if kind(period) == "year" else f"{year}-{(year + 1) % 100:02d}"
