"""Council names by grammar, tried on every council of the register."""

from __future__ import annotations

import re
import tomllib

import pytest

from briefkit.narrative.names import name_of, spoken
from narrative.conftest import ROOT

EXCEPTIONS = ROOT / "templates" / "narrative" / "names.toml"
ARTICLE = re.compile(
    r"^(?:City|Vale|Isles?|Forest) of |^East Riding|^New Forest$| (?:Islands|Borders)$"
)


@pytest.fixture(scope="module")
def register(shelf):
    return shelf.evidence.register


@pytest.fixture(scope="module")
def names(register):
    return {c.name: name_of(c, EXCEPTIONS) for c in register.present}


def test_there_are_382_names_and_no_two_are_the_same(names):
    assert len(names) == 382
    assert len({name.inside.casefold() for name in names.values()}) == 382


@pytest.mark.parametrize(
    ("council", "subject", "possessive", "located"),
    [
        ("Leeds", "Leeds", "Leeds'", "in Leeds"),
        ("Bristol", "Bristol", "Bristol's", "in Bristol"),
        ("Isle of Wight", "The Isle of Wight", "the Isle of Wight's", "on the Isle of Wight"),
        ("City of London", "The City of London", "the City of London's", "in the City of London"),
        (
            "Derbyshire Dales",
            "Derbyshire Dales",
            "Derbyshire Dales'",
            "in Derbyshire Dales",
        ),
        (
            "Orkney Islands",
            "The Orkney Islands",
            "the Orkney Islands'",
            "in the Orkney Islands",
        ),
        (
            "Isles of Scilly",
            "The Isles of Scilly",
            "the Isles of Scilly's",
            "in the Isles of Scilly",
        ),
        (
            "Armagh City, Banbridge and Craigavon",
            "Armagh City, Banbridge and Craigavon",
            "Armagh City, Banbridge and Craigavon's",
            "in Armagh City, Banbridge and Craigavon",
        ),
        (
            "Na h-Eileanan Siar",
            "Na h-Eileanan Siar",
            "Na h-Eileanan Siar's",
            "in Na h-Eileanan Siar",
        ),
    ],
)
def test_a_name_takes_the_form_that_its_place_asks_for(
    names, council, subject, possessive, located
):
    name = names[council]
    assert (name.subject, name.possessive, name.located) == (subject, possessive, located)


def test_no_other_name_is_written_in_an_official_order(names):
    turned = [n for n in names if re.search(r", (?:City|County|Borough|Isle) of", n)]
    assert turned == []


def test_a_name_that_ends_in_s_takes_the_apostrophe_alone(names):
    plural = {n.bare for n in names.values() if n.possessive.endswith("s'")}
    assert plural == {n for n in names if n.endswith("s")}
    assert len(plural) > 20


def test_every_other_name_takes_an_apostrophe_and_an_s(names):
    others = [n.possessive for n in names.values() if not n.bare.endswith("s")]
    assert len(others) > 300
    assert all(possessive.endswith("'s") for possessive in others)


def test_an_article_stands_where_speech_has_one_and_nowhere_else(names):
    assert {n.bare for n in names.values() if n.article} == set(filter(ARTICLE.search, names))


def test_one_is_on_an_island_that_is_called_one(names):
    on = {n.bare for n in names.values() if n.located.startswith("on ")}
    assert on == {n for n in names if n.startswith("Isle of ")}


def test_no_exception_is_about_a_council_that_is_not_there(names):
    table = tomllib.loads(EXCEPTIONS.read_text("utf-8"))
    assert {name for group in table.values() for name in group} - set(names) == set()


def test_a_sentence_starts_with_a_capital_and_a_name_keeps_its_own(names):
    for name in names.values():
        assert name.subject[0].isupper()
        assert name.possessive_subject[0].isupper()
        assert name.bare in name.subject
        assert name.subject_lower == name.inside == name.article + name.bare


def test_a_name_in_a_list_keeps_its_article(register):
    assert spoken(register.find("Isle of Wight"), EXCEPTIONS) == "the Isle of Wight"
    assert spoken(register.find("Cardiff"), EXCEPTIONS) == "Cardiff"
