"""How many stand where: counts by position, a group of bars for each strand, with direct labels.

Bars begin at 0 and share one scale over all groups. Each bar has its word in front and its number
at its end, so that no colour carries a meaning; what is not known is paler.
"""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from briefkit.narrative.charts.lettering import DROP, Label, widest
from briefkit.narrative.charts.look import WIDTH, Look
from briefkit.narrative.charts.sheet import (
    Sheet,
    bars,
    blank,
    letter,
    put_bars,
    put_strokes,
    resize,
    strokes,
)
from briefkit.narrative.charts.svg import write

MOST = 3  # groups
EACH = 4  # bars of a group
THICK = 13.0  # a bar's height
ROW = 20.0  # from one bar to the next
HEAD = 24.0  # height of a group's name
GAP = 10.0  # between groups


@dataclass(frozen=True)
class Bar:
    """One position: its word, how many, and the number as printed. `pale`: what is not known."""

    label: str
    value: int
    text: str
    pale: bool = False


@dataclass(frozen=True)
class GroupOfBars:
    """A strand by name with its bars, in the order in which they are drawn."""

    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Places:
    """One to three groups of up to four bars each."""

    groups: tuple[GroupOfBars, ...]

    def __post_init__(self) -> None:
        """Errors: ValueError for no group, too many of them, or too many bars in one."""
        if not 0 < len(self.groups) <= MOST or any(len(g.bars) > EACH for g in self.groups):
            raise ValueError(f"The chart has 1 to {MOST} groups of at most {EACH} bars.")


@dataclass(frozen=True)
class Parts:
    """What of the figure depends on the area."""

    sheet: Sheet
    known: tuple[Rectangle, ...]
    pale: tuple[Rectangle, ...]
    foot: LineCollection


def draw(data: Places, look: Look) -> str:
    """The chart as SVG, 440 units wide and about 110 high for each group."""
    with look.applied():
        parts = build(look)
        put(parts, data)
        return write(parts.sheet.figure, "places")


def build(look: Look) -> Parts:
    """The chart before it has an area."""
    sheet = blank(look)
    return Parts(
        sheet,
        known=bars(sheet, MOST * EACH, color=look.council, linewidth=0),
        pale=bars(sheet, MOST * EACH, color=look.peer, edgecolor=look.peer_edge, linewidth=1),
        foot=strokes(sheet, look.line, 1, zorder=5),
    )


def put(parts: Parts, data: Places) -> None:
    """Set everything that depends on the area."""
    look = parts.sheet.look
    every = [bar for group in data.groups for bar in group.bars]
    left = widest((bar.label for bar in every), look.size) + 14
    room = WIDTH - left - 14 - widest((bar.text for bar in every), look.size, bold=True)
    unit = room / (max(bar.value for bar in every) or 1)
    labels: list[Label] = []
    boxes: dict[bool, list[tuple[float, float, float, float]]] = {False: [], True: []}
    feet = []
    top = 0.0
    for group in data.groups:
        labels.append(Label(group.name, 2, top + 16, look.large, look.ink, bold=True))
        first = top = top + HEAD
        for bar in group.bars:
            middle = top + ROW / 2
            boxes[bar.pale].append((left, middle - THICK / 2, bar.value * unit, THICK))
            labels += _labels(bar, left, left + bar.value * unit + 7, middle, look)
            top += ROW
        feet.append(((left, first), (left, top)))
        top += GAP
    resize(parts.sheet, top - GAP + 4)
    put_bars(parts.known, boxes[False])
    put_bars(parts.pale, boxes[True])
    put_strokes(parts.foot, feet)
    letter(parts.sheet, labels)


def _labels(bar: Bar, left: float, end: float, middle: float, look: Look) -> list[Label]:
    y = middle + DROP
    colour = look.soft if bar.pale else look.council
    return [
        Label(bar.label, left - 10, y, look.size, look.ink, "right", italic=bar.pale),
        Label(bar.text, end, y, look.size, colour, bold=not bar.pale),
    ]
