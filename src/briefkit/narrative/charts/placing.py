"""Where labels go among dots: a greedy choice of twelve places, never one on another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Wanted:
    """A label wanted beside a dot at `place`: its lines, and how it looks."""

    texts: tuple[str, ...]
    place: Place
    size: float
    colour: str
    bold: bool = False


def placed(wanted: Sequence[Wanted], dots: Sequence[Place], field: Box) -> list[Label]:
    """Labels for what is wanted, in that order; one without a free place is left out.

    A place is free if the label stands within `field`, meets no label placed before and
    hides no dot that wants a label. Of free places the one over fewest `dots` is taken,
    and of those the first: right, left, above, below, then the corners, then further off.
    """
    marks = [_around(each.place, 7) for each in wanted]
    taken: list[Box] = []
    labels: list[Label] = []
    for index, each in enumerate(wanted):
        others = [*taken, *marks[:index], *marks[index + 1 :]]
        free = [
            (box, side)
            for box, side in _twelve(each)
            if box.within(field) and not any(box.meets(other) for other in others)
        ]
        if free:
            box, side = min(free, key=lambda choice: _covered(choice[0], dots))
            taken.append(box)
            labels += _lettered(each, box, side)
    return labels


def _around(place: Place, reach: float) -> Box:
    x, y = place
    return Box(x - reach, y - reach, x + reach, y + reach)


def _covered(box: Box, dots: Sequence[Place]) -> int:
    inner = Box(box.left - 3, box.top - 3, box.right + 3, box.bottom + 3)
    return sum(inner.left < x < inner.right and inner.top < y < inner.bottom for x, y in dots)


def _twelve(wanted: Wanted) -> list[tuple[Box, Side]]:
    """The twelve grounds that a label may take, each with the side that holds to its dot."""
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
