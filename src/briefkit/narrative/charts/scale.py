"""From values to places on a chart, and the round numbers that mark an axis."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """Values from `low` to `high` laid between `start` and `end` (units).

    `root` lays them by square root, for amounts of which one dwarfs the rest (0 or more).
    """

    low: float
    high: float
    start: float
    end: float
    root: bool = False

    def at(self, value: float) -> float:
        """Where a value stands, in units."""
        low, high, value = (self._bent(v) for v in (self.low, self.high, value))
        return self.start + (value - low) / (high - low) * (self.end - self.start)

    def _bent(self, value: float) -> float:
        return math.sqrt(max(value, 0.0)) if self.root else value


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


def ticks(low: float, high: float, *, most: int = 5) -> tuple[float, ...]:
    """Round numbers from low to high: steps of 1, 2, 2.5 or 5 times a power of ten."""
    span = high - low
    power = 10.0 ** math.floor(math.log10(span / most))
    for times in (1, 2, 2.5, 5, 10, 20, 25, 50):
        step = power * times
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first < most:
            break
    return tuple(round(i * step, 12) + 0.0 for i in range(first, last + 1))


def root_ticks(high: float, *, most: int = 4) -> tuple[float, ...]:
    """Round numbers for a square-root axis that starts at 0: evenly spread to the eye."""
    if high <= 0:
        return (0.0,)
    chosen = {0.0}
    for i in range(1, most + 1):
        wanted = high * (i / most) ** 2
        power = 10.0 ** math.floor(math.log10(wanted))
        chosen.add(max(t * power for t in (0.5, 1.0, 2.0, 5.0) if t * power <= wanted))
    return tuple(sorted(chosen))


def number(value: float, prefix: str = "", suffix: str = "") -> str:
    """A tick in words: `£4,000`, `40%`, `2 MB`; 0 keeps its sign but needs no spaced unit."""
    text = f"{abs(value):,.10g}" if abs(value) < 1e10 else f"{abs(value):,.0f}"
    sign = "\N{MINUS SIGN}" if value < 0 else ""
    spaced = suffix.startswith(" ") and value == 0
    return f"{sign}{prefix}{text}{'' if spaced else suffix}"
