"""Planning data, products, awards, land charges and LocalGov Drupal, held to what was published."""

import pandas as pd
import pytest

from briefkit.evidence.tidy import register
from rawdata import rawdir
from sourcetables import code, details, figures, values

__all__ = ["rawdir"]  # a fixture, asked for by its name

QUALITY = "planning-data-quality"
AWARDS = "digital-planning-awards"


def awards():
    """Every award that a council leads: gss_code, number, fund, intervention, value, unit, date."""
    table = details(AWARDS).query("unit in ['pounds', 'pounds hosted']")
    parts = table["item"].str.extract(r"^award (?P<number>\d+): (?P<fund>.*) \((?P<kind>\w+)\)$")
    assert parts.notna().all(axis=None)
    return table.join(parts)


def named_partners(award_numbers):
    """Everyone named in these awards beside the lead, by the lead's rows and the partners' own."""
    table = details(AWARDS)
    parts = table["item"].str.extract(r"^award (?P<number>\d+), (?P<role>.*): (?P<who>.*)$")
    its = table.join(parts)[parts["number"].isin(award_numbers)]
    return set(its.loc[its["role"] == "partner", "who"]) | set(
        its.loc[its["role"] == "led by", "gss_code"]
    )


# --- planning data ---


@pytest.mark.parametrize(
    ("day", "councils"),
    [
        ("2025-01-17", 69),
        ("2025-01-30", 62),
        ("2025-02-13", 67),
        ("2025-03-18", 65),
        ("2025-04-05", 93),
    ],
)
def test_a_reading_holds_every_council_of_its_file(day, councils):
    # The file of 17 January has 70 rows and that of April 94: one of each is a national park.
    assert values(QUALITY, "planning_data_level").xs(day, level="period").size == councils


def test_the_93_councils_of_april_2025_are_of_every_kind_but_county():
    level = values(QUALITY, "planning_data_level").xs("2025-04-05", level="period")
    kinds = register().set_index("gss_code")["kind"].loc[level.index].value_counts()
    assert kinds.to_dict() == {
        "district": 43, "unitary": 18, "metropolitan": 16, "london": 15, "city": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "mean"),
    [
        ("Plymouth", 3.875),
        ("Torbay", 3.875),
        ("Peterborough", 3.875),
        ("Bristol", 3.5),
        ("Wirral", 3.5),
        ("Barnet", 3.375),
    ],
)
def test_mean_levels_of_april_2025_are_as_published(name, mean):
    assert values(QUALITY, "planning_data_level")[code(name), "2025-04-05"] == mean


def test_a_mean_is_the_mean_of_its_eight_details():
    parts = details(QUALITY).query("indicator == 'planning_data_level'")
    parts = parts[~parts["item"].str.startswith("first reading of the day: ")]
    by_council = parts.groupby(["gss_code", "period"])["value"]
    assert set(by_council.size()) == {8}
    level = values(QUALITY, "planning_data_level")
    pd.testing.assert_series_equal(by_council.mean(), level, check_names=False)


def test_from_the_first_reading_to_the_last_31_of_64_councils_rose_and_13_fell():
    first = details(QUALITY)[
        lambda table: table["item"].str.startswith("first reading of the day: ")
    ]
    first = first.groupby("gss_code")["value"].mean()
    last = values(QUALITY, "planning_data_level").xs("2025-04-05", level="period")
    change = (last - first).dropna()
    assert len(change) == 64
    assert ((change > 0).sum(), (change < 0).sum(), (change == 0).sum()) == (31, 13, 20)


def test_the_reading_headed_30_january_came_out_on_13_february():
    table = figures(QUALITY).query("period == '2025-01-30'")
    assert set(table["published"]) == {"2025-02-13"}


def test_22_councils_were_ready_in_april_2025_and_10_of_them_had_a_product_live():
    ready = values(QUALITY, "planning_data_ready").xs("2025-04-05", level="period")
    live = values(QUALITY, "planning_products_live").droplevel("period")
    assert (ready == 1).sum() == 22
    assert live[ready[ready == 1].index].sum() == 10
    assert ready.isna().sum() == 1


