"""Text on a chart: how wide it is, where it wraps, and labels that keep apart.

All lengths are units from the chart's top left corner, y downwards. Widths come from
the table of DejaVu Sans (`advances.py`), which is wider than readers' own faces.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Literal

from briefkit.narrative.charts.advances import BOLD, REGULAR

LINE = 16.5  # from one baseline to the next within one label
ASCENT = 0.76  # of the size: the height of b, d and of accented capitals, nearly
DESCENT = 0.24
DROP = 4.8  # from the middle of a mark down to the baseline of the text beside it

Side = Literal["left", "center", "right"]

_REGULAR = {char: width for width, chars in REGULAR.items() for char in chars}
_BOLD = {char: width for width, chars in BOLD.items() for char in chars}
_WIDEST = 1105  # a character that the table lacks is taken for the widest letter


@dataclass(frozen=True)
class Box:
    """A rectangle, in units."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """True if the two share any ground; touching edges do not count."""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)

    def within(self, other: Box) -> bool:
        """True if no part of this stands outside the other."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom


@dataclass(frozen=True)
class Label:
    """One line of text. `x` is the side that `side` names, `y` the baseline.

    `halo` draws a white edge behind the letters, for labels that may lie on dots.
    """

    text: str
    x: float
    y: float
    size: float
    colour: str
    side: Side = "left"
    bold: bool = False
    italic: bool = False
    halo: bool = False

    @property
    def box(self) -> Box:
        """The ground that the text covers."""
        wide = width(self.text, self.size, bold=self.bold)
        left = self.x - {"left": 0.0, "center": 0.5, "right": 1.0}[self.side] * wide
        return Box(left, self.y - ASCENT * self.size, left + wide, self.y + DESCENT * self.size)


@lru_cache(maxsize=4096)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line of text is, in units; never less than the true width."""
    table = _BOLD if bold else _REGULAR
    return sum(table.get(char, _WIDEST) for char in text) * size / 1000


@lru_cache(maxsize=4096)
def wrap(text: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in as few lines as fit in `room` units, the lines as even as can be.

    Breaks at spaces, and after hyphens where a word alone is too wide. A word that is
    wider still stays whole: the caller's room must suit real names (a test holds it).
    """
    words = _words(text, room, size, bold)
    count = _greedy(words, room, size, bold)
    if count == 1 or len(words) > 12 or count > 4:
        return tuple(_lines(words, room, size, bold))
    splits = combinations(range(1, len(words)), count - 1)
    even = min(splits, key=lambda cuts: max(width(t, size, bold=bold) for t in _cut(words, cuts)))
    return tuple(_cut(words, even))


def _words(text: str, room: float, size: float, bold: bool) -> list[str]:
    # each piece keeps what follows it: a space, or nothing after a hyphen
    pieces: list[str] = []
    for word in text.split():
        if word == "-" and pieces:  # a dash ends a line rather than begins one
            pieces[-1] += "- "
        elif width(word, size, bold=bold) > room and "-" in word:
            parts = word.split("-")
            pieces += [part + "-" for part in parts[:-1]] + [parts[-1] + " "]
        else:
            pieces.append(word + " ")
    return pieces or [""]


def _lines(words: Sequence[str], room: float, size: float, bold: bool) -> list[str]:
    lines = [""]
    for word in words:
        if lines[-1] and width((lines[-1] + word).rstrip(), size, bold=bold) > room:
            lines.append("")
        lines[-1] += word
    return [line.rstrip() for line in lines]


def _greedy(words: Sequence[str], room: float, size: float, bold: bool) -> int:
    return len(_lines(words, room, size, bold))


def _cut(words: Sequence[str], cuts: Sequence[int]) -> list[str]:
    edges = [0, *cuts, len(words)]
    return ["".join(words[a:b]).rstrip() for a, b in pairwise(edges)]


def widest(texts: Iterable[str], size: float, *, bold: bool = False) -> float:
    """The width of the widest of the texts, 0 if there are none."""
    return max((width(text, size, bold=bold) for text in texts), default=0.0)


def stacked(texts: Sequence[str], middle: float) -> list[tuple[str, float]]:
    """Lines of text with their baselines, together centred on a height."""
    top = middle + DROP - LINE * (len(texts) - 1) / 2
    return [(text, top + LINE * i) for i, text in enumerate(texts)]


def inside(x: float, wide: float, left: float, right: float) -> float:
    """Where to centre something `wide` units wide so that it is near x and between the edges."""
    return min(max(x, left + wide / 2), right - wide / 2)


def apart(
    wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float
) -> list[float]:
    """Tops as near as can be to those wanted, so that no two things of these heights meet.

    Keeps the order of what is wanted. Pushes down from `top`, then up from `bottom`
    where the last ones ran out; if all cannot fit between the two, the first ones run out.
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    placed = [0.0] * len(wanted)
    low = top
    for i in order:
        placed[i] = max(wanted[i], low)
        low = placed[i] + heights[i]
    high = bottom
    for i in reversed(order):
        placed[i] = min(placed[i], high - heights[i])
        high = placed[i]
    return placed


def clear(labels: Iterable[Label], gap: float = 4.0) -> list[Label]:
    """The labels in the order given, without those that come too near one kept before."""
    kept: list[Label] = []
    for label in labels:
        box = label.box
        near = Box(box.left - gap, box.top, box.right + gap, box.bottom)
        if not any(near.meets(other.box) for other in kept):
            kept.append(label)
    return kept
