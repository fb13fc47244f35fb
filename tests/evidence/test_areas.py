"""Areas: which councils a region, nation, county or list holds, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefkit.errors import UnknownCouncil
from briefkit.evidence.areas import areas, find_area
from briefkit.evidence.councils import Register, read_register

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def register() -> Register:
    return read_register(ROOT / "data" / "councils.csv")


def test_each_present_council_is_in_exactly_one_region_or_nation(register: Register) -> None:
    members = [c.gss_code for area in areas(register) for c in area.members]
    assert sorted(members) == [c.gss_code for c in register.present]
    assert len(areas(register)) == 12


def test_a_region_is_found_whatever_its_case(register: Register) -> None:
    found = find_area("south west", register)
    assert (found.id, found.kind, len(found.members)) == ("south-west", "region", 29)


def test_england_is_a_nation_of_all_its_regions(register: Register) -> None:
    assert len(find_area("England", register).members) == 317


def test_a_county_is_its_council_and_its_districts(register: Register) -> None:
    found = find_area("Devon", register)
    assert found.kind == "county"
    assert found.name == "Devon and its districts"
    assert "Devon" in [c.name for c in found.members]
    assert all(c.county in ("", "DEV") for c in found.members)


def test_a_list_may_hold_names_with_commas_in_them(register: Register) -> None:
    found = find_area("Bristol, City of, Plymouth, Armagh City, Banbridge and Craigavon", register)
    assert [c.gss_code for c in found.members] == ["N09000002", "E06000023", "E06000026"]
    assert found.kind == "list"


def test_the_order_in_which_a_list_is_named_does_not_change_its_members(register: Register) -> None:
    one, two = (find_area(text, register) for text in ("Plymouth, Exeter", "Exeter, Plymouth"))
    assert one == two


def test_a_long_list_is_named_by_its_first_councils_and_told_from_others(
    register: Register,
) -> None:
    first = "Adur, Amber Valley, Arun, Ashfield, Ashford"
    one, two = (find_area(f"{first}, {last}", register) for last in ("Babergh", "Barnet"))
    assert one.name == two.name == "Adur, Amber Valley, Arun and 3 more councils"
    assert one.id != two.id
    four = find_area("Adur, Amber Valley, Arun, Ashfield", register)
    assert four.name == "Adur, Amber Valley, Arun and Ashfield"


@pytest.mark.parametrize("text", ["", "Atlantis", "Plymouth", "Plymouth, Plymouth"])
def test_what_is_no_area_is_refused_with_what_may_be_named(text: str, register: Register) -> None:
    with pytest.raises(UnknownCouncil, match=r"Name (a region|two)"):
        find_area(text, register)


def test_an_unknown_council_in_a_list_is_told_with_its_nearest_name(register: Register) -> None:
    with pytest.raises(UnknownCouncil, match="Did you mean Plymouth"):
        find_area("Exeter, Plymuth", register)
