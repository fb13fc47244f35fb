"""The finder's map: one hexagon for each council, marked with the symbol of its pattern.

The layout is HexJSON (Open Innovations, 2017), rows of hexagons counted upward
from the south. A council that the layout does not know, as the counties, which
share their ground with districts, gets a hexagon in a block of its own in the sea.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from string import ascii_uppercase
from typing import Any

from briefkit.errors import BadSetting

Place = tuple[int, int]  # column, counted eastward, and row, counted northward

ACROSS, DOWN = 14, 12.1  # units between neighbours; a hexagon is 13.8 wide and 16 high
MARGIN = 9
LABEL_ROWS = 2  # of hexagons, kept free above the block for its label

WHITE, DARK = "#FFFFFF", "#1D1D1D"

# Fill, ink and edge of the lettered patterns. Each letter stands out by 4.5 to 1 or more from
# its fill, so it tells what a light fill alone does not. After the last they start again.
LETTERED = (
    ("#12436D", WHITE, WHITE),
    ("#801650", WHITE, WHITE),
    ("#28A197", DARK, WHITE),
    ("#F46A25", DARK, WHITE),
    ("#A285D1", DARK, WHITE),
    ("#3D3D3D", WHITE, WHITE),
    ("#6BACE6", DARK, WHITE),
    (WHITE, "#12436D", "#12436D"),
    (WHITE, "#801650", "#801650"),
    ("#2073BC", WHITE, WHITE),
    (WHITE, "#3D3D3D", "#3D3D3D"),
)


@dataclass(frozen=True)
class Symbol:
    """How a pattern looks on the map and in its legend."""

    id: str
    name: str
    councils: int
    mark: str  # a letter, mostly of the pattern's own name; a dot, a cross or nothing
    fill: str
    ink: str
    edge: str
    dashes: str = ""


# What is no pattern of its own stays pale: (mark, fill, ink, edge, dashes).
PALE = {
    "level-with-peers": ("•", "#D3DAE1", "#3D4954", "#7A8794", ""),
    "not-enough-evidence": ("", WHITE, DARK, "#7A8794", "1.6 1.4"),
    "no-pattern": ("", WHITE, DARK, "#7A8794", ""),
    "no-briefing": ("×", WHITE, "#3D4954", "#7A8794", ""),
}


@dataclass(frozen=True)
class Hexagon:
    """One council on the map: its centre, and the place of its symbol in the legend."""

    x: str
    y: str
    symbol: int
    title: str


@dataclass(frozen=True)
class Drawing:
    """The map, ready to be written as SVG; hexagons stand in the order of the councils given."""

    view: str
    hexagons: tuple[Hexagon, ...]
    vacant: tuple[tuple[str, str], ...]  # centres of the layout's places that no council here has
    label: tuple[str, ...]  # of the block in the sea, line by line; () without a block
    label_at: tuple[str, str]


def symbols(patterns: Sequence[tuple[str, str]]) -> list[Symbol]:
    """A symbol for each pattern among (id, name) pairs, one pair a council.

    Lettered patterns come first, then the pale ones; within each, the most frequent first,
    then by name. The order says nothing of merit, and neither do the letters.
    """
    names, counts = dict(sorted(patterns)), Counter(pattern for pattern, _ in patterns)
    ordered = sorted(names, key=lambda key: (key in PALE, -counts[key], names[key], key))
    found: list[Symbol] = []
    for turn, key in enumerate(ordered):
        look = PALE.get(key) or (_letter(names[key], found), *LETTERED[turn % len(LETTERED)], "")
        found.append(Symbol(key, names[key], counts[key], *look))
    return found


def _letter(name: str, found: Sequence[Symbol]) -> str:
    """A free letter: A, B, C would read as marks in a school, so take one of the name's own."""
    plain = unicodedata.normalize("NFKD", name).upper()
    words: list[str] = re.findall("[A-Z]+", plain)
    first = [word[0] for word in words if len(word) > 3]
    taken = {symbol.mark for symbol in found}
    numbers = [str(number) for number in range(1, len(found) + 2)]
    wanted: list[str] = [*first, *"".join(words), *ascii_uppercase, *numbers]
    return next(letter for letter in wanted if letter not in taken)