def test_16_of_296_planning_authorities_have_one_of_22_products_live():
    live = values(QUALITY, "planning_products_live")
    products = details(QUALITY).query("indicator == 'planning_products_live'")
    assert len(live) == 296
    assert live.sum() == products["gss_code"].nunique() == 16
    assert len(products) == 22


# --- awards ---


@pytest.mark.parametrize(
    ("fund", "projects", "pounds", "parks"),
    [
        # `parks`: how many of the projects national parks lead, which are no council's awards.
        ("PropTech Innovation Fund Round 1", 13, 1_176_418, 0),
        ("PropTech Innovation Fund Round 2", 28, 3_281_434, 0),
        ("PropTech Innovation Fund Round 4", 37, 4_369_123, 0),
        ("Planning Software Improvement Fund", 19, 5_268_131, 0),
        ("Digital Planning Improvement Fund Round 2", 43, 4_300_000, 1),
        ("Digital Planning Improvement Fund Round 3", 46, 2_300_000, 1),
        ("Digital Planning Improvement Funding Round 4.1", 24, 1_200_000, 0),
        ("Digital Planning Improvement Funding Round 4.2", 49, 2_450_000, 4),
    ],
)
def test_a_round_has_as_many_projects_and_pounds_as_announced(fund, projects, pounds, parks):
    its = awards().query("fund == @fund")
    assert len(its) == projects - parks
    # In an Improvement Fund round every authority got the same sum.
    assert its["value"].sum() == pounds - parks * pounds / projects


def test_65_projects_shared_nearly_9_million_pounds_before_round_4():
    rounds = [f"PropTech Innovation Fund Round {number}" for number in (1, 2, 3)]
    before = awards()[
        lambda led: led["fund"].isin([*rounds, "PropTech Innovation Continuous Fund 2.5"])
    ]
    assert (len(before), before["value"].sum()) == (65, 8_734_702)


def test_49_authorities_took_part_in_round_4():
    led = awards().query("fund == 'PropTech Innovation Fund Round 4'")
    assert len(set(led["gss_code"]) | named_partners(led["number"])) == 49


def test_four_councils_adopted_planning_software_on_track_1():
    track_1 = awards().query("fund == 'Planning Software Improvement Fund' and kind == 'Software'")
    announced = {code(name) for name in ("Birmingham", "Canterbury", "Epsom and Ewell", "Barnet")}
    assert set(track_1["gss_code"]) == announced


def test_204_councils_lead_awards_and_222_lead_or_are_partners():
    grants = values(AWARDS, "planning_grants")
    named = details(AWARDS).query("indicator == 'planning_grants'")["gss_code"]
    assert len(grants) == 297  # the 296 planning authorities and Surrey
    assert (grants > 0).sum() == 204
    assert named.nunique() == 222


def test_every_digital_award_is_a_councils_or_a_known_other_bodys(rawdir):
    table = pd.read_csv(rawdir / AWARDS / "award.csv")
    digital = ["software", "integration", "improvement", "engagement", "innovation"]
    table = table[table["intervention"].isin(digital)]
    ours = set(awards()["number"].astype(int))
    beside = table[~table["award"].isin(ours)]
    assert (len(table), table["amount"].sum()) == (377, 59_279_483)
    regional = beside["organisation"].isin(["local-authority:GLA", "local-authority:GMCA"])
    assert beside.loc[regional, "amount"].sum() == 300_000
    others = beside.loc[~regional, "organisation"].str.split(":").str[0]
    assert set(others) == {"national-park-authority", "company"}
    assert awards()["value"].sum() == 55_359_343 - 300_000


@pytest.mark.parametrize(
    ("name", "pounds", "number"), [("Lambeth", 6_942_064, 9), ("Plymouth", 996_200, 5)]
)
def test_a_councils_awards_add_up_to_the_published_sum(name, pounds, number):
    row = figures(AWARDS).set_index(["indicator", "gss_code"]).loc["planning_grants", code(name)]
    assert (row["value"], row["base"]) == (pounds, number)
    led = awards()[lambda table: table["gss_code"] == code(name)]
    assert (led["value"].sum(), len(led)) == (pounds, number)


def test_every_sum_is_the_sum_of_its_details():
    grants = values(AWARDS, "planning_grants").droplevel("period")
    assert awards().groupby("gss_code")["value"].sum().to_dict() == grants[grants > 0].to_dict()


