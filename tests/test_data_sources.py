"""Promises that these sources keep alike: made again byte for byte, and true to the contract."""

import re
import shutil
import tomllib

import pandas as pd
import pytest

from briefkit.errors import UnfitEvidence
from briefkit.evidence.tidy import raw_files, register
from rawdata import DATA, made_again, rawdir
from sourcetables import details, figures

__all__ = ["rawdir"]  # a fixture, asked for by its name

SOURCES = DATA / "sources"
IDS = [
    "council-it-payments",
    "digital-exclusion-risk",
    "digital-planning-awards",
    "mhclg-revenue-outturn",
    "ons-local-indicators",
    "planning-data-quality",
]
WITH_DETAILS = ["council-it-payments", "digital-planning-awards", "planning-data-quality"]
KEYS = {
    "title", "publisher", "url", "licence", "released", "retrieved",
    "credit", "indicators", "notes", "read",
}  # fmt: skip
REASONS = {
    "not collected", "not supplied", "suppressed", "not applicable",
    "not yet published", "could not be read", "not usable",
}  # fmt: skip
MOMENT = r"\d{4}-\d{2}(-\d{2})?"
PERIOD = re.compile(rf"\d{{4}}|\d{{4}}-\d{{2}}|{MOMENT}|{MOMENT}/{MOMENT}")

every_source = pytest.mark.parametrize("source", IDS)


def described(source):
    return tomllib.loads((SOURCES / source / "source.toml").read_text("utf-8"))


def names(folder):
    return {file.name for file in folder.glob("*.csv")}


def indicators():
    table = pd.read_csv(DATA / "indicators.csv", dtype=str, keep_default_na=False)
    return table.set_index("id")


@every_source
def test_prepare_writes_the_tables_byte_for_byte(source, rawdir, tmp_path):
    made = made_again(f"sources/{source}/prepare.py", rawdir, tmp_path)
    for kept in sorted((SOURCES / source).glob("*.csv")):
        assert (made / kept.name).read_bytes() == kept.read_bytes(), kept
    assert names(made) == names(SOURCES / source)


def test_a_raw_file_that_has_changed_is_refused(rawdir, tmp_path):
    name = "planning-organisations/local-authority.csv"
    for file in described("planning-data-quality")["read"]:
        (tmp_path / file).parent.mkdir(exist_ok=True)
        shutil.copy(rawdir / file, tmp_path / file)
    with (tmp_path / name).open("a") as organisations:
        organisations.write("\n")
    with pytest.raises(UnfitEvidence, match=name):
        raw_files(tmp_path, SOURCES / "planning-data-quality")


@every_source
def test_source_toml_says_all_that_the_contract_asks(source):
    told = described(source)
    assert set(told) == KEYS
    assert all(told[key] for key in KEYS)
    assert told["released"] <= told["retrieved"]


@every_source
def test_a_source_gives_the_indicators_that_it_names_and_that_name_it(source):
    given = set(figures(source)["indicator"])
    listed = indicators()
    assert given == set(described(source)["indicators"])
    assert given == set(listed[listed["source"] == source].index)


@every_source
def test_every_row_is_of_a_council_of_today(source):
    current = set(register().query("end == ''")["gss_code"])
    assert set(figures(source)["gss_code"]) <= current
    if source in WITH_DETAILS:
        assert set(details(source)["gss_code"]) <= current


@every_source
def test_a_council_has_a_row_only_where_the_indicator_applies_to_its_kind(source):
    table = figures(source)
    kind = table["gss_code"].map(register().query("end == ''").set_index("gss_code")["kind"])
    applies = indicators()["kinds"].loc[table["indicator"]]
    beside = [
        (gss, indicator)
        for gss, indicator, its_kind, kinds in zip(
            table["gss_code"], table["indicator"], kind, applies, strict=True
        )
        if kinds != "all" and its_kind not in kinds.split(";")
    ]
    # Surrey alone leads awards although counties decide no householders' applications.
    surrey = [("E10000030", "planning_grants")] if source == "digital-planning-awards" else []
    assert beside == surrey


@every_source
def test_a_row_without_a_value_says_why_and_a_row_with_one_has_a_usable_status(source):
    table = figures(source)
    without = table[table["value"].isna()]
    assert set(without["status"]) <= {"x", "u"}
    assert {note.split(":")[0] for note in without["note"]} <= REASONS
    assert set(table.loc[table["value"].notna(), "status"]) <= {"", "u", "e"}


@every_source
def test_periods_and_days_are_written_as_the_contract_has_them(source):
    table = figures(source)
    assert all(PERIOD.fullmatch(period) for period in table["period"].unique())
    assert pd.to_datetime(table["published"], format="%Y-%m-%d").notna().all()
    assert table["published"].max() <= described(source)["retrieved"].isoformat()


@every_source
def test_values_keep_within_their_bounds_and_limits(source):
    table = figures(source)
    bounds = indicators()[["minimum", "maximum"]].apply(pd.to_numeric).loc[table["indicator"]]
    value = table["value"].to_numpy()
    known = table["value"].notna().to_numpy()
    assert not (known & (value < bounds["minimum"].to_numpy())).any()
    assert not (known & (value > bounds["maximum"].to_numpy())).any()
    limited = table.dropna(subset=["lower", "upper"])
    assert (limited["lower"] <= limited["value"]).all()
    assert (limited["value"] <= limited["upper"]).all()


@pytest.mark.parametrize("source", WITH_DETAILS)
def test_a_detail_stands_under_a_figure_of_the_same_period(source):
    key = ["gss_code", "indicator", "period"]
    parts, wholes = details(source)[key].drop_duplicates(), figures(source)[key]
    alone = parts.merge(wholes, how="left", indicator=True).query("_merge == 'left_only'")
    # Counties are partners in awards that others lead: a part without a figure of their own.
    counties = set(register().query("end == '' and kind == 'county'")["gss_code"])
    assert set(alone["gss_code"]) <= counties
    assert set(alone["indicator"]) <= {"planning_grants"}
