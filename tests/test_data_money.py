"""IT payments and net current expenditure, held to what was published and to each other."""

import pandas as pd
import pytest

from briefkit.evidence.tidy import present_gss, register
from rawdata import rawdir
from sourcetables import code, details, figures, values

__all__ = ["rawdir"]  # a fixture, asked for by its name

PAYMENTS = "council-it-payments"
OUTTURN = "mhclg-revenue-outturn"


@pytest.mark.parametrize(
    ("name", "year", "pounds"),
    [
        ("Bracknell Forest", "2022-23", 3_336_640),
        ("Bracknell Forest", "2023-24", 3_427_062),
        ("Bracknell Forest", "2024-25", 3_362_921),
        ("Nottingham", "2024-25", 7_910_123),
        ("East Suffolk", "2024-25", 2_802_403),
    ],
)
def test_payments_are_as_published_to_the_pound(name, year, pounds):
    assert round(values(PAYMENTS, "it_payments")[code(name), year]) == pounds


def test_116_councils_have_files_and_89_of_them_figures():
    table = figures(PAYMENTS).query("indicator == 'it_payments'")
    used = table.dropna(subset="value")
    assert table["gss_code"].nunique() == 116
    assert used["gss_code"].nunique() == 89
    assert used["period"].value_counts().to_dict() == {
        "2023-24": 70, "2024-25": 34, "2022-23": 4, "2025-26": 2,
    }  # fmt: skip


def test_the_councils_with_figures_are_of_each_kind_as_counted():
    used = figures(PAYMENTS).query("indicator == 'it_payments'").dropna(subset="value")
    kinds = register().set_index("gss_code")["kind"].loc[used["gss_code"].unique()]
    assert kinds.value_counts().to_dict() == {
        "unitary": 35, "london": 22, "metropolitan": 21, "county": 7, "district": 3, "city": 1,
    }  # fmt: skip


def test_labels_add_up_to_the_figure_to_the_penny():
    labels = details(PAYMENTS).query("unit == 'pounds'")
    summed = labels.groupby(["gss_code", "period"])["value"].sum()
    paid = values(PAYMENTS, "it_payments").dropna()
    assert set(summed.index) == set(paid.index)
    assert (summed - paid).abs().max() < 0.005


def test_revenue_and_capital_add_up_where_the_files_tell_them():
    parts = details(PAYMENTS)[lambda table: table["unit"] == "pounds, part"]
    summed = parts.groupby(["gss_code", "period"])["value"].sum()
    paid = values(PAYMENTS, "it_payments")[summed.index]
    assert len(summed) > 0
    assert (summed - paid).abs().max() < 0.005


def test_pounds_per_resident_round_to_the_publishers_own(rawdir):
    table = pd.read_csv(rawdir / PAYMENTS / "it_payments.csv")
    table["gss_code"] = table["gss_code"].map(present_gss)
    theirs = table.set_index(["gss_code", "financial_year"])["it_per_resident_12m_gbp"]
    ours = values(PAYMENTS, "it_payments_per_resident").dropna()
    # 110 council-years have a figure; the City of London has one of them and Scilly three.
    assert len(ours) == 106
    assert ours.round(2).to_dict() == theirs[ours.index].to_dict()


def test_a_figure_of_low_confidence_is_not_used_and_says_why():
    rows = figures(PAYMENTS).set_index(["indicator", "gss_code", "period"])

    def said(name, year):
        row = rows.loc[("it_payments_per_resident", code(name), year)]
        assert pd.isna(row["value"])
        return row["note"]

    assert said("Plymouth", "2024-25") == "not usable: most IT is paid under other codes"
    assert said("Bracknell Forest", "2021-22") == "not usable: only four months of payments"
    assert said("Reading", "2023-24") == "not usable: IT payments in only 8 of 12 months"
    assert said("Kirklees", "2024-25") == "not usable: only nine months of payments"


def test_a_low_figure_told_to_be_under_other_codes_fails_the_suppliers_check():
    table = figures(PAYMENTS).query("indicator == 'it_payments'").set_index(["gss_code", "period"])
    elsewhere = table.index[table["note"] == "not usable: most IT is paid under other codes"]
    check = details(PAYMENTS).query("item == 'supplier check'").set_index(["gss_code", "period"])
    assert len(elsewhere) == 15
    assert check.loc[elsewhere, "value"].max() < 50


