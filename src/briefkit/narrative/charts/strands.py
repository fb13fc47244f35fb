"""Three strands at a glance: where the council stands among its peers on each.

One strip a strand, from the lowest to the highest value of the council and its peers.
Each strip has its own unit, so positions compare within a strip and not between strips.
Better is always to the right: where lower is better the strip is turned, and says so.
Councils that share a place are stacked above it, so that none is hidden by another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from matplotlib.collections import LineCollection, PathCollection

from briefkit.narrative.charts.lettering import Label, widest, width, wrap
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
from briefkit.narrative.charts.svg import write

LEFT, RIGHT = 10.0, 430.0  # the ends of every strip, in units
LEADING = 19.0  # between lines of text above a strip
INSET = 20.0  # from a strip's end to the dot that stands at it; an arrowhead fits between
NEAR = 5.0  # dots whose middles are nearer than this are stacked
STACK = 9.0  # from one dot of a stack to the next, less where stacks would grow too high
TALLEST = 54.0  # the highest stack, save that no two dots of it come nearer than LEAST
LEAST = 1.2


@dataclass(frozen=True)
class Strip:
    """One strand with a measure. Numbers in the measure's unit; texts as they are printed.

    `low_text` and `high_text` name the lowest and the highest value of the council and
    its peers; `turned_text` ("lighter is further right") is shown where `better` is lower.
    `interval` holds the limits of the council's value; beyond a strip's end it is cut,
    with an arrowhead.
    """

    name: str
    measure: str
    council_text: str
    median_text: str
    low_text: str
    high_text: str
    value: float
    peers: tuple[float, ...]
    median: float
    better: Literal["higher", "lower", "neither"]
    interval: tuple[float, float] | None = None
    turned_text: str = ""


@dataclass(frozen=True)
class NoMeasure:
    """A strand that nothing open measures: its name and one sentence that says so."""

    name: str
    text: str


@dataclass(frozen=True)
class Strands:
    """One to three strands, in the order in which they are shown."""

    strips: tuple[Strip | NoMeasure, ...]


@dataclass(frozen=True)
class Parts:
    """What of the figure depends on the council."""

    sheet: Sheet
    tracks: LineCollection
    silent: LineCollection
    intervals: LineCollection
    medians: LineCollection
    peers: PathCollection
    council: PathCollection


def draw(data: Strands, look: Look) -> str:
    """The chart as SVG, 440 units wide and about 104 units high for each strand."""
    with look.applied():
        parts = build(look)
        put(parts, data)
        return write(parts.sheet.figure, "strands")


def build(look: Look) -> Parts:
    """The chart before it has a council."""
    sheet = blank(look)
    return Parts(
        sheet,
        tracks=strokes(sheet, look.guide, 6, zorder=1),
        silent=strokes(sheet, look.gap, 1.5, dashes=(5, 4), zorder=1),
        intervals=strokes(sheet, look.council, 3, zorder=3),
        medians=strokes(sheet, look.ink, 2, zorder=3.5),
        peers=dots(sheet),
        council=diamonds(sheet),
    )


def put(parts: Parts, data: Strands) -> None:
    """Set everything that depends on the council."""
    rows = _rows(data, parts.sheet.look)
    resize(parts.sheet, rows[-1].bottom)
    put_strokes(parts.tracks, [row.track for row in rows if row.council])
    put_strokes(parts.silent, [row.track for row in rows if not row.council])
    put_strokes(parts.intervals, [stroke for row in rows for stroke in row.interval])
    put_strokes(parts.medians, [stroke for row in rows for stroke in row.median])
    put_dots(parts.peers, [place for row in rows for place in row.peers])
    put_dots(parts.council, [place for row in rows for place in row.council])
    letter(parts.sheet, [label for row in rows for label in row.labels])


@dataclass(frozen=True)
class _Row:
    """A strand laid out, in units. A strand without a measure has a track and labels only."""

    bottom: float
    track: Stroke
    labels: tuple[Label, ...]
    peers: tuple[Place, ...] = ()
    council: tuple[Place, ...] = ()
    median: tuple[Stroke, ...] = ()
    interval: tuple[Stroke, ...] = ()


def _rows(data: Strands, look: Look) -> list[_Row]:
    rows: list[_Row] = []
    for strip in data.strips:
        top = rows[-1].bottom + 8 if rows else 0.0
        if isinstance(strip, Strip):
            rows.append(_measured(strip, top, look))
        else:
            rows.append(_silent(strip, top, look))
    return rows


def _measured(strip: Strip, top: float, look: Look) -> _Row:
    said = [(line, True) for line in wrap(strip.council_text, 240, look.large, bold=True)]
    said += [(line, False) for line in wrap(strip.median_text, 240, look.size)]
    right = max(width(t, look.large if b else look.size, bold=b) for t, b in said)
    room = RIGHT - LEFT - right - 14
    named = [(line, True) for line in wrap(strip.name, room, look.large, bold=True)]
    named += [(line, False) for line in wrap(strip.measure, room, look.size)]
    labels = [
        *_lines(named, LEFT, top, look, colour=look.ink),
        *_lines(said, RIGHT, top, look, colour=look.council),
    ]
    scale = _scale(strip)
    up = rises([scale.at(value) for value in strip.peers], scale.at(strip.value))
    y = top + 16 + LEADING * (max(len(named), len(said)) - 1) + 22 + max(0.0, max(up) - STACK)
    ends = _ends(strip, y + 24, look)
    middle = scale.at(strip.median)
    return _Row(
        bottom=max(label.y for label in ends) + 8,
        track=((LEFT, y), (RIGHT, y)),
        labels=(*labels, *ends),
        peers=tuple(
            (scale.at(value), y - rise) for value, rise in zip(strip.peers, up, strict=True)
        ),
        council=((scale.at(strip.value), y),),
        median=(((middle, y - 12), (middle, y + 12)),),
        interval=_interval(strip, scale, y),
    )


def _lines(
    lines: Sequence[tuple[str, bool]], x: float, top: float, look: Look, *, colour: str
) -> list[Label]:
    side: Literal["left", "right"] = "left" if x == LEFT else "right"
    return [
        Label(text, x, top + 16 + i * LEADING, look.large, colour, side, bold=True)
        if bold
        else Label(text, x, top + 16 + i * LEADING, look.size, look.soft, side)
        for i, (text, bold) in enumerate(lines)
    ]


def _ends(strip: Strip, y: float, look: Look) -> list[Label]:
    turned = strip.better == "lower"
    left, right = (strip.high_text, strip.low_text) if turned else (strip.low_text, strip.high_text)
    labels = [
        Label(left, LEFT, y, look.size, look.soft),
        Label(right, RIGHT, y, look.size, look.soft, "right"),
    ]
    if turned and strip.turned_text:
        # between the ends if there is room for it, else beneath them
        taken = 2 * widest((left, right), look.size) + width(strip.turned_text, look.size) + 16
        below = 0.0 if taken <= RIGHT - LEFT else LEADING
        middle = (LEFT + RIGHT) / 2
        labels.append(
            Label(strip.turned_text, middle, y + below, look.size, look.soft, "center", italic=True)
        )
    return labels


def _silent(strand: NoMeasure, top: float, look: Look) -> _Row:
    lines = [(line, True) for line in wrap(strand.name, RIGHT - LEFT, look.large, bold=True)]
    count = len(lines)
    labels = _lines(lines, LEFT, top, look, colour=look.ink)
    for i, line in enumerate(wrap(strand.text, RIGHT - LEFT, look.size)):
        y = top + 16 + LEADING * (count + i)
        labels.append(Label(line, LEFT, y, look.size, look.soft, italic=True))
    y = labels[-1].y + 22
    return _Row(y + 14, ((LEFT, y), (RIGHT, y)), tuple(labels))


def rises(places: Sequence[float], own: float) -> list[float]:
    """How far above the strip each dot stands: 0 where it hides none and the diamond not it."""
    levels: list[list[float]] = [[own]]
    found = [0] * len(places)
    for place, index in sorted((place, index) for index, place in enumerate(places)):
        free = (n for n, row in enumerate(levels) if all(abs(x - place) >= NEAR for x in row))
        found[index] = next(free, len(levels))
        if found[index] == len(levels):
            levels.append([])
        levels[found[index]].append(place)
    step = min(STACK, max(TALLEST / max(len(levels) - 1, 1), LEAST))
    # the first one above the diamond has to clear it, whatever the step
    clear = max(0.0, STACK + 3 - step)
    return [
        step * level + clear * (level > 0 and abs(place - own) < NEAR)
        for place, level in zip(places, found, strict=True)
    ]


def _scale(strip: Strip) -> Scale:
    """Values to units, the better end to the right."""
    low, high = min(strip.value, *strip.peers), max(strip.value, *strip.peers)
    if high == low:  # all the same: in the middle
        low, high = low - 1, high + 1
    ends = (LEFT + INSET, RIGHT - INSET)
    start, end = ends[::-1] if strip.better == "lower" else ends
    return Scale(low, high, start, end)


def _interval(strip: Strip, scale: Scale, y: float) -> tuple[Stroke, ...]:
    """The interval as a line, and an arrowhead at each end of the strip that cuts it."""
    if strip.interval is None:
        return ()
    low, high = sorted(scale.at(limit) for limit in strip.interval)
    line: Stroke = (max(low, LEFT), y), (min(high, RIGHT), y)
    left: Stroke = (LEFT + 6, y - 6), (LEFT, y), (LEFT + 6, y + 6)
    right: Stroke = (RIGHT - 6, y - 6), (RIGHT, y), (RIGHT - 6, y + 6)
    return (line, *[left] * (low < LEFT), *[right] * (high > RIGHT))
