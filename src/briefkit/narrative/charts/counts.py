"""A ladder over several things: the council's levels, and how many others reach the top.

Above, one row a thing (a data set) with a box for each level, filled up to the level
reached, and the level in figures. Below, how many comparators have 0, 1, 2... of them at
the top level: a bar with its number each, a dashed line at their median, and beneath the
axis the council's diamond. The first part says which thing holds the council back, the
second what "7 of 8" is worth: a median alone would hide how the others are spread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.collections import LineCollection, PathCollection
from matplotlib.patches import Rectangle

from briefkit.narrative.charts.axis import centred
from briefkit.narrative.charts.lettering import (
    DROP,
    LINE,
    Label,
    Side,
    stacked,
    widest,
    width,
    wrap,
)
from briefkit.narrative.charts.look import WIDTH, Look
from briefkit.narrative.charts.sheet import (
    Place,
    Sheet,
    Stroke,
    bars,
    blank,
    diamonds,
    dots,
    letter,
    put_bars,
    put_dots,
    put_strokes,
    resize,
    strokes,
)
from briefkit.narrative.charts.svg import write

ROW = 22.0
STEP = 24.0  # from one level's box to the next
NAMES = 236.0  # the widest that the column of things may grow; longer names wrap
TALLEST = 80.0  # the highest bar, in units
LEFT, RIGHT = 4.0, WIDTH - 4.0  # the ends of the bars' axis
MOST = 12  # things


@dataclass(frozen=True)
class Thing:
    """One thing on the ladder: its name, the council's level, or None with the reason."""

    name: str
    level: int | None
    reason: str = ""


@dataclass(frozen=True)
class Counts:
    """The council's things, and how many of them each comparator has at the top level.

    `top` is the highest level of the ladder; `others[k]` is the number of comparators
    with k things at the top level, so it has one entry more than there are things.
    `ours` is the council's own number. Texts as printed: `council_text` ("Plymouth 7 of
    8"), `median_text` ("median 2"), `levels_text` above the boxes ("Level of each data
    set"), `bars_text` above the bars ("Councils by number of data sets at level 4").
    """

    things: tuple[Thing, ...]
    top: int
    others: tuple[int, ...]
    ours: int
    median: float
    council_text: str
    median_text: str
    levels_text: str
    bars_text: str

    def __post_init__(self) -> None:
        """Errors: ValueError where things, levels and counts do not go together."""
        if not 0 < len(self.things) <= MOST or len(self.others) != len(self.things) + 1:
            raise ValueError(
                f"Counts need 1 to {MOST} things and a number for none to all of them."
            )
        if any(t.level is not None and not 0 <= t.level <= self.top for t in self.things):
            raise ValueError(f"A level lies outside 0 to {self.top}.")


@dataclass(frozen=True)
class Parts:
    """What of the figure depends on the council."""

    sheet: Sheet
    empty: PathCollection
    filled: PathCollection
    others: tuple[Rectangle, ...]
    ground: LineCollection
    median: LineCollection
    council: PathCollection


def draw(data: Counts, look: Look) -> str:
    """The chart as SVG, 440 units wide; 22 units a thing and about 200 for the bars."""
    with look.applied():
        parts = build(look)
        put(parts, data)
        return write(parts.sheet.figure, "counts")


def build(look: Look) -> Parts:
    """The chart before it has a council."""
    sheet = blank(look)
    box = {"marker": "s", "s": 196.0, "edgecolor": look.line}
    return Parts(
        sheet,
        empty=dots(sheet, **{**box, "color": look.ground}),
        filled=dots(sheet, **{**box, "color": look.council, "edgecolor": look.council}),
        others=bars(sheet, MOST + 1, color=look.peer, edgecolor=look.peer_edge, linewidth=1),
        ground=strokes(sheet, look.line, 1, zorder=1),
        median=strokes(sheet, look.ink, 1.5, dashes=(5, 4), zorder=5),
        council=diamonds(sheet),
    )


def put(parts: Parts, data: Counts) -> None:
    """Set everything that depends on the council."""
    look = parts.sheet.look
    rows = _rows(data, look)
    known = [(row.thing.level, _boxes(row, data)) for row in rows if row.thing.level is not None]
    put_dots(parts.filled, [box for level, boxes in known for box in boxes[:level]])
    put_dots(parts.empty, [box for level, boxes in known for box in boxes[level:]])
    heads = wrap(data.bars_text, WIDTH - 4, look.large, bold=True)
    head = rows[-1].bottom + 28
    floor = head + LINE * len(heads) + 30 + TALLEST
    numbers = _numbers(data, floor, look)
    resize(parts.sheet, max(label.y for label in numbers) + 12)
    put_bars(parts.others, _bars(data, floor))
    put_strokes(parts.ground, [((LEFT, floor), (RIGHT, floor))])
    put_strokes(parts.median, [_median(data, floor)])
    put_dots(parts.council, [(_across(data, data.ours), floor + 34)])
    titles = [
        Label(text, 2, head + LINE * i, look.large, look.ink, bold=True)
        for i, text in enumerate(heads)
    ]
    letter(parts.sheet, [*_levels(data, rows, look), *titles, *numbers])


