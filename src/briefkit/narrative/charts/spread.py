"""One measure over an area: a strip for each kind of council, a dot for each council.

Each strip runs from the lowest to the highest of its own kind, so that kinds are not compared.
A tall mark is the area's median, a diamond the median of the kind elsewhere, each with its words.
Better is to the right where a direction is known. No dot has a name: the table has them all.
"""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.collections import LineCollection, PathCollection

from briefkit.narrative.charts.lettering import Label, width
from briefkit.narrative.charts.look import Look
from briefkit.narrative.charts.scale import Scale
from briefkit.narrative.charts.sheet import (
    Place,
    Sheet,
    Stroke,
    blank,
    diamonds,
    dots,
    letter,
    put_dots,
    put_strokes,
    resize,
    strokes,
)
from briefkit.narrative.charts.strands import INSET, LEFT, RIGHT, STACK, rises
from briefkit.narrative.charts.svg import write

MOST = 5  # strips
FAR = -1000.0  # where no mark stands: nothing has to clear it


@dataclass(frozen=True)
class Strip:
    """One kind of council. Numbers in the measure's unit; texts as they are printed.

    `values` are the area's. `low_text` and `high_text` are the ends of the strip; `elsewhere` is
    None where the kind has too few councils outside the area.
    """

    name: str
    values: tuple[float, ...]
    median: float
    median_text: str
    low_text: str
    high_text: str
    elsewhere: float | None = None
    elsewhere_text: str = ""


@dataclass(frozen=True)
class Spread:
    """Up to five strips. `turned`: lower is better, so the lowest stands at the right."""

    strips: tuple[Strip, ...]
    turned: bool = False

    def __post_init__(self) -> None:
        """Errors: ValueError for no strip, or too many."""
        if not 0 < len(self.strips) <= MOST:
            raise ValueError(f"The chart has 1 to {MOST} strips.")


@dataclass(frozen=True)
class Parts:
    """What of the figure depends on the area."""

    sheet: Sheet
    tracks: LineCollection
    medians: LineCollection
    councils: PathCollection
    elsewhere: PathCollection


def draw(data: Spread, look: Look) -> str:
    """The chart as SVG, 440 units wide and about 100 high for each strip."""
    with look.applied():
        parts = build(look)
        put(parts, data)
        return write(parts.sheet.figure, "spread")


def build(look: Look) -> Parts:
    """The chart before it has an area."""
    sheet = blank(look)
    return Parts(
        sheet,
        tracks=strokes(sheet, look.guide, 6, zorder=1),
        medians=strokes(sheet, look.ink, 2, zorder=3.5),
        councils=dots(sheet),
        elsewhere=diamonds(sheet),
    )


def put(parts: Parts, data: Spread) -> None:
    """Set everything that depends on the area."""
    rows: list[_Row] = []
    for strip in data.strips:
        top = rows[-1].bottom + 10 if rows else 0.0
        rows.append(_row(strip, top, data.turned, parts.sheet.look))
    resize(parts.sheet, rows[-1].bottom)
    put_strokes(parts.tracks, [row.track for row in rows])
    put_strokes(parts.medians, [row.median for row in rows])
    put_dots(parts.councils, [place for row in rows for place in row.councils])
    put_dots(parts.elsewhere, [place for row in rows for place in row.elsewhere])
    letter(parts.sheet, [label for row in rows for label in row.labels])


@dataclass(frozen=True)
class _Row:
    """A strip laid out, in units."""

    bottom: float
    track: Stroke
    median: Stroke
    councils: tuple[Place, ...]
    elsewhere: tuple[Place, ...]
    labels: tuple[Label, ...]


def _row(strip: Strip, top: float, turned: bool, look: Look) -> _Row:
    scale = _scale(strip, turned)
    other = scale.at(strip.elsewhere) if strip.elsewhere is not None else FAR
    up = rises([scale.at(value) for value in strip.values], other)
    y = top + 46 + max(0.0, max(up) - STACK)
    middle = scale.at(strip.median)
    ends = (strip.high_text, strip.low_text) if turned else (strip.low_text, strip.high_text)
    said = [strip.median_text, *[strip.elsewhere_text] * (strip.elsewhere is not None)]
    room = RIGHT - LEFT - width(strip.name, look.large, bold=True) - 14
    words = "; ".join(said)
    second = width(words, look.size) > room
    down = 19.0 if second else 0.0
    labels = [
        Label(strip.name, LEFT, top + 16, look.large, look.ink, bold=True),
        Label(words, LEFT if second else RIGHT, top + 16 + down, look.size, look.soft,
              "left" if second else "right"),
        Label(ends[0], LEFT, y + down + 26, look.size, look.soft),
        Label(ends[1], RIGHT, y + down + 26, look.size, look.soft, "right"),
    ]  # fmt: skip
    y += down
    return _Row(
        bottom=y + 34,
        track=((LEFT, y), (RIGHT, y)),
        median=((middle, y - 12), (middle, y + 12)),
        councils=tuple((scale.at(v), y - rise) for v, rise in zip(strip.values, up, strict=True)),
        elsewhere=((other, y),) if strip.elsewhere is not None else (),
        labels=tuple(labels),
    )


def _scale(strip: Strip, turned: bool) -> Scale:
    """Values to units; the median elsewhere has its place on the strip too."""
    every = [*strip.values, *([strip.elsewhere] if strip.elsewhere is not None else [])]
    low, high = min(every), max(every)
    if high == low:  # all the same: in the middle
        low, high = low - 1, high + 1
    start, end = LEFT + INSET, RIGHT - INSET
    return Scale(low, high, end, start) if turned else Scale(low, high, start, end)
