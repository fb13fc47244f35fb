"""Labels shared by charts: the numbers of an axis, and a text set above a line."""

from __future__ import annotations

from collections.abc import Sequence

from briefkit.narrative.charts.lettering import DROP, Label, clear, inside, width
from briefkit.narrative.charts.look import WIDTH, Look
from briefkit.narrative.charts.scale import Scale, number

EDGE = 2.0  # units that text keeps from the edges of the sheet


def along(
    scale: Scale, marks: Sequence[float], y: float, look: Look, units: tuple[str, str] = ("", "")
) -> list[Label]:
    """Numbers beneath an axis that runs across; those that would collide are left out.

    `marks` are the values marked, `y` the baseline in units, `units` what goes before
    and after each number ("£" and "", or "" and "%").
    """
    texts = [(scale.at(mark), number(mark, *units)) for mark in marks]
    return clear((centred(text, x, y, look.size, look.soft) for x, text in texts), 8)


def up(
    scale: Scale, marks: Sequence[float], x: float, look: Look, units: tuple[str, str] = ("", "")
) -> list[Label]:
    """Numbers to the left of an axis that runs upwards, right-aligned at x."""
    texts = [(scale.at(mark), number(mark, *units)) for mark in marks]
    return clear(Label(text, x, y + DROP, look.size, look.soft, "right") for y, text in texts)


def centred(
    text: str, x: float, y: float, size: float, colour: str, *, bold: bool = False
) -> Label:
    """A label centred at x, or as near as the edges of the sheet let it be."""
    wide = width(text, size, bold=bold)
    return Label(text, inside(x, wide, EDGE, WIDTH - EDGE), y, size, colour, "center", bold=bold)
