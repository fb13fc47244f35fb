"""What each council paid for IT in a year: in pounds, per resident, and as a share of all payments.

    python data/sources/council-it-payments/prepare.py RAWDIR

details.csv has the council's own payment labels. Prepare mhclg-revenue-outturn first: its
figures tell whether a council's files hold more than payments for services.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from briefkit.evidence.tidy import (
    Row,
    data_folder,
    present_gss,
    raw_files,
    register,
    write_details,
    write_figures,
)

HERE = Path(__file__).parent
PUBLISHED = "2026-04-18"
# Above this many times a council's net current expenditure, its files hold treasury or precepts.
TOO_MANY_TIMES = 2
TOO_FEW_RESIDENTS = {"E09000001": "City of London", "E06000053": "Isles of Scilly"}
# What was found when each figure that stands out was looked into, by council and year.
REMARKS = {
    ("E06000001", "2024-25"): "includes audio-visual equipment and an IT partnership",
    ("E06000013", "2024-25"): "2.7 million pounds is a capital purchase of software",
    ("E06000061", "2023-24"): "per resident under half the median of its type; no cause found",
    ("E06000064", "2023-24"): "first year of a new council",
    ("E08000028", "2023-24"): "per resident under half the median of its type; no cause found",
    ("E09000005", "2023-24"): "hosts a service shared with Lewisham and Southwark",
    ("E09000013", "2023-24"): "October to December are missing",
    ("E09000019", "2023-24"): "software purchases of 8.7 million pounds, steady by month",
    ("E09000023", "2023-24"): "April and June are missing; one month holds 4.5 million pounds; "
    "shares a service that Brent hosts",
    ("E09000027", "2023-24"): "shares staff with Wandsworth",
    ("E09000029", "2023-24"): "per resident under half the median of its type; no cause found",
    ("E10000017", "2023-24"): "half of it is for schools",
}
# The labels of these name schools; Lancashire's share is known and stands above.
SCHOOLS_TOO = {"E06000063", "E06000064", "E08000014", "E10000008", "E10000014"}


def payments(file: Path) -> pd.DataFrame:
    """A row for each council and year of the raw file, with its present gss_code."""
    table = pd.read_csv(file)
    table["gss_code"] = table["gss_code"].map(present_gss)
    return table


def remark(year: Any) -> str:
    """What a reader should know of a figure, blank where nothing is."""
    said = [REMARKS.get((year.gss_code, year.financial_year), "")]
    said.append("telephones are included" * (year.basis == "communications and computing"))
    said.append("VAT is included" * (year.vat == "gross"))
    said.append("schools' IT is included" * (year.gss_code in SCHOOLS_TOO))
    return "; ".join(filter(None, said))


IN_WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "10"]


def too_low(year: Any) -> str:
    """Why a year of low confidence is not used."""
    # Nine months are enough for a plain IT code, eleven for a broader heading.
    enough = 9 if year.basis == "IT code" else 11
    if year.months_covered < enough:
        return f"only {IN_WORDS[year.months_covered]} months of payments"
    if year.it_months < enough:
        return f"IT payments in only {year.it_months} of {year.months_covered} months"
    return "most IT is paid under other codes"


def net_expenditure() -> dict[tuple[str, str], float]:
    """Net current expenditure in pounds, by council and financial year."""
    figures = pd.read_csv(data_folder() / "sources/mhclg-revenue-outturn/figures.csv")
    supplied = figures.dropna(subset="value")
    return dict(
        zip(
            zip(supplied["gss_code"], supplied["period"], strict=True),
            supplied["value"],
            strict=True,
        )
    )


def yardstick(gss: str, financial_year: str, net: dict[tuple[str, str], float]) -> str:
    """The year whose net expenditure a council's payments are held to: its own, or the nearest."""
    years = sorted(year for council, year in net if council == gss)
    return min(years, key=lambda year: abs(int(year[:4]) - int(financial_year[:4])))


