"""Periods as officers write them, and those that a new workbook proposes.

"2025/26", "March 2026" and "April 2024 to March 2028" mean one thing each; so does what Excel
makes of them. Whatever could mean two is refused.
"""

from __future__ import annotations

import datetime as dt
import re

from briefkit.evidence import periods

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_NUMBER = {name[:n].casefold(): k for k, name in enumerate(MONTHS, 1) for n in (3, len(name))}
_NUMBER["sept"] = 9
KINDS = {
    "month": ("month", "day"),
    "survey": ("month", "day"),
    "year": ("split year", "year"),
    "plan": ("span",),
}
"""What kinds of period each kind of question takes."""

EXAMPLES = {
    "month": "March 2026",
    "survey": "May 2026",
    "year": "2025-26",
    "plan": "April 2024 to March 2028",
}
OLDEST = dt.date(2000, 1, 1)
"""Nothing that is asked is older than digital services."""


def proposed(kind: str, data_date: dt.date, count: int) -> list[str]:
    """The latest `count` periods that were over on a day, oldest first; blank where none is meant.

    Financial years end in March, and things are counted as they stood then. The month of a
    survey and the years of a plan are the council's own.
    """
    last = data_date.year if (data_date.month, data_date.day) > (3, 31) else data_date.year - 1
    ends = range(last - count + 1, last + 1)
    if kind == "year":
        return [f"{year - 1}-{year % 100:02d}" for year in ends]
    if kind == "month":
        return [f"{year}-03" for year in ends]
    return [""] * count


def spoken(period: str) -> str:
    """A period as an officer reads it: 2025-26, March 2026, April 2024 to March 2028."""
    if not period:
        return ""
    match periods.kind(period):
        case "month":
            return f"{MONTHS[int(period[5:]) - 1]} {period[:4]}"
        case "span":
            return " to ".join(spoken(part) for part in period.split("/"))
        case _:
            return period


def understood(value: object, kind: str) -> str:
    """A cell as a period in our writing. Raises ValueError with what to write instead."""
    try:
        found = _canonical(value, kind)
        if periods.kind(found) in KINDS[kind]:
            return found
    except ValueError:
        pass
    raise ValueError(f"no {_named(kind)} can be read in it. Write it as {EXAMPLES[kind]}")


def _named(kind: str) -> str:
    return {"year": "financial year", "plan": "span of months"}.get(kind, "month")


def _canonical(value: object, kind: str) -> str:
    if isinstance(value, dt.date):
        # Excel makes the first of the month of any month that is typed
        return f"{value:%Y-%m}" if value.day == 1 else f"{value:%Y-%m-%d}"
    text = re.sub(r"\s+", " ", str(value).strip()).replace("\u2013", "-").replace("\u2212", "-")
    if kind == "year":
        return _year(text)
    return _span(text) if kind == "plan" else _month(text)


def _year(text: str) -> str:
    found = re.fullmatch(r"(?:FY ?)?(\d{4}) ?(?:-|/|to) ?(\d{4}|\d{2})", text, re.IGNORECASE)
    if not found:
        return text
    first, second = int(found[1]), int(found[2])
    if second not in (first + 1, (first + 1) % 100):
        raise ValueError(text)
    return f"{first}-{(first + 1) % 100:02d}"


def _span(text: str) -> str:
    parts = re.split(r" to | - |/(?=\d{4})", text)
    if len(parts) != 2:
        raise ValueError(text)
    return "/".join(_month(part.strip()) for part in parts)


def _month(text: str) -> str:
    named = re.fullmatch(r"([A-Za-z]{3,9})\.?[ -](\d{4}|\d{2})", text)
    if named:
        number = _NUMBER.get(named[1].casefold())
        if number is None:
            raise ValueError(text)
        year = int(named[2]) + (2000 if len(named[2]) == 2 else 0)
        return f"{year}-{number:02d}"
    turned = re.fullmatch(r"(\d{1,2})[/-](\d{4})", text)
    return f"{turned[2]}-{int(turned[1]):02d}" if turned else text


def fault(period: str, data_date: dt.date) -> str:
    """What is wrong with a period on a data date; blank for nothing."""
    first, last = periods.first_day(period), periods.last_day(period)
    if first < OLDEST:
        return f"it begins in {first.year}, before anything that is asked here. Look at the year"
    day = f"{data_date.day} {data_date:%B %Y}"
    if periods.kind(period) == "span":
        over = first > data_date
        return f"it begins after the edition's data date ({day})" if over else ""
    if last > data_date:
        return f"it was not over on the edition's data date ({day}). Look at the year"
    return ""
