"""Makes the tables of council-website-emissions: how heavy home pages are.

    python data/sources/council-website-emissions/prepare.py RAWDIR

source.toml says which readings count and which records are misfiled.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from briefkit.evidence.tidy import (
    Row,
    present_gss,
    raw_files,
    register,
    write_details,
    write_figures,
)

HERE = Path(__file__).parent
READINGS = "council-website-emissions/index.json"
PUBLISHED = "2026-01-06"
YEARS = ("2021", "2022", "2023", "2024", "2025")
FEWEST_READINGS = 6
SMALLEST_PAGE = 50_000  # bytes; below are error and refusal pages
MEGABYTE = 1_000_000

# Filed under one council's code, but named for and measuring another's page.
MISFILED = {"E06000019": "E10000015"}
WITHOUT_A_RECORD = {
    "E06000019": ("x", "not collected: the record under its code measures Hertfordshire's page"),
    "E06000031": (
        "x",
        "not usable: its record measures the page of Perth and Kinross",
    ),
    "E07000229": ("x", "not collected: its site is shared with Adur and recorded there"),
}
WELSH_PAGE = re.compile(
    r"/cy(/|$)|/CYM/|lang=cy|//cy\.|(ynysmon|siryfflint|wrecsam|caerffili)\.gov\.uk", re.IGNORECASE
)


@dataclass(frozen=True)
class Record:
    """What the publisher holds on one council's home page."""

    council: str  # present GSS code
    address: str
    weights: Mapping[str, int]  # day -> bytes, readings above SMALLEST_PAGE only
    refused_since: str  # day; blank if it does not refuse

    def weights_in(self, year: str) -> list[int]:
        """Bytes of each reading of a calendar year."""
        return [weight for day, weight in self.weights.items() if day.startswith(year)]


def records(published: Path) -> Iterator[Record]:
    """One record a present council, misfiled ones put right or left out."""
    for code, organisation in json.loads(published.read_text("utf-8"))["orgs"].items():
        council = MISFILED.get(code) or present_gss(code)
        if council and council not in WITHOUT_A_RECORD:
            ((address, page),) = organisation["urls"].items()
            readings = sorted(page["values"].items())
            # Fifteen readings of November 2022 are numbers in quotation marks.
            weights = {day: int(reading.get("bytes", 0)) for day, reading in readings}
            heavy = {day: weight for day, weight in weights.items() if weight > SMALLEST_PAGE}
            yield Record(council, address, heavy, organisation.get("blocked", ""))


def why_none(record: Record, year: str, start: str) -> tuple[str, str]:
    """Status and note of a year without a figure. `start` is the council's first day, if known."""
    if start > f"{year}-12-31":
        return "z", f"not applicable: the council began on {start}"
    if record.refused_since and record.refused_since <= f"{year}-12-31":
        return "x", f"could not be read: refused the tool since {record.refused_since}"
    count = len(record.weights_in(year)) or "no"
    return "x", f"could not be read: {count} readings above 0.05 MB, {FEWEST_READINGS} are needed"


def row_of(council: str, year: str, rest: Row) -> Row:
    return {"gss_code": council, "indicator": "home_page_weight", "period": year, **rest}


def figures(record: Record, start: str) -> Iterator[Row]:
    """A row of figures.csv for each year."""
    for year in YEARS:
        weights = record.weights_in(year)
        if len(weights) >= FEWEST_READINGS:
            rest: Row = {"value": median(weights) / MEGABYTE, "base": len(weights)}
        else:
            rest = dict(zip(("status", "note"), why_none(record, year, start), strict=True))
        yield row_of(record.council, year, {"published": PUBLISHED, **rest})


def details(record: Record) -> Iterator[Row]:
    """Since when it refuses, its last reading, and whether the page is the Welsh one."""
    if record.refused_since:
        day = record.refused_since
        yield row_of(record.council, day[:4], {"item": "refused since", "date": day})
    if record.weights:
        day, weight = list(record.weights.items())[-1]
        told: Row = {"item": "last reading", "value": weight / MEGABYTE, "unit": "megabytes"}
        yield row_of(record.council, day[:4], {**told, "date": day})
    if WELSH_PAGE.search(record.address):
        for year in YEARS:
            if len(record.weights_in(year)) >= FEWEST_READINGS:
                yield row_of(record.council, year, {"item": "page in Welsh"})


def absent() -> Iterator[Row]:
    """Rows for the councils whose page nobody measured."""
    for council, (status, note) in WITHOUT_A_RECORD.items():
        for year in YEARS:
            yield row_of(council, year, {"published": PUBLISHED, "status": status, "note": note})


def main(rawdir: Path) -> None:
    """Read the readings, take each year's median, write."""
    found = list(records(raw_files(rawdir, HERE)[READINGS]))
    starts = register(HERE).set_index("gss_code")["start"]
    rows = [row for record in found for row in figures(record, starts[record.council])]
    write_figures(HERE, [*rows, *absent()])
    write_details(HERE, [row for record in found for row in details(record)])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