def draw(
    councils: Sequence[Mapping[str, Any]],
    marks: Sequence[tuple[int, str]],
    hexmap: Mapping[str, Any],
) -> Drawing | None:
    """The councils (gss_code, kind) on the layout, each with its symbol's place and its title.

    None when the layout knows fewer than half of them: such a map would show a block and no land.
    Raises BadSetting when the layout cannot be read.
    """
    layout = _layout(hexmap)
    known = {c["gss_code"] for c in councils} & layout.keys()
    if 2 * len(known) < len(councils) or not known:
        return None
    apart = [c for c in councils if c["gss_code"] not in known]
    block = _block(len(apart), set(layout.values()))
    places = {**layout, **{c["gss_code"]: place for c, place in zip(apart, block, strict=True)}}
    centre = _centres({*layout.values(), *block}, hexmap["layout"])
    return Drawing(
        view=_view(set(centre)),
        hexagons=tuple(
            Hexagon(*centre[places[c["gss_code"]]], *mark)
            for c, mark in zip(councils, marks, strict=True)
        ),
        vacant=tuple(centre[place] for code, place in layout.items() if code not in known),
        label=_label(apart),
        label_at=centre[max(block[: _width(len(block))])] if block else ("0", "0"),
    )


def _centres(room: set[Place], layout: str) -> dict[Place, tuple[str, str]]:
    """Where each place lies in the drawing, in units, from the north-west corner."""
    west, north = min(q for q, _ in room), max(r for _, r in room)
    shifted = 0 if layout == "even-r" else 1
    return {
        (q, r): (
            f"{ACROSS * (q - west) + (ACROSS // 2 if r % 2 == shifted else 0):g}",
            f"{round(DOWN * (north - r), 1):g}",
        )
        for q, r in room
    }


def _layout(hexmap: Mapping[str, Any]) -> dict[str, Place]:
    if hexmap.get("layout") not in {"odd-r", "even-r"}:
        raise BadSetting(
            f"The map's layout is {hexmap.get('layout')!r}. "
            "Give a HexJSON file whose layout is odd-r or even-r."
        )
    hexes = hexmap.get("hexes", {})
    lost = [
        code
        for code, hexagon in hexes.items()
        if not all(isinstance(hexagon.get(side), int) for side in "qr")
    ]
    if lost:
        raise BadSetting(
            f"The map gives no whole q and r for {', '.join(lost[:5])}. Mend its HexJSON file."
        )
    return {code: (hexagon["q"], hexagon["r"]) for code, hexagon in hexes.items()}


def _block(count: int, taken: set[Place]) -> list[Place]:
    """Places for `count` hexagons, row by row, where the map is empty, north-east first."""
    width = _width(count)
    height = ceil(count / width)
    columns, rows = [q for q, _ in taken], [r for _, r in taken]
    corners = [
        (q, r)
        for r in range(max(rows) - LABEL_ROWS, min(rows) + height - 2, -1)
        for q in range(max(columns) - width + 1, min(columns) - 1, -1)
    ]
    beside = (max(columns) + 2, max(rows) - LABEL_ROWS)
    q, r = next((c for c in corners if not _ground(c, width, height) & taken), beside)
    return [(q + turn % width, r - turn // width) for turn in range(count)]


def _width(count: int) -> int:
    return max(8, ceil(sqrt(2.6 * count)))


def _ground(corner: Place, width: int, height: int) -> set[Place]:
    """All places that a block uses, with its label above it and one free place on each side."""
    q, r = corner
    return {
        (column, row)
        for column in range(q - 1, q + width + 1)
        for row in range(r - height, r + LABEL_ROWS + 1)
    }


def _label(apart: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    if not apart:
        return ()
    one = len(apart) == 1
    if all(council["kind"] == "county" for council in apart):
        which = "which shares its place" if one else "which share places"
        return (f"{len(apart)} county council{'' if one else 's'},", f"{which} with districts")
    return (
        f"{len(apart)} council{'' if one else 's'}",
        f"without {'a place' if one else 'places'}",
    )


def _view(room: set[Place]) -> str:
    columns, rows = [q for q, _ in room], [r for _, r in room]
    width = ACROSS * (max(columns) - min(columns)) + ACROSS // 2 + 2 * MARGIN
    height = ceil(DOWN * (max(rows) - min(rows))) + 2 * MARGIN
    return f"{-MARGIN} {-MARGIN} {width} {height}"
