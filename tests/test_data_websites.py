"""Home pages and information requests: coverage, published figures, what is left out and why."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from briefkit.evidence.tidy import register
from rawdata import DATA, made_again, rawdir
from sourcetables import code, details, figures, values

__all__ = ["rawdir"]  # a fixture that is asked for by its name

SCAN = "council-website-accessibility"
WEIGHT = "council-website-emissions"
REQUESTS = "foi-statistics"
KINDS = register().query("end == ''").set_index("gss_code")
REFUSED = "could not be read: HTTP 200 at first, then a refusal page in place of the home page"


def scan_of(name):
    table = figures(SCAN).set_index("gss_code")
    return table.loc[code(name)]


def pages(rawdir: Path, issue: str) -> list[dict[str, str]]:
    with (rawdir / SCAN / f"issue-{issue}-report.csv").open(encoding="utf-8-sig") as lines:
        return list(csv.DictReader(lines))


def all_pages(rawdir):
    return pages(rawdir, "39") + pages(rawdir, "41")


# --- all three ---


@pytest.mark.parametrize("source", [SCAN, WEIGHT, REQUESTS])
def test_prepare_makes_the_tables_byte_for_byte(source, rawdir, tmp_path):
    folder = made_again(f"sources/{source}/prepare.py", rawdir, tmp_path)
    kept = sorted((DATA / "sources" / source).glob("*.csv"))
    assert [table.name for table in kept] == sorted(table.name for table in folder.glob("*.csv"))
    for table in kept:
        assert (folder / table.name).read_bytes() == table.read_bytes()


@pytest.mark.parametrize("source", [SCAN, WEIGHT, REQUESTS])
def test_a_row_is_of_a_council_of_today_and_has_a_value_or_a_reason(source):
    table = figures(source)
    assert set(table["gss_code"]) <= set(KINDS.index)
    told = tomllib.loads((DATA / "sources" / source / "source.toml").read_text("utf-8"))
    assert set(table["indicator"]) == set(told["indicators"])
    valued = table["value"].notna()
    assert table.loc[valued, "status"].isin(["", "u"]).all()
    assert table.loc[~valued, "status"].isin(["x", "z"]).all()
    reasons = table.loc[~valued, "note"].str.split(":").str[0]
    assert set(reasons) <= {
        "not collected",
        "not supplied",
        "not applicable",
        "could not be read",
        "not usable",
    }


# --- home pages: accessibility ---


def test_every_council_was_scanned_once():
    assert sorted(figures(SCAN)["gss_code"]) == sorted(KINDS.index)
    assert figures(SCAN)["period"].value_counts().to_dict() == {
        "2026-02-26": 200,
        "2026-02-27": 182,
    }


def test_230_of_the_309_pages_that_answered_were_home_pages(rawdir):
    """The rest: 60 refusals seen only by the checks, 19 pages too small to be a home page."""
    answered = [p for p in all_pages(rawdir) if p["http_status"] == "200"]
    table = figures(SCAN)
    assert len(answered) == 309
    assert (table["note"] == REFUSED).sum() == 60
    assert table["note"].str.startswith("not usable: only").sum() == 19
    assert table["value"].notna().sum() == 309 - 60 - 19 == 230


def test_196_english_councils_have_a_readable_home_page():
    """256 English pages answered with HTTP 200: the 253 that the raw set's own notes count,
    Hertfordshire, and the second council of two shared sites. 60 of them show no home page."""
    english = figures(SCAN)[figures(SCAN)["gss_code"].str.startswith("E")]
    unread = english["note"].isin([REFUSED]) | english["note"].str.startswith("not usable")
    assert english["value"].notna().sum() == 196
    assert english["value"].notna().sum() + unread.sum() == 256


def test_the_pages_called_refused_are_count_for_count_those_of_a_refusal(rawdir):
    """55 of the 60 agree with a page headed 403 Forbidden in each count of four engines."""
    parts = ("passed", "failed", "cant_tell", "inapplicable", "failed_rules")
    engines = ("alfa", "axe", "equal_access", "accesslint")

    def told(page, names):
        return tuple(page[f"{name}_{part}"] for name in names for part in parts)

    refusals = [p for p in all_pages(rawdir) if p["http_status"] != "200"]
    by_axe = {told(p, ["axe"]) for p in refusals}
    by_all = {told(p, engines) for p in refusals if p["page_title"] == "403 Forbidden"}
    answered = [p for p in all_pages(rawdir) if p["http_status"] == "200"]
    assert sum(told(p, ["axe"]) in by_axe for p in answered) == 60
    assert sum(told(p, engines) in by_all for p in answered) == 55


def test_no_two_sites_that_are_used_gave_the_same_result():
    table = figures(SCAN).dropna(subset=["value"])
    alone = table[~table["note"].str.startswith("one site with")]
    rules = details(SCAN).groupby("gss_code")["item"].agg(";".join)
    alfa = details(SCAN).query("item == 'alfa_failed'").set_index("gss_code")["value"]
    results = Counter(
        (row.base, rules[row.gss_code], alfa[row.gss_code]) for row in alone.itertuples()
    )
    assert max(results.values()) == 1


def test_every_page_that_is_used_let_axe_make_many_checks():
    used = figures(SCAN).dropna(subset=["value"])["base"]
    assert used.min() == 160
    assert used.median() > 750


def test_hertfordshire_is_found_and_is_not_herefordshire():
    assert scan_of("Hertfordshire")["value"] == 3
    assert pd.isna(scan_of("Herefordshire")["value"])


@pytest.mark.parametrize(("name", "rules"), [("Lambeth", 0), ("Leeds", 0), ("Essex", 3)])
def test_failed_rules_are_as_read_by_hand(name, rules):
    assert scan_of(name)["value"] == rules


def test_councils_with_one_site_each_have_their_reading():
    for name, other in (("Adur", "Worthing"), ("Broadland", "South Norfolk")):
        assert scan_of(name)["value"] == scan_of(other)["value"]
        assert scan_of(name)["note"] == f"one site with {other}"
        assert scan_of(other)["note"] == f"one site with {name}"
    assert scan_of("Lewes")["note"] == "could not be read: HTTP 403; one site with Eastbourne"


def test_a_refused_council_has_its_status_in_the_note_and_no_parts():
    assert scan_of("Plymouth")["note"] == "could not be read: HTTP 403"
    assert scan_of("Cardiff")["note"] == "could not be read: fetch failed"
    unread = figures(SCAN).query("status == 'x'")["gss_code"]
    assert not set(unread) & set(details(SCAN)["gss_code"])


def test_the_parts_name_as_many_rules_as_the_figure_counts():
    parts = details(SCAN)
    named = parts[parts["unit"] == "axe rule"].groupby("gss_code").size()
    counted = figures(SCAN).dropna(subset=["value"]).set_index("gss_code")["value"]
    assert named.reindex(counted.index, fill_value=0).equals(counted.astype(int))


@pytest.mark.parametrize(
    ("issue", "published"),
    [
        ("39", {"alfa": (141_417, 8_300), "axe": (107_295, 1_034),
                "equal_access": (377_656, 10_222), "accesslint": (15_693, 1_051)}),
        ("41", {"alfa": (119_725, 7_655), "axe": (96_356, 836),
                "equal_access": (311_628, 8_716), "accesslint": (15_142, 1_050)}),
    ],
)  # fmt: skip
def test_the_raw_scans_add_up_to_the_scanner_s_own_report(issue, published, rawdir):
    scanned = pages(rawdir, issue)
    for engine, totals in published.items():
        parts = ("passed", "failed")
        assert tuple(sum(int(p[f"{engine}_{part}"]) for p in scanned) for part in parts) == totals


@pytest.mark.parametrize(
    ("site", "axe", "others"),
    [
        ("epsom-ewell", 10, {"equal_access_failed_unique": 683}),
        ("sefton", 12, {"equal_access_failed_unique": 231, "accesslint_failed_unique": 16}),
        ("southglos", 27, {"equal_access_failed_unique": 156, "accesslint_failed_unique": 48}),
    ],
)
def test_single_pages_agree_with_the_scanner_s_own_report(site, axe, others, rawdir):
    (page,) = (p for p in all_pages(rawdir) if f"www.{site}.gov.uk" in p["submitted_url"])
    assert int(page["axe_failed"]) == axe
    assert {name: int(page[name]) for name in others} == others


# --- home pages: weight ---


def test_weights_cover_five_years_of_nearly_all_councils():
    years = figures(WEIGHT).dropna(subset=["value"])["period"].value_counts().sort_index()
    assert years.to_dict() == {"2021": 374, "2022": 374, "2023": 373, "2024": 378, "2025": 349}
    assert set(figures(WEIGHT)["gss_code"]) == set(KINDS.index)
    assert figures(WEIGHT).dropna(subset=["value"])["base"].min() == 6


@pytest.mark.parametrize(
    ("name", "year", "megabytes"),
    [
        ("Plymouth", "2025", 1.064546),
        ("Cardiff", "2024", 3.5578545),
        ("Lambeth", "2025", 1.57483),
        ("East Suffolk", "2025", 2.309002),
        ("Swansea", "2021", 0.337484),
    ],
)
def test_weights_are_as_worked_out_by_hand(name, year, megabytes):
    assert values(WEIGHT, "home_page_weight")[code(name), year] == megabytes


def test_glasgow_is_found_under_its_former_code():
    assert values(WEIGHT, "home_page_weight")[code("Glasgow")].notna().all()


def test_records_filed_under_the_wrong_council_are_put_right_or_left_out():
    weight = values(WEIGHT, "home_page_weight")
    assert weight[code("Hertfordshire")].notna().all()
    for name in ("Herefordshire", "Peterborough", "Worthing"):
        assert weight[code(name)].isna().all()


def test_a_council_that_refuses_the_tool_has_a_row_that_says_since_when():
    row = figures(WEIGHT).set_index(["gss_code", "period"]).loc[(code("Cardiff"), "2025")]
    assert row["note"] == "could not be read: refused the tool since 2024-11-07"
    parts = details(WEIGHT).set_index(["gss_code", "item"])
    assert parts.loc[(code("Cardiff"), "refused since"), "date"] == "2024-11-07"
    assert parts.loc[(code("Cardiff"), "last reading"), "date"] == "2024-10-16"


def test_a_page_measured_in_welsh_says_so_and_only_in_wales():
    welsh = details(WEIGHT).query("item == 'page in Welsh'")["gss_code"]
    assert welsh.str.startswith("W").all()
    assert code("Cardiff") in set(welsh)
    assert code("Swansea") not in set(welsh)


# --- information requests ---


def test_requests_reach_every_present_council_in_the_file():
    nations = figures(REQUESTS)["gss_code"].map(KINDS["nation"]).value_counts().to_dict()
    assert nations == {"England": 272, "Wales": 21, "Northern Ireland": 11}
    assert values(REQUESTS, "foi_in_time").notna().sum() == 256


def test_every_row_that_repeats_another_s_counts_is_left_out():
    table = figures(REQUESTS)
    copies = table[table["note"] == "not usable: its counts repeat another council's row"]
    assert set(copies["gss_code"].map(KINDS["name"])) == {
        "Hertfordshire", "Plymouth", "Torbay", "Torfaen",
        "Brentwood", "Bridgend", "Bromsgrove", "Redditch",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "in_time", "requests"),
    [
        ("Cardiff", 1430, 1688),
        ("Swansea", 989, 1300),
        ("Newport", 916, 1037),
        ("Leeds", 1872, 2010),
        ("Bristol", 1167, 1935),
        ("Salford", 903, 1049),
        ("Derby", 1050, 1308),
    ],
)
def test_shares_in_time_are_as_worked_out_by_hand(name, in_time, requests):
    row = figures(REQUESTS).set_index("gss_code").loc[code(name)]
    assert row["value"] == pytest.approx(in_time / requests * 100, rel=1e-11)
    assert row["base"] == requests


def test_nothing_known_is_not_nothing_in_time():
    known = values(REQUESTS, "foi_in_time").dropna()
    assert known.min() > 0


def test_a_share_below_half_is_kept_and_marked_as_unreliable():
    table = figures(REQUESTS).dropna(subset=["value"])
    doubtful = table[table["status"] == "u"]
    assert (doubtful["value"] < 50).all()
    assert (table.loc[table["status"] == "", "value"] >= 50).all()
    assert len(doubtful) == 8
    assert code("Sevenoaks") in set(doubtful["gss_code"])
