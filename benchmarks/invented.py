"""A project of as many councils as are wanted, every one of them invented.

    python benchmarks/invented.py 5000 FOLDER

Each council takes its kind, and in each source the number, the periods and the gaps of its rows,
from a real council of that kind drawn by lot; so a council has as many figures as one of the
United Kingdom, however many councils there are. The values are made up: each row is another
council's of the same kind, moved by up to a tenth. Codes begin with X, names with "Invented".

Councils are compared within countries of fifty. A council is the same in a project of any size, so
that what it costs can be compared.
"""

from __future__ import annotations

import csv
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from math import ceil, sqrt
from pathlib import Path

from briefkit.evidence.catalogue import read_catalogue
from briefkit.evidence.councils import JOBS
from briefkit.evidence.tidy import write_details, write_figures

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
COUNTRY = 50  # councils that are compared with one another, as a state's or a region's are
NEIGHBOURS = 20  # that a council lists, as in data/neighbours.csv
FIRST = (
    "Ash Beck Cold Dun East Fen Gar Hart Inch Kel Lark Mere Nether Oak Pen Quarr Rush Sand Thorn Up"
)
SECOND = "combe ford ham ley mouth stead thorpe ton wick worth"
THIRD = "Abbas Bassett Canonicorum Episcopi Fitzpaine Green Heath Intrinseca Junction Keynes"

Row = dict[str, str]


def write(number: int, folder: Path) -> None:
    """Write the whole project below `folder`: briefkit.toml, councils, neighbours, map, sources."""
    folder.mkdir(parents=True)
    councils = list(_councils(number))
    _table(folder / "councils.csv", councils)
    _table(folder / "neighbours.csv", list(_neighbours(councils)))
    (folder / "hexmap.json").write_text(json.dumps(_hexmap(councils)), encoding="utf-8")
    (folder / "briefkit.toml").write_text(SETTINGS.format(root=ROOT), encoding="utf-8")
    for source in sorted(path.parent for path in (DATA / "sources").glob("*/source.toml")):
        _source(source, folder / "sources" / source.name, councils)


SETTINGS = """invented = true  # every council and figure here is made up
data = "."
shares = "{root}"
peers = "nearest"

[edition]
id = "2026-november"
title = "November 2026"
data_date = 2026-11-23

[brand]
organisation = "Nobody, about invented councils"
contact = "nobody, since these councils are invented"
"""


# --- who there is ---


def _councils(number: int) -> Iterator[Row]:
    """The register: in each country the same kinds, in about the shares of the United Kingdom's."""
    real = [row for row in _rows(DATA / "councils.csv") if not row["end"]]
    like_these = random.Random("a country").sample(real, COUNTRY)
    for place in range(number):
        like = like_these[place % COUNTRY]
        chance = random.Random(place)
        name = f"Invented {_name(place)}"
        yield {
            **dict.fromkeys((*like, "country"), ""),
            **{key: like[key] for key in ("kind", "nation", "region", "population_year")},
            "code": f"I{place:05d}",
            "gss_code": f"X{like['gss_code'][1:3]}{place:06d}",
            "name": name,
            "official_name": f"{name} Council",
            "population": str(round(int(like["population"]) * chance.uniform(0.9, 1.1))),
            "start": "1997-04-01",
            "country": f"Invented country {place // COUNTRY + 1}",
        }


def _name(place: int) -> str:
    """A name of its own for each place: 2,000 with two parts to them, then with a number."""
    first, second, third = FIRST.split(), SECOND.split(), THIRD.split()
    turn, rest = divmod(place, len(first) * len(second) * len(third))
    rest, f = divmod(rest, len(first))
    t, s = divmod(rest, len(second))
    return f"{first[f]}{second[s]} {third[t]}" + (f" {turn + 1}" if turn else "")


def _neighbours(councils: list[Row]) -> Iterator[Row]:
    """Those next to a council in a ring of all of its country that do the same job."""
    rings: dict[tuple[str, str], list[str]] = defaultdict(list)
    for council in councils:
        rings[council["country"], JOBS[council["kind"]]].append(council["gss_code"])
    for ring in rings.values():
        steps = [s for d in range(1, NEIGHBOURS // 2 + 1) for s in (d, -d)]
        for place, code in enumerate(ring):
            near = dict.fromkeys(ring[(place + step) % len(ring)] for step in steps)
            near.pop(code, None)
            for rank, other in enumerate(near, 1):
                yield {"gss_code": code, "rank": str(rank), "neighbour": other}


def _hexmap(councils: list[Row]) -> dict[str, object]:
    wide = ceil(sqrt(len(councils)))
    hexes = {c["gss_code"]: {"q": n % wide, "r": n // wide} for n, c in enumerate(councils)}
    return {"notice": "Layout: invented.", "layout": "odd-r", "hexes": hexes}


# --- what is known of them ---


def _source(origin: Path, folder: Path, councils: list[Row]) -> None:
    """One source in the shape of a real one: its figures, their parts, and what it says."""
    figures, details = (_by_council(origin / name) for name in ("figures.csv", "details.csv"))
    kinds = {r["gss_code"]: r["kind"] for r in _rows(DATA / "councils.csv") if not r["end"]}
    donors: dict[str, list[str]] = defaultdict(list)
    for code, kind in kinds.items():
        donors[kind].append(code)
    made: tuple[list[Row], list[Row]] = ([], [])
    for council in councils:
        chance = random.Random(f"{origin.name} {council['code']}")
        donor = chance.choice(donors[council["kind"]])
        # a figure stays the sum of its parts, where it has them
        factor = chance.uniform(0.9, 1.1) if donor not in details else 1.0
        for rows, found in zip(made, (figures, details), strict=True):
            rows += [_dealt(row, council["gss_code"], factor) for row in found.get(donor, [])]
    folder.mkdir(parents=True)
    write_figures(folder, made[0])
    if details:
        write_details(folder, made[1])
    (folder / "source.toml").write_text(_about(origin.name), encoding="utf-8")


def _dealt(row: Row, code: str, factor: float) -> Row:
    """A row of another council, moved: its value alone, and not beyond what can be."""
    moved = {**row, "gss_code": code}
    value, indicator = row["value"], _indicators()[row["indicator"]]
    whole_numbers = indicator.decimals == 0 or "." not in value
    if value and "lower" in row and not (row["lower"] or whole_numbers):
        most = indicator.maximum
        new = float(value) * factor
        moved["value"] = f"{new if most is None else min(new, most):.6g}"
    return moved


@cache
def _indicators():
    return read_catalogue(DATA).indicator


def _about(name: str) -> str:
    source = read_catalogue(DATA).source[name]
    lines = {
        "title": f"Invented figures in the shape of {name}",
        "publisher": "Nobody: made up for councils that are invented",
        "url": "https://example.org/invented",
        "licence": "invented; no licence is needed",
        "credit": "Invented figures about invented councils",
        "notes": "Nobody counted or measured any of this.",
    }
    days = [f"{key} = {getattr(source, key)}" for key in ("released", "retrieved")]
    texts = [f"{key} = {json.dumps(text)}" for key, text in lines.items()]
    return "\n".join([*texts, *days, f"indicators = {json.dumps(source.indicators)}"]) + "\n"


# --- tables ---


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _by_council(path: Path) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(path) if path.exists() else []:
        found[row["gss_code"]].append(row)
    return found


def _table(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
