"""The Digital Exclusion Risk Index of each council: the mean of its neighbourhoods.

    python data/sources/digital-exclusion-risk/prepare.py RAWDIR

Reads an R data file with the package rdata; no R is needed.
"""

import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import rdata

from briefkit.errors import UnfitEvidence
from briefkit.evidence.tidy import Row, raw_files, register, write_figures

HERE = Path(__file__).parent
PERIOD = "2022"
PUBLISHED = "2022-11-30"


def neighbourhoods(r_data: Path, lookup: Path) -> pd.DataFrame:
    """A row for each English LSOA of 2011: its score and the register code of its council."""
    with warnings.catch_warnings():
        # rdata says that it reads R's newer kind of table as the older kind: it is one either way.
        warnings.filterwarnings("ignore", message="Missing constructor for R class")
        scores = rdata.read_rda(r_data)["england_lsoa_depahri"]
    councils = pd.read_csv(lookup, dtype=str)
    joined = scores.merge(
        councils, left_on="lsoa11_code", right_on="lsoa", how="left", validate="1:1"
    )
    lost = joined.loc[joined["local-authority-code"].isna(), "lsoa11_code"]
    if len(lost):
        raise UnfitEvidence(f"{lookup.name}: no council for {', '.join(lost)}.")
    return joined[["local-authority-code", "deri_score_national"]]


def figures(scores: pd.DataFrame) -> Iterator[Row]:
    """One row for each council."""
    codes = register().query("end == ''").set_index("code")["gss_code"]
    for council, its_scores in scores.groupby("local-authority-code")["deri_score_national"]:
        yield {
            "gss_code": codes[council], "indicator": "digital_exclusion_risk", "period": PERIOD,
            "published": PUBLISHED, "value": its_scores.mean(), "base": len(its_scores),
        }  # fmt: skip


def main(rawdir: Path) -> None:
    """Write figures.csv beside this file."""
    raw = raw_files(rawdir, HERE)
    scores = neighbourhoods(
        raw["digital-exclusion-risk/england_lsoa_depahri.rda"],
        raw["council-register/lookup_lsoa_to_registry.csv"],
    )
    write_figures(HERE, figures(scores))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
