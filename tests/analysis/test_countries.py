"""Councils of several countries in one register: each is set among those of its own alone."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from briefkit.evidence.councils import Register, read_register
from briefkit.narrative.briefing import brief
from briefkit.narrative.shelf import Shelf, stock
from briefkit.project import read_project
from briefkit.publishing.verify.books import read_books
from briefkit.publishing.verify.standing import Judge
from rawdata import ROOT

US = "E06000026"
# with grants or payments, which are set among all of a kind
WIDELY = ("Plymouth", "Camden", "York", "Cambridge")
NAMES = (*WIDELY, "Leeds", "Cornwall", "East Devon", "Kent", "Cardiff", "Glasgow", "Gateshead")


@cache
def shelf(edition: str = "") -> Shelf:
    """The real evidence, as if every other council stood in another country."""
    project = read_project(ROOT)
    return _halved(stock(project, project.edition_called(edition)))


def _halved(found: Shelf) -> Shelf:
    councils = found.evidence.register.councils
    two = tuple(replace(c, country="AB"[place % 2]) for place, c in enumerate(councils))
    evidence = replace(found.evidence, register=Register(two))
    before = found.before and _halved(found.before)
    return replace(found, evidence=evidence, before=before)


def country(code: str) -> str:
    return shelf().evidence.register.by_gss[code].country


@pytest.mark.parametrize("edition", ["2026-november", "2025-april"])
@pytest.mark.parametrize("name", NAMES)
def test_a_briefing_reads_no_council_of_another_country(name: str, edition: str):
    briefing = brief(name, shelf(edition), "nearest")
    briefing.themes()  # a chart may read more than the statements do
    record = briefing.record().content
    own = country(record["council"]["gss_code"])
    assert {country(code) for code in record["peers"]["members"]} == {own}
    read = {code for codes in record["reads"].values() for code in codes}
    assert len(read) > (50 if name in WIDELY and edition.startswith("2026") else 9)
    assert {country(code) for code in read} == {own}


def test_a_register_without_countries_is_one():
    register = read_register(ROOT / "data" / "councils.csv")
    assert register.around(register.find("Plymouth")) == register.present


def test_a_proof_sets_a_council_among_those_of_its_country():
    books = read_books(ROOT / "data", ROOT / "templates")
    two = {code: {**row, "country": country(code)} for code, row in books.councils.items()}
    judge = Judge(replace(books, councils=two), US, ())
    before = Judge(books, US, ()).kin(same_job=True)
    assert judge.kin(same_job=True) == tuple(c for c in before if country(c) == country(US))
    assert 50 < len(judge.kin(same_job=True)) < len(before)
