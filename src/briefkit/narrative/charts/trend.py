"""Movement over time: the council's line against its peers', on a scale or a ladder.

A period without a reading breaks the line; a reading with none beside it stays a dot. Where
the council has none, a dotted upright stands in the gap and its period says so. Each line is
named at its end, so there is no legend; lines differ in marker and dash as well as in colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from math import inf

from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.lines import Line2D

from briefkit.narrative.charts.axis import centred, up
from briefkit.narrative.charts.lettering import DROP, LINE, Box, Label, apart, widest, wrap
from briefkit.narrative.charts.look import WIDTH, Look
from briefkit.narrative.charts.scale import Scale, laid
from briefkit.narrative.charts.sheet import (
    Place,
    Sheet,
    area,
    blank,
    letter,
    line,
    put_area,
    put_strokes,
    resize,
    strokes,
)
from briefkit.narrative.charts.svg import write

TOP, BOTTOM = 14.0, 214.0  # the plot, in units from the top; long names push it lower
ENDS = 132.0  # the widest that the column of names at the lines' ends may grow
MOST = 4  # series, the council's included
_MARKERS = ("o", "s", "^")
_DASHES = ((0, (5, 4)), (0, (1.5, 3)), (0, (9, 3, 1.5, 3)))  # the council's line alone is solid


@dataclass(frozen=True)
class Period:
    """A time of reading: its words, and where it stands (years, or steps 0, 1, 2...)."""

    text: str
    at: float


@dataclass(frozen=True)
class Series:
    """One line: `text` stands at its end ("Plymouth 3.9"), a value or None a period.

    A series with no reading at all keeps its text, in italic under the chart.
    """

    text: str
    values: tuple[float | None, ...]
    us: bool = False


@dataclass(frozen=True)
class Trend:
    """Up to four series over the periods, in order of time.

    `rungs` names the steps of a ladder from 0 up ("0 no data"); without rungs the scale
    has round numbers with `prefix` and `suffix`. `gap_text` stands under a period in which
    the council has no reading; `notes` are sentences beneath the chart. `band` holds a lower
    and an upper value a period, or None: a pale ground between them.
    """

    periods: tuple[Period, ...]
    series: tuple[Series, ...]
    rungs: tuple[str, ...] = ()
    prefix: str = ""
    suffix: str = ""
    gap_text: str = ""
    notes: tuple[str, ...] = ()
    band: tuple[tuple[float, float] | None, ...] = ()

    @property
    def from_nothing(self) -> bool:
        """Whether the upright scale begins at 0."""
        return _rise(self, BOTTOM).low == 0

    def __post_init__(self) -> None:
        """Errors: ValueError for too many series, or values that do not match the periods."""
        if len([s for s in self.series if not s.us]) > MOST - 1 or len(self.series) > MOST:
            raise ValueError(f"A trend shows at most {MOST} series, one of them the council's.")
        if any(len(s.values) != len(self.periods) for s in self.series):
            raise ValueError("Each series of a trend needs one value, or None, for each period.")


@dataclass(frozen=True)
class Parts:
    """What of the figure depends on the council."""

    sheet: Sheet
    band: PolyCollection
    guides: LineCollection
    gaps: LineCollection
    council: Line2D
    peers: tuple[Line2D, ...]


def draw(data: Trend, look: Look) -> str:
    """The chart as SVG, 440 units wide and about 250 high."""
    with look.applied():
        parts = build(look)
        put(parts, data)
        return write(parts.sheet.figure, "trend")


def build(look: Look) -> Parts:
    """The chart before it has a council."""
    sheet = blank(look)
    own = {"color": look.council, "markeredgecolor": look.ground, "linewidth": 2.5}
    peer = {"color": look.line, "markerfacecolor": look.peer, "markeredgecolor": look.peer_edge}
    return Parts(
        sheet,
        band=area(sheet),
        guides=strokes(sheet, look.guide, 1, zorder=1),
        gaps=strokes(sheet, look.gap, 1.5, dashes=(1.5, 4), zorder=2),
        council=line(sheet, marker="D", markersize=9, zorder=4, **own),
        # above the council's larger marks, so that of two on one place both are seen
        peers=tuple(
            line(sheet, marker=marker, markersize=8, zorder=6, linestyle=dash, linewidth=2, **peer)
            for marker, dash in zip(_MARKERS, _DASHES, strict=True)
        ),
    )


def put(parts: Parts, data: Trend) -> None:
    """Set everything that depends on the council."""
    look = parts.sheet.look
    ends = _ends(data, look)
    rise = _rise(data, max(BOTTOM, TOP + sum(end.height for end in ends)))
    steps = _steps(data, rise, look)
    names = _named(ends, rise, look)
    time = _time(data, steps, names)
    beneath = _periods(data, time, rise.start + 24, look)
    beneath += _silent(data, max(label.y for label in beneath) + 20, look)
    resize(parts.sheet, max(label.y for label in beneath) + 8)
    left, right = time.start - 8, time.end + 8
    put_area(parts.band, _band(data, time, rise))
    put_strokes(parts.guides, [((left, rise.at(m)), (right, rise.at(m))) for m in rise.marks])
    gaps = [time.at(data.periods[i].at) for i in _gaps(data)]
    put_strokes(parts.gaps, [((x, TOP), (x, rise.start)) for x in gaps])
    peers = [series for series in data.series if not series.us]
    for index, made in enumerate(parts.peers):
        _put_line(made, _places(data, peers[index : index + 1], time, rise))
    _put_line(parts.council, _places(data, [s for s in data.series if s.us], time, rise))
    letter(parts.sheet, [*steps, *beneath, *(replace(n, x=time.end + 16) for n in names)])


def _rise(data: Trend, bottom: float) -> Scale:
    """The upright scale: the ladder's rungs, or round numbers that hold all readings."""
    if data.rungs:
        top = max(len(data.rungs) - 1.0, 1.0)
        return Scale(0.0, top, bottom, TOP, marks=tuple(float(i) for i in range(len(data.rungs))))
    values = [v for series in data.series for v in series.values if v is not None]
    values += [limit for pair in data.band if pair is not None for limit in pair]
    return laid(values, bottom, TOP, ceiling=100.0 if data.suffix == "%" else inf)


