"""Residents' qualifications and learning, and each area's connectivity, from the ONS tables.

    python data/sources/ons-local-indicators/prepare.py RAWDIR

Each table becomes one indicator: a row for every council of today and every period in it.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from briefkit.evidence.tidy import Row, present_gss, raw_files, write_figures

HERE = Path(__file__).parent
TABLES = {
    "gigabit": "gigabit-capable-broadband",
    "below_30_mbps": "premises-below-30",
    "coverage_5g": "network-coverage-5g",
    "level_3_or_above": "qualifications-level-3-or-above",
    "no_qualifications": "qualifications-none-gb",
    "apprenticeship_starts": "apprenticeships",
    "fe_participation": "further-education-and-skills-participation",
}
# One file holds two series; the other series counts achievements.
SERIES = {"apprenticeship_starts": "Apprenticeship starts (England)"}
# The tables' own words for a value that they publish although few answers stand behind it.
SMALL_SAMPLE = (
    "Estimate and confidence interval unreliable since the group sample size is small (3-9)"
)


def released(metadata: Path) -> str:
    """The day, in ISO form, on which the figures behind a table came out, from its metadata."""
    described = json.loads(metadata.read_text("utf-8"))["ess-beta-metadata"]
    day, month, year = described.get("shared", described)["sourceDate"].split("/")
    return f"{year}-{month}-{day}"


def period(published_period: str) -> str:
    """2026-01 from `2026-01-01`, 2023 from `2023-01-01/P1Y`, 2024-25 from `2024-08-01/P1Y`."""
    start, _, length = published_period.partition("/")
    year, month = start[:4], start[5:7]
    if not length:
        return f"{year}-{month}"
    return year if month == "01" else f"{year}-{(int(year) + 1) % 100:02}"


def standing(value: float, status: str, note: str) -> tuple[str, str]:
    """Status and note in the contract's words."""
    if pd.isna(value):
        return status, "suppressed" if status == "x" else "suppressed: fewer than 5 people"
    if note == SMALL_SAMPLE:
        return "u", "3 to 9 answers, no limits published"
    return status, ""


def figures(indicator: str, table: Path, published: str) -> Iterator[Row]:
    """One row for each council of today and each period."""
    areas = pd.read_csv(table, encoding="utf-8-sig")
    if indicator in SERIES:
        areas = areas[areas["indicator"] == SERIES[indicator]]
    areas[["status", "notes"]] = areas[["status", "notes"]].astype(object).fillna("")
    for area in areas.itertuples(index=False):
        gss = present_gss(area.areacd)
        if gss is None:
            continue
        status, note = standing(area.observation, area.status, area.notes)
        yield {
            "gss_code": gss, "indicator": indicator, "period": period(area.period),
            "published": published, "value": area.observation,
            "lower": area.lci_95, "upper": area.uci_95, "status": status, "note": note,
        }  # fmt: skip


def main(rawdir: Path) -> None:
    """Write figures.csv beside this file."""
    raw = raw_files(rawdir, HERE)
    rows: list[Row] = []
    for indicator, name in TABLES.items():
        table, metadata = (raw[f"ons-local-indicators/{name}.{kind}"] for kind in ("csv", "json"))
        rows += figures(indicator, table, released(metadata))
    write_figures(HERE, rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