@pytest.mark.parametrize(
    ("name", "pounds", "hosted"),
    [
        ("Lambeth", 6_942_064, 5_675_000),
        ("Buckinghamshire", 5_650_000, 5_650_000),
        ("Camden", 4_050_000, 3_650_000),
    ],
)
def test_a_host_keeps_its_sum_and_has_no_figure_to_compare(name, pounds, hosted):
    rows = figures(AWARDS).set_index(["indicator", "gss_code"])
    assert rows.loc[("planning_grants", code(name)), "value"] == pounds
    compared = rows.loc["planning_grants_per_1000", code(name)]
    assert compared["status"] == "x"
    assert compared["note"] == "not usable: holds grants for national product teams"
    its = awards()[lambda led: (led["gss_code"] == code(name)) & (led["unit"] == "pounds hosted")]
    assert its["value"].sum() == hosted


def test_only_the_three_hosts_have_hosted_money():
    hosts = awards().query("unit == 'pounds hosted'")["gss_code"]
    assert set(hosts) == {code(name) for name in ("Lambeth", "Buckinghamshire", "Camden")}


def test_4_of_plymouths_5_grants_name_south_hams_and_west_devon():
    its = details(AWARDS).query("unit == 'pounds, shared'")
    its = its[its["gss_code"] == code("Plymouth")]
    for partner in ("South Hams", "West Devon"):
        named = its[its["item"].str.endswith(f"partner: {code(partner)}")]
        assert (len(named), named["value"].sum()) == (4, 896_200)


def test_hertfordshire_has_no_grant_of_its_own_and_is_a_partner_in_six():
    hertfordshire = code("Hertfordshire")
    assert hertfordshire not in set(
        figures(AWARDS).query("indicator == 'planning_grants'")["gss_code"]
    )
    partner_in = details(AWARDS)[lambda table: table["gss_code"] == hertfordshire]
    assert len(partner_in) == 6
    assert set(partner_in["unit"]) == {"pounds, led by another"}
    leads = partner_in["item"].str.split("led by: ").str[1].value_counts().to_dict()
    assert leads == {code("Dacorum"): 3, code("Epping Forest"): 2, "company:09801932": 1}


def test_a_council_without_an_award_has_a_true_zero_over_the_whole_programme():
    wakefield = values(AWARDS, "planning_grants")[code("Wakefield")]
    assert wakefield.to_dict() == {"2018-12/2026-06": 0}


# --- milestones ---


def test_146_registers_of_land_charges_had_moved_by_august_2026():
    # The file lists 146 councils of today. Guildford's date lies ahead; North Yorkshire is added.
    moved = values(AWARDS, "land_charges_migrated")
    assert len(moved) == 296
    assert moved.sum() == 146
    own = details(AWARDS).query("indicator == 'land_charges_migrated' and item == 'moved'")
    assert len(own) == 146
    assert own["date"].max() <= "2026-08-21"


def test_a_date_after_the_file_is_planned_and_not_done():
    planned = details(AWARDS).query("item == 'planned'")
    assert planned[["gss_code", "date"]].to_numpy().tolist() == [[code("Guildford"), "2026-09-17"]]
    assert values(AWARDS, "land_charges_migrated")[code("Guildford"), "2026-08-21"] == 0


def test_a_successor_counts_as_moved_only_if_all_its_districts_had():
    rows = figures(AWARDS).query("indicator == 'land_charges_migrated'").set_index("gss_code")
    assert rows.loc[code("North Yorkshire"), ["value", "status"]].tolist() == [1, "e"]
    assert rows.loc[code("Cumberland"), ["value", "status"]].tolist() == [0, ""]
    assert rows.loc[code("Cumberland"), "note"].startswith("1 of the 3 districts")


def test_58_councils_of_317_are_in_localgov_drupal():
    members = values(AWARDS, "localgov_drupal")
    kinds = details(AWARDS).query("indicator == 'localgov_drupal'")["item"].value_counts()
    assert len(members) == 317
    assert members.sum() == 58
    assert kinds.to_dict() == {"subscriber": 34, "contributor": 24}
