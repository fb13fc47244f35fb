"""One measure, the council among its named peers: a dot plot, or intervals where known.

A row a council, best first; a council without a reading keeps its row and says why. Values
stand in a column at the right, where no line or dot can meet them; the council's row is tinted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Literal

from matplotlib.collections import LineCollection, PathCollection
from matplotlib.patches import Rectangle

from briefkit.narrative.charts.axis import along, centred
from briefkit.narrative.charts.lettering import DROP, LINE, Label, stacked, widest, width, wrap
from briefkit.narrative.charts.look import WIDTH, Look
from briefkit.narrative.charts.scale import Scale, laid
from briefkit.narrative.charts.sheet import (
    Place,
    Sheet,
    Stroke,
    blank,
    diamonds,
    dots,
    letter,
    put_bars,
    put_dots,
    put_strokes,
    resize,
    strokes,
    tint,
)
from briefkit.narrative.charts.svg import write

ROW = 22.0  # height of a row whose name takes one line
NAMES = 200.0  # the widest that the column of names may grow; longer names wrap
AXIS = 24.0  # height of the axis numbers, between the readings and the rows without one


@dataclass(frozen=True)
class Row:
    """A council's reading. `value` in the measure's unit, `text` as it is printed.

    Without a reading `value` is None and `text` gives the reason ("no reading in 2025").
    `interval` holds the limits of the value. `us` marks the briefing's own council.
    """

    name: str
    value: float | None
    text: str
    us: bool = False
    interval: tuple[float, float] | None = None


@dataclass(frozen=True)
class Dots:
    """Rows in any order; the chart sorts them. `prefix` and `suffix` go round axis numbers.

    `median` is the comparator's, drawn as a dashed line with `median_text` on top; None
    draws no line. `whole` values are counted, so the axis has no halves. `better` decides
    which end comes first (lowest first for lower).
    """

    rows: tuple[Row, ...]
    better: Literal["higher", "lower", "neither"]
    median: float | None = None
    median_text: str = ""
    prefix: str = ""
    suffix: str = ""
    whole: bool = False


@dataclass(frozen=True)
class Parts:
    """What of the figure depends on the council."""

    sheet: Sheet
    tint: Rectangle
    guides: LineCollection
    median: LineCollection
    intervals: LineCollection
    own_interval: LineCollection
    peers: PathCollection
    council: PathCollection


def draw(data: Dots, look: Look) -> str:
    """The chart as SVG, 440 units wide; 22 units a row and 46 or so for axis and median."""
    with look.applied():
        parts = build(look)
        put(parts, data)
        return write(parts.sheet.figure, "dots")


def build(look: Look) -> Parts:
    """The chart before it has a council."""
    sheet = blank(look)
    return Parts(
        sheet,
        tint=tint(sheet),
        guides=strokes(sheet, look.guide, 1, zorder=1),
        median=strokes(sheet, look.ink, 1.5, dashes=(5, 4), zorder=2),
        intervals=strokes(sheet, look.line, 2, zorder=3),
        own_interval=strokes(sheet, look.council, 3, zorder=3),
        peers=dots(sheet),
        council=diamonds(sheet),
    )


def put(parts: Parts, data: Dots) -> None:
    """Set everything that depends on the council."""
    look = parts.sheet.look
    lines = _lines(data, look)
    read = [line for line in lines if line.row.value is not None]
    scale = _scale(data, lines, look)
    top, bottom = _field(lines)
    resize(parts.sheet, max(lines[-1].bottom + 4, bottom + AXIS))
    ours = [line for line in lines if line.row.us]
    put_bars([parts.tint], [(0.0, r.top, WIDTH, r.bottom - r.top) for r in ours[:1]])
    marks = scale.marks if read else ()
    put_strokes(parts.guides, [_upright(scale.at(mark), top, bottom) for mark in marks])
    middle = [] if data.median is None else [scale.at(data.median)]
    put_strokes(parts.median, [_upright(x, top - 4, bottom) for x in middle])
    _put_readings(parts, read, scale)
    named = [centred(data.median_text, x, 13, look.size, look.ink) for x in middle]
    axis = along(scale, bottom + 17, look, (data.prefix, data.suffix)) if read else []
    names = [label for line in lines for label in _names(line, scale, look)]
    letter(parts.sheet, [*named, *axis, *names, *(_value(line, look) for line in read)])


def _put_readings(parts: Parts, read: Sequence[_Line], scale: Scale) -> None:
    ours = [line for line in read if line.row.us]
    peers = [line for line in read if not line.row.us]
    put_strokes(parts.intervals, [stroke for line in peers for stroke in _span(line, scale)])
    put_strokes(parts.own_interval, [stroke for line in ours for stroke in _span(line, scale)])
    put_dots(parts.peers, [_place(line, scale) for line in peers])
    put_dots(parts.council, [_place(line, scale) for line in ours])


@dataclass(frozen=True)
class _Line:
    """A row laid out: its name in lines, and where it stands, in units."""

    row: Row
    name: tuple[str, ...]
    reason: tuple[str, ...]
    top: float
    bottom: float

    @property
    def y(self) -> float:
        return (self.top + self.bottom) / 2


def _lines(data: Dots, look: Look) -> list[_Line]:
    lines: list[_Line] = []
    top = ROW if data.median is not None else 4.0
    rows = [(row, wrap(row.name, NAMES, look.size, bold=row.us)) for row in _sorted(data)]
    column = max(widest(name, look.size, bold=row.us) for row, name in rows)
    for row, name in rows:
        silent = row.value is None
        reason = wrap(row.text, WIDTH - column - 28, look.size) if silent else ()
        if silent and lines and lines[-1].row.value is not None:
            top += AXIS
        height = ROW + LINE * (max(len(name), len(reason)) - 1)
        lines.append(_Line(row, name, reason, top, top + height))
        top += height
    return lines


def _field(lines: Sequence[_Line]) -> tuple[float, float]:
    """Top and bottom of the rows with a reading."""
    read = [line for line in lines if line.row.value is not None]
    top = lines[0].top
    return top, read[-1].bottom if read else top


def _sorted(data: Dots) -> list[Row]:
    turn = 1 if data.better == "lower" else -1
    read = [row for row in data.rows if row.value is not None]
    silent = [row for row in data.rows if row.value is None]
    # of equal councils the briefing's own comes first, then by name
    read.sort(key=lambda row: (turn * (row.value or 0.0), not row.us, row.name))
    return read + sorted(silent, key=lambda row: (not row.us, row.name))


def _scale(data: Dots, lines: Sequence[_Line], look: Look) -> Scale:
    read = [row for row in data.rows if row.value is not None]
    values = [row.value for row in read if row.value is not None]
    limits = [limit for row in data.rows if row.interval for limit in row.interval]
    known = [*values, *limits, *([] if data.median is None else [data.median])]
    names = max(widest(line.name, look.size, bold=line.row.us) for line in lines)
    column = max((width(row.text, look.size, bold=row.us) for row in read), default=0.0)
    ceiling = 100.0 if data.suffix == "%" else inf
    near = 0.3 if limits else 0.5  # lines of intervals need no foot at 0, and do need the width
    return laid(
        known, names + 28, WIDTH - 24 - column, near=near, ceiling=ceiling, whole=data.whole
    )


def _upright(x: float, top: float, bottom: float) -> Stroke:
    return (x, top), (x, bottom)


def _place(line: _Line, scale: Scale) -> Place:
    return scale.at(line.row.value or 0.0), line.y


def _span(line: _Line, scale: Scale) -> list[Stroke]:
    if line.row.interval is None:
        return []
    low, high = line.row.interval
    return [((scale.at(low), line.y), (scale.at(high), line.y))]


def _names(line: _Line, scale: Scale, look: Look) -> list[Label]:
    us = line.row.us
    colour = look.council if us else look.ink
    labels = [
        Label(text, scale.start - 18, y, look.size, colour, "right", bold=us)
        for text, y in stacked(line.name, line.y)
    ]
    return labels + [
        Label(text, scale.start - 4, y, look.size, look.soft, italic=True)
        for text, y in stacked(line.reason, line.y)
    ]


def _value(line: _Line, look: Look) -> Label:
    us = line.row.us
    colour = look.council if us else look.soft
    return Label(line.row.text, WIDTH - 6, line.y + DROP, look.size, colour, "right", bold=us)
