"""Residents' skills, connectivity and digital exclusion, held to what was published."""

import pytest

from briefkit.evidence.tidy import register
from sourcetables import code, figures, values

ONS = "ons-local-indicators"
GREATER_MANCHESTER = {
    "Bolton": 177, "Bury": 120, "Manchester": 282, "Oldham": 141, "Rochdale": 134,
    "Salford": 150, "Stockport": 190, "Tameside": 141, "Trafford": 138, "Wigan": 200,
}  # fmt: skip


def counted(indicator, period, nation=None):
    """How many councils (of a nation) have a value."""
    known = values(ONS, indicator).dropna().xs(period, level="period").index
    councils = register().set_index("gss_code")["nation"]
    return sum(nation in (None, councils[gss]) for gss in known)


@pytest.mark.parametrize(
    ("indicator", "period", "english"),
    [
        ("level_3_or_above", "2023", 315),  # not Scilly, nor the City
        ("level_3_or_above", "2022", 316),
        ("no_qualifications", "2023", 262),  # small districts are suppressed
        ("no_qualifications", "2022", 286),
        ("apprenticeship_starts", "2024-25", 317),
        ("apprenticeship_starts", "2023-24", 316),  # Scilly is suppressed
        ("fe_participation", "2024-25", 317),
        ("fe_participation", "2019-20", 311),  # six of today's councils came later
        ("gigabit", "2026-01", 317),
        ("coverage_5g", "2026-01", 317),
        ("below_30_mbps", "2026-01", 317),
    ],
)
def test_as_many_english_councils_have_a_value_as_the_tables_hold(indicator, period, english):
    assert counted(indicator, period, "England") == english


@pytest.mark.parametrize("indicator", ["gigabit", "coverage_5g", "below_30_mbps"])
def test_all_382_councils_have_connectivity(indicator):
    assert counted(indicator, "2026-01") == 382


def test_qualifications_cover_wales_and_scotland_too():
    assert counted("level_3_or_above", "2023", "Wales") == 22
    assert counted("level_3_or_above", "2023", "Scotland") == 32


@pytest.mark.parametrize("name", ["Barnsley", "Sheffield"])
def test_a_council_recoded_in_2025_has_connectivity_and_skills_under_one_code(name):
    table = figures(ONS)
    its_own = table[(table["gss_code"] == code(name)) & table["value"].notna()]
    assert its_own["indicator"].value_counts().to_dict() == {
        "gigabit": 1, "coverage_5g": 1, "below_30_mbps": 1, "level_3_or_above": 2,
        "no_qualifications": 2, "apprenticeship_starts": 6, "fe_participation": 6,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "lower", "upper"),
    [
        ("Bolton", 60.6, 54.2, 67.0),
        ("Manchester", 77.3, 72.5, 82.1),
        ("East Suffolk", 55.0, 47.7, 62.3),
        ("Lambeth", 81.0, 74.6, 87.4),
        ("Plymouth", 57.1, 52.1, 62.1),
    ],
)
def test_level_3_shares_of_2023_come_with_their_limits(name, value, lower, upper):
    table = figures(ONS).set_index(["gss_code", "indicator", "period"])
    row = table.loc[(code(name), "level_3_or_above", "2023")]
    assert (row["value"], row["lower"], row["upper"]) == (value, lower, upper)


@pytest.mark.parametrize(
    ("name", "percent"),
    [
        ("Bolton", 95.0),
        ("Manchester", 90.0),
        ("East Suffolk", 85.4),
        ("Lambeth", 92.3),
        ("Plymouth", 93.8),
    ],
)
def test_gigabit_cover_in_january_2026_is_as_published(name, percent):
    assert values(ONS, "gigabit")[code(name), "2026-01"] == percent


def test_a_share_from_a_small_sample_is_marked_and_has_no_limits():
    table = figures(ONS)
    small = table[table["note"] == "3 to 9 answers, no limits published"]
    assert set(small["indicator"]) == {"no_qualifications"}
    assert set(small["status"]) == {"u"}
    assert small["value"].notna().all()
    assert small[["lower", "upper"]].isna().all(axis=None)


def test_a_suppressed_share_is_a_row_without_a_value():
    row = figures(ONS).set_index(["gss_code", "indicator", "period"])
    cheshire_east = row.loc[(code("Cheshire East"), "no_qualifications", "2023")]
    assert (cheshire_east["status"], cheshire_east["note"]) == ("x", "suppressed")


def test_each_table_carries_the_day_of_its_release():
    released = figures(ONS).groupby("indicator")["published"].agg(set)
    assert released["gigabit"] == {"2026-05-13"}
    assert released["level_3_or_above"] == {"2024-04-16"}
    assert released["apprenticeship_starts"] == {"2025-11-27"}


def test_digital_exclusion_covers_every_english_council_but_counties():
    table = figures("digital-exclusion-risk")
    kinds = register().query("end == '' and nation == 'England'").set_index("gss_code")["kind"]
    assert set(table["gss_code"]) == set(kinds[kinds != "county"].index)
    assert len(table) == 296
    assert table["base"].sum() == 32_844


@pytest.mark.parametrize(("name", "neighbourhoods"), GREATER_MANCHESTER.items())
def test_a_mean_rests_on_as_many_neighbourhoods_as_the_publisher_counts(name, neighbourhoods):
    table = figures("digital-exclusion-risk").set_index("gss_code")
    assert table.loc[code(name), "base"] == neighbourhoods
