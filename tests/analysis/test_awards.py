"""Awards: what they are for by fund, who else was in the round, who led those of others."""

import datetime as dt

import pytest

from briefkit.analysis.awards import award_findings, family
from handmade import cell, council, districts, look, part

GRANTS, SPAN = "planning_grants", "2022-03/2025-03"
BY_ANOTHER = "pounds, led by another"


def grant(item, pounds, unit="pounds", day="2024-02-01", code="D00"):
    date = dt.date.fromisoformat(day) if day else None
    return part(item, pounds, code, indicator=GRANTS, period=SPAN, unit=unit, date=date)


def found(total, *parts, **more):
    cells = [] if total is None else [cell(total, indicator=GRANTS, period=SPAN)]
    return {f.type: f for f in award_findings(look(cells, parts, extra=[GRANTS], **more))}


def told(finding):
    return {name: figure.value for name, figure in finding.figures.items()}


# --- by fund ---


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ("award 1: PropTech Innovation Fund Round 4 (Innovation)", "PropTech Innovation Fund"),
        ("award 1: Planning Software Fund Top-Up 5 (Software)", "Planning Software Fund Top-Up"),
        ("award 1: Digital Planning Improvement Funding Round 4.2 (Improvement)",
         "Digital Planning Improvement Fund"),
        ("award 1: An Invented Programme (AIP) Beta (Software)", "An Invented Programme (AIP)"),
        ("award 1, partner: D01", ""),
    ],
)  # fmt: skip
def test_the_rounds_of_a_fund_are_one_fund(item, name):
    assert family(grant(item, 1.0)) == name


def test_three_awards_are_told_by_fund_the_largest_sum_first():
    by_fund = found(
        600.0,
        grant("award 1: Low Fund Round 1 (Software)", 100.0),
        grant("award 2: High Fund Round 1 (Software)", 300.0),
        grant("award 3: Low Fund Round 2 (Software)", 100.0),
    )["purposes"]
    assert told(by_fund) == {"purpose_0": 300.0, "purpose_1": 200.0}
    assert by_fund.names == {"purpose_0": ("High Fund",), "purpose_1": ("Low Fund",)}
    assert (by_fund.verdict, by_fund.facts, by_fund.score) == ("own", {"case": ""}, 0.0)
    assert [len(figure.refs) for figure in by_fund.figures.values()] == [1, 2]


def test_of_a_host_only_what_it_does_not_host_is_told_by_fund():
    by_fund = found(
        900.0,
        grant("award 1: Team Fund", 500.0, "pounds hosted"),
        grant("award 2: Team Fund", 300.0, "pounds hosted"),
        grant("award 3: Low Fund", 100.0),
    )["purposes"]
    assert (by_fund.verdict, told(by_fund)) == ("host", {"purpose_0": 100.0})


def test_one_fund_two_awards_or_more_than_four_funds_are_not_told_by_fund():
    same = [grant(f"award {n}: Fund Round {n}", 1.0) for n in range(3)]
    assert "purposes" not in found(3.0, *same)
    assert "purposes" not in found(2.0, grant("award 1: A", 1.0), grant("award 2: B", 1.0))
    many = [grant(f"award {n}: Fund {name}", 1.0) for n, name in enumerate("ABCDE")]
    assert "purposes" not in found(5.0, *many)
    assert found(4.0, *many[:4])["purposes"].facts == {"case": "many"}


# --- the round ---


def in_round(own, *theirs, day="2024-02-01", item="award 9: Fund Round 4"):
    others = [grant(item, v, day=day, code=f"D{n:02d}") for n, v in enumerate(theirs, 1)]
    return found(own, grant("award 1: Fund Round 4", own), *others).get("round")


@pytest.mark.parametrize(
    ("theirs", "verdict", "fellows", "alike"),
    [
        ([50.0, 50.0], "same_sum", 2, 2),
        ([50.0, 70.0], "some_same", 2, 1),
        ([60.0, 70.0], "other_sums", 2, 0),
    ],
)
def test_a_single_award_is_set_in_its_round(theirs, verdict, fellows, alike):
    single = in_round(50.0, *theirs)
    assert single.verdict == verdict
    assert told(single) == {"fellows": fellows, "alike": alike}


