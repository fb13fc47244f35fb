"""What Excel shows for a value: numbers and dates in the format of their cell."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from briefkit.evidence.intake.cells import Value

_ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')  # literal text, padding, colours


def bare(look: str) -> str:
    """A number format's first part, without its literal texts, colours and padding."""
    return _ASIDE.sub("", look).partition(";")[0]


def is_percent(look: str) -> bool:
    """Whether a cell of this format shows 0.12 as 12%."""
    return "%" in bare(look)


def is_pounds(look: str) -> bool:
    """Whether a cell of this format shows pounds."""
    return "£" in look.partition(";")[0]


def shown(value: Value, look: str) -> str:
    """The text that an officer sees; close to Excel's own, for messages and for headings."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    return value if isinstance(value, str) else _number(value, look)


def _number(value: float, look: str) -> str:
    form = bare(look)
    if not re.search("[0#]", form) or re.search("[eE?/]", form):
        return plain(value)
    hundred = "%" in form
    places = len(re.search(r"\.([0#]*)|$", form)[1] or "")  # type: ignore[index]  # always matches
    number = Decimal(repr(value)) * (100 if hundred else 1)
    comma = "," if re.search("[0#],[0#]", form) else ""
    text = f"{abs(number):{comma}.{places}f}"
    sign = "-" if number < 0 else ""
    return f"{sign}{'£' * is_pounds(look)}{text}{'%' * hundred}"


def plain(value: float) -> str:
    """A number as Excel's General format shows it, in full: 0.1 and not 0.1000000000000001."""
    return format(value, ".15g") if isinstance(value, float) else str(value)
