"""Peers: the order of the rule step by step, the other rules, and who is never a peer."""

import csv
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.analysis.peers import MOST, find_peers, nearest
from briefkit.errors import BadSetting, UnknownCouncil
from handmade import BANDS, council, districts, world
from rawdata import ROOT
from tinyworld import ALONE, COUNTY, HIGH

WRITTEN = ROOT.parent / "shared" / "design" / "exemplars" / "figures.csv"


def codes(councils, neighbours, of="D00"):
    evidence = world(councils, neighbours=neighbours)
    return nearest(evidence.register.find(of), evidence)


# --- nearest, step by step ---


def test_first_come_those_on_its_own_list_in_their_order():
    group = codes(districts(6), {"D00": ["D03", "D01", "D05"]})
    assert group.codes == ("D03", "D01", "D05")
    assert group.steps == (3, 0, 0, 0)


def test_those_of_its_own_nation_come_before_the_rest_of_great_britain():
    others = [council("S01", nation="Scotland"), council("W01", nation="Wales")]
    group = codes([*districts(3), *others], {"D00": ["S01", "D02", "W01", "D01"]})
    assert group.codes == ("D02", "D01", "S01", "W01")
    assert group.steps == (2, 2, 0, 0)


def test_then_come_those_that_list_it_by_the_place_and_then_by_code():
    lists = {
        "D00": ["D01"],
        "D02": ["D01", "D03", "D00"],
        "D03": ["D00"],
        "D04": ["D01", "D03", "D00"],
    }
    group = codes(districts(5), lists)
    assert group.codes == ("D01", "D03", "D02", "D04")
    assert group.steps == (1, 0, 3, 0)


def test_last_come_the_lists_of_the_peers_found_peer_by_peer_once_round():
    lists = {
        "D00": ["D01", "D02"],
        "D01": ["D05", "D00", "D02"],
        "D02": ["D04", "D05"],
        "D04": ["D06"],
    }
    group = codes(districts(7), lists)
    # D06 stands only on the list of a peer that the last step itself found
    assert group.codes == ("D01", "D02", "D05", "D04")
    assert group.steps == (2, 0, 0, 2)


def test_nobody_is_taken_beyond_ten():
    everyone = [f"D{n:02d}" for n in range(1, 15)]
    group = codes(districts(15), {"D00": everyone})
    assert group.codes == tuple(everyone[:10])
    assert len(group.members) == MOST == BANDS.comparator["peers"]


def test_a_council_of_another_job_is_never_a_peer_whoever_lists_whom():
    shire = council("C01", "county")
    lists = {"D00": ["C01", "D01"], "C01": ["D00"], "D01": ["C01"]}
    assert codes([*districts(2), shire], lists).codes == ("D01",)


def test_a_council_is_never_its_own_peer_though_every_list_names_it():
    lists = {"D00": ["D00", "D01"], "D01": ["D00", "D02"], "D02": ["D00"]}
    assert codes(districts(3), lists).codes == ("D01", "D02")


def test_a_council_that_ended_is_no_peer():
    gone = council("D02", end=dt.date(2020, 3, 31))
    assert codes([*districts(2), gone], {"D00": ["D02", "D01"]}).codes == ("D01",)


def test_a_council_that_nobody_lists_stays_without_peers():
    group = codes(districts(3), {})
    assert (group.codes, group.steps) == ((), (0, 0, 0, 0))


LISTS = st.dictionaries(
    st.sampled_from([f"D{n:02d}" for n in range(14)]),
    st.lists(st.sampled_from([f"D{n:02d}" for n in range(14)]), max_size=6),
)


@given(LISTS)
def test_whatever_the_lists_peers_are_others_of_the_job_each_once_and_at_most_ten(lists):
    everyone = [*districts(10), *districts(4, first=10, kind="county")]
    group = codes(everyone, lists)
    assert len(set(group.codes)) == len(group.codes) <= MOST
    assert "D00" not in group.codes
    assert {c.job for c in group.members} <= {"district"}
    assert sum(group.steps) == len(group.codes)


# --- the other rules ---


@pytest.fixture
def places():
    return world(
        [
            council("A", "unitary", region="North"),
            council("B", "metropolitan", region="North"),
            council("C", "unitary", region="South"),
            council("D", "district", region="North", county="Merrowshire"),
            council("E", "district", region="South", county="Merrowshire"),
            council("F", "district", region="South"),
            council("G", "district", region="South"),
        ]
    )


