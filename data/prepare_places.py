"""Makes data/neighbours.csv and data/hexmap.json from the publishers' files, byte for byte.

    python data/prepare_places.py RAWDIR

Neighbours: the Office for National Statistics' similar areas of March 2026 (global theme, its 20
nearest, nearest first; Open Government Licence v3.0). Hexagons: Open Innovations' layout of UK
districts of 2023 (MIT). Both are given in the codes that councils have today; an area that is no
principal council (a combined authority) is left out, and the places after it keep their rank.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from briefkit.evidence.tidy import Row, checked_files, present_gss, write_table

NEIGHBOURS = "ons-similar-areas/global-neighbours.csv"
HEXAGONS = "hexmap/uk-local-authority-districts-2023.hexjson"
READ = {
    NEIGHBOURS: "563c3c864dcfe42b7b080cb4d45e58988030492d84643f12e740eae58ce73a18",
    HEXAGONS: "dc1692514e184c0299619fee3377ef09cdaabd3190c408a08b337e5eb99a88d7",
}
NOTICE = """\
Layout: uk-local-authority-districts-2023 of odileeds/hexmaps by Open Innovations; councils' codes \
brought up to date and all but the places (q, r) left out.

MIT License

Copyright (c) 2017- Open Innovations

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and \
associated documentation files (the "Software"), to deal in the Software without restriction, \
including without limitation the rights to use, copy, modify, merge, publish, distribute, \
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is \
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or \
substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT \
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND \
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, \
DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT \
OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE."""


def neighbours(published: Path) -> Iterator[Row]:
    """Rows of neighbours.csv: gss_code, rank, neighbour."""
    with published.open(encoding="utf-8-sig", newline="") as lines:
        for area in csv.DictReader(lines):
            council = present_gss(area["AREACD"])
            for rank in map(str, range(1, 21)):
                neighbour = present_gss(area[rank])
                if council and neighbour:
                    yield {"gss_code": council, "rank": rank, "neighbour": neighbour}


def write_neighbours(published: Path, out: Path) -> None:
    """Write neighbours.csv by council, then rank."""
    # The sort keeps the order of each council's rows, which is that of rank.
    columns = ("gss_code", "rank", "neighbour")
    write_table(out, columns, neighbours(published), key=("gss_code",), repeats=True)


def hexagons(published: Path) -> dict[str, dict[str, int]]:
    """GSS code of today -> column q and row r (counted upward, odd rows shifted right)."""
    layout = json.loads(published.read_text("utf-8"))
    if layout["layout"] != "odd-r":
        raise SystemExit(f"{published}: the layout is {layout['layout']}, not odd-r")
    placed = ((present_gss(gss), hexagon) for gss, hexagon in layout["hexes"].items())
    places = {gss: {"q": hexagon["q"], "r": hexagon["r"]} for gss, hexagon in placed if gss}
    return dict(sorted(places.items()))


def write_hexmap(published: Path, out: Path) -> None:
    """Write hexmap.json, a line a hexagon, so that a moved council is a one-line change."""
    places = hexagons(published).items()
    lines = (f"  {json.dumps(gss)}: {json.dumps(place)}" for gss, place in places)
    head = f'{{\n "notice": {json.dumps(NOTICE)},\n "layout": "odd-r",\n "hexes": {{\n'
    out.write_text(head + ",\n".join(lines) + "\n }\n}\n", encoding="utf-8", newline="\n")


def main(rawdir: Path, data: Path) -> None:
    """Read both published files, if they are those named here, and write both ours."""
    raw = checked_files(rawdir, READ, named_in="data/prepare_places.py")
    write_neighbours(raw[NEIGHBOURS], data / "neighbours.csv")
    write_hexmap(raw[HEXAGONS], data / "hexmap.json")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parent)
