"""A composition: what an amount is made of, as horizontal bars with their values.

Rows stand in the order given, mostly the largest first; what is left over is one last
row, paler and in italic, so that nobody takes it for a part of its own. Bars begin at 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from briefkit.narrative.charts.lettering import DROP, LINE, Label, stacked, widest, wrap
from briefkit.narrative.charts.look import WIDTH, Look
from briefkit.narrative.charts.sheet import (
    Sheet,
    Stroke,
    bars,
    blank,
    letter,
    put_bars,
    put_strokes,
    resize,
    strokes,
)
from briefkit.narrative.charts.svg import write

MOST = 8  # parts, without the rest
THICK = 16.0  # a bar's height
STOP = 4.0  # half the length of the stop at an interval's end
ROW = 27.0  # height of a row whose label takes one line
NAMES = 190.0  # the widest that the column of labels may grow; longer labels wrap


@dataclass(frozen=True)
class Part:
    """One part: its label, its value (0 or more) and the value as printed ("£1.2 million").

    With an `interval` a thin line runs from its lower to its upper limit. Without a value
    there is no bar, and `text` gives the reason.
    """

    label: str
    value: float | None
    text: str
    interval: tuple[float, float] | None = None


@dataclass(frozen=True)
class Bars:
    """Up to eight parts and, if there is one, the rest ("Other")."""

    parts: tuple[Part, ...]
    rest: Part | None = None

    def __post_init__(self) -> None:
        """Errors: ValueError for no part, too many of them, or a negative value."""
        if not 0 < len(self.parts) <= MOST:
            raise ValueError(f"A composition shows 1 to {MOST} parts; put others in the rest.")
        if any((part.value or 0.0) < 0 for part in _all(self)):
            raise ValueError("A composition has no negative parts; say in words what was refunded.")


@dataclass(frozen=True)
class Parts:
    """What of the figure depends on the council."""

    sheet: Sheet
    bars: tuple[Rectangle, ...]
    rest: tuple[Rectangle, ...]
    foot: LineCollection
    halo: LineCollection
    limits: LineCollection


def draw(data: Bars, look: Look) -> str:
    """The chart as SVG, 440 units wide; 27 units a row."""
    with look.applied():
        parts = build(look)
        put(parts, data)
        return write(parts.sheet.figure, "bars")


def build(look: Look) -> Parts:
    """The chart before it has a council."""
    sheet = blank(look)
    return Parts(
        sheet,
        bars=bars(sheet, MOST, color=look.council, linewidth=0),
        rest=bars(sheet, 1, color=look.peer, edgecolor=look.peer_edge, linewidth=1),
        foot=strokes(sheet, look.line, 1, zorder=5),
        halo=strokes(sheet, look.ground, 4.2, zorder=5.5),  # so that a line shows on a bar
        limits=strokes(sheet, look.ink, 1.6, zorder=6),
    )


def put(parts: Parts, data: Bars) -> None:
    """Set everything that depends on the council."""
    look = parts.sheet.look
    rows = _rows(data, look)
    left = max(widest(row.label, look.size) for row in rows) + 12
    room = WIDTH - left - 10 - widest((row.part.text for row in rows), look.size, bold=True)
    unit = room / (max(_reach(row.part) for row in rows) or 1.0)
    bottom = rows[-1].top + rows[-1].height
    resize(parts.sheet, bottom + 2)
    boxes = [(left, row.y - THICK / 2, (row.part.value or 0.0) * unit, THICK) for row in rows]
    put_bars(parts.bars, boxes[: len(data.parts)])
    put_bars(parts.rest, boxes[len(data.parts) :])
    put_strokes(parts.foot, [((left, 2), (left, bottom))])
    limits = [s for row in rows for s in _limits(row, left, unit)]
    put_strokes(parts.halo, limits)
    put_strokes(parts.limits, limits)
    letter(parts.sheet, [label for row in rows for label in _labels(data, row, left, unit, look)])


@dataclass(frozen=True)
class _Row:
    """A part laid out, in units."""

    part: Part
    label: tuple[str, ...]
    top: float

    @property
    def height(self) -> float:
        return ROW + LINE * (len(self.label) - 1)

    @property
    def y(self) -> float:
        return self.top + self.height / 2


def _reach(part: Part) -> float:
    """How far a row runs to the right: its value, or the upper limit."""
    value = part.value or 0.0
    return max(value, part.interval[1]) if part.interval else value


def _limits(row: _Row, left: float, unit: float) -> list[Stroke]:
    """The interval as a line with a short stop at each end."""
    if row.part.interval is None:
        return []
    low, high = (left + limit * unit for limit in row.part.interval)
    stops = [((x, row.y - STOP), (x, row.y + STOP)) for x in (low, high)]
    return [((low, row.y), (high, row.y)), *stops]


def _all(data: Bars) -> Sequence[Part]:
    return data.parts if data.rest is None else (*data.parts, data.rest)


def _rows(data: Bars, look: Look) -> list[_Row]:
    rows: list[_Row] = []
    for part in _all(data):
        top = rows[-1].top + rows[-1].height if rows else 2.0
        rows.append(_Row(part, wrap(part.label, NAMES, look.size), top))
    return rows


def _labels(data: Bars, row: _Row, left: float, unit: float, look: Look) -> list[Label]:
    rest, silent = row.part is data.rest, row.part.value is None
    labels = [
        Label(text, left - 10, y, look.size, look.ink, "right", italic=rest)
        for text, y in stacked(row.label, row.y)
    ]
    x, y = left + _reach(row.part) * unit + 7, row.y + DROP
    if silent:
        return [*labels, Label(row.part.text, x, y, look.size, look.soft, italic=True)]
    colour = look.soft if rest else look.council
    return [*labels, Label(row.part.text, x, y, look.size, colour, bold=not rest)]