def share(year: Any, net: dict[tuple[str, str], float]) -> Row:
    """Value, or why there is none, and note of the share of all payments."""
    nearest = yardstick(year.gss_code, year.financial_year, net)
    twelve_months = year.all_payments_gbp * 12 / year.months_covered
    if twelve_months > TOO_MANY_TIMES * net[year.gss_code, nearest]:
        return {"status": "x", "note": "not usable: payments include treasury or precepts"}
    held_to = f"all payments held to net current expenditure of {nearest}"
    said = [remark(year), held_to * (nearest != year.financial_year)]
    value = year.it_payments_gbp / year.all_payments_gbp * 100
    return {"value": value, "note": "; ".join(filter(None, said))}


def per_resident(year: Any, population: int) -> Row:
    """Value, or why there is none, and note of the pounds per resident in 12 months."""
    if year.gss_code in TOO_FEW_RESIDENTS:
        return {"status": "x", "note": "not usable: too few residents for a per-resident figure"}
    return {
        "value": year.it_payments_gbp / year.months_covered * 12 / population,
        "note": remark(year),
    }


def figures(years: pd.DataFrame) -> Iterator[Row]:
    """Three rows for each council and year."""
    net = net_expenditure()
    population = register().query("end == ''").set_index("gss_code")["population"]
    for year in years.itertuples(index=False):
        found: dict[str, Row] = {
            "it_payments": {"value": year.it_payments_gbp, "note": remark(year)},
            "it_payments_per_resident": per_resident(year, population[year.gss_code]),
            "it_share_of_payments": share(year, net),
        }
        if year.confidence == "low":
            found = {
                name: {"status": "x", "note": f"not usable: {too_low(year)}"} for name in found
            }
        for indicator, figure in found.items():
            yield {
                "gss_code": year.gss_code, "indicator": indicator, "period": year.financial_year,
                "published": PUBLISHED, "base": year.months_covered, **figure,
            }  # fmt: skip


def facts(years: pd.DataFrame) -> Iterator[Row]:
    """What is known about each council and year, beside its labels."""
    for year in years.itertuples(index=False):
        told: list[tuple[str, float | None, str]] = [
            ("confidence", None, year.confidence),
            ("basis", None, year.basis),
            ("months", year.months_covered, "months"),
            ("supplier check", year.supplier_check_pct, "percent"),
            ("all payments", year.all_payments_gbp, "pounds, all payments"),
        ]
        if year.confidence != "low":
            told.append(("of which revenue", year.it_revenue_gbp, "pounds, part"))
            told.append(("of which capital", year.it_capital_gbp, "pounds, part"))
        for item, value, unit in told:
            if not pd.isna(value) or value is None:
                yield detail(year.gss_code, year.financial_year, item, value, unit)


def labels(file: Path, years: pd.DataFrame) -> Iterator[Row]:
    """The council's own labels and their pounds, for the years of high or medium confidence."""
    used = years.loc[years["confidence"] != "low", ["gss_code", "financial_year"]]
    for label in payments(file).merge(used, validate="m:1").itertuples(index=False):
        yield detail(
            label.gss_code, label.financial_year, label.category_label, label.amount_gbp, "pounds"
        )


def detail(gss: str, period: str, item: str, value: float | None, unit: str) -> Row:
    """One row of details.csv."""
    return {
        "gss_code": gss, "indicator": "it_payments", "period": period,
        "item": item, "value": value, "unit": unit,
    }  # fmt: skip


def main(rawdir: Path) -> None:
    """Write figures.csv and details.csv beside this file."""
    raw = raw_files(rawdir, HERE)
    years = payments(raw["council-it-payments/it_payments.csv"])
    write_figures(HERE, figures(years))
    write_details(
        HERE, [*facts(years), *labels(raw["council-it-payments/it_payments_by_label.csv"], years)]
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
