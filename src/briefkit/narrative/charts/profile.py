"""A profile: every measure of a strand on one scale of positions, from behind to ahead.

A row a measure, in the order given. The seven places are those of the verdicts, so that no
mark stands where the text does not put it; there is no sum and no score. A measure that is
not known keeps its row and says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from matplotlib.collections import LineCollection, PathCollection

from briefkit.narrative.charts.lettering import DROP, LINE, Label, stacked, widest, width, wrap
from briefkit.narrative.charts.look import WIDTH, Look
from briefkit.narrative.charts.sheet import (
    Sheet,
    Stroke,
    blank,
    diamonds,
    letter,
    put_dots,
    put_strokes,
    resize,
    strokes,
)
from briefkit.narrative.charts.svg import write

PLACES = 3  # on each side of similar
ROW = 25.0  # height of a row whose name takes one line
NAMES = 190.0  # the widest that the column of names may grow; longer names wrap
TOP = 24.0


@dataclass(frozen=True)
class Row:
    """A measure by name: its place from -3 (far behind) to 3 (far ahead), and what is printed.

    Without a place `text` gives the reason; an empty `text` leaves the column of values free.
    """

    name: str
    place: int | None
    text: str


@dataclass(frozen=True)
class Profile:
    """One row or more, and the words over the scale: behind, similar, ahead."""

    rows: tuple[Row, ...]
    heads: tuple[str, str, str]

    def __post_init__(self) -> None:
        """Errors: ValueError for no row, or a place off the scale."""
        if not self.rows:
            raise ValueError("A profile needs at least one measure.")
        if any(abs(row.place or 0) > PLACES for row in self.rows):
            raise ValueError("A place of a profile lies between -3 and 3.")


@dataclass(frozen=True)
class Parts:
    """What of the figure depends on the council."""

    sheet: Sheet
    guides: LineCollection
    middle: LineCollection
    reaches: LineCollection
    council: PathCollection


def draw(data: Profile, look: Look) -> str:
    """The chart as SVG, 440 units wide; 25 units a row and 30 for the words over the scale."""
    with look.applied():
        parts = build(look)
        put(parts, data)
        return write(parts.sheet.figure, "profile")


def build(look: Look) -> Parts:
    """The chart before it has a council."""
    sheet = blank(look)
    return Parts(
        sheet,
        guides=strokes(sheet, look.guide, 1, zorder=1),
        middle=strokes(sheet, look.ink, 1.5, dashes=(5, 4), zorder=2),
        reaches=strokes(sheet, look.line, 3, zorder=3),
        council=diamonds(sheet),
    )


def put(parts: Parts, data: Profile) -> None:
    """Set everything that depends on the council."""
    look = parts.sheet.look
    field = _field(data, look)
    lines = _lines(data, field, look)
    resize(parts.sheet, lines[-1].bottom + 4)
    sides = [place for place in range(-PLACES, PLACES + 1) if place]
    known = _runs(lines)  # where a reason stands, no upright crosses it
    put_strokes(parts.guides, [_upright(field.at(p), run) for run in known for p in sides])
    put_strokes(parts.middle, [_upright(field.at(0), run) for run in known])
    placed = [(line, line.row.place) for line in lines if line.row.place is not None]
    put_strokes(parts.reaches, [((field.at(0), r.y), (field.at(p), r.y)) for r, p in placed if p])
    put_dots(parts.council, [(field.at(place), line.y) for line, place in placed])
    rows = [label for line in lines for label in _labels(line, field, look)]
    letter(parts.sheet, [*_heads(data, field, look), *rows])


@dataclass(frozen=True)
class _Field:
    """Where the scale begins and ends, in units."""

    start: float
    end: float

    def at(self, place: int) -> float:
        return self.start + (self.end - self.start) * (place + PLACES) / (2 * PLACES)


@dataclass(frozen=True)
class _Line:
    """A row laid out."""

    row: Row
    name: tuple[str, ...]
    said: tuple[str, ...]
    top: float
    bottom: float

    @property
    def y(self) -> float:
        return (self.top + self.bottom) / 2


def _field(data: Profile, look: Look) -> _Field:
    names = max(widest(wrap(row.name, NAMES, look.size), look.size) for row in data.rows)
    known = [row.text for row in data.rows if row.place is not None]
    values = max((width(text, look.size, bold=True) for text in known), default=0.0)
    return _Field(names + 26, WIDTH - values - 26)


def _lines(data: Profile, field: _Field, look: Look) -> list[_Line]:
    lines: list[_Line] = []
    top = TOP
    for row in data.rows:
        name = wrap(row.name, NAMES, look.size)
        room = WIDTH - field.start - 4
        said = wrap(row.text, room, look.size) if row.place is None else ()
        height = ROW + LINE * (max(len(name), len(said)) - 1)
        lines.append(_Line(row, name, said, top, top + height))
        top += height
    return lines


def _runs(lines: Sequence[_Line]) -> list[tuple[float, float]]:
    """Top and bottom of each stretch of rows that have a place."""
    stretches = groupby(lines, lambda line: line.row.place is not None)
    runs = [list(run) for placed, run in stretches if placed]
    return [(run[0].top, run[-1].bottom) for run in runs]


def _upright(x: float, run: tuple[float, float]) -> Stroke:
    return (x, run[0]), (x, run[1])


def _heads(data: Profile, field: _Field, look: Look) -> list[Label]:
    behind, similar, ahead = data.heads
    return [
        Label(behind, field.start - 8, 12, look.size, look.soft),
        Label(similar, field.at(0), 12, look.size, look.soft, "center"),
        Label(ahead, field.end + 8, 12, look.size, look.soft, "right"),
    ]


def _labels(line: _Line, field: _Field, look: Look) -> Sequence[Label]:
    names = [
        Label(text, field.start - 16, y, look.size, look.ink, "right")
        for text, y in stacked(line.name, line.y)
    ]
    if line.row.place is None:
        return names + [
            Label(text, field.start - 4, y, look.size, look.soft, italic=True)
            for text, y in stacked(line.said, line.y)
        ]
    y = line.y + DROP
    value = Label(line.row.text, WIDTH - 4, y, look.size, look.council, "right", bold=True)
    return [*names, value] if line.row.text else names
