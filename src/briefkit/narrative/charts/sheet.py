"""The empty sheet on which a chart is drawn, and the few marks that charts share.

A sheet is a figure with one pair of axes over all of it, in units: x from 0 to 440 from
the left, y downwards from the top. So a dot, a line and a label speak of the same places,
and nothing moves to make room. Dots, lines and bars are seaborn's.

Each maker draws its mark empty and returns matplotlib's artist; `put_dots` and the rest
give it its places. That is what lets one figure serve one council after another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import IdentityTransform

from briefkit.narrative.charts.lettering import Label
from briefkit.narrative.charts.look import WIDTH, Look
from briefkit.narrative.charts.svg import HALO

Place = tuple[float, float]  # x, y in units
Stroke = tuple[Place, ...]  # a line through two or more places

PEER = 72.0  # areas of dots, in square units, as seaborn's `s`
COUNCIL = 100.0


@dataclass(frozen=True)
class Sheet:
    """A figure, its axes in units, and the look that it follows."""

    figure: Figure
    axes: Axes
    look: Look


def blank(look: Look) -> Sheet:
    """An empty sheet, 440 units wide; `resize` gives it its height."""
    figure = Figure(figsize=(WIDTH / 72, 1), dpi=72, facecolor=look.ground)
    figure.patch.set_visible(False)  # the writer paints the ground
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH)
    return Sheet(figure, axes, look)


def resize(sheet: Sheet, height: float) -> None:
    """Give the sheet its height, in units."""
    sheet.figure.set_size_inches(WIDTH / 72, height / 72)
    sheet.axes.set_ylim(height, 0)


# -- marks, made empty


def dots(sheet: Sheet, **kind: Any) -> PathCollection:
    """Dots by seaborn, by default a peer's; `kind` overrides marker, s, color, edgecolor."""
    look = sheet.look
    kept = {
        "marker": "o",
        "s": PEER,
        "color": look.peer,
        "edgecolor": look.peer_edge,
        "linewidth": 1.0,
        "zorder": 4,
        **kind,
    }
    sns.scatterplot(x=[0.0], y=[0.0], ax=sheet.axes, legend=False, clip_on=False, **kept)
    return cast(PathCollection, sheet.axes.collections[-1])


def diamonds(sheet: Sheet, **kind: Any) -> PathCollection:
    """The council's mark: a blue diamond with a white edge, larger than any peer's dot."""
    own = {
        "marker": "D",
        "s": COUNCIL,
        "color": sheet.look.council,
        "edgecolor": sheet.look.ground,
        "linewidth": 1.2,
        "zorder": 6,
    }
    return dots(sheet, **{**own, **kind})


def line(sheet: Sheet, **kind: Any) -> Line2D:
    """A line with markers by seaborn: one series over time."""
    sns.lineplot(
        x=[0.0, 1.0],
        y=[0.0, 0.0],
        ax=sheet.axes,
        estimator=None,
        errorbar=None,
        legend=False,
        clip_on=False,
        **kind,
    )
    return sheet.axes.lines[-1]


def bars(sheet: Sheet, count: int, **kind: Any) -> tuple[Rectangle, ...]:
    """So many bars by seaborn, in the order of their places down or along the sheet."""
    before = len(sheet.axes.patches)
    sns.barplot(
        x=[0.0] * count,
        y=[float(i) for i in range(count)],
        orient="h",
        native_scale=True,
        estimator="sum",
        errorbar=None,
        legend=False,
        ax=sheet.axes,
        clip_on=False,
        saturation=1,
        **kind,
    )
    sheet.axes.set_xlim(0, WIDTH)  # seaborn fits the axes to the bars; they are in units
    return cast(tuple[Rectangle, ...], tuple(sheet.axes.patches[before:]))


def tint(sheet: Sheet) -> Rectangle:
    """The pale ground behind what is the council's own: a row, a quadrant. Nothing lies beneath."""
    made = Rectangle((0, 0), 0, 0, facecolor=sheet.look.tint, linewidth=0, clip_on=False, zorder=0)
    sheet.axes.add_patch(made)
    return made


def area(sheet: Sheet) -> PolyCollection:
    """A pale ground between two lines, beneath everything else."""
    made = PolyCollection(
        [], facecolors=[sheet.look.tint], edgecolors=[sheet.look.line], linewidths=[0.6],
        clip_on=False, zorder=0.5,
    )  # fmt: skip
    sheet.axes.add_collection(made, autolim=False)
    return made


def strokes(sheet: Sheet, colour: str, thick: float, **kind: Any) -> LineCollection:
    """Straight lines: tracks, intervals, guides, medians. `dashes=(5, 4)` breaks them."""
    dashes = kind.pop("dashes", None)
    style = (0, dashes) if dashes else "solid"
    made = LineCollection(
        [], colors=[colour], linewidths=[thick], linestyles=[style], clip_on=False, **kind
    )
    sheet.axes.add_collection(made, autolim=False)
    return made


# -- and given their places


def put_dots(made: PathCollection, places: Iterable[Place]) -> None:
    """Set where dots stand; none is allowed."""
    made.set_offsets(np.array(list(places), dtype=float).reshape(-1, 2))


def put_strokes(made: LineCollection, lines: Sequence[Stroke]) -> None:
    """Set which lines are drawn; none is allowed."""
    made.set_segments([np.array(stroke, dtype=float) for stroke in lines])


def put_area(made: PolyCollection, outlines: Sequence[Sequence[Place]]) -> None:
    """Set the outlines of the pale ground; none is allowed."""
    made.set_verts([np.array(outline, dtype=float) for outline in outlines])


def put_bars(made: Sequence[Rectangle], boxes: Sequence[tuple[float, float, float, float]]) -> None:
    """Set bars as (left, top, width, height) in units; bars left over are not drawn."""
    for index, bar in enumerate(made):
        bar.set_visible(index < len(boxes))
        if index < len(boxes):
            bar.set_bounds(*boxes[index])


def letter(sheet: Sheet, labels: Iterable[Label]) -> None:
    """Write these labels on the sheet in place of any that it had."""
    for old in list(sheet.figure.texts):
        old.remove()
    height = sheet.figure.get_size_inches()[1] * 72
    for label in labels:
        sheet.figure.text(
            label.x,
            height - label.y,
            label.text,
            transform=IdentityTransform(),
            fontsize=label.size,
            fontweight="bold" if label.bold else "normal",
            fontstyle="italic" if label.italic else "normal",
            color=label.colour,
            ha=label.side,
            va="baseline",
            parse_math=False,
            gid=HALO if label.halo else None,
        )