@pytest.mark.parametrize(
    ("of", "rule", "expected"),
    [
        ("A", "kind", ("C",)),
        ("A", "region", ("B",)),
        ("D", "kind", ("E", "F", "G")),
        ("D", "region", ()),
        ("D", "county", ("E",)),
        ("F", "county", ()),
    ],
)
def test_a_whole_group_is_those_of_the_job_that_share_it(places, of, rule, expected):
    group = find_peers(places.register.find(of), places, rule)
    assert (group.rule, group.codes) == (rule, expected)


def test_an_unknown_rule_names_those_that_there_are(places):
    with pytest.raises(BadSetting, match=r"'friends'\. Choose one of nearest, kind"):
        find_peers(places.register.find("A"), places, "friends")


def test_a_custom_list_is_taken_as_it_stands_by_name_or_code(merrowshire):
    us = merrowshire.register.find("Highcombe")
    group = find_peers(us, merrowshire, "custom", {HIGH: ("Midwell", "low", "Gapley")})
    assert [c.name for c in group.members] == ["Midwell", "Lowbridge", "Gapley, Fenn and Marsh"]
    assert group.rule == "custom"


def test_a_council_named_twice_in_a_custom_list_counts_once(merrowshire):
    us = merrowshire.register.find("Highcombe")
    group = find_peers(us, merrowshire, "custom", {HIGH: ("Midwell", "Lowbridge", "MID")})
    assert [c.name for c in group.members] == ["Midwell", "Lowbridge"]


def test_a_custom_rule_without_a_list_says_what_to_write(merrowshire):
    us = merrowshire.register.find("Highcombe")
    for lists in (None, {"X07000002": ("Midwell",)}):
        with pytest.raises(BadSetting, match=r"no list for Highcombe\. Add X07000001 ="):
            find_peers(us, merrowshire, "custom", lists)


@pytest.mark.parametrize("other", ["Merrowshire", "Aberdychmyg", "Highcombe"])
def test_a_custom_list_may_not_name_itself_or_another_job(merrowshire, other):
    us = merrowshire.register.find("Highcombe")
    with pytest.raises(BadSetting, match=rf"{other} cannot be compared with Highcombe\. Peers do"):
        find_peers(us, merrowshire, "custom", {HIGH: ("Midwell", other)})


def test_a_custom_list_with_a_misspelt_name_proposes_the_right_one(merrowshire):
    us = merrowshire.register.find("Highcombe")
    with pytest.raises(UnknownCouncil, match="Did you mean Midwell"):
        find_peers(us, merrowshire, "custom", {HIGH: ("Midwel",)})


# --- the tiny world and the real one ---


def test_the_county_and_the_one_of_its_job_have_nobody_to_be_compared_with(merrowshire):
    for code in (COUNTY, ALONE):
        us = merrowshire.register.find(code)
        for rule in ("nearest", "kind", "region", "county"):
            assert find_peers(us, merrowshire, rule).members == ()


def test_a_district_of_twelve_has_ten_peers_and_the_county_is_not_one(merrowshire):
    group = find_peers(merrowshire.register.find(HIGH), merrowshire)
    assert len(group.members) == 10
    assert group.codes[0] == "X07000002"
    assert group.steps == (10, 0, 0, 0)


def test_the_city_of_london_is_alone(real):
    assert find_peers(real.register.find("City of London"), real).members == ()


def test_every_real_council_but_seven_has_ten_peers_of_its_job_and_never_itself(real):
    short = {}
    for us in real.register.present:
        group = find_peers(us, real)
        assert us not in group.members
        assert {c.job for c in group.members} <= {us.job}
        if len(group.members) < MOST:
            short[us.name] = len(group.members)
    assert short == {
        "Burnley": 3, "Hyndburn": 0, "Preston": 4, "City of London": 0,
        "Belfast": 8, "Lisburn and Castlereagh": 9, "Mid Ulster": 9,
    }  # fmt: skip


@pytest.mark.parametrize("exemplar", ["Plymouth", "Cardiff", "Lambeth", "East Suffolk"])
def test_peers_are_those_that_were_found_by_hand(real, exemplar):
    if not WRITTEN.is_file():
        pytest.skip("the hand-written briefings' figures are not beside the project")
    with WRITTEN.open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["statement"] == "peers"]
    wanted = [r["gss_code"] for r in rows if r["exemplar"] == exemplar.lower().replace(" ", "-")]
    assert len(wanted) == 10
    group = find_peers(real.register.find(exemplar), real)
    assert list(group.codes) == [real.register.find(code).gss_code for code in wanted]
