"""A perception gap: what two or three groups say of the same thing, with intervals.

A row a thing: its words on a line of their own, beneath them one mark a group, joined by
a line whose length is the gap. Groups differ in the shape of their mark as well as in
colour, and every value stands in words at the right, beside the same mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from matplotlib.collections import LineCollection, PathCollection

from briefkit.narrative.charts.axis import along
from briefkit.narrative.charts.lettering import DROP, LINE, Label, width, wrap
from briefkit.narrative.charts.look import WIDTH, Look
from briefkit.narrative.charts.scale import Scale, laid
from briefkit.narrative.charts.sheet import (
    Place,
    Sheet,
    Stroke,
    blank,
    dots,
    letter,
    put_dots,
    put_strokes,
    resize,
    strokes,
)
from briefkit.narrative.charts.svg import write

LEFT = 12.0
STEP = 12.0  # from one group's mark down to the next where they would cover each other
AFTER = 14.0  # from a row's last mark to its end
_MARKS = (("D", 72.0), ("o", 85.0), ("s", 72.0))


@dataclass(frozen=True)
class Reading:
    """What one group says: value in the measure's unit, text as printed, its limits.

    Without a reading `value` is None and `text` is a sentence of its own ("Staff: no survey").
    """

    value: float | None
    text: str
    interval: tuple[float, float] | None = None


@dataclass(frozen=True)
class Row:
    """A thing that the groups were asked about, with one reading a group, in their order."""

    label: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class Dumbbell:
    """Two or three groups and their rows; `prefix` and `suffix` go round axis numbers."""

    groups: tuple[str, ...]
    rows: tuple[Row, ...]
    prefix: str = ""
    suffix: str = ""

    def __post_init__(self) -> None:
        """Errors: ValueError unless there are 2 or 3 groups and a reading for each."""
        if not 2 <= len(self.groups) <= len(_MARKS) or not self.rows:
            raise ValueError("A perception gap is between two or three groups, on one row or more.")
        if any(len(row.readings) != len(self.groups) for row in self.rows):
            raise ValueError("Each row needs one reading for each group, in the groups' order.")


@dataclass(frozen=True)
class Parts:
    """What of the figure depends on the council; marks and intervals one a group."""

    sheet: Sheet
    guides: LineCollection
    gaps: LineCollection
    intervals: tuple[LineCollection, ...]
    marks: tuple[PathCollection, ...]


def draw(data: Dumbbell, look: Look) -> str:
    """The chart as SVG, 440 units wide; 45 to 70 units a row."""
    with look.applied():
        parts = build(look)
        put(parts, data)
        return write(parts.sheet.figure, "dumbbell")


def build(look: Look) -> Parts:
    """The chart before it has a council."""
    sheet = blank(look)
    colours = look.palette[: len(_MARKS)]
    return Parts(
        sheet,
        guides=strokes(sheet, look.guide, 1, zorder=1),
        gaps=strokes(sheet, look.line, 1.5, zorder=2),
        intervals=tuple(strokes(sheet, colour, 2, zorder=3) for colour in colours),
        marks=tuple(
            dots(sheet, marker=marker, s=size, color=colour, edgecolor=look.ground, zorder=5)
            for (marker, size), colour in zip(_MARKS, colours, strict=True)
        ),
    )


def put(parts: Parts, data: Dumbbell) -> None:
    """Set everything that depends on the council."""
    look = parts.sheet.look
    keys = _keys(data, look)
    columns = _columns(data, look)
    scale = _scale(data, columns[0] - 30)
    lines = _lines(data, scale, max(y for _, y in keys) + 12, look)
    bottom = lines[-1].bottom
    resize(parts.sheet, bottom + 26)
    put_strokes(parts.guides, [s for m in scale.marks for s in _guide(lines, scale.at(m))])
    put_strokes(parts.gaps, [gap for line in lines for gap in _gap(line, scale)])
    for group, (mark, interval) in enumerate(zip(parts.marks, parts.intervals, strict=True)):
        told = [line for line in lines if _value(line, group) is not None]
        key = [(x + 7, y - DROP) for x, y in keys[group : group + 1]]
        beside = [(columns[group] - 10, line.middle) for line in told]
        put_dots(mark, [*key, *beside, *(_place(line, group, scale) for line in told)])
        put_strokes(interval, [s for line in told for s in _limits(line, group, scale)])
    axis = along(scale, bottom + 16, look, (data.prefix, data.suffix))
    named = [
        Label(name, x + 18, y, look.size, look.ink)
        for name, (x, y) in zip(data.groups, keys, strict=True)
    ]
    words = [label for line in lines for label in _labels(line, columns, look)]
    letter(parts.sheet, [*named, *words, *axis])


@dataclass(frozen=True)
class _Line:
    """A row laid out, in units: its words, and the heights of the groups' marks."""

    row: Row
    words: tuple[tuple[str, bool], ...]
    top: float
    marks: tuple[float, ...]
    bottom: float

    @property
    def middle(self) -> float:
        return (self.marks[0] + self.marks[-1]) / 2


