"""A table of visits to the invented county's libraries, brought in by `briefkit source new`."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from commandline import Ask
from officefiles import comma_separated

CODES = [f"X070000{n:02d}" for n in range(1, 13)]
NEW = ("--published", "2026-01-31", "--publisher", "Nobody", "--url", "https://example.org")
NEW += ("--licence", "invented", "--title", "Visits to invented libraries")


def table(
    folder: Path, values: list[object], heading: str = "visits", name: str = "visits.csv"
) -> Path:
    """A published table: a row a council, and one of England."""
    rows = [["code", heading], *zip(CODES, values, strict=False), ["E92000001", 99]]
    return comma_separated(folder / name, rows)


@pytest.fixture
def visits(tiny: Path, ask: Ask) -> Path:
    """A source of the tiny world, visits of 2024-25, whose indicator is in the catalogue."""
    catalogue = tiny / "data" / "indicators.csv"
    row = next(r for r in catalogue.read_text("utf-8").splitlines() if "home_page_weight" in r)
    row = row.replace("home_page_weight", "library_visits").replace(",invented,", ",visits,")
    catalogue.write_text(catalogue.read_text("utf-8").rstrip() + "\n" + row + "\n", "utf-8")
    file = table(tiny, [1, 2, 3, "[c]"])
    said = ask(tiny, "source", "new", "visits", str(file), *NEW, "--period", "2024-25",
               "--indicator", "visits=library_visits")  # fmt: skip
    assert said.code == 0, said
    return tiny / "data" / "sources" / "visits"


def figures(folder: Path) -> list[tuple[str, str, str, str]]:
    """Council, period, day and value or status of each row of figures.csv."""
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as file:
        return [
            (r["gss_code"][-2:], r["period"], r["published"], r["value"] or r["status"])
            for r in csv.DictReader(file)
        ]
