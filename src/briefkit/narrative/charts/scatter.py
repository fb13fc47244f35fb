"""Two measures against each other: the council, named peers, and everyone of its kind.

The medians of both measures cut the field into quadrants. Their names stand in bands above
and below the dots, so that nothing can cover them. The council's quadrant is tinted and its
name bold, unless the council stands on a median itself. A peer is named where its name
hides no dot and crosses no line: the chart's table holds every name. Dots that would cover
each other are nudged apart by a few units.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import dist, inf

from matplotlib.collections import LineCollection, PathCollection
from matplotlib.patches import Rectangle

from briefkit.narrative.charts.axis import EDGE, along, up
from briefkit.narrative.charts.lettering import LINE, Box, Label, Side, wrap
from briefkit.narrative.charts.look import WIDTH, Look
from briefkit.narrative.charts.placing import Wanted, nudged, parted, placed
from briefkit.narrative.charts.scale import Scale, laid
from briefkit.narrative.charts.sheet import (
    Place,
    Sheet,
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

FIELD = 230.0  # height of the ground for dots, in units
RIGHT = WIDTH - 16.0
CLOSE = 8.0  # dots nearer than this share one label
NARROW = 90.0  # the widest line of a name that has more lines for better ground
LONGEST = 150.0  # the widest line of a label in the field


@dataclass(frozen=True)
class Point:
    """A council by name with its values on the two measures."""

    name: str
    across: float
    up: float


@dataclass(frozen=True)
class Quadrants:
    """What the four corners are called, in a word or three each."""

    upper_left: str
    upper_right: str
    lower_left: str
    lower_right: str


@dataclass(frozen=True)
class Measure:
    """One of the two measures: `name` as printed along the axis, unit marks, its median.

    `root` spaces it by square root, for amounts of which one dwarfs the rest; say so in
    the chart's reading line. Values are then 0 or more.
    """

    name: str
    median: float
    prefix: str = ""
    suffix: str = ""
    root: bool = False


@dataclass(frozen=True)
class Scatter:
    """The council, its peers by name, and `others` of its kind as (across, up) without names."""

    council: Point
    peers: tuple[Point, ...]
    across: Measure
    up: Measure
    quadrants: Quadrants
    others: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Parts:
    """What of the figure depends on the council."""

    sheet: Sheet
    tint: Rectangle
    frame: LineCollection
    medians: LineCollection
    others: PathCollection
    peers: PathCollection
    council: PathCollection


def draw(data: Scatter, look: Look) -> str:
    """The chart as SVG, 440 units wide and about 350 high."""
    with look.applied():
        parts = build(look)
        put(parts, data)
        return write(parts.sheet.figure, "scatter")


def build(look: Look) -> Parts:
    """The chart before it has a council."""
    sheet = blank(look)
    return Parts(
        sheet,
        tint=tint(sheet),
        frame=strokes(sheet, look.line, 1, zorder=1),
        medians=strokes(sheet, look.ink, 1.2, dashes=(5, 4), zorder=2),
        others=dots(sheet, s=40, color=look.ground, edgecolor=look.line, zorder=3),
        peers=dots(sheet, zorder=4),
        council=diamonds(sheet),
    )


def put(parts: Parts, data: Scatter) -> None:
    """Set everything that depends on the council."""
    look = parts.sheet.look
    plan = _plan(data, look)
    resize(parts.sheet, plan.field.bottom + 30 + LINE * len(_title(data.across, look)))
    tinted = _tinted(data, plan)
    put_bars([parts.tint], [tinted] if tinted is not None else [])
    field, middle = plan.field, (plan.run.at(data.across.median), plan.rise.at(data.up.median))
    frame = ((field.left, field.top), (field.left, field.bottom), (field.right, field.bottom))
    put_strokes(parts.frame, [frame])
    own, *places = nudged(
        [plan.at(*p) for p in ((data.council.across, data.council.up), *_peers(data), *data.others)]
    )
    put_dots(parts.others, places[len(data.peers) :])
    put_dots(parts.peers, places[: len(data.peers)])
    put_dots(parts.council, [own])
    names = _names(data, [own, *places], middle, plan, look)
    upright = ((middle[0], plan.dots.top), (middle[0], plan.dots.bottom))
    level = ((field.left, middle[1]), (field.right, middle[1]))
    boxes = [label.box for label in names]
    put_strokes(parts.medians, [*parted(upright, boxes), *parted(level, boxes)])
    letter(parts.sheet, [*_around(data, plan, look), *names])


@dataclass(frozen=True)
class _Plan:
    """Where things stand, in units: the framed field, the ground for dots, both scales."""

    field: Box
    dots: Box
    run: Scale
    rise: Scale
    steps: tuple[Label, ...]

    def at(self, across: float, up: float) -> Place:
        return self.run.at(across), self.rise.at(up)


def _plan(data: Scatter, look: Look) -> _Plan:
    top = 8 + LINE * len(_title(data.up, look))
    band = 6 + LINE * max(len(texts) for texts in _corners(data, look))
    points = [(p.across, p.up) for p in (data.council, *data.peers)] + list(data.others)
    low, high = top + band, top + band + FIELD
    rise = _scale(data.up, [up for _, up in points], high - 8, low + 8)
    steps = up(rise, 0, look, (data.up.prefix, data.up.suffix))
    wide = max((label.box.right - label.box.left for label in steps), default=0.0) + EDGE
    run = _scale(data.across, [across for across, _ in points], wide + 16, RIGHT - 8)
    return _Plan(
        field=Box(wide + 8, top, RIGHT, high + band),
        dots=Box(wide + 8, low, RIGHT, high),
        run=run,
        rise=rise,
        steps=tuple(replace(label, x=wide) for label in steps),
    )


def _scale(measure: Measure, values: Sequence[float], start: float, end: float) -> Scale:
    known = [*values, measure.median]
    ceiling = 100.0 if measure.suffix == "%" else inf
    return laid(known, start, end, root=measure.root, near=0.15, ceiling=ceiling)


def _peers(data: Scatter) -> list[tuple[float, float]]:
    return [(peer.across, peer.up) for peer in data.peers]


def _title(measure: Measure, look: Look) -> tuple[str, ...]:
    return wrap(measure.name, RIGHT - EDGE, look.size)


def _corners(data: Scatter, look: Look) -> list[tuple[str, ...]]:
    """The quadrants' names in lines, none wider than half of the field: rows then columns."""
    names = data.quadrants
    four = (names.upper_left, names.upper_right, names.lower_left, names.lower_right)
    return [wrap(name, 164, look.size, bold=True) for name in four]