def test_another_fund_or_another_day_is_another_round():
    assert in_round(50.0, 50.0, item="award 9: Fund Round 3") is None
    assert in_round(50.0, 50.0, day="2025-02-01") is None
    assert in_round(50.0) is None


def test_several_awards_are_in_no_one_round():
    parts = [grant("award 1: Fund", 1.0), grant("award 2: Fund", 1.0)]
    assert found(2.0, *parts, grant("award 3: Fund", 1.0, code="D01")) == {}


def test_no_grant_known_is_no_finding():
    assert found(None) == {}
    assert found(0.0) == {}
    assert list(award_findings(look([cell(5.0)]))) == []


# --- led by others ---


def partner(*leads, total=None, **more):
    parts = [
        grant(f"award {n}, led by: {who}", 9.0, BY_ANOTHER, f"202{n}-03-01")
        for n, who in enumerate(leads)
    ]
    own = [] if total is None else [grant("award 9: Fund", total)]
    return found(total, *parts, *own, **more)["partner"]


def test_grants_that_one_council_leads_have_no_amount_of_the_partners_own():
    of_others = partner("D01", "D01", "D01")
    assert told(of_others) == {"awards": 3, "first": "2020-03-01", "last": "2022-03-01"}
    assert (of_others.verdict, of_others.names) == ("only", {"leads": ("D01",)})


def test_two_councils_are_told_with_how_many_each_led():
    of_others = partner("D01", "D02", "D02", total=100.0)
    assert of_others.facts == {"case": "two", "also": "yes"}
    assert of_others.names == {"lead_0": ("D02",), "lead_1": ("D01",)}
    assert (told(of_others)["lead_0"], told(of_others)["lead_1"]) == (2, 1)


def test_a_grant_led_by_a_company_is_not_told_as_led_by_a_council():
    of_others = partner("D01", "company:123")
    assert of_others.facts == {"case": "mixed", "also": ""}
    assert of_others.names == {"lead_0": ("D01",)}
    assert (told(of_others)["lead_0"], told(of_others)["by_companies"]) == (1, 1)
    assert partner("company:123").facts["case"] == "companies"


def test_three_leads_are_not_named():
    of_others = partner("D01", "D02", "D03", total=100.0)
    assert (of_others.verdict, of_others.names, of_others.facts) == ("also", {}, {})


def test_the_fellows_of_a_round_are_councils_and_not_awards():
    councils = [council(), *districts(2, first=1)]
    twice = [grant("award 2: Fund", 5.0, code="D01"), grant("award 3: Fund", 5.0, code="D01")]
    single = found(5.0, grant("award 1: Fund", 5.0), *twice, councils=councils)["round"]
    assert told(single) == {"fellows": 1, "alike": 1}


# --- real councils ---


def test_hertfordshires_six_grants_are_told_by_who_led_them(real_reading):
    of_others = real_reading("Hertfordshire").by_id[f"{GRANTS}.partner"]
    assert of_others.names == {"lead_0": ("Dacorum",), "lead_1": ("Epping Forest",)}
    counts = told(of_others)
    assert [counts[k] for k in ("awards", "lead_0", "lead_1", "by_companies")] == [6, 3, 2, 1]


def test_east_suffolks_first_grant_came_in_a_round_of_the_same_sum(real_reading):
    single = real_reading("East Suffolk").by_id[f"{GRANTS}.round"]
    assert (single.verdict, told(single)["fellows"]) == ("same_sum", 44)


def test_what_lambeth_does_not_host_came_from_three_funds(real_reading):
    by_fund = real_reading("Lambeth").by_id[f"{GRANTS}.purposes"]
    assert list(told(by_fund).values()) == [798_500.0, 300_000.0, 168_564.0]
