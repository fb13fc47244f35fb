"""Periods and days: how they are ordered and how a sentence may say them."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_MONTH = "|".join(MONTHS)
SAID = re.compile(rf"\b(?:\d{{1,2}} )?(?:{_MONTH}) \d{{4}}\b|\b(?:19|20)\d\d to (?:19|20)\d\d\b")
"""Days, months and pairs of years in a sentence. Single years are found by YEAR afterwards."""
YEAR = re.compile(r"(?<![\d,.£])\b(?:19|20)\d\d\b(?![\d,]*\d|%)")


@lru_cache(maxsize=4096)
def last_day(period: str) -> dt.date:
    """The last day of a period: a year, a split year, a month, a day, or a span of two."""
    end = period.rpartition("/")[2]
    if len(end) == 10:
        return dt.date.fromisoformat(end)
    if len(end) == 4:
        return dt.date(int(end), 12, 31)
    year, tail = int(end[:4]), int(end[5:])
    if _is_split(year, tail):
        return dt.date(year + 1, 3, 31)
    return dt.date(year + tail // 12, tail % 12 + 1, 1) - dt.timedelta(days=1)


def _is_split(year: int, tail: int) -> bool:
    return tail > 12 and tail == (year + 1) % 100


def yearly(period: str) -> bool:
    """Whether a period is a year or a split year."""
    if len(period) == 7:
        return _is_split(int(period[:4]), int(period[5:]))
    return len(period) == 4


@lru_cache(maxsize=4096)
def said(period: str) -> str:
    """A period in words: "2023", "2024 to 2025", "January 2026", "5 April 2025"."""
    if "/" in period:
        start, _, end = period.partition("/")
        return f"{said(start)} to {said(end)}"
    if len(period) == 10:
        return f"{int(period[8:])} {said(period[:7])}"
    if len(period) == 7 and not yearly(period):
        return f"{MONTHS[int(period[5:]) - 1]} {period[:4]}"
    return f"{period[:4]} to {int(period[:4]) + 1}" if len(period) == 7 else period


def names(period: str) -> set[str]:
    """Every way to say a period or a day: whole, by its ends, by month and by year."""
    found = set()
    for part in {period, *period.split("/")}:
        found.add(said(part))
        if "/" not in part and not (len(part) == 7 and yearly(part)):
            found |= {said(part[:7]), part[:4]}
    return found


def months_old(period: str, on: dt.date) -> float:
    """Months from the end of a period to a day."""
    return (on - last_day(period)).days / 30.4375