@pytest.mark.parametrize("name", ["City of London", "Isles of Scilly"])
def test_a_place_with_few_residents_has_no_figure_per_resident(name):
    table = figures(PAYMENTS).query("indicator == 'it_payments_per_resident'")
    its = table[table["gss_code"] == code(name)]
    assert set(its["note"]) == {"not usable: too few residents for a per-resident figure"}


def test_a_host_and_vat_are_named_beside_the_figure():
    rows = figures(PAYMENTS).set_index(["indicator", "gss_code", "period"])["note"]
    brent = rows["it_payments_per_resident", code("Brent"), "2023-24"]
    assert brent == "hosts a service shared with Lewisham and Southwark"
    assert rows["it_payments", code("Barnsley"), "2023-24"] == "VAT is included"


def test_the_share_is_left_out_where_the_files_hold_treasury_or_precepts():
    table = figures(PAYMENTS).query("note == 'not usable: payments include treasury or precepts'")
    left_out = set(zip(table["gss_code"], table["period"], strict=True))
    assert set(table["indicator"]) == {"it_share_of_payments"}
    assert left_out == {
        (code("Blackpool"), "2023-24"),
        (code("Blackpool"), "2024-25"),
        (code("Cambridge"), "2024-25"),
        (code("East Suffolk"), "2024-25"),
        (code("Isles of Scilly"), "2023-24"),
        (code("Thurrock"), "2023-24"),
    }


def test_the_share_is_it_payments_in_all_payments():
    everything = details(PAYMENTS).query("item == 'all payments'").set_index(["gss_code", "period"])
    share = values(PAYMENTS, "it_share_of_payments").dropna()
    paid = values(PAYMENTS, "it_payments")[share.index]
    expected = paid / everything.loc[share.index, "value"] * 100
    pd.testing.assert_series_equal(share, expected, check_names=False)


# --- net current expenditure ---


@pytest.mark.parametrize(
    ("year", "councils"), [("2021-22", 313), ("2022-23", 313), ("2023-24", 304), ("2024-25", 308)]
)
def test_as_many_councils_submitted_an_outturn_as_the_files_hold(year, councils):
    assert (
        values(OUTTURN, "net_current_expenditure").dropna().xs(year, level="period").size
        == councils
    )


def test_camdens_net_current_expenditure_equals_an_independent_reading():
    assert values(OUTTURN, "net_current_expenditure")[code("Camden"), "2024-25"] == 831_129_000


def test_councils_that_had_not_submitted_have_a_row_that_says_so():
    table = figures(OUTTURN).query("period == '2024-25' and note == 'not supplied'")
    assert set(table["gss_code"]) == {
        code(name)
        for name in (
            "Amber Valley", "Ashfield", "Birmingham", "Cumberland", "Guildford",
            "North Warwickshire", "North West Leicestershire", "Slough", "Warwick",
        )
    }  # fmt: skip


@pytest.mark.parametrize(
    ("year", "differing"), [("2022-23", {"Coventry", "City of London"}), ("2023-24", set())]
)
def test_the_series_agrees_with_the_workbooks_that_it_replaces(year, differing, rawdir):
    file = rawdir / OUTTURN / f"rs{year.replace('-', '_')}.xlsx"
    sheet = pd.read_excel(file, sheet_name=f"RS_LA_Data_{year}", header=12)
    (total,) = (name for name in sheet.columns if name.startswith("NET CURRENT EXPENDITURE"))
    thousands = pd.to_numeric(sheet[total], errors="coerce").set_axis(sheet["ONS Code"].astype(str))
    thousands = (
        thousands[thousands.index.map(present_gss).notna()].rename(index=present_gss).dropna()
    )
    ours = values(OUTTURN, "net_current_expenditure").xs(year, level="period")
    unlike = (ours[thousands.index] / 1000 - thousands).abs() >= 1
    assert len(thousands) > 300
    assert set(unlike[unlike].index) == {code(name) for name in differing}
