"""The register of councils and what hangs on it: neighbours, the hexagon map, benchmarks."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pandas as pd
import pytest

from briefkit.errors import UnfitEvidence
from briefkit.evidence.tidy import (
    checked_files,
    present_gss,
    register,
    successor,
    write_details,
    write_figures,
)
from rawdata import DATA, made_again, rawdir

__all__ = ["rawdir"]  # a fixture that is asked for by its name

COUNCILS = register()
PRESENT = COUNCILS[COUNCILS["end"] == ""]
ENDED = COUNCILS[COUNCILS["end"] != ""]
BARNSLEY, SHEFFIELD = "E08000038", "E08000039"


def called(council: pd.Series) -> set[str]:
    names = (council["name"], council["official_name"], *council["aliases"].split(";"))
    return {name.casefold() for name in names if name}


# --- the register ---


def test_the_register_holds_every_principal_council_of_today_by_kind():
    assert PRESENT["kind"].value_counts().to_dict() == {
        "district": 164,
        "unitary": 63,
        "metropolitan": 36,
        "london": 32,
        "scottish": 32,
        "welsh": 22,
        "county": 21,
        "northern-irish": 11,
        "city": 1,
    }
    assert len(PRESENT) == 382


def test_codes_are_unique_and_names_are_unique_today():
    codes = COUNCILS.loc[COUNCILS["gss_code"] != "", "gss_code"]
    assert codes.is_unique
    assert COUNCILS["code"].is_unique
    assert PRESENT["name"].is_unique
    assert PRESENT["official_name"].is_unique
    assert (PRESENT["gss_code"] != "").all()


def test_no_two_councils_of_today_answer_to_one_name():
    answering = defaultdict(set)
    for _, council in PRESENT.iterrows():
        for name in called(council):
            answering[name].add(council["code"])
    assert {name: codes for name, codes in answering.items() if len(codes) > 1} == {}


def test_two_ended_counties_share_a_name_with_the_council_that_followed():
    today = {name for _, council in PRESENT.iterrows() for name in called(council)}
    shared = {council["code"] for _, council in ENDED.iterrows() if called(council) & today}
    assert shared == {"NYK", "SOM"}


def test_names_are_clean():
    for column in ("name", "official_name", "aliases"):
        text = COUNCILS[column]
        assert (text == text.str.strip()).all()
        assert not text.str.contains("  |�|ï|Ã|Â|;;|\xa0", regex=True).any()
    repeats = [c["code"] for _, c in COUNCILS.iterrows() if called(c) and _repeats(c)]
    assert repeats == []


def _repeats(council: pd.Series) -> bool:
    listed = [alias.casefold() for alias in council["aliases"].split(";") if alias]
    return len(set(listed)) < len(listed) or council["name"].casefold() in listed


def test_an_ended_council_has_successors_and_each_of_them_exists():
    known = set(COUNCILS["code"])
    assert ((COUNCILS["end"] == "") == (COUNCILS["successors"] == "")).all()
    for successors in ENDED["successors"]:
        assert set(successors.split(";")) <= known


def test_a_council_ends_on_the_last_day_of_march():
    assert ENDED["end"].str.fullmatch(r"20\d\d-03-31").all()


def test_a_district_has_a_county_of_its_region_and_nobody_else_has_one():
    region_of = COUNCILS.set_index("code")["region"]
    districts = COUNCILS[COUNCILS["kind"] == "district"]
    assert (districts["region"] == districts["county"].map(region_of)).all()
    assert (COUNCILS.loc[COUNCILS["kind"] != "district", "county"] == "").all()
    present_county = PRESENT[PRESENT["kind"] == "county"]["code"]
    assert set(districts.loc[districts["end"] == "", "county"]) == set(present_county)


def test_populations_add_up_to_the_nations_of_2020_once():
    """Office for National Statistics, mid-2020: England 56,550,138, Wales 3,169,586."""
    once = PRESENT[PRESENT["kind"] != "county"]
    totals = once.groupby("nation")["population"].sum().to_dict()
    assert totals["England"] == 56_550_138
    assert totals["Wales"] == 3_169_586
    assert set(PRESENT["population_year"]) == {2020}


def test_a_county_has_as_many_people_as_its_districts():
    people = PRESENT.set_index("code")["population"]
    for county, districts in PRESENT[PRESENT["county"] != ""].groupby("county"):
        assert people[county] == districts["population"].sum()


# --- codes of then and now ---


@pytest.mark.parametrize(("former", "now"), [("E08000016", BARNSLEY), ("E08000019", SHEFFIELD)])
def test_a_recoded_council_is_found_under_both_codes(former, now):
    assert present_gss(former) == now
    assert present_gss(now) == now


def test_a_merged_council_has_no_code_today_but_may_have_one_heir():
    assert present_gss("E07000026") is None
    assert successor("E07000026") == "E06000063"
    assert successor("ALL") == "E06000063"


def test_heirs_are_followed_to_the_council_of_today():
    assert successor("TAU") == "E06000066"


def test_there_is_no_one_heir_where_several_took_over_or_nothing_ended():
    assert successor("E10000006") is None
    assert successor("DOR") is None
    assert successor("E06000026") is None
    assert successor("") is None


# --- neighbours and hexagons ---

NEIGHBOURS = pd.read_csv(DATA / "neighbours.csv")


def test_every_council_has_twenty_neighbours_of_today_less_those_that_are_no_councils():
    present = set(PRESENT["gss_code"])
    assert set(NEIGHBOURS["gss_code"]) == present
    assert set(NEIGHBOURS["neighbour"]) <= present
    assert NEIGHBOURS["rank"].between(1, 20).all()
    assert len(NEIGHBOURS) == 382 * 20
    assert not NEIGHBOURS.duplicated(["gss_code", "rank"]).any()
    assert not NEIGHBOURS.duplicated(["gss_code", "neighbour"]).any()
    assert (NEIGHBOURS["gss_code"] != NEIGHBOURS["neighbour"]).all()
    assert {BARNSLEY, SHEFFIELD} <= set(NEIGHBOURS["neighbour"])


def test_the_map_has_one_hexagon_for_each_council_that_is_no_county():
    layout = json.loads((DATA / "hexmap.json").read_text("utf-8"))
    places = [(place["q"], place["r"]) for place in layout["hexes"].values()]
    assert set(layout["hexes"]) == set(PRESENT.loc[PRESENT["kind"] != "county", "gss_code"])
    assert len(set(places)) == len(places) == 361
    assert {BARNSLEY, SHEFFIELD} <= set(layout["hexes"])
    assert layout["layout"] == "odd-r"
    assert "MIT License\n\nCopyright (c) 2017- Open Innovations" in layout["notice"]


def test_neighbours_and_hexagons_are_made_from_the_publishers_files_byte_for_byte(rawdir, tmp_path):
    folder = made_again("prepare_places.py", rawdir, tmp_path)
    for name in ("neighbours.csv", "hexmap.json"):
        assert (folder / name).read_bytes() == (DATA / name).read_bytes()


# --- benchmarks ---


def test_the_benchmarks_differ_by_36_and_46_points():
    value = pd.read_csv(DATA / "benchmarks.csv").set_index("id")["value"]
    assert value["cbi_2014_bought_online"] - value["cbi_2014_dealt_online"] == 36
    assert value["cbi_2014_leaders_embrace"] - value["cbi_2014_public_embrace"] == 46


# --- what prepare scripts share ---


def test_the_same_rows_in_any_order_give_the_same_bytes(tmp_path):
    one = {"gss_code": "E06000026", "indicator": "a", "period": "2024", "value": 0.1 + 0.2}
    other = {"gss_code": "E06000027", "indicator": "a", "period": "2024", "value": 1182.0}
    write_figures(tmp_path, [other, one])
    assert (tmp_path / "figures.csv").read_bytes() == (
        b"gss_code,indicator,period,published,value,lower,upper,base,status,note\n"
        b"E06000026,a,2024,,0.3,,,,,\n"
        b"E06000027,a,2024,,1182,,,,,\n"
    )


def test_a_second_row_for_one_figure_is_refused_and_named(tmp_path):
    row = {"gss_code": "E06000026", "indicator": "a", "period": "2024"}
    with pytest.raises(UnfitEvidence, match="a, E06000026, 2024"):
        write_figures(tmp_path, [row, row])
    assert not (tmp_path / "figures.csv").exists()


def test_a_column_outside_the_contract_is_refused(tmp_path):
    with pytest.raises(UnfitEvidence, match="No such column: colour"):
        write_details(tmp_path, [{"gss_code": "E06000026", "colour": "red"}])


def test_a_raw_file_that_is_another_or_missing_is_refused_by_name(tmp_path):
    (tmp_path / "new.csv").write_text("a newer release")
    named = {"new.csv": "0" * 64, "gone.csv": "0" * 64}
    with pytest.raises(UnfitEvidence) as refused:
        checked_files(tmp_path, named, named_in="a/source.toml")
    assert "new.csv has SHA-256" in str(refused.value)
    assert "gone.csv is missing" in str(refused.value)
    assert "a/source.toml" in str(refused.value)


def test_a_project_without_a_register_is_told_so(tmp_path):
    with pytest.raises(UnfitEvidence, match=r"No data/councils\.csv"):
        register(Path(tmp_path))
