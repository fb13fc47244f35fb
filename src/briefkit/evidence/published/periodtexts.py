"""Periods as publishers write them, in the house's form: 2024/25 and "year ending March 2025"."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable

from briefkit.evidence import periods
from briefkit.evidence.intake.cells import Cell
from briefkit.evidence.intake.texts import plain_spaces

_MONTHS = [name[:3].casefold() for name in calendar.month_name[1:]]
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_YEARS = re.compile(r"(?:f\.?y\.? ?|financial year )?(\d{4}) ?(?:/|-|–| to ) ?(\d{2}|\d{4})")
_ENDING = re.compile(rf"(?:year )?(?:ending|ended|to)(?: the)?(?: 31(?:st)?)? {_MONTH} (\d{{4}})")
_ISO_YEAR = re.compile(r"(\d{4})-(\d{2})-01/p1y")
_NAMED = re.compile(rf"{_MONTH}[ -]+(\d{{4}}|\d{{2}})")
_DAY = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH}[ -](\d{{4}})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_INSIDE = re.compile(
    rf"(?:f\.?y\.? ?)?\b\d{{4}} ?(?:/|-|–| to ) ?\d{{2}}(?:\d\d)?\b|"
    rf"\b(?:\d{{1,2}} )?{_MONTH} \d{{4}}\b|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)


def period_of(cell: Cell) -> str:
    """A cell's period as the house writes it; blank where it names none, or where it could be two.

    The years before 2012-13 cannot be told from months as the house writes them: blank too.
    """
    value = cell.value
    if isinstance(value, dt.date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(int(value)) if value == int(value) and 1990 <= value <= 2100 else ""
    return read_period(value)


def read_period(text: str) -> str:
    """A text as a period, as `period_of` says."""
    plain = plain_spaces(text).casefold()
    found = _written(plain)
    try:
        return found if found and periods.kind(found) else ""
    except ValueError:
        return ""


def _written(plain: str) -> str:
    for form, made in _FORMS:
        if found := form.fullmatch(plain):
            return made(found)
    return plain.upper() if re.fullmatch(r"[\d/-]+", plain) else ""


def _years(found: re.Match[str]) -> str:
    first, second = int(found[1]), int(found[2]) % 100
    # 2023-24 and 2024-01 are written alike: the one is a year, the other a month
    if second == (first + 1) % 100:
        return f"{first}-{second:02d}" if second > 12 else ""
    return f"{found[1]}-{found[2]}" if "-" in found[0] and len(found[2]) == 2 else ""


def _ending(found: re.Match[str]) -> str:
    year, month = int(found[2]), _month(found[1])
    return _year_from(year if month == 12 else year - 1, month % 12 + 1)


def _named(found: re.Match[str]) -> str:
    year = found[2] if len(found[2]) == 4 else f"20{found[2]}"
    return f"{year}-{_month(found[1]):02d}"


def _slashed(found: re.Match[str]) -> str:
    day, month = int(found[1]), int(found[2])
    return f"{found[3]}-{month:02d}-{day:02d}" if day > 12 or day == month else ""


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_YEARS, _years),
    (_ISO_YEAR, lambda found: _year_from(int(found[1]), int(found[2]))),
    (_ENDING, _ending),
    (_DAY, lambda found: f"{found[3]}-{_month(found[2]):02d}-{int(found[1]):02d}"),
    (_NAMED, _named),
    (_SLASHED, _slashed),
)


def _month(name: str) -> int:
    return _MONTHS.index(name) + 1


def _year_from(year: int, month: int) -> str:
    """Twelve months from a month: a calendar year, a financial or academic year, or a span."""
    if month == 1:
        return str(year)
    if month in (4, 8, 9):
        return f"{year}-{(year + 1) % 100:02d}"
    return f"{year}-{month:02d}/{year + 1}-{month - 1:02d}"


def within(text: str) -> tuple[str, str]:
    """The one period that a heading names, and the heading without it; blanks where none."""
    found = [(read_period(m[0]), m) for m in _INSIDE.finditer(text)]
    named = [(period, m) for period, m in found if period]
    if read_period(text):
        return read_period(text), ""
    if len({period for period, _ in named}) != 1:
        return "", text
    period, match = named[0]
    rest = text[: match.start()] + " " + text[match.end() :]
    return period, plain_spaces(rest).strip(" ,:;/-–()[]")
