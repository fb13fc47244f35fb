"""From values to places on a chart, and the round numbers that mark an axis."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """Values from `low` to `high` laid between `start` and `end` (units).

    `root` lays them by square root, for amounts of which one dwarfs the rest (0 or more).
    `marks` are the round numbers of its axis, the first at `low` and the last at `high`.
    """

    low: float
    high: float
    start: float
    end: float
    root: bool = False
    marks: tuple[float, ...] = ()

    def at(self, value: float) -> float:
        """Where a value stands, in units."""
        low, high, value = (self._bent(v) for v in (self.low, self.high, value))
        return self.start + (value - low) / (high - low) * (self.end - self.start)

    def _bent(self, value: float) -> float:
        return math.sqrt(max(value, 0.0)) if self.root else value


def laid(
    values: Iterable[float],
    start: float,
    end: float,
    *,
    root: bool = False,
    near: float = 0.5,
    ceiling: float = math.inf,
    whole: bool = False,
) -> Scale:
    """A scale whose first and last mark hold all values between them; `near` as `room` takes it.

    `ceiling` is the highest value that can occur, which no mark then passes; `whole` keeps marks
    of things that are counted free of halves.
    """
    known = list(values)
    low, high = room(known, near=near)
    if max(known, default=0.0) <= ceiling < high:  # all the same, at the top
        high = ceiling
    marks = root_ticks(high) if root else ticks(low, high, whole=whole)
    return Scale(marks[0], marks[-1], start, end, root, marks)


def room(
    values: Iterable[float], *, floor: float | None = None, near: float = 0.5
) -> tuple[float, float]:
    """The lowest and highest value, never the same; from 0 where 0 is near enough.

    0 is near enough when all values are 0 or more and the lowest is under `near` of the
    highest. `floor` is the lowest value that can occur. Without values: 0 to 1.
    """
    known = [value for value in values if math.isfinite(value)]
    low, high = min(known, default=0.0), max(known, default=1.0)
    if 0 <= low < high * near:
        low = 0.0
    if high - low <= 1e-9 * abs(high):
        low, high = (low * 0.9, low * 1.1 or 1.0) if low >= 0 else (low * 1.1, low * 0.9)
    return (low if floor is None else max(low, floor)), high


def ticks(low: float, high: float, *, most: int = 6, whole: bool = False) -> tuple[float, ...]:
    """Round numbers that begin at or below `low` and end at or above `high`, 3 to `most` of them.

    Steps are 1, 2, 2.5 or 5 times a power of ten; `whole` ones are never less than 1, and then
    two numbers may be enough. Of the steps that are fine enough the one that leaves least empty
    ground is taken (2.5 has to earn its decimals), and of those the one nearest to five numbers.
    """
    power = 10.0 ** math.floor(math.log10((high - low) / most))
    found = []
    for times in (1, 2, 2.5, 5, 10, 20, 25, 50):
        step = max(times * power, 1.0) if whole else times * power
        if whole and step % 1:
            continue
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if (1 if whole and step == 1 else 2) <= last - first < most:
            wide = round((last - first) * step / (high - low) * (1 + 0.1 * (times == 2.5)), 6)
            found.append((wide, abs(last - first - 4), step, first, last))
    *_, step, first, last = min(found)
    return tuple(round(i * step, 12) + 0.0 for i in range(first, last + 1))


def root_ticks(high: float, *, most: int = 4) -> tuple[float, ...]:
    """Round numbers from 0 to at or above `high`, evenly spread to the eye by square root."""
    if high <= 0:
        return (0.0, 1.0)
    power = 10.0 ** math.floor(math.log10(high))
    top = next(t * power for t in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if t * power >= high)
    chosen = {0.0, round(top, 12)}
    for i in range(1, most):
        wanted = top * (i / most) ** 2
        power = 10.0 ** math.floor(math.log10(wanted))
        chosen.add(max(t * power for t in (0.5, 1.0, 2.0, 5.0) if t * power <= wanted))
    return tuple(sorted(chosen))


def numbers(marks: Sequence[float], prefix: str = "", suffix: str = "") -> tuple[str, ...]:
    """The numbers of one axis in words, all with as many decimals: `0`, `0.5`, `1.0`."""
    plain = (f"{abs(mark):.10g}" for mark in marks)
    places = max((len(text.partition(".")[2]) for text in plain), default=0)
    return tuple(number(mark, prefix, suffix, places=places) for mark in marks)


def number(value: float, prefix: str = "", suffix: str = "", *, places: int | None = None) -> str:
    """A tick in words: `£4,000`, `40%`, `2 MB`; 0 keeps its sign but needs no spaced unit."""
    text = f"{abs(value):,.10g}" if abs(value) < 1e10 else f"{abs(value):,.0f}"
    if places is not None and value:
        text = f"{abs(value):,.{places}f}"
    sign = "\N{MINUS SIGN}" if value < 0 else ""
    spaced = suffix.startswith(" ") and value == 0
    return f"{sign}{prefix}{text}{'' if spaced else suffix}"
