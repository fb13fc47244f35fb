"""Money: grants led, hosted, shared and led by others; payments and what they are made of."""

import datetime as dt

import pytest

from briefkit.analysis.money import awards, money_findings
from handmade import cell, council, districts, look, part, row

GRANTS, PAYMENTS = "planning_grants", "it_payments"
SPAN, YEAR = "2022-03/2025-03", "2024-25"
PER_1000 = "planning_grants_per_1000"
MORE = ["it_payments_per_resident", "it_share_of_payments"]


def grant(item, pounds, unit="pounds", day="2024-02-01"):
    date = dt.date.fromisoformat(day) if day else None
    return part(item, pounds, indicator=GRANTS, period=SPAN, unit=unit, date=date)


def granted(total, *parts, **more):
    cells = [] if total is None else [cell(total, indicator=GRANTS, period=SPAN)]
    return {f.type: f for f in money_findings(look(cells, parts, extra=[GRANTS, PER_1000], **more))}


def paid(total, labels, **per_head):
    on = {"indicator": PAYMENTS, "period": YEAR}
    cells = [cell(total, **on)]
    cells += [cell(v, indicator=i, period=YEAR) for i, v in per_head.items()]
    parts = [part(item, pounds, unit="pounds", **on) for item, pounds in labels.items()]
    parts += [part("of which revenue", total, unit="pounds, part", **on)]
    return {f.type: f for f in money_findings(look(cells, parts, extra=MORE))}


def told(finding):
    return {name: figure.value for name, figure in finding.figures.items()}


# --- grants ---


def test_grants_led_are_counted_and_summed_as_published():
    found = granted(300.0, grant("award 1: Fund", 100.0), grant("award 2: Fund", 200.0))
    assert set(found) == {"grants"}
    assert told(found["grants"]) == {"value": 300.0, "awards": 2}
    assert found["grants"].verdict == "lead"


def test_no_grant_is_no_finding_of_money():
    assert granted(0.0) == {}
    assert granted(None) == {}
    assert list(money_findings(look([cell(5.0)]))) == []


def test_hosted_money_is_told_apart_with_its_share_as_score():
    found = granted(
        1000.0, grant("award 1: Top-Up", 900.0, "pounds hosted"), grant("award 2: Fund", 100.0)
    )
    assert set(found) == {"grants", "hosted"}
    assert found["grants"].verdict == found["hosted"].verdict == "host"
    assert told(found["hosted"]) == {"value": 1000.0, "awards": 2, "part": 900.0, "part_awards": 1}
    assert found["hosted"].score == pytest.approx(6 * 0.8 * 0.7)


def test_awards_with_partners_are_told_with_whom():
    councils = [council(), council("D01", name="Lowbridge"), council("D02", name="Midwell")]
    found = granted(
        300.0,
        grant("award 1: Fund", 100.0),
        grant("award 2: Fund", 200.0),
        grant("award 2, partner: D01", 200.0, "pounds, shared"),
        grant("award 2, partner: company:123", 200.0, "pounds, shared"),
        councils=councils,
    )
    assert told(found["shared"]) == {
        "value": 300.0, "awards": 2, "part": 200.0, "part_awards": 1, "partners": 2,
    }  # fmt: skip
    assert found["shared"].names == {"partners": ("Lowbridge", "company:123")}
    assert found["shared"].facts == {"case": ""}


def test_all_awards_shared_is_a_case_of_its_own_and_many_partners_are_not_named():
    partners = [grant(f"award 1, partner: D0{n}", 9.0, "pounds, shared") for n in range(1, 5)]
    found = granted(100.0, grant("award 1: Fund", 100.0), *partners)
    assert found["shared"].facts == {"case": "all"}
    assert (told(found["shared"])["partners"], found["shared"].names) == (4, {})


def test_a_hosts_awards_are_not_told_as_shared():
    found = granted(
        100.0,
        grant("award 1: Fund", 100.0, "pounds hosted"),
        grant("award 1, partner: D01", 100.0, "pounds, shared"),
    )
    assert set(found) == {"grants", "hosted"}


def test_a_partner_without_an_award_led_shares_nothing():
    assert set(granted(100.0, grant("award 2, partner: D01", 5.0, "pounds, shared"))) == {"grants"}


def test_awards_stand_by_day_the_undated_last():
    parts = (grant("award 3: C", 1.0, day=""), grant("award 2: B", 1.0, day="2025-01-01"),
             grant("award 1: A", 1.0, day="2024-01-01"))  # fmt: skip
    assert [p.item[:7] for p in awards(parts, ("pounds",))] == ["award 1", "award 2", "award 3"]


# --- a grant where few peers hold one ---


def held(us, *theirs, **more):
    cells = row([us, *theirs], indicator=PER_1000, period=SPAN)
    study = look(cells, extra=[GRANTS], **more)
    return study, {f.type: f for f in money_findings(study)}


@pytest.mark.parametrize(
    ("us", "having", "verdict", "surprise"),
    [
        (500.0, 0, "some", 4.0),
        (500.0, 3, "some", 2.8),
        (500.0, 4, "some", 0.0),
        (0.0, 3, "none", 1.2),
        (0.0, 0, "none", 0.0),
    ],
)
def test_where_fewer_than_five_peers_led_a_grant_leading_one_is_a_milestone(
    us, having, verdict, surprise
):
    study, found = held(us, *[900.0] * having, *[0.0] * (10 - having))
    assert study.measures[PER_1000].standing is None
    holding = found["holding"]
    assert (holding.verdict, holding.rule) == (verdict, f"{having} of 10 have led one")
    assert told(holding) == {"having": having, "n": 10}
    assert holding.score == pytest.approx(surprise * 0.5)