def _gaps(data: Trend) -> list[int]:
    """The places of the periods in which the council has no reading, if it has any at all."""
    own = [series.values for series in data.series if series.us]
    read = [values for values in own if any(v is not None for v in values)]
    return [i for values in read for i, value in enumerate(values) if value is None]


def _time(data: Trend, steps: Sequence[Label], ends: Sequence[Label]) -> Scale:
    left = max((label.box.right - label.box.left for label in steps), default=0.0) + 22
    right = WIDTH - 24 - max((label.box.right - label.box.left for label in ends), default=0.0)
    first, last = data.periods[0].at, data.periods[-1].at
    if first == last:  # one period: in the middle
        first, last = first - 1, last + 1
    return Scale(first, last, left, right)


def _places(
    data: Trend, series: Sequence[Series], time: Scale, rise: Scale
) -> list[tuple[float, float]]:
    """Places of a line's readings; a missing one is not a number, which breaks the line."""
    nan = float("nan")
    return [
        (time.at(period.at), nan if value is None else rise.at(value))
        for each in series
        for period, value in zip(data.periods, each.values, strict=True)
    ]


def _band(data: Trend, time: Scale, rise: Scale) -> list[list[Place]]:
    """The pale ground as outlines, one for each stretch of periods that have a band."""
    pairs = list(zip(data.periods, data.band, strict=False))
    whole = [list(run) for known, run in groupby(pairs, lambda p: p[1] is not None) if known]
    return [
        [
            *((time.at(period.at), rise.at(pair[1])) for period, pair in run if pair),
            *((time.at(period.at), rise.at(pair[0])) for period, pair in reversed(run) if pair),
        ]
        for run in whole
        if len(run) > 1
    ]


def _put_line(made: Line2D, places: Sequence[Place]) -> None:
    made.set_data([x for x, _ in places], [y for _, y in places])


def _steps(data: Trend, rise: Scale, look: Look) -> list[Label]:
    if not data.rungs:
        labels = up(rise, 0, look, (data.prefix, data.suffix))
    else:
        places = [(rise.at(mark), rung) for mark, rung in zip(rise.marks, data.rungs, strict=True)]
        labels = [Label(rung, 0, y + DROP, look.size, look.soft, "right") for y, rung in places]
    # the column is as wide as its widest label, so the axis stands right of all of them
    wide = widest((label.text for label in labels), look.size) + 4
    return [replace(label, x=wide) for label in labels]


@dataclass(frozen=True)
class _End:
    """The name at a line's end: its lines of text and the reading that it belongs to."""

    texts: tuple[str, ...]
    last: float
    us: bool

    @property
    def height(self) -> float:
        return LINE * len(self.texts) + 3


def _ends(data: Trend, look: Look) -> list[_End]:
    """What stands at the lines' ends, the council's first."""
    ends = []
    for series in sorted(data.series, key=lambda s: not s.us):
        read = [value for value in series.values if value is not None]
        if read:
            texts = wrap(series.text, ENDS, look.size, bold=series.us)
            ends.append(_End(texts, read[-1], series.us))
    return ends


def _named(ends: Sequence[_End], rise: Scale, look: Look) -> list[Label]:
    """Names as near to their last readings as they can stand without touching."""
    first = LINE - DROP  # a name's first line stands level with its reading
    wanted = [rise.at(end.last) + DROP - LINE for end in ends]
    tops = apart(wanted, [end.height for end in ends], TOP - first, rise.start + 6)
    return [
        Label(
            text,
            0,
            top + LINE * (i + 1),
            look.size,
            look.council if end.us else look.ink,
            bold=end.us,
        )
        for end, top in zip(ends, tops, strict=True)
        for i, text in enumerate(end.texts)
    ]


def _periods(data: Trend, time: Scale, y: float, look: Look) -> list[Label]:
    """The words of the periods: gaps and the last one surely, then from the first what has room."""
    places = [time.at(period.at) for period in data.periods]
    near = max(min((b - a for a, b in pairwise(places)), default=120.0) - 8, 20.0)
    kept: list[Label] = []
    gaps = _gaps(data)
    for i in dict.fromkeys((*gaps, len(places) - 1, *range(len(places) - 1))):
        lines = [(text, False) for text in wrap(data.periods[i].text, near, look.size)]
        if i in gaps:
            lines += [(text, True) for text in wrap(data.gap_text, near, look.size) if text]
        new = [
            replace(centred(text, places[i], y + LINE * n, look.size, look.soft), italic=italic)
            for n, (text, italic) in enumerate(lines)
        ]
        if not any(_near(label, other) for label in new for other in kept):
            kept += new
    return kept


def _near(label: Label, other: Label) -> bool:
    box = other.box
    return label.box.meets(Box(box.left - 5, box.top, box.right + 5, box.bottom))


def _silent(data: Trend, top: float, look: Look) -> list[Label]:
    texts = [s.text for s in data.series if all(v is None for v in s.values)] + [*data.notes]
    lines = [each for text in texts for each in wrap(text, WIDTH - 8, look.size)]
    return [
        Label(text, 4, top + LINE * i, look.size, look.soft, italic=True)
        for i, text in enumerate(lines)
    ]
