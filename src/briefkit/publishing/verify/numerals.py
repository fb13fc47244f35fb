"""Numbers in words and tables that are no figure: a closed list; whatever else is left is found.

A number may stand unmarked as a day or period that the evidence bears out, as part of a
fixed phrase below, or inside a name that is data. Everything else must be a figure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from briefkit.publishing.verify import times

PHRASES = tuple(
    re.compile(text, re.IGNORECASE)
    for text in (
        r"\b5G\b",
        r"\blevel 3 (?:qualifications|or above)",
        r"\b(?:data sets )?at level 4\b",
        r"\blevel,? 0 to 4\b",
        r"\blevels from 0, no data, to 4, trustworthy",
        r"\bper (?:100,000|1,000) (?:people|residents)",
        r"\bper 100,000\b",
        r"\b(?:aged|age is) 16 to 64\b",
        r"\"the median of 8 peers\" is that of",
        r"\b30 megabits? (?:a second|line)",
        r"\bout of 10\b",
        r"\b95% intervals?\b",
        r"\b95% limit\b",
        r"\bIntervals of surveys are 95%",
        r"\bon a base under 30\b",
        r"\bneeds at least 60% of them",
        r"\bcontracts over £100,000",
        r"\b(?:past |over |per resident, )12 months\b",
        r"\barticle 4 direction",
        r"\bGovernment Licence v3\.0",
        r"\bCC BY 4\.0",
        r"\bversion 1\.6\b",
        r"\brequests in 2017\b",
        r"\bfor every 100\b",
        r"\b(?:every|each) £1,000\b",
        r"\bunder 30 answers\b",
    )
)
"""Names of measures, thresholds, units and licences that hold a number. Each is one of a kind."""

NUMERAL = re.compile(r"-?£?\d[\d,]*(?:\.\d+)?(?: (?:m|b)illion\b|%)?")
AGE = re.compile(r"\b(\w+) years?(?= (?:old|ago)\b)")


def blank(text: str, piece: str) -> str:
    """A text without a piece that stands in it as a whole, each time that it does."""
    month = piece.partition(" ")[0] in times.MONTHS
    before = r"(?<!\d )" if month else ""  # a month is no part of a day
    return re.sub(rf"(?<![\w.,£]){before}{re.escape(piece)}(?![\w%]|[.,]\d)", " ", text)


def without_names(text: str, names: Iterable[str]) -> str:
    """A text without names that are data, where they hold a digit; the longest first."""
    for name in sorted((n for n in names if re.search(r"\d", n)), key=len, reverse=True):
        text = re.sub(re.escape(name), " ", text, flags=re.IGNORECASE)
    return text


def unaccounted(text: str, marked: Collection[str], periods: set[str]) -> list[str]:
    """Numbers and dates of a text that neither a figure, a period nor a fixed phrase accounts for.

    `marked` are figures as they are printed; `periods` days and periods in words.
    """
    known = periods | set(marked)
    text = text.replace("\u00a0", " ")
    for figure in marked:
        if " " in figure or not NUMERAL.fullmatch(figure):
            text = blank(text, figure)
    for pattern in PHRASES:
        text = pattern.sub(" ", text)
    text, strange = _dates(text, times.SAID, known)
    text, years = _dates(text, times.YEAR, known)
    found = [piece.rstrip(",") for piece in NUMERAL.findall(text)]
    return [*strange, *years, *(piece for piece in found if piece not in known)]


def _dates(text: str, pattern: re.Pattern[str], known: set[str]) -> tuple[str, list[str]]:
    strange = [
        piece
        for piece in pattern.findall(text)
        if piece not in known and not set(piece.split(" to ")) <= known
    ]
    return pattern.sub(" ", text), strange
