"""An eye that reads a finished chart: texts, dots, strokes and bars, and what is wrong with them.

Everything is measured from the SVG alone, in its own units. Texts have the widths of the table of
advances, which is wider than any face that readers have.
"""

from __future__ import annotations

import itertools
import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import dist
from typing import Any
from xml.etree import ElementTree as ET

from briefkit.narrative.charts.lettering import Box, Label
from briefkit.narrative.charts.look import Look

SVG = "{http://www.w3.org/2000/svg}"
SIDES = {None: "left", "middle": "center", "end": "right"}
SMALLEST = 13.7  # units: 11 pixels where a phone of 390 shows the chart 358 wide
SLACK = 0.1  # the written coordinates are rounded to a tenth
HIDDEN = 1.0  # units between the middles of two dots of which one can no longer be seen
_PAIR = re.compile(r"([MLQC])?(-?\d+\.?\d*) (-?\d+\.?\d*)")

Fault = tuple[str, str]  # its kind, and where it is


@dataclass(frozen=True)
class Dot:
    """A mark: the ground that it covers, its fill and edge."""

    box: Box
    fill: str
    edge: str

    @property
    def middle(self) -> tuple[float, float]:
        return (self.box.left + self.box.right) / 2, (self.box.top + self.box.bottom) / 2


@dataclass(frozen=True)
class Stroke:
    """One straight piece of a line, with its colour and half its thickness."""

    start: tuple[float, float]
    end: tuple[float, float]
    colour: str
    half: float

    def crosses(self, box: Box) -> bool:
        """Whether any of it lies within a box."""
        (x, y), (to_x, to_y) = self.start, self.end
        edges = ((x, to_x, box.left, box.right), (y, to_y, box.top, box.bottom))
        first, last = 0.0, 1.0
        for begin, end, low, high in edges:
            before, after, way = low - self.half, high + self.half, end - begin
            if way == 0:
                if not before < begin < after:
                    return False
                continue
            near, far = sorted(((before - begin) / way, (after - begin) / way))
            first, last = max(first, near), min(last, far)
        return first < last