@dataclass(frozen=True)
class _Row:
    """A thing laid out, in units: its name and reason in lines, where its boxes begin."""

    thing: Thing
    name: tuple[str, ...]
    left: float
    top: float
    reason: tuple[str, ...]

    @property
    def bottom(self) -> float:
        return self.top + ROW + LINE * (max(len(self.name), len(self.reason)) - 1)

    @property
    def y(self) -> float:
        return (self.top + self.bottom) / 2


def _rows(data: Counts, look: Look) -> list[_Row]:
    names = [wrap(thing.name, NAMES, look.size) for thing in data.things]
    left = max(widest(name, look.size) for name in names) + 26
    top = 12 + LINE * len(_title(data, look)) + 14
    rows: list[_Row] = []
    for thing, name in zip(data.things, names, strict=True):
        silent = thing.level is None
        reason = wrap(thing.reason, WIDTH - left, look.size) if silent else ()
        rows.append(_Row(thing, name, left, rows[-1].bottom if rows else top, reason))
    return rows


def _title(data: Counts, look: Look) -> tuple[str, ...]:
    return wrap(data.levels_text, WIDTH - 4, look.large, bold=True)


def _boxes(row: _Row, data: Counts) -> list[Place]:
    return [(row.left + STEP * i, row.y) for i in range(data.top)]


def _levels(data: Counts, rows: Sequence[_Row], look: Look) -> list[Label]:
    """Everything written in the upper part."""
    title = [
        Label(text, 2, 15 + LINE * i, look.large, look.ink, bold=True)
        for i, text in enumerate(_title(data, look))
    ]
    heads = [
        Label(str(i + 1), rows[0].left + STEP * i, rows[0].top - 3, look.size, look.soft, "center")
        for i in range(data.top)
    ]
    return title + heads + [label for row in rows for label in _row(data, row, look)]


def _row(data: Counts, row: _Row, look: Look) -> list[Label]:
    labels = [
        Label(text, row.left - 16, y, look.size, look.ink, "right")
        for text, y in stacked(row.name, row.y)
    ]
    labels += [
        Label(text, row.left - 8, y, look.size, look.soft, italic=True)
        for text, y in stacked(row.reason, row.y)
    ]
    if row.thing.level is not None:
        x = row.left + STEP * data.top
        level = str(row.thing.level)
        labels.append(Label(level, x, row.y + DROP, look.size, look.council, bold=True))
    return labels


def _across(data: Counts, count: float) -> float:
    """The middle of the column for so many things at the top level."""
    return LEFT + (RIGHT - LEFT) * (count + 0.5) / len(data.others)


def _bars(data: Counts, floor: float) -> list[tuple[float, float, float, float]]:
    wide = (RIGHT - LEFT) / len(data.others) * 0.7
    return [
        (
            _across(data, count) - wide / 2,
            floor - _height(data, number),
            wide,
            _height(data, number),
        )
        for count, number in enumerate(data.others)
    ]


def _height(data: Counts, number: int) -> float:
    return TALLEST * number / max(*data.others, 1)


def _median(data: Counts, floor: float) -> Stroke:
    """From its label down to the axis, or to the number on the bar that stands there."""
    x = _across(data, data.median)
    on = [n for count, n in enumerate(data.others) if abs(_across(data, count) - x) < 12]
    foot = floor - _height(data, on[0]) - 20 if on else floor
    return (x, floor - TALLEST - 22), (x, foot)


def _numbers(data: Counts, floor: float, look: Look) -> list[Label]:
    """Everything written round the bars, save their heading."""
    labels = []
    for count, number in enumerate(data.others):
        x = _across(data, count)
        top = floor - _height(data, number) - 5
        labels.append(Label(f"{number:,}", x, top, look.size, look.soft, "center"))
        labels.append(Label(str(count), x, floor + 17, look.size, look.ink, "center"))
    middle, ours = _across(data, data.median), _across(data, data.ours)
    labels.append(centred(data.median_text, middle, floor - TALLEST - 26, look.size, look.ink))
    return [*labels, *_own(data.council_text, ours, floor + 39, look)]


def _own(text: str, x: float, y: float, look: Look) -> list[Label]:
    """The council's words beside its diamond, on the side that has more room for them."""
    right, left = WIDTH - 2 - (x + 13), x - 13 - 2
    side: Side
    if width(text, look.large, bold=True) <= right or right >= left:
        side, edge, room = "left", x + 13, right
    else:
        side, edge, room = "right", x - 13, left
    return [
        Label(line, edge, y + LINE * i, look.size, look.council, side, bold=True)
        for i, line in enumerate(wrap(text, room, look.size, bold=True))
    ]
