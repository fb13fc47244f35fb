"""docs/exemplars.md is what the data give, and each written briefing is four fifths made.

Also that the comparison can fail: a fact with another figure, verdict, place or period is
found out.
"""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
REAL = ("plymouth", "hertfordshire", "cardiff", "east-suffolk", "lambeth")
OTHER_PEERS = "the settled peer rule gives another group"
REFUSALS = "readings of a refusal page are no readings (decision 2)"


def _script():
    """docs/compare_exemplars.py, which is no part of the package."""
    path = ROOT / "docs" / "compare_exemplars.py"
    spec = importlib.util.spec_from_file_location("compare_exemplars", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # a dataclass asks for its own module
    spec.loader.exec_module(module)
    return module


script = _script()


@pytest.fixture(scope="module")
def found():
    return script.exemplars()


def fact(exemplar, says):
    (one,) = (f for f in script.facts() if (f.exemplar, f.says) == (exemplar, says))
    return one


# --- what is so ---


def test_the_page_in_docs_is_what_the_script_writes():
    assert script.PAGE.read_text(encoding="utf-8") == script.page(), "run `make exemplars`"


@pytest.mark.parametrize("exemplar", REAL)
def test_at_least_four_of_five_statements_of_each_written_briefing_are_made(found, exemplar):
    results = script.whole(found[exemplar])
    made = [id for id, result in results.items() if result == "made"]
    assert len(results) >= 8
    assert 5 * len(made) >= 4 * len(results), results


def test_every_statement_of_the_invented_briefing_is_made(found):
    results = script.whole(found["ashcombe"])
    assert len(results) == 11
    assert set(results.values()) == {"made"}


def test_nothing_differs_without_a_cause(found):
    for exemplar in REAL:
        for one in found[exemplar]:
            assert one.result != script.DIFFERS, one
            assert bool(one.fact.cause) or not one.differing, one


def test_no_fact_claims_a_cause_that_is_not_at_work(found):
    for exemplar in REAL:
        for one in found[exemplar]:
            assert bool(one.differing) or not one.fact.cause, one


def test_other_peers_and_refusal_pages_are_causes_only_where_they_are_so():
    peers = {f.exemplar: f for f in script.facts() if f.type == "peers"}
    for one in script.facts():
        if OTHER_PEERS in one.cause:
            some, of = script.same_peers(peers[one.exemplar])
            assert some < of, one
        if REFUSALS in one.cause:
            assert one.indicator == "home_page_barriers", one


def test_the_peers_are_the_written_ones_but_for_one_of_hertfordshires():
    peers = {f.exemplar: script.same_peers(f) for f in script.facts() if f.type == "peers"}
    assert peers == {name: (9 if name == "hertfordshire" else 10, 10) for name in REAL}


# --- what would be found out ---


def test_a_figure_with_another_digit_differs():
    weight = fact("plymouth", "Home page weight")
    assert script.compare(weight).result == script.SAME
    altered = replace(weight, figures="value=1.066")
    assert script.compare(altered).result == script.DIFFERS
    assert script.compare(altered).differing == ("value",)


def test_another_comparison_differs_unless_a_cause_is_given():
    weight = fact("plymouth", "Home page weight")
    altered = replace(weight, beside="typical=3.962; n=7")
    assert script.compare(altered).result == script.DIFFERS
    assert script.compare(replace(altered, cause="invented")).result == script.EXPLAINED


def test_a_cause_excuses_no_figure_of_the_council_itself():
    weight = fact("plymouth", "Home page weight")
    altered = replace(weight, figures="value=9.9", cause="invented")
    assert script.compare(altered).result == script.DIFFERS


def test_another_verdict_differs():
    weight = replace(fact("plymouth", "Home page weight"), verdict="higher")
    assert script.compare(weight).differing == ("verdict",)


def test_another_list_of_names_differs():
    shared = fact("plymouth", "Grants shared with neighbours")
    assert script.compare(replace(shared, figures="with=Torridge")).result == script.DIFFERS


def test_another_period_or_type_is_missing():
    weight = fact("plymouth", "Home page weight")
    assert script.compare(replace(weight, period="2019")).result == script.MISSING
    assert script.compare(replace(weight, type="trend")).result == script.MISSING


def test_a_fact_that_no_sentence_tells_does_not_count():
    untold = replace(
        fact("plymouth", "Further education"),
        type="change",
        figures="first=6372",
        verdict="none",
        beside="",
    )
    assert script.compare(untold).result == script.UNTOLD
    assert script.UNTOLD not in script.MADE


def test_a_gap_with_another_reason_differs_and_a_known_measure_is_no_gap():
    lack = fact("hertfordshire", "IT payments not supplied")
    assert script.compare(lack).result == script.SAME
    assert script.compare(replace(lack, verdict="suppressed")).result == script.DIFFERS
    assert script.compare(replace(lack, indicator="gigabit")).result == script.MISSING


def test_a_statement_is_made_only_where_all_of_its_facts_are():
    weight = fact("plymouth", "Home page weight")
    good = script.compare(weight)
    bad = script.compare(replace(weight, period="2019"))
    assert script.whole([good, bad]) == {"P5": "in part"}
    assert script.whole([bad]) == {"P5": "not made"}
    assert script.whole([good]) == {"P5": "made"}