def test_where_five_peers_led_a_grant_it_is_compared_and_no_milestone():
    study, found = held(500.0, *[900.0] * 5, *[0.0] * 5)
    assert study.measures[PER_1000].standing.verdict == "similar"
    assert found == {}


def test_with_fewer_than_five_peers_known_nothing_is_said_of_holding():
    assert held(500.0, *[0.0] * 4)[1] == {}
    assert held(None, *[0.0] * 10)[1] == {}
    shires = [council(c.gss_code, "county") for c in districts(11)]
    assert held(500.0, *[0.0] * 10, councils=shires)[1] == {}


# --- payments ---


def test_payments_are_told_by_the_councils_own_labels_without_parts_of_other_units():
    found = paid(100.0, {"Software Maintenance": 60.0, "hardware maint.": 20.0, "Licences": 20.0})
    make_up = found["composition"]
    assert (make_up.verdict, found["payments"].verdict) == ("maintenance", "known")
    assert make_up.names == {"labels": ("Software Maintenance", "hardware maint.")}
    assert told(make_up) == {"value": 100.0, "part": 80.0, "part_share": 80.0}
    assert make_up.score == pytest.approx(6 * 0.6 * 0.7 * 1.0)


def test_without_maintenance_the_largest_label_is_told():
    found = paid(100.0, {"Licences": 30.0, "Cloud": 70.0})["composition"]
    assert (found.verdict, found.names) == ("largest", {"labels": ("Cloud",)})
    assert found.score == pytest.approx(6 * 0.4 * 0.7)


@pytest.mark.parametrize("largest", [40.0, 50.0])
def test_a_share_of_no_more_than_half_is_told_and_never_leads(largest):
    labels = {"Cloud": largest, "Licences": 30.0, "Other": 70.0 - largest}
    found = paid(100.0, labels)["composition"]
    assert (found.figures["part_share"].value, found.score) == (largest, 0.0)


@pytest.mark.parametrize(
    ("total", "labels"),
    [
        (100.0, {"Everything": 100.0}),
        (100.0, {}),
        (100.0, {"Maintenance": 100.0, "Licences": 0.0}),
        (100.0, {"Maintenance": 110.0, "Credits": -10.0}),
        (0.0, {"Cloud": 5.0, "Credits": -5.0}),
        (100.0, {"Maintenance": -10.0, "Licences": 110.0}),
    ],
)
def test_payments_that_are_no_whole_of_two_parts_have_no_make_up(total, labels):
    assert set(paid(total, labels)) == {"payments", "rarity"}


def test_payments_a_resident_and_their_share_are_told_for_the_same_year_only():
    both = paid(100.0, {}, it_payments_per_resident=5.5, it_share_of_payments=1.2)["payments"]
    assert told(both) == {"value": 100.0, "per_resident": 5.5, "share": 1.2}
    cells = [
        cell(100.0, indicator=PAYMENTS, period=YEAR),
        cell(5.5, indicator=MORE[0], period="2023-24"),
        cell(1.2, indicator=MORE[1], period="2023-24"),
    ]
    other = next(money_findings(look(cells, extra=MORE)))
    assert told(other) == {"value": 100.0}


def rarity(*readable):
    cells = [cell(5.0, f"D{n:02d}", indicator=PAYMENTS, period=YEAR) for n in readable]
    study = look(cells, extra=[PAYMENTS, *MORE])
    return [f for f in money_findings(study) if f.type == "rarity"]


def test_payments_that_few_of_its_kind_can_show_are_told_as_rare():
    (few,) = rarity(0, 4, 7)
    assert (few.verdict, told(few)) == ("few", {"readable": 3})
    assert few.rule == "3 of 11 councils of its kind have a usable figure"
    (alone,) = rarity(0)
    assert alone.verdict == "alone"


def test_payments_that_a_third_of_its_kind_show_are_not_rare():
    assert rarity(0, 1, 2, 3) == []
    assert rarity(1, 2) == []


# --- the exemplars ---


def test_plymouth_leads_five_awards_and_shares_four_with_its_neighbours(real_reading):
    found = real_reading("Plymouth").by_id
    assert told(found["planning_grants.grants"]) == {"value": 996_200, "awards": 5}
    shared = found["planning_grants.shared"]
    assert (told(shared)["part"], told(shared)["part_awards"]) == (896_200, 4)
    assert shared.names == {"partners": ("South Hams", "West Devon")}


def test_lambeth_hosts_most_of_what_it_leads_and_is_not_compared(real_reading):
    reading = real_reading("Lambeth")
    assert told(reading.by_id["planning_grants.hosted"])["part"] == 5_675_000
    assert "planning_grants_per_1000.level" not in reading.by_id
    assert "planning_grants.shared" not in reading.by_id


def test_hertfordshire_is_a_partner_in_six_and_leads_none(real_reading):
    found = real_reading("Hertfordshire").by_id
    partner = found["planning_grants.partner"]
    assert (told(partner)["awards"], partner.verdict) == (6, "only")
    assert "planning_grants.grants" not in found


def test_most_of_east_suffolks_payments_are_maintenance(real_reading):
    found = real_reading("East Suffolk").by_id["it_payments.composition"]
    assert (found.verdict, round(told(found)["part_share"])) == ("maintenance", 71)
    assert len(found.names["labels"]) == 2


def test_districts_without_ten_that_pay_so_are_not_compared_on_payments():
    few = [cell(5.0, f"D{n:02d}", indicator=MORE[0], period=YEAR) for n in range(10)]
    assert look(few, councils=districts(30)).measures[MORE[0]].standing is None
