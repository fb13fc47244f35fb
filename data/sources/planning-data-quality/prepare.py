"""How good each council's planning data was at six readings, and which shared products are live.

    python data/sources/planning-data-quality/prepare.py RAWDIR

figures.csv has a council's mean level, whether it was marked ready, and whether a product is
live; details.csv has the level of each of the eight data sets and the name of each product.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from briefkit.errors import UnfitEvidence
from briefkit.evidence.tidy import (
    Row,
    present_gss,
    raw_files,
    register,
    write_details,
    write_figures,
)

HERE = Path(__file__).parent
FOLDER = "planning-data-quality"
DATA_SETS = [
    "article-4-direction", "article-4-direction-area",
    "conservation-area", "conservation-area-document",
    "listed-building-outline",
    "tree", "tree-preservation-order", "tree-preservation-zone",
]  # fmt: skip
# File, day of the reading, day on which it was published.
READINGS = [
    ("quality-2025-01-17-aeea68c.csv", "2025-01-17", "2025-01-17"),
    ("quality-2025-02-13-d25105a.csv", "2025-01-30", "2025-02-13"),
    ("quality-2025-02-13-b0f820c.csv", "2025-02-13", "2025-02-13"),
    ("quality-2025-03-18-0f0aea9.csv", "2025-03-18", "2025-03-18"),
    ("quality.csv", "2025-04-05", "2025-04-05"),
]
# A period holds one figure, so the first of the two files of one day goes to the details.
FIRST_OF_DAY = ("quality-2025-01-17-fe0360e.csv", "2025-01-17")
ADOPTION_DAY = "2025-11-28"
PLANNING_KINDS = ["unitary", "metropolitan", "london", "city", "district"]


def councils(organisations: Path) -> dict[str, str]:
    """Organisation (`local-authority:PLY`) to present GSS code, for the councils of today."""
    known = pd.read_csv(organisations, dtype=str)
    present = known["statistical-geography"].fillna("").map(present_gss)
    return dict(zip(known["organisation"][present.notna()], present.dropna(), strict=True))


def reading(file: Path, gss_of: dict[str, str]) -> pd.DataFrame:
    """A row for each council: gss_code, each data set's level, `ready` (1, 0 or missing)."""
    table = pd.read_csv(file, dtype=str)
    table["gss_code"] = table["organisation"].map(gss_of)
    lost = table[
        table["gss_code"].isna() & table["organisation"].str.startswith("local-authority:")
    ]
    if len(lost):
        raise UnfitEvidence(
            f"{file.name}: not a council of today: {', '.join(lost['organisation'])}."
        )
    # "3. data that is good for ODP" is level 3.
    table[DATA_SETS] = table[DATA_SETS].apply(lambda levels: levels.str[0].astype(int))
    table["ready"] = table["ready_for_ODP_adoption"].map({"yes": 1.0, "no": 0.0})
    return table.dropna(subset="gss_code")[["gss_code", *DATA_SETS, "ready"]]


def figures(levels: pd.DataFrame, day: str, published: str) -> Iterator[Row]:
    """Two rows for each council: its mean level, and whether its data was marked ready."""
    for _, council in levels.iterrows():
        row = {"gss_code": council["gss_code"], "period": day, "published": published}
        mean = council[DATA_SETS].mean()
        yield row | {"indicator": "planning_data_level", "value": mean, "base": len(DATA_SETS)}
        ready = row | {"indicator": "planning_data_ready", "value": council["ready"]}
        blank = {"status": "x", "note": "not supplied"} if pd.isna(council["ready"]) else {}
        yield ready | blank


def details(levels: pd.DataFrame, day: str, before: str = "") -> Iterator[Row]:
    """A row for each council and data set; `before` stands before each item."""
    for _, council in levels.iterrows():
        for data_set in DATA_SETS:
            yield {
                "gss_code": council["gss_code"], "indicator": "planning_data_level", "period": day,
                "item": before + data_set, "value": council[data_set], "unit": "level", "date": day,
            }  # fmt: skip


def first_ready(levels: pd.DataFrame, day: str) -> Iterator[Row]:
    """The day's first answer to "ready?", a row for each council."""
    for council in levels.itertuples(index=False):
        yield {
            "gss_code": council.gss_code, "indicator": "planning_data_ready", "period": day,
            "item": "first reading of the day", "value": council.ready, "unit": "yes or no",
            "date": day,
        }  # fmt: skip


def live_products(adoption: Path, gss_of: dict[str, str]) -> Iterator[Row]:
    """A detail row for each product that is live in a council."""
    table = pd.read_csv(adoption, dtype=str)
    for product in table[table["adoption-status"] == "live"].to_dict("records"):
        yield {
            "gss_code": gss_of[product["organisation"]], "indicator": "planning_products_live",
            "period": ADOPTION_DAY, "item": product["product"], "value": 1, "unit": "product",
            "date": product["start-date"],
        }  # fmt: skip


def any_product_live(products: list[Row]) -> Iterator[Row]:
    """A row for each planning authority in England: 1 if it has a product live, else 0."""
    live = {product["gss_code"] for product in products}
    planning = register().query("end == '' and nation == 'England' and kind in @PLANNING_KINDS")
    for gss in planning["gss_code"]:
        yield {
            "gss_code": gss, "indicator": "planning_products_live", "period": ADOPTION_DAY,
            "published": ADOPTION_DAY, "value": int(gss in live),
        }  # fmt: skip


def main(rawdir: Path) -> None:
    """Write figures.csv and details.csv beside this file."""
    raw = raw_files(rawdir, HERE)
    gss_of = councils(raw["planning-organisations/local-authority.csv"])
    products = list(live_products(raw[f"{FOLDER}/adoption.csv"], gss_of))
    figure_rows, detail_rows = [*any_product_live(products)], [*products]
    for file, day, published in READINGS:
        levels = reading(raw[f"{FOLDER}/{file}"], gss_of)
        figure_rows += figures(levels, day, published)
        detail_rows += details(levels, day)
    file, day = FIRST_OF_DAY
    first = reading(raw[f"{FOLDER}/{file}"], gss_of)
    detail_rows += [*details(first, day, "first reading of the day: "), *first_ready(first, day)]
    write_figures(HERE, figure_rows)
    write_details(HERE, detail_rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
