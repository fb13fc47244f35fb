"""Council names by grammar, tried on every council of the register."""

from __future__ import annotations

import csv
import re
import tomllib

import pytest

from briefkit.narrative.briefing import brief
from briefkit.narrative.display import data
from briefkit.narrative.names import name_of, spoken
from briefkit.narrative.numbers import listed
from narrative.conftest import ROOT
from narrative.told import blocks, prose

GOLDEN = ROOT / "tests" / "narrative" / "golden" / "names.csv"
BEFORE = r"\b(?:in|of|on|from|than|with|by|to|and|as)"
COLUMNS = ["name", "subject", "in", "possessive", "possessive at a start", "in a list"]
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


LOOKS = re.compile(
    r"^(?:Fylde|Highland|Wirral|Wyre|Cotswold|Telford and Wrekin)$"
    r"|\b(?:Chase|Coast|Dales|Forest|Hamlets|Hams|Heath|Hills|Holland|Islands|Moorlands|Peak|Point"
    r"|Ribble|Rivers|Valley|Vale|Wells|Borders|Riding|Isles?|City of)\b"
)


def test_every_name_that_looks_as_if_it_took_an_article_is_decided_with_a_reason(names):
    table = tomllib.loads(EXCEPTIONS.read_text("utf-8"))
    decided = {*table["with_the"], *table["without_the"]}
    assert sorted({n for n in names if LOOKS.search(n)} - decided) == []
    assert set(table["with_the"]) & set(table["without_the"]) == set()
    assert all(len(reason) > 8 for reason in table["without_the"].values())


def test_every_form_of_all_382_names_is_that_of_the_table_that_people_have_read(register):
    made = [COLUMNS]
    for council in sorted(register.present, key=lambda c: c.name):
        name = name_of(council, EXCEPTIONS)
        said = listed(["Leeds", spoken(council, EXCEPTIONS), "York"])
        forms = [name.subject, name.located, name.possessive, name.possessive_subject, said]
        made.append([council.name, *forms])
    with GOLDEN.open(encoding="utf-8", newline="") as lines:
        assert list(csv.reader(lines)) == made
    assert len(made) == 383


def test_any_two_or_three_names_in_a_list_can_be_told_apart(names):
    """Read back by a reader who knows no names: semicolons first, then commas, then `and`."""
    said = [n.inside for n in names.values()]
    for first, second, last in zip(said, said[97:] + said, said[201:] + said, strict=False):
        if len({first, second, last}) == 3:
            assert apart(listed([first, second, last])) == [first, second, last]
            assert apart(listed([first, second])) == [first, second]


def apart(text):
    if "; " in text:
        return re.split(r"; (?:and )?", text)
    if ", and " in text:
        head, _, tail = text.rpartition(", and ")
        return [*head.split(", "), tail]
    head, _, tail = text.rpartition(" and ")
    return [*head.split(", "), tail]


def test_welsh_scottish_and_other_letters_stay_as_the_council_writes_them(names):
    kept = {"Na h-Eileanan Siar", "Rhondda Cynon Taf", "King's Lynn and West Norfolk", "Conwy"}
    for name in kept:
        assert names[name].subject == name
        assert names[name].possessive == f"{name}'s"


def test_a_council_takes_a_verb_in_the_singular_whatever_its_form():
    """No template sets a plural verb after the council's name."""
    plural = re.compile(
        r"council\.(?:subject|subject_lower|inside) \}\} (?:have|are|were|do|stand|say)\b"
    )
    for path in (ROOT / "templates" / "narrative").glob("*.md.j2"):
        assert plural.findall(path.read_text("utf-8")) == [], path.name


def test_no_chart_prints_a_name_without_the_article_that_its_words_need(shelf):
    needy = tomllib.loads(EXCEPTIONS.read_text("utf-8"))["with_the"]
    for name in needy:
        told = brief(name, shelf, "nearest")
        parts = (data(told.themes()), data(told.glance()))
        charts = [chart for part in parts for chart in blocks(part, "chart")]
        assert charts, name
        for chart in charts:
            shown = [chart[key] for key in ("title", "subtitle", "alt", "reading")]
            for text in (*shown, chart["table"]["caption"]):
                assert not re.search(rf"{BEFORE} {name}\b", text), text
                assert not re.match(r"the [A-Z]", text), text


def test_no_briefing_prints_a_name_without_the_article_that_its_sentence_needs(all_told):
    needy = "|".join(tomllib.loads(EXCEPTIONS.read_text("utf-8"))["with_the"])
    bare = re.compile(rf"{BEFORE} (?:{needy})\b")
    small = re.compile(r"(?:^|[.?!] )the [A-Z]")
    found = [
        run
        for told in all_told
        for _, run in prose(told.parts)
        if bare.search(run) or small.search(run)
    ]
    assert found == []


def test_a_sentence_starts_with_a_capital_and_a_name_keeps_its_own(names):
    for name in names.values():
        assert name.subject[0].isupper()
        assert name.possessive_subject[0].isupper()
        assert name.bare in name.subject
        assert name.subject_lower == name.inside == name.article + name.bare


def test_a_name_in_a_list_keeps_its_article(register):
    assert spoken(register.find("Isle of Wight"), EXCEPTIONS) == "the Isle of Wight"
    assert spoken(register.find("Cardiff"), EXCEPTIONS) == "Cardiff"
