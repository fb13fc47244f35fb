"""Where labels go among dots, a greedy choice of places; and dots that keep apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, dist, sin, tau

from briefkit.narrative.charts.lettering import (
    ASCENT,
    DESCENT,
    LINE,
    Box,
    Label,
    Side,
    widest,
)
from briefkit.narrative.charts.sheet import Place

_NEAR, _FAR = 10.0, 20.0  # units from a dot's middle to its label
_OFFS = (_NEAR, _FAR, 34.0, 48.0)  # what must be named may stand further off


@dataclass(frozen=True)
class Wanted:
    """A label wanted beside a dot at `place`: its lines, and how it looks.

    A `spare` one is left out where it would hide a dot or cross a line. `narrow` holds the
    same words in more lines, for where those have the better ground.
    """

    texts: tuple[str, ...]
    place: Place
    size: float
    colour: str
    bold: bool = False
    spare: bool = False
    narrow: tuple[str, ...] = ()


def placed(
    wanted: Sequence[Wanted], dots: Sequence[Place], field: Box, cross: Place | None = None
) -> list[Label]:
    """Labels for what is wanted, in that order; one without a free place is left out.

    A place is free if the label stands within `field`, meets no label placed before and
    hides no dot that wants a label. Of free places the one that hides fewest `dots` is taken,
    then one that keeps clear of the lines through `cross`, upright and level, then the first:
    right, left, above, below, then the corners, then further off, then shifted.
    """
    # what must be named keeps others' names at a distance, or they would seem to be its own
    marks = [_around(each.place, 7 if each.spare else 15) for each in wanted]
    taken: list[Box] = []
    labels: list[Label] = []
    for index, each in enumerate(wanted):
        others = [*taken, *marks[:index], *marks[index + 1 :]]
        shapes = [each, *[replace(each, texts=each.narrow)] * bool(each.narrow)]
        free = [
            (_harm(box, dots, cross), order, n, box, side)
            for order, shape in enumerate(shapes)
            for n, (box, side) in enumerate(_grounds(shape))
            if box.within(field) and not any(box.meets(other) for other in others)
        ]
        harm, order, _, box, side = min(free, default=((1, 0, 0), 0, 0, field, "left"))
        if free and not (each.spare and any(harm)):
            taken.append(box)
            labels += _lettered(shapes[order], box, side)
    return labels


def parted(line: tuple[Place, Place], boxes: Sequence[Box]) -> list[tuple[Place, Place]]:
    """An upright or level line, left out where it would run through one of the boxes."""
    (x, y), (to_x, to_y) = line
    upright = x == to_x
    start, end = (y, to_y) if upright else (x, to_x)
    spans = [(b.top - 2, b.bottom + 2) if upright else (b.left - 3, b.right + 3) for b in boxes]
    met = [b.left - 1 < x < b.right + 1 if upright else b.top < y < b.bottom for b in boxes]
    found = []
    for low, high in sorted(span for span, meets in zip(spans, met, strict=True) if meets):
        if low > start:
            found.append((start, min(low, end)))
        start = max(start, high)
    if start < end:
        found.append((start, end))
    return [((x, a), (x, b)) if upright else ((a, y), (b, y)) for a, b in found]


def nudged(places: Sequence[Place], least: float = 3.0) -> list[Place]:
    """Places whose middles are at least `least` units apart; the first ones keep theirs.

    One that stands on another goes to the nearest free place around, three times `least` away
    at most; where more than 37 share a place the rest stay on it.
    """
    found: list[Place] = []
    for x, y in places:
        near = [other for other in found if dist((x, y), other) < 4 * least]
        around = ((x + dx * least, y + dy * least) for dx, dy in _AROUND)
        free = (p for p in around if all(dist(p, other) >= least - 1e-6 for other in near))
        found.append(next(free, (x, y)))
    return found


def _rings(count: int) -> list[Place]:
    """The middle, then six places at distance 1, twelve at 2 and so on: beside before above."""
    places = [(0.0, 0.0)]
    for ring in range(1, count + 1):
        turns = [tau * k / (6 * ring) for k in range(6 * ring)]
        turns.sort(key=lambda turn: abs(sin(turn)) > 0.01)
        places += [(ring * cos(turn), ring * sin(turn)) for turn in turns]
    return places


_AROUND = _rings(3)


def _around(place: Place, reach: float) -> Box:
    x, y = place
    return Box(x - reach, y - reach, x + reach, y + reach)


def _harm(box: Box, dots: Sequence[Place], cross: Place | None) -> tuple[int, int, int]:
    """How many dots a label on this ground would touch, come near to, and lines it would cross."""
    touched, near = (
        sum(
            box.left - reach < x < box.right + reach and box.top - reach < y < box.bottom + reach
            for x, y in dots
        )
        for reach in (3.5, 5.0)
    )
    if cross is None:
        return touched, near, 0
    upright = box.left - 2 < cross[0] < box.right + 2
    return touched, near, upright + (box.top - 1 < cross[1] < box.bottom + 1)


def _grounds(wanted: Wanted) -> list[tuple[Box, Side]]:
    """The grounds that a label may take, each with the side that holds to its dot."""
    x, y = wanted.place
    wide = widest(wanted.texts, wanted.size, bold=wanted.bold)
    high = LINE * (len(wanted.texts) - 1) + (ASCENT + DESCENT) * wanted.size
    choices: list[tuple[Box, Side]] = []
    for off in (_NEAR, _FAR):
        corner = off * 0.7
        right, left, middle = x + off, x - off - wide, x - wide / 2
        above, below = y - off - high + 2, y + off - 2
        choices += [
            (_ground(right, y - high / 2, wide, high), "left"),
            (_ground(left, y - high / 2, wide, high), "right"),
            (_ground(middle, above, wide, high), "center"),
            (_ground(middle, below, wide, high), "center"),
        ]
        if off == _NEAR:
            near, far = x + corner, x - corner - wide
            choices += [
                (_ground(near, y - corner - high, wide, high), "left"),
                (_ground(near, y + corner, wide, high), "left"),
                (_ground(far, y - corner - high, wide, high), "right"),
                (_ground(far, y + corner, wide, high), "right"),
            ]
    # then along the dot, above and below it, for ground between its neighbours
    for off in (_NEAR, _FAR) if wanted.spare else _OFFS:
        for part in (0.25, 0.75, 0.05, 0.95):
            choices += [
                (_ground(x - wide * part, y - off - high + 2, wide, high), "left"),
                (_ground(x - wide * part, y + off - 2, wide, high), "left"),
            ]
    return choices


def _ground(left: float, top: float, wide: float, high: float) -> Box:
    return Box(left, top, left + wide, top + high)


def _lettered(wanted: Wanted, box: Box, side: Side) -> list[Label]:
    x = {"left": box.left, "center": (box.left + box.right) / 2, "right": box.right}[side]
    first = box.top + ASCENT * wanted.size
    return [
        Label(
            text,
            x,
            first + LINE * i,
            wanted.size,
            wanted.colour,
            side,
            bold=wanted.bold,
            halo=True,
        )
        for i, text in enumerate(wanted.texts)
    ]
