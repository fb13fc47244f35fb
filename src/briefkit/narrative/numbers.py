"""Figures in plain English: "12.3%", "£1.2 million", "three", "7 January 2022".

The one place where a figure is rounded: half up, from the unrounded value. Numbers
and dates go through Babel (British English).
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

from briefkit.evidence import periods

LOCALE = "en_GB"
THOUSAND = 1_000
MILLION = 1_000_000
PENCE_BELOW = 100
"""From so many pounds a resident on, pence do not matter."""
SMALL_SUMS = ("pounds per resident", "pounds per £1,000")
"""Units in which pence may matter."""


def half_up(value: float, decimals: int) -> Decimal:
    """`value` to so many decimals, halves away from zero, taken from its shortest decimal form.

    1.005 to two decimals is 1.01, as a reader who sees 1.005 in the source expects; never -0.0.
    """
    step = Decimal(1).scaleb(-decimals)
    rounded = Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


@lru_cache(maxsize=4096)
def decimal(value: float, decimals: int) -> str:
    """A number with thousands commas and exactly so many decimals: "1,292", "3.9"."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(half_up(value, decimals), format=pattern, locale=LOCALE))


def alike(a: float, b: float, decimals: int) -> bool:
    """Whether two values print the same."""
    return half_up(a, decimals) == half_up(b, decimals)


def count(value: float) -> str:
    """A count, or the median of counts: whole, or with one decimal where it is not."""
    return decimal(value, 0 if float(value).is_integer() else 1)


def pounds(value: float, decimals: int = 0) -> str:
    """Money as a sentence says it: "£996,200", "£5.7 million", "£11.19" where pence matter."""
    size = abs(value)
    if half_up(size / MILLION, 1) >= THOUSAND:
        return f"{'-' if value < 0 else ''}£{decimal(size / (THOUSAND * MILLION), 1)} billion"
    if half_up(size, 0) >= MILLION:
        return f"{'-' if value < 0 else ''}£{decimal(size / MILLION, 1)} million"
    # the sign of what is printed: a quarter of a pound less than nothing is £0
    return f"{'-' if half_up(value, decimals) < 0 else ''}£{decimal(size, decimals)}"


def exact_pounds(value: float) -> str:
    """Money to the pound, for tables: "£6,942,064"."""
    return f"{'-' if half_up(value, 0) < 0 else ''}£{decimal(abs(value), 0)}"


def show(value: float | str, unit: str, decimals: int) -> str:
    """A value with what belongs to it in its unit, bare of words: "57.1%", "£3,790", "1.1"."""
    if isinstance(value, str):
        return day(value) if unit == "date" else (period(value) if unit == "period" else value)
    if unit == "percent":
        return f"{decimal(value, decimals)}%"
    if unit == "place":
        return ordinal(int(value))
    if unit.startswith("pounds"):
        return pounds(value, _pence(value) if unit in SMALL_SUMS else decimals)
    return count(value) if unit in ("count", "rules") else decimal(value, decimals)


def _pence(value: float) -> int:
    return 2 if half_up(abs(value), 2) < PENCE_BELOW else 0


WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
RANKS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
)


def in_words(value: float) -> str:
    """Zero to nine as a word, anything else in numerals: "no", "three", "10"."""
    if float(value).is_integer() and 0 <= value < len(WORDS):
        return WORDS[int(value)]
    return count(value)


def plural(noun: str, number: float) -> str:
    """The form of a regular noun for a number: "1 award", "2 awards", "no awards"."""
    return noun if number == 1 else f"{noun}s"


def ordinal(place: int) -> str:
    """A rank: "first" to "ninth", then "10th", "11th", "22nd"."""
    if 0 < place <= len(RANKS):
        return RANKS[place - 1]
    teen = 10 <= place % 100 <= 20
    ending = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{decimal(place, 0)}{ending}"


def a_or_an(number: int) -> str:
    """The article by the sound of a number: an 8, an 11, an 18, an 80; a 180, a 110."""
    spoken_first = f"{number:,}".partition(",")[0]
    return "an" if spoken_first.startswith("8") or spoken_first in ("11", "18") else "a"


SIMPLE_SHARES = (
    *((1, of) for of in (2, 3, 4, 5, 6, 8, 10, 20)),
    *((2, 3), (3, 4), (2, 5), (3, 5), (4, 5), (9, 10)),
)
"""Shares that people say in words; every percentage from 5 to 95 is within five points of one."""


def one_in(percent: float) -> str:
    """A share as people say it: "1 in 4", within one percentage point; else "about 1 in 4"."""
    top, bottom = min(SIMPLE_SHARES, key=lambda share: abs(100 * share[0] / share[1] - percent))
    near = abs(100 * top / bottom - percent) <= 1
    return f"{'' if near else 'about '}{top} in {bottom}"


def listed(items: tuple[str, ...] | list[str]) -> str:
    """Names as a list: "Hull, Wirral and Dudley".

    Where a name holds a comma, semicolons stand between names; where the last two hold an "and",
    a comma before the list's own keeps them apart: "Hull, Brighton and Hove, and Dudley".
    """
    names = list(items)
    if len(names) < 2:
        return names[0] if names else ""
    mark = "; " if any("," in name for name in names) else ", "
    apart = mark == "; " or any(" and " in name for name in names[-2:])
    return f"{mark.join(names[:-1])}{mark.strip() * apart} and {names[-1]}"


def day(iso: str) -> str:
    """A day: "7 January 2022"."""
    return str(format_date(dt.date.fromisoformat(iso), "d MMMM y", locale=LOCALE))


@lru_cache(maxsize=1024)
def period(text: str) -> str:
    """A period: "2023", "2024 to 2025", "January 2026", "5 April 2025", or from one to another."""
    kind = periods.kind(text)
    if kind == "split year":
        return f"{text[:4]} to {int(text[:4]) + 1}"
    if kind == "month":
        return str(format_date(periods.first_day(text), "MMMM y", locale=LOCALE))
    if kind == "day":
        return day(text)
    if kind == "span":
        start, _, end = text.partition("/")
        return f"{period(start)} to {period(end)}"
    return text


def years(months: float) -> str:
    """An age in words: "nine years"."""
    whole = max(1, int(half_up(months / 12, 0)))
    return f"{in_words(whole)} {plural('year', whole)}"


def minutes(words: int, a_minute: int = 220) -> str:
    """A reading time: "five minutes" for 1,100 words (220 a minute, Brysbaert 2019: 238)."""
    whole = max(1, -(-words // a_minute))
    return f"{in_words(whole)} {plural('minute', whole)}"
