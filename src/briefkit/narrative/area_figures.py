"""Figures of an area, and the small words around them: counts, rows, periods, verbs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from briefkit.analysis.findings import Figure, Ref, refs
from briefkit.analysis.region import AreaReading
from briefkit.evidence import periods
from briefkit.evidence.catalogue import Indicator
from briefkit.evidence.gather import Cell
from briefkit.narrative import numbers
from briefkit.narrative.area_material import Sentence
from briefkit.narrative.statements import plain
from briefkit.narrative.wording import Words

COUNT = "count of councils among the rows"
"""The formula of a count that its rows show; a figure may rest on several rows of one council."""


def count(reading: AreaReading, indicator: str, value: int, formula: str) -> Figure:
    """A count of councils."""
    return Figure(reading.area.id, indicator, "", value, "count", formula, ())


def figure(
    reading: AreaReading,
    indicator: Indicator,
    period: str,
    value: float,
    unit: str,
    formula: str,
    rows: tuple[Ref, ...],
) -> Figure:
    """A figure of an area on one measure, with the rows that it rests on."""
    return Figure(reading.area.id, indicator.id, period, value, unit, formula, rows)


def refs_of(cells: list[Cell]) -> tuple[Ref, ...]:
    """The rows of several figures, in their order."""
    return tuple(r for cell in cells for r in refs(cell))


def verbs(count: int) -> dict[str, str]:
    """The verbs of a sentence in the number of its subject."""
    one = count == 1
    return {
        "stand": "stands" if one else "stand",
        "be": "is" if one else "are",
        "do": "does" if one else "do",
        "reach": "reaches" if one else "reach",
        "their": "its" if one else "their",
    }


def plain_of(words: Words, name: str, /, **values: str) -> str:
    """A phrase as plain text."""
    said = Sentence.begin(words, {})
    return plain(said.spans(said.say(name, **values)))


def none_of(count: int) -> str:
    """None, or neither of two."""
    return "neither" if count == 2 else "none"


def noun_of(words: Words, indicator: Indicator) -> str:
    """What a measure is about, within a sentence: "residents without qualifications"."""
    return str(words.table["lesson_on"].get(indicator.id, indicator.noun))


@dataclass(frozen=True)
class Periods:
    """The periods of several figures in words: one, two, or a stretch of them.

    `how` is one, two, span (from a day or month to another) or more; `kind` that of the one.
    """

    how: str
    first: str
    last: str
    kind: str = ""


def periods_of(cells: Iterable[Cell]) -> Periods:
    """What is to be said of when several figures were read.

    Days of one month are said as that month.
    """
    found = sorted({c.period for c in cells}, key=lambda p: (periods.last_day(p), p))
    days = all(periods.kind(p) == "day" for p in found)
    if len(found) > 1 and days and len({p[:7] for p in found}) == 1:
        found = [found[0][:7]]
    if len(found) == 1:
        return Periods("one", numbers.period(found[0]), "", periods.kind(found[0]))
    if all(periods.is_yearly(p) for p in found):
        how = "two" if len(found) == 2 else "more"
        return Periods(how, numbers.period(found[0]), numbers.period(found[-1]))
    ends = [p.split("/") for p in found]
    first = min((e[0] for e in ends), key=periods.first_day)
    last = max((e[-1] for e in ends), key=periods.last_day)
    return Periods("span", numbers.period(first), numbers.period(last))


def spoken_periods(words: Words, cells: Iterable[Cell]) -> str:
    """One period, two, or the earliest and the latest."""
    found = periods_of(cells)
    if found.how == "one":
        return found.first
    return plain_of(words, f"periods_{found.how}", first=found.first, last=found.last)


def when_of(cells: Iterable[Cell], said: Sentence) -> str:
    """The same with its preposition: "in 2025", "from December 2018 to June 2026"."""
    found = periods_of(cells)
    if found.how != "one":
        return said.say(f"when_{found.how}", first=found.first, last=found.last)
    kind = {"day": "on", "span": "from"}.get(found.kind, "in")
    return said.say("when_one", **{"in": kind}, period=found.first)
