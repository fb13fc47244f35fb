"""Each English council's net current expenditure in pounds, 2021-22 to 2024-25.

    python data/sources/mhclg-revenue-outturn/prepare.py RAWDIR

The first year comes from a workbook in thousands, the later ones from a series in pounds.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from briefkit.errors import UnfitEvidence
from briefkit.evidence.tidy import Row, present_gss, raw_files, write_figures

HERE = Path(__file__).parent
FOLDER = "mhclg-revenue-outturn"
WORKBOOK_YEAR, WORKBOOK_PUBLISHED = "2021-22", "2025-05-15"
SERIES_YEARS, SERIES_PUBLISHED = ["2022-23", "2023-24", "2024-25"], "2026-04-18"
# The sheet also has "Adjustments to net current expenditure"; this is the total.
TOTAL = "NET CURRENT EXPENDITURE"


def workbook(file: Path) -> Iterator[Row]:
    """A row for each council of today in the workbook of 2021-22."""
    sheet = pd.read_excel(file, sheet_name=f"RS_LA_Data_{WORKBOOK_YEAR}", header=11)
    totals = [column for column in sheet.columns if column.startswith(TOTAL)]
    if len(totals) != 1:
        raise UnfitEvidence(f"{file.name}: {len(totals)} columns begin '{TOTAL}'; one is needed.")
    for code, thousands in zip(sheet["ONS Code"], sheet[totals[0]], strict=True):
        gss = present_gss(str(code))
        if gss is not None:
            yield figure(gss, WORKBOOK_YEAR, WORKBOOK_PUBLISHED, float(thousands) * 1000)


def series(file: Path, year: str) -> Iterator[Row]:
    """A row for each council of today in one year of the series."""
    for council in json.loads(file.read_text("utf-8"))["councils"]:
        gss = present_gss(council["ons_code"])
        if gss is None:
            continue
        if council["status"] == "submitted":
            yield figure(gss, year, SERIES_PUBLISHED, council["net_current_expenditure_gbp"])
        else:
            missing = {"status": "x", "note": "not supplied"}
            yield figure(gss, year, SERIES_PUBLISHED, None) | missing


def figure(
    gss: str, year: str, published: str, pounds: float | None
) -> dict[str, str | float | None]:
    """One row of figures.csv."""
    return {
        "gss_code": gss, "indicator": "net_current_expenditure", "period": year,
        "published": published, "value": pounds,
    }  # fmt: skip


def main(rawdir: Path) -> None:
    """Write figures.csv beside this file."""
    raw = raw_files(rawdir, HERE)
    rows = list(workbook(raw[f"{FOLDER}/rs2021_22.xlsx"]))
    for year in SERIES_YEARS:
        rows += series(raw[f"{FOLDER}/uk_council_finance_{year.replace('-', '_')}.json"], year)
    write_figures(HERE, rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