def _keys(data: Dumbbell, look: Look) -> list[Place]:
    """Where each group's mark and name stand at the top, on as many lines as they need."""
    places: list[Place] = []
    x, y = 2.0, 15.0
    for name in data.groups:
        wide = 18 + width(name, look.size)
        if places and x + wide > WIDTH - 2:
            x, y = 2.0, y + 20
        places.append((x, y))
        x += wide + 22
    return places


def _columns(data: Dumbbell, look: Look) -> list[float]:
    """Where each group's values begin, at the right."""
    x = WIDTH - 2
    columns: list[float] = []
    for group in reversed(range(len(data.groups))):
        told = [row.readings[group] for row in data.rows]
        texts = [reading.text for reading in told if reading.value is not None]
        x -= max((width(text, look.size) for text in texts), default=0.0)
        columns.insert(0, x)
        x -= 24
    return columns


def _lines(data: Dumbbell, scale: Scale, top: float, look: Look) -> list[_Line]:
    lines: list[_Line] = []
    for row in data.rows:
        start = lines[-1].bottom if lines else top
        words = [(text, False) for text in wrap(row.label, WIDTH - 4, look.size)]
        for reading in row.readings:
            if reading.value is None:
                words += [(text, True) for text in wrap(reading.text, WIDTH - 4, look.size)]
        first = start + LINE * len(words) + 14
        step = STEP if _crowded(row, scale) else 0.0
        marks = tuple(first + step * group for group in range(len(data.groups)))
        lines.append(_Line(row, tuple(words), start, marks, marks[-1] + AFTER))
    return lines


def _crowded(row: Row, scale: Scale) -> bool:
    """Whether marks on one height would cover each other, or their intervals could."""
    places = sorted(scale.at(r.value) for r in row.readings if r.value is not None)
    close = any(b - a < STEP for a, b in pairwise(places))
    return close or any(reading.interval for reading in row.readings)


def _scale(data: Dumbbell, right: float) -> Scale:
    readings = [reading for row in data.rows for reading in row.readings]
    values = [reading.value for reading in readings if reading.value is not None]
    limits = [limit for reading in readings for limit in reading.interval or ()]
    ceiling = 100.0 if data.suffix == "%" else inf
    return laid([*values, *limits], LEFT, right, ceiling=ceiling)


def _value(line: _Line, group: int) -> float | None:
    # a group that this chart does not have has no value either
    readings = line.row.readings
    return readings[group].value if group < len(readings) else None


def _place(line: _Line, group: int, scale: Scale) -> Place:
    return scale.at(_value(line, group) or 0.0), line.marks[group]


def _gap(line: _Line, scale: Scale) -> list[Stroke]:
    """The line that joins a row's marks, if there are two or more."""
    told = [g for g in range(len(line.marks)) if _value(line, g) is not None]
    return [tuple(_place(line, group, scale) for group in told)] if len(told) > 1 else []


def _limits(line: _Line, group: int, scale: Scale) -> list[Stroke]:
    interval = line.row.readings[group].interval
    if interval is None:
        return []
    y = line.marks[group]
    return [((scale.at(interval[0]), y), (scale.at(interval[1]), y))]


def _guide(lines: Iterable[_Line], x: float) -> list[Stroke]:
    """A guide beside each row's marks, not through its words."""
    return [((x, line.marks[0] - 8), (x, line.marks[-1] + 8)) for line in lines]


def _labels(line: _Line, columns: Sequence[float], look: Look) -> list[Label]:
    labels = [
        Label(text, 2, line.top + LINE * (i + 1) - 2, look.size, colour, italic=silent)
        for i, (text, silent) in enumerate(line.words)
        for colour in (look.soft if silent else look.ink,)
    ]
    return labels + [
        Label(reading.text, x, line.middle + DROP, look.size, look.ink)
        for reading, x in zip(line.row.readings, columns, strict=True)
        if reading.value is not None
    ]
