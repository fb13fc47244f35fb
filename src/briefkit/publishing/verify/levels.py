"""Levels 1 to 5 of themes and strands, worked out anew from a council's own rows.

An indicator reaches the highest step that its cautious limit meets; a theme has the
median, half up, held by its must-haves, where enough of its indicators are known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor
from statistics import median

from briefkit.publishing.verify.books import Row
from briefkit.publishing.verify.case import RECORD, Case, Json

Reached = list[tuple[str, int]]
NAMES = ("level_2", "level_3", "level_4", "level_5")


@dataclass(frozen=True)
class Assessed:
    """A theme's level or None, what it rests on, of how many, and its range without any one."""

    level: int | None
    reached: Reached
    of: int
    low: int | None
    high: int | None

    @property
    def shares(self) -> list[str]:
        """How many indicators are known, of how many, as they are printed."""
        return [str(len(self.reached)), str(self.of)]

    @property
    def printed(self) -> list[str]:
        """The level of five, as it is printed."""
        return [str(self.level), "5"] if self.level is not None else []


def _own(row: dict[str, str]) -> bool:
    return row["source"].startswith("own-")


def has_own(case: Case) -> bool:
    """Whether the council has brought evidence of its own."""
    names = [name for name, row in case.books.indicators.items() if _own(row)]
    return any(case.books.figures.get((name, case.gss_code)) for name in names)


def assessed(case: Case) -> dict[str, Assessed]:
    """Every theme by its id; none without evidence of the council's own."""
    if not has_own(case):
        return {}
    return {theme["id"]: _theme(case, theme) for theme in case.books.themes}


def _theme(case: Case, theme: Json) -> Assessed:
    asked = [
        name
        for name, row in case.books.indicators.items()
        if row["theme"] == theme["id"] and _own(row) and any(row[step] for step in NAMES)
        if case.judge.applies(name)
    ]
    known = [(name, row) for name in asked if (row := case.judge.known(name)) is not None]
    reached = [(name, _level(case.books.indicators[name], row)) for name, row in known]
    least = case.books.bands["levels"]["least_coverage"]
    if not asked or len(reached) / len(asked) < least:
        return Assessed(None, reached, len(asked), None, None)
    cap = {name: float(row.value or 0.0) for name, row in known}
    without = [
        _capped([r for r in reached if r is not out], theme, cap)
        for out in reached
        if len(reached) > 1
    ]
    ends = (min(without), max(without)) if without else (None, None)
    return Assessed(_capped(reached, theme, cap), reached, len(asked), *ends)


def _level(indicator: dict[str, str], row: Row) -> int:
    steps = [(n, float(indicator[name])) for n, name in enumerate(NAMES, 2) if indicator[name]]
    falling = len(steps) > 1 and steps[0][1] > steps[-1][1]
    limit = row.number("upper" if falling else "lower")
    value = limit if limit is not None else float(row.value or 0.0)
    return max([n for n, s in steps if (value <= s if falling else value >= s)], default=1)


def middle(levels: Iterable[int]) -> int:
    """The median, half up."""
    return floor(median(levels) + 0.5)


def _capped(reached: Reached, theme: Json, values: dict[str, float]) -> int:
    names = {name for name, _ in reached}
    level = middle(n for _, n in reached)
    for gate in theme.get("gate", ()):
        if any(name in names and values[name] < gate["least"] for name in gate["indicators"]):
            level = min(level, gate["cap"])
    return level


def strand_of(case: Case, strand: str) -> tuple[int | None, list[str]]:
    """A strand's level, and what its card prints of how much it rests on."""
    themes = assessed(case)
    mine = [themes[t["id"]] for t in case.books.themes if t["strand"] == strand and themes]
    levels = [t.level for t in mine if t.level is not None]
    least = case.books.bands["levels"]["least_coverage"]
    level = middle(levels) if levels and len(levels) / len(mine) >= least else None
    rests = mine[0].shares if len(mine) == 1 else [str(len(levels)), str(len(mine))]
    return level, [*([str(level), "5"] if level is not None else []), *rests]


def check_levels(case: Case) -> None:
    """Hold the levels of themes and strands, and what they rest on."""
    found = assessed(case)
    for theme in case.record["themes"]:
        due = found.get(theme["id"])
        place = f"theme {theme['id']}, level"
        case.tally.hold(RECORD, place, theme["level"], due.level if due else None)
        told = theme.get("assessed")
        if due is None or told is None:
            case.tally.hold(RECORD, f"{place}, assessed", told is None, due is None)
            continue
        rests = [(one["indicator"], one["level"]) for one in told["rests_on"]]
        case.tally.hold(RECORD, f"{place}, rests on", rests, due.reached)
        ends = (told["known"], told["of"], told["low"], told["high"])
        case.tally.hold(
            RECORD, f"{place}, range", ends, (len(due.reached), due.of, due.low, due.high)
        )
    for strand in case.record["strands"]:
        due_level = strand_of(case, strand["id"])[0]
        case.tally.hold(RECORD, f"strand {strand['id']}, level", strand.get("level"), due_level)


def theme_words(case: Case) -> list[str]:
    """Sentences that may hold a number: of data/themes.toml, and each theme's level in words."""
    names = {theme["id"]: theme["name"] for theme in case.books.themes}
    found = [
        f"{names[id]}: Level {one.level} of 5."
        for id, one in assessed(case).items()
        if one.level is not None
    ]
    for theme in case.books.themes:
        found += [*theme.get("levels", ()), *theme.get("asks", ())]
        found += [gate["says"] for gate in theme.get("gate", ())]
    return found
