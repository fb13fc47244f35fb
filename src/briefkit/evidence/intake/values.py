"""A cell as a number or a day, or as the problem that it is: nothing is guessed."""

from __future__ import annotations

import calendar
import datetime as dt
import math
import re
from dataclasses import dataclass
from decimal import Decimal

from briefkit.evidence.intake.cells import Cell
from briefkit.evidence.intake.looks import is_percent, is_pounds
from briefkit.evidence.intake.markers import BESIDE, marker
from briefkit.evidence.intake.texts import mended, plain_spaces, unseen, without
from briefkit.evidence.intake.workbooks import ERROR, spreadsheet_error
from briefkit.evidence.tables import Problem

_MOST_LETTERS = 80  # of a number with all its marks
_MINUS = str.maketrans(dict.fromkeys("−‒–﹣－", "-"))
_SIZES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6} | {
    "bn": 1e9,
    "b": 1e9,
    "billion": 1e9,
}
_NUMBER = re.compile(
    r"(?P<sign>[-+]?) ?(?P<pounds>£?) ?(?P<sign2>[-+]?) ?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?:\.\d+)?|\d*\.?\d+|\d+\.)"
    r"(?P<power>[eE][-+]?\d{1,3})?"
    r" ?(?P<size>k|m|mn|bn|b|thousand|million|billion)? ?(?P<percent>%|per ?cent|percent)?",
    re.IGNORECASE | re.ASCII,
)
_BESIDE = re.compile(r"(.*\d[^\[(]*?)\s*[\[(]\s*([a-z]+)\s*[\])]", re.IGNORECASE)


@dataclass(frozen=True)
class Number:
    """A number: `value` in its `unit`, "percent", "pounds" or blank where the cell names none.

    12% is 12 percent, whether a text or Excel's 0.12. `status` is what a mark beside it says,
    such as p for "12.3 [p]". `as_text` says that a workbook holds it as a text.
    """

    value: float
    unit: str = ""
    status: str = ""
    as_text: bool = False


def as_number(cell: Cell) -> Number | Problem:
    """A cell as a number; a Problem where it is none, or could be two."""
    value = cell.value
    if isinstance(value, bool):
        return cell.problem(f"{cell.shown} is no number. Write the number.")
    if isinstance(value, dt.date):
        return cell.problem(
            f"{cell.shown} is a date. If a number was typed, format the cell as a number "
            "and type it again."
        )
    if isinstance(value, int | float):
        return _from_number(cell, value)
    text = plain_spaces(without(value or "", unseen(value or "")))
    if len(text) > _MOST_LETTERS:
        return cell.problem(f"{text[:40]!r} and so on is a text where a number belongs.")
    return _from_text(cell, text) if text else cell.problem("no number. Write one.")


def _from_number(cell: Cell, value: float) -> Number | Problem:
    if not math.isfinite(value):
        return cell.problem(f"{value} is no number. Write the number.")
    if is_percent(cell.look):
        return Number(float(Decimal(repr(value)) * 100), "percent")
    return Number(float(value), "pounds" if is_pounds(cell.look) else "")


def _from_text(cell: Cell, text: str) -> Number | Problem:
    beside = _BESIDE.fullmatch(text)
    status = BESIDE.get(beside[2].casefold(), "") if beside else ""
    bare = beside[1] if beside and status else text
    bare = bare.translate(_MINUS)
    owed = re.fullmatch(r"\((£? ?[\d,. ]+)\)", bare)
    found = _NUMBER.fullmatch(f"-{owed[1]}" if owed else bare)
    if found is None or (found["sign"] and found["sign2"]) or _code(found["digits"]):
        return cell.problem(_no_number(cell, text))
    # a space can part thousands; text with a unit for each half cannot
    digits = found["digits"].replace(",", "").replace(" ", "")
    size = Decimal(_SIZES.get((found["size"] or "").casefold(), 1))
    sign = -1 if "-" in (found["sign"], found["sign2"]) else 1
    value = float(sign * Decimal(digits + (found["power"] or "")) * size)
    if found["pounds"] and found["percent"]:
        return cell.problem(_no_number(cell, text))
    unit = "pounds" if found["pounds"] else "percent" if found["percent"] else ""
    return Number(value, unit, status, as_text=bool(cell.sheet))


def _code(digits: str) -> bool:
    """Whether digits are a code and no number: 007 or 01632 960."""
    return bool(re.match(r"0[\d, ]", digits))


def _no_number(cell: Cell, text: str) -> str:
    short = text if len(text) <= 60 else text[:57] + "..."
    if ERROR.fullmatch(text):
        return spreadsheet_error(text)
    if mended(text) != text:
        return f"{short!r} has broken letters: {mended(text)!r} is meant, it seems. Mend it."
    if re.fullmatch(r"-?[\d.]*\d,\d+", text):
        return f"{short!r}: is the comma a decimal point? Write the number with a point."
    if re.fullmatch(r"-?[£$€\d,. %-]+", text):
        return f"{short!r} can be read in more than one way. Write the bare number."
    if marker(cell):
        return f"{short!r} stands for a figure that is not there."
    return f"{short!r} is a text where a number belongs. Write a number, or [x] for not available."


_MONTHS = {
    name[:length].casefold(): n
    for n, name in enumerate(calendar.month_name)
    for length in (3, len(name))
    if n
} | {"sept": 9}
_NUMBERS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[t ]00:00(?::00)?)?", re.ASCII)
_WORDS = re.compile(
    r"(?:[a-z]+day,? )?(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]+)[ ,-]+(\d{4}|\d{2})", re.ASCII
)
_LONGEST = 40  # letters of a day in words, and more than enough
_HOW = "Write it as 31 March 2025."


def as_date(cell: Cell) -> dt.date | Problem:
    """A cell as a day; a Problem where it is none, or where day and month could be exchanged."""
    value = cell.value
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str):
        said = "no date" if cell.blank else f"{cell.shown} is a bare number, not a date"
        return cell.problem(f"{said}. {_HOW}")
    text = plain_spaces(without(value, unseen(value))).casefold()
    if len(text) > _LONGEST:
        return cell.problem(f"{text[:_LONGEST]!r} and so on is no date. {_HOW}")
    try:
        return _day(text)
    except ValueError as fault:
        return cell.problem(f"{fault} {_HOW}")


def _day(text: str) -> dt.date:
    """A text as a day. Raises ValueError with what is wrong."""
    if found := _ISO.fullmatch(text):
        return _real(text, int(found[1]), int(found[2]), int(found[3]))
    if found := _WORDS.fullmatch(text):
        month = _MONTHS.get(found[2], 0)
        return _real(text, _year(found[3]), month, int(found[1]))
    if found := _NUMBERS.fullmatch(text):
        first, second, year = int(found[1]), int(found[2]), _year(found[3])
        if first != second and first <= 12 and second <= 12:
            one, other = (dt.date(year, m, d) for m, d in ((second, first), (first, second)))
            raise ValueError(f"{text!r} can be {_spoken(one)} or {_spoken(other)}.")
        return _real(text, year, second, first)
    raise ValueError(f"{text!r} is no date.")


def _real(text: str, year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise ValueError(f"{text!r} is no day of the calendar, read as day, month, year.") from None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _spoken(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