def corner(data: Scatter) -> str:
    """The council's quadrant: ul, ur, ll or lr; blank where it stands on a median."""
    place = _place(data)
    return "" if place is None else "lu"[place[0]] + "lr"[place[1]]


def _place(data: Scatter) -> tuple[bool, bool] | None:
    """Whether the council is in the upper, the right half; None if it is on a median."""
    right = data.council.across - data.across.median
    upper = data.council.up - data.up.median
    return None if right == 0 or upper == 0 else (upper > 0, right > 0)


def _tinted(data: Scatter, plan: _Plan) -> tuple[float, float, float, float] | None:
    place = _place(data)
    if place is None:
        return None
    x, y = plan.at(data.across.median, data.up.median)
    field = plan.field
    left, right = (x, field.right) if place[1] else (field.left, x)
    top, bottom = (field.top, y) if place[0] else (y, field.bottom)
    return left, top, right - left, bottom - top


def _around(data: Scatter, plan: _Plan, look: Look) -> list[Label]:
    """The measures' names and numbers, and the quadrants' names in their bands."""
    field, bottom = plan.field, plan.field.bottom
    units = (data.across.prefix, data.across.suffix)
    labels = [
        Label(text, EDGE, 13 + LINE * i, look.size, look.ink)
        for i, text in enumerate(_title(data.up, look))
    ]
    labels += [
        *plan.steps,
        *along(plan.run, bottom + 16, look, units),
    ]
    labels += [
        Label(text, field.right, bottom + 36 + LINE * i, look.size, look.ink, "right")
        for i, text in enumerate(_title(data.across, look))
    ]
    for index in range(4):
        labels += _quadrant(data, index, field, look)
    return labels


def _quadrant(data: Scatter, index: int, field: Box, look: Look) -> list[Label]:
    """One quadrant's name in its corner; 0 to 3 run by rows from the upper left."""
    texts = _corners(data, look)[index]
    upper, right = index in (0, 1), index in (1, 3)
    ours = _place(data) == (upper, right)
    side: Side = "right" if right else "left"
    x = field.right - 6 if right else field.left + 6
    first = field.top + 15 if upper else field.bottom - 6 - LINE * (len(texts) - 1)
    colour = look.ink if ours else look.soft
    return [
        Label(text, x, first + LINE * i, look.size, colour, side, bold=ours, italic=not ours)
        for i, text in enumerate(texts)
    ]


def _names(
    data: Scatter, places: Sequence[Place], middle: Place, plan: _Plan, look: Look
) -> list[Label]:
    """The council's name surely, and those of peers that there is clear ground for."""
    name = wrap(data.council.name, LONGEST, look.size, bold=True)
    narrow = wrap(data.council.name, NARROW, look.size, bold=True)
    wanted = [Wanted(name, places[0], look.size, look.council, bold=True, narrow=narrow)]
    for place, names in _grouped(data.peers, places[1:]):
        text = wrap(", ".join(names), LONGEST, look.size)
        wanted.append(Wanted(text, place, look.size, look.ink, spare=True))
    return placed(wanted, places, plan.dots, middle)


def _grouped(peers: Sequence[Point], places: Sequence[Place]) -> list[tuple[Place, list[str]]]:
    """Peers whose dots nearly cover each other, under the first one's place."""
    groups: list[tuple[Place, list[str]]] = []
    for peer, place in zip(peers, places, strict=False):  # those after the peers have no name
        near = [names for other, names in groups if dist(place, other) < CLOSE]
        if near:
            near[0].append(peer.name)
        else:
            groups.append((place, [peer.name]))
    return groups
