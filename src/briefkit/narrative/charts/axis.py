"""Labels shared by charts: the numbers of an axis, and a text set above a line."""

from __future__ import annotations

from briefkit.narrative.charts.lettering import DROP, Label, clear, inside, width
from briefkit.narrative.charts.look import WIDTH, Look
from briefkit.narrative.charts.scale import Scale, numbers

EDGE = 2.0  # units that text keeps from the edges of the sheet


def along(scale: Scale, y: float, look: Look, units: tuple[str, str] = ("", "")) -> list[Label]:
    """Numbers beneath an axis that runs across: all of them, or each second, third and so on.

    `y` is the baseline in units, `units` what goes before and after each number ("£" and
    "", or "" and "%"). The last one is left out only where even steps do not reach it.
    """
    places = zip(scale.marks, numbers(scale.marks, *units), strict=True)
    labels = [centred(text, scale.at(mark), y, look.size, look.soft) for mark, text in places]
    last = len(labels) - 1
    steps = sorted(range(1, last + 1), key=lambda step: (last % step != 0 or last == step, step))
    rows = [labels[::step] for step in steps]
    return next((row for row in rows if len(clear(row, 8)) == len(row)), labels[:1])


def up(scale: Scale, x: float, look: Look, units: tuple[str, str] = ("", "")) -> list[Label]:
    """Numbers to the left of an axis that runs upwards, right-aligned at x."""
    places = zip(scale.marks, numbers(scale.marks, *units), strict=True)
    labels = [
        Label(text, x, scale.at(mark) + DROP, look.size, look.soft, "right")
        for mark, text in places
    ]
    return clear([*labels[:1], *labels[:0:-1]])


def centred(
    text: str, x: float, y: float, size: float, colour: str, *, bold: bool = False
) -> Label:
    """A label centred at x, or as near as the edges of the sheet let it be."""
    wide = width(text, size, bold=bold)
    return Label(text, inside(x, wide, EDGE, WIDTH - EDGE), y, size, colour, "center", bold=bold)
