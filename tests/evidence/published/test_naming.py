"""Which council a publisher means: codes, names, former names; nothing near is ever taken."""

import datetime as dt

import pytest

from briefkit.evidence.councils import read_register
from briefkit.evidence.published.naming import Naming
from rawdata import DATA


@pytest.fixture(scope="module")
def naming():
    return Naming(read_register(DATA / "councils.csv"))


@pytest.mark.parametrize(
    ("text", "name", "by"),
    [
        ("E06000001", "Hartlepool", "code"),
        (" e06000001 ", "Hartlepool", "code"),
        ("E08000016", "Barnsley", "code"),  # until 2025
        ("BIR", "Birmingham", "code"),
        ("local-authority:BIR", "Birmingham", "code"),
        ("Bristol, City of", "Bristol", "name"),
        ("Hull", "Kingston upon Hull", "name"),
        ("Ynys Môn", "Isle of Anglesey", "name"),
        ("YNYS MON", "Isle of Anglesey", "name"),
        ("Bath & North East Somerset", "Bath and North East Somerset", "name"),
        ("Leeds [note 3]", "Leeds", "name"),
        ("Leeds (1)", "Leeds", "name"),
        ("Leeds*", "Leeds", "name"),
        ("\u200bLeeds\u00a0", "Leeds", "name"),
        ("Gateshead Metropolitan Borough Council", "Gateshead", "name"),
        ("Barnet LB", "Barnet", "short name"),
        ("City of London", "City of London", "name"),
        ("Medway UA", "Medway", "short name"),
    ],
)
def test_a_code_or_name_of_today_or_before_finds_its_council(naming, text, name, by):
    found = naming.find(text)
    assert (found.council and found.council.name, found.kind, found.by) == (name, "", by)


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        ("E12000001", "other", "code of a region"),
        ("E92000001", "other", "code of a region"),
        ("E47000001", "other", "code of a region"),
        ("E47", "other", "code of a region"),
        ("England", "other", "region, a total"),
        ("London", "other", "region, a total"),
        ("West Midlands", "other", "region, a total"),
        ("Grand Total", "other", "region, a total"),
        ("Total metropolitan districts", "other", "region, a total"),
        ("Greater Manchester Combined Authority", "other", "another body"),
        ("East Midlands Combined County Authority", "other", "another body"),
        ("E06999999", "unknown", "no council of councils.csv"),
        ("Hartlepol", "unknown", "Did you mean Hartlepool (E06000001)?"),
        ("East Cambridgeshire District Counci", "unknown", "East Cambridgeshire (E07000009)"),
        ("Somewhere Else", "unknown", "no council is called"),
        ("", "blank", "no council"),
        ("   ", "blank", "no council"),
        ("Allerdale", "ended", "Its area is now in Cumberland"),
        ("E07000026", "ended", "ended on 31 March 2023"),
    ],
)
def test_whatever_is_no_council_of_today_is_told_apart(naming, text, kind, told):
    found = naming.find(text)
    assert (found.council, found.kind) == (None, kind)
    assert told in found.said


def test_a_name_that_two_councils_have_had_means_the_one_of_its_day(naming):
    assert naming.find("North Yorkshire", dt.date(2024, 12, 31)).council.gss_code == "E06000065"
    assert naming.find("North Yorkshire").council.gss_code == "E06000065"
    before = naming.find("North Yorkshire", dt.date(2017, 12, 31))
    assert (before.council, before.kind) == (None, "ended")
    assert "North Yorkshire County Council ended" in before.said


def test_a_name_before_its_council_began_is_not_that_council_s(naming):
    found = naming.find("Cumberland", dt.date(2017, 12, 31))
    assert (found.council, found.kind) == (None, "not yet")
    assert "began on 1 April 2023" in found.said


def test_a_code_stands_for_its_council_at_any_time(naming):
    assert naming.find("E06000063", dt.date(2017, 12, 31)).council.name == "Cumberland"


def test_an_alias_of_two_councils_is_ambiguous_and_both_are_named(merrowshire):
    found = Naming(merrowshire.register).find("The Vale")
    assert (found.council, found.kind) == (None, "several")
    assert "Corvale District Council (X07000006) or Dunmere District Council" in found.said