@dataclass(frozen=True)
class Seen:
    """A chart as a reader meets it: its size, its texts and the ground that each covers."""

    root: ET.Element

    @property
    def width(self) -> float:
        return float(self.root.attrib["width"])

    @property
    def height(self) -> float:
        return float(self.root.attrib["height"])

    @cached_property
    def texts(self) -> tuple[tuple[str, Box, float], ...]:
        """Words, ground and size of each text."""
        return tuple(_text(element) for element in self.root.iter(f"{SVG}text"))

    @cached_property
    def dots(self) -> tuple[Dot, ...]:
        """Marks set down at places: circles, diamonds, squares."""
        found = [
            Dot(_ground(mark), group.get("fill", ""), group.get("stroke", ""))
            for group in self.root.iter(f"{SVG}g")
            if group.get("fill") not in (None, "none")
            for mark in group
        ]
        return tuple(found)

    @cached_property
    def strokes(self) -> tuple[Stroke, ...]:
        """The straight pieces of every line that is drawn, closed shapes left out."""
        found = [
            stroke
            for path in self.root.iter(f"{SVG}path")
            if path.get("fill") == "none" and {"stroke", "d"} <= set(path.attrib)
            for stroke in _strokes(path)
        ]
        return tuple(found)

    @cached_property
    def bars(self) -> tuple[Box, ...]:
        """Filled shapes that stand on their own: bars and the tinted quadrant."""
        return tuple(
            _around(path.attrib["d"])
            for path in self.root.iter(f"{SVG}path")
            if path.get("fill") not in (None, "none") and path.attrib["d"].endswith("z")
            and path not in self._in_groups
        )  # fmt: skip

    def _is_key(self, dot: Dot) -> bool:
        """Whether a dot stands before words, as the marks of a key do."""
        right, y = dot.box.right, dot.middle[1]
        return any(0 <= b.left - right < 8 and b.top < y < b.bottom for _, b, _ in self.texts)

    @cached_property
    def _in_groups(self) -> set[ET.Element]:
        return {mark for group in self.root.iter(f"{SVG}g") for mark in group}

    def faults(self) -> list[str]:
        """Texts that touch each other, run off the sheet or are too small to read."""
        return [where for _, where in self.of_texts()]

    def faulted(self, look: Look) -> Iterator[Fault]:
        """Everything that is wrong with the chart, by kind and place."""
        yield from self.of_texts()
        yield from self.of_marks(look)
        yield from self.of_axes(look)

    def of_texts(self) -> Iterator[Fault]:
        """What is wrong with texts among themselves."""
        sheet = Box(-SLACK, -SLACK, self.width + SLACK, self.height + SLACK)
        for i, (text, box, size) in enumerate(self.texts):
            if not box.within(sheet):
                yield "text off the sheet", f"{text!r}: {box}"
            if size < SMALLEST:
                yield "text too small", f"{text!r} is {size} units high"
            for other, ground, _ in self.texts[:i]:
                if _inner(box, SLACK).meets(ground):
                    yield "text on text", f"{text!r} on {other!r}"

    def of_marks(self, look: Look) -> Iterator[Fault]:
        """What is wrong between texts and marks, and among marks."""
        for text, box, _ in self.texts:
            yield from self._beneath(text, _inner(box, 1.0), look)
        sheet = Box(-1, -1, self.width + 1, self.height + 1)
        for dot in self.dots:
            if not dot.box.within(sheet):
                yield "mark off the sheet", f"{dot}"
        ordered = sorted(enumerate(self.dots), key=lambda pair: pair[1].middle)
        for i, (at, dot) in enumerate(ordered):
            near = itertools.takewhile(lambda o, d=dot: _gap(d, o[1]) < HIDDEN, ordered[i + 1 :])
            if any(
                _hides(*sorted(((at, dot), other), key=operator.itemgetter(0))) for other in near
            ):
                yield "dot hidden by another", f"at {dot.middle}"

    def _beneath(self, text: str, box: Box, look: Look) -> Iterator[Fault]:
        """The dots and lines that a text stands on."""
        for dot in self.dots:
            if box.meets(dot.box):
                whose = "the council's mark" if dot.fill == look.council else "a dot"
                yield f"text on {whose}", f"{text!r} on {dot.middle}"
        for stroke in self.strokes:
            if stroke.colour != look.ground and stroke.crosses(box):
                what = "guide" if stroke.colour == look.guide else "line"
                yield f"text on a {what}", f"{text!r} on {stroke}"

    def of_axes(self, look: Look) -> Iterator[Fault]:
        """Marks that stand beyond the last number of an axis."""
        guides = [s for s in self.strokes if s.colour == look.guide and s.half == 0.5]
        for axis, name in ((0, "along"), (1, "up")):
            across = [s for s in guides if s.start[axis] == s.end[axis]]
            ends = [s.start[axis] for s in across]
            if len(set(ends)) < 2:
                continue
            tops = {s.start[1 - axis] for s in across} | {s.end[1 - axis] for s in across}
            for dot in self.dots:
                if self._is_key(dot):
                    continue
                along = dot.middle[1 - axis]
                if not min(tops) - 1 <= along <= max(tops) + 1:
                    continue
                if not min(ends) - 1 <= dot.middle[axis] <= max(ends) + 1:
                    yield "mark beyond the axis", f"{name} {dot.middle} of {min(ends)}-{max(ends)}"


def see(svg: str) -> Seen:
    """A finished chart, read."""
    return Seen(ET.fromstring(svg))


def _gap(one: Dot, other: Dot) -> float:
    return other.middle[0] - one.middle[0]


def _hides(first: tuple[int, Dot], second: tuple[int, Dot]) -> bool:
    """Whether the dot drawn later covers the earlier one, on one place or nearly."""
    (_, under), (_, over) = first, second
    wide = [dot.box.right - dot.box.left for dot in (under, over)]
    return dist(under.middle, over.middle) < HIDDEN and wide[1] > wide[0] - 2


def _inner(box: Box, by: float) -> Box:
    return Box(box.left + by, box.top + by, box.right - by, box.bottom - by)


def _text(element: ET.Element) -> tuple[str, Box, float]:
    at = element.attrib
    side: Any = SIDES[at.get("text-anchor")]
    size, text = float(at["font-size"]), element.text or ""
    place = (float(at["x"]), float(at["y"]))
    label = Label(text, *place, size, "", side, bold=at.get("font-weight") == "bold")
    return text, label.box, size


def _ground(mark: ET.Element) -> Box:
    if mark.tag == f"{SVG}circle":
        x, y, r = (float(mark.attrib[key]) for key in ("cx", "cy", "r"))
        return Box(x - r, y - r, x + r, y + r)
    return _around(mark.attrib["d"])


def _around(d: str) -> Box:
    places = [(float(x), float(y)) for _, x, y in _PAIR.findall(d)]
    xs, ys = [x for x, _ in places], [y for _, y in places]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _strokes(path: ET.Element) -> Iterator[Stroke]:
    last = (0.0, 0.0)
    half = float(path.get("stroke-width", "1")) / 2
    for code, x, y in _PAIR.findall(path.attrib["d"]):
        place = (float(x), float(y))
        if code != "M":
            yield Stroke(last, place, path.attrib["stroke"], half)
        last = place
