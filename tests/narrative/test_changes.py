"""What changed between two records: each kind on small invented records, its words, its figures."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from briefkit.narrative.changes import KINDS, Change, compare
from briefkit.narrative.names import Name
from briefkit.narrative.retelling import Reteller
from briefkit.narrative.statements import plain
from briefkit.narrative.wording import Words
from narrative.conftest import ROOT

US, PEER, OTHER = "X1", "X2", "X3"
NAMES = {US: "Highcombe", PEER: "Lowbridge", OTHER: "the Isle of Merrow"}
WORDS = Words(ROOT / "templates" / "narrative")
TELLER = Reteller(WORDS, Name("Highcombe", "", "in"), NAMES.__getitem__)


def figure(name: str, value: Any, period: str, codes: tuple[str, ...] = (US,), **more: Any) -> Any:
    sources = [
        {"source": "invented", "gss_code": c, "indicator": "gigabit", "period": period}
        for c in codes
    ]
    own = {"name": name, "gss_code": US, "indicator": "gigabit", "period": period, "value": value}
    shown = f"{value:.1f}%" if isinstance(value, float) else str(value)
    unit = "percent" if isinstance(value, float) else "count"
    return {**own, "unit": unit, "shown": shown, "formula": None, "sources": sources, **more}


def level(
    value: float = 80.0, period: str = "2024", typical: float = 70.0, n: int = 6, **more: Any
) -> Any:
    members = [f"P{i}" for i in range(n)]
    plainly = {
        "id": "gigabit.level",
        "number": 1,
        "type": "level",
        "council": US,
        "indicator": "gigabit",
        "period": period,
        "stale": False,
        "verdict": "higher",
        "figures": [figure("value", value, period)],
        "rests_on": [
            figure("typical", typical, period, tuple(members), formula="median"),
            figure("n", n, period, tuple(members), formula="count of comparators"),
        ],
        "comparator": {"name": "peers", "members": members, "value": typical, "n": n},
    }
    return plainly | more


def bare(type_: str, verdict: str, number: int = 2, **more: Any) -> Any:
    """A statement that prints no figure."""
    empty = {"figures": [], "rests_on": [], "comparator": None, "stale": False}
    own = {"id": f"gigabit.{type_}", "type": type_, "verdict": verdict, "number": number}
    return {**own, "council": US, "indicator": "gigabit", "period": "2024", **empty, **more}


def record(*statements: Any, **more: Any) -> Any:
    plainly = {
        "statements": list(statements),
        "themes": [{"id": "skills", "name": "Skills at every level", "level": None, "missing": []}],
        "strands": [{"id": "skills", "position": "typical"}],
        "pattern": {"id": "like-peers", "name": "Like its peers"},
        "peers": {"rule": "nearest", "members": [PEER]},
    }
    return plainly | more


def only(old: Any, new: Any) -> Change:
    (found,) = compare(old, new)
    return found


def said(old: Any, new: Any) -> str:
    return plain(TELLER.tell(only(old, new)).text)


def test_two_records_that_say_the_same_have_no_changes():
    one = record(level(), bare("faults", "one"))
    assert compare(one, copy.deepcopy(one)) == ()


def test_a_newer_reading_is_told_with_both_figures_and_both_periods():
    old, new = record(level()), record(level(85.5, "2025"))
    assert only(old, new).kind == "newer"
    assert said(old, new) == (
        "The share of premises with gigabit-capable broadband was 85.5% in 2025; "
        "the last edition gave 80.0% in 2024."
    )


def test_a_newer_reading_of_the_same_value_is_called_the_same():
    text = said(record(level()), record(level(period="2025")))
    assert text.endswith("was 80.0% in 2025, the same as in 2024.")


def test_two_figures_that_differ_and_print_alike_are_told_more_finely():
    text = said(record(level(80.01)), record(level(80.02, "2025")))
    assert "was 80.02% in 2025; the last edition gave 80.01% in 2024." in text


def test_another_value_for_the_same_period_is_a_revision_and_no_newer_reading():
    old, new = record(level()), record(level(79.0))
    assert (only(old, new).kind, only(old, new).also) == ("revised", ())
    assert said(old, new) == (
        "The share of premises with gigabit-capable broadband in 2024 is revised "
        "from 80.0% to 79.0%."
    )


def test_a_reading_taken_back_is_a_revision_that_says_so():
    old, new = record(level(85.5, "2025")), record(level())
    assert only(old, new).kind == "revised"
    assert said(old, new).endswith(
        "was 80.0% in 2024; the later reading in the last edition, 85.5% in 2025, is withdrawn."
    )


def test_a_verdict_that_changed_with_the_councils_own_figure_gives_both():
    old, new = record(level()), record(level(60.0, "2025", verdict="lower"))
    change = only(old, new)
    assert (change.kind, change.also) == ("verdict", ("newer",))
    assert said(old, new) == (
        "The share of premises with gigabit-capable broadband is lower than the median; "
        "in the last edition it was higher than it. "
        "The council's figure was 80.0% in 2024 and 60.0% in 2025. "
        "The comparator's median is 70.0%, as it was, over the same 6 councils."
    )


def test_a_verdict_that_moved_with_the_median_alone_says_that_the_council_did_not():
    old, new = record(level()), record(level(typical=79.5, n=9, verdict="similar"))
    change = only(old, new)
    assert (change.kind, change.also) == ("verdict", ("comparator",))
    assert said(old, new) == (
        "The share of premises with gigabit-capable broadband is similar to the median; "
        "in the last edition it was higher than it. "
        "The council's own figure is the same, 80.0%. "
        "The comparator's median moved from 70.0% to 79.5%, "
        "while its group grew from 6 to 9 councils."
    )


@pytest.mark.parametrize(
    ("group", "clause"),
    [
        (
            {"name": "peers", "members": ["P0"], "value": 60.0, "n": 1},
            "shrank from 6 councils to 1.",
        ),
        ({"name": "peers", "members": ["P0", "Q"], "value": 60.0, "n": 2}, "not all of them"),
        (
            {"name": "kind", "members": ["Q"], "value": 60.0, "n": 1},
            "1 council of its kind in the place of 6 ",
        ),
    ],
)
def test_a_median_that_moved_says_what_became_of_its_group(group, clause):
    new = level(typical=60.0, comparator=group)
    new["rests_on"][1] = figure("n", group["n"], "2024", ("P0",))
    old, changed = record(level()), record(new)
    assert only(old, changed).kind == "comparator"
    text = said(old, changed)
    assert text.startswith("The median beside the share of premises")
    assert clause in text
    assert "from 70.0% to 60.0%" in text


def test_a_new_statement_is_told_with_its_figure():
    text = said(record(), record(level()))
    assert text.endswith("gigabit-capable broadband is new: 80.0% in 2024.")


def test_a_statement_that_is_gone_gives_what_the_last_edition_said():
    text = said(record(level()), record())
    assert text.endswith("is no longer told; the last edition gave 80.0% in 2024.")


def test_a_missing_figure_says_why_it_is_missing():
    lacks = {"indicator": "gigabit", "reason": "suppressed", "particulars": ""}
    themes = [{"id": "citizens", "name": "C", "level": None, "missing": [lacks]}]
    text = said(record(level(), themes=themes), record(themes=themes))
    assert "no longer told: too few answers stand behind it, so it was suppressed." in text
    assert text.endswith("The last edition gave 80.0% in 2024.")


def test_a_level_that_could_not_be_read_this_time_is_gone_and_its_refusal_is_not_new():
    old, new = record(level()), record(bare("refused", "once", period="2025"))
    assert only(old, new).kind == "gone"
    assert "could not be read in 2025." in said(old, new)


def test_a_level_that_is_told_alone_is_not_compared_any_more():
    alone = level(81.0, "2025", id="gigabit.alone", type="alone", verdict="uncompared")
    old, new = record(level()), record(alone)
    assert only(old, new).facts == {"case": "uncompared"}
    text = said(old, new)
    assert "is not compared any more: too few similar councils have a figure." in text
    assert text.endswith("The last edition gave 80.0% in 2024, higher than the median.")


@pytest.mark.parametrize(
    ("before", "words"),
    [("alone", "compared for the first time"), ("refused", "could be read this time")],
)
def test_a_level_in_the_place_of_none_says_what_is_new_about_it(before, words):
    old, new = record(bare(before, "uncompared")), record(level())
    assert only(old, new).kind == "new"
    assert words in said(old, new)


def test_a_trend_that_is_clear_no_more_is_a_verdict_that_changed():
    run = [figure("last", 80.0, "2024")]
    old = record(bare("trend", "rose", figures=run))
    new = record(bare("change", "none", figures=[figure("last", 79.0, "2025")], period="2025"))
    assert only(old, new).kind == "verdict"
    assert said(old, new) == (
        "The share of premises with gigabit-capable broadband showed no clear trend; in the "
        "last edition it rose in a clear trend. "
        "The council's figure was 80.0% in 2024 and 79.0% in 2025."
    )


def test_a_milestone_that_was_reached_is_told_by_what_the_council_is():
    old, new = (
        record(bare("milestone", v, indicator="localgov_drupal", id="localgov_drupal.milestone"))
        for v in ("no", "yes")
    )
    assert said(old, new) == (
        "Highcombe is listed with LocalGov Drupal; in the last edition it was not listed with "
        "LocalGov Drupal."
    )


def test_a_figure_grown_too_old_is_told_once():
    old, new = record(level()), record(level(stale=True))
    assert only(old, new).kind == "stale"
    assert "has no newer reading than 80.0% in 2024" in said(old, new)


def test_another_verdict_of_a_statement_that_judges_nothing_is_no_change():
    assert compare(record(bare("faults", "one")), record(bare("faults", "named"))) == ()


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        (2, 3, "Skills at every level stands at level 3; the last edition gave level 2."),
        (None, 3, "Skills at every level is given a level for the first time: 3."),
        (2, None, "Skills at every level has no level any more; the last edition gave level 2."),
    ],
)
def test_a_level_of_a_theme_that_changed_gives_both(before, after, text):
    def themed(number: int | None) -> Any:
        row = {"id": "skills", "name": "Skills at every level", "level": number, "missing": []}
        return record(themes=[row])

    assert only(themed(before), themed(after)).id == "theme.skills"
    assert said(themed(before), themed(after)) == text


def test_strands_and_pattern_that_changed_are_told():
    new = record(
        strands=[{"id": "skills", "position": "below"}],
        pattern={"id": "behind", "name": "Behind its peers"},
    )
    strand, pattern = (plain(TELLER.tell(c).text) for c in compare(record(), new))
    assert strand == "Skills are below peers; the last edition said typical of peers."
    assert pattern == 'The pattern is "Behind its peers"; the last edition said "Like its peers".'


@pytest.mark.parametrize(
    ("peers", "text"),
    [
        ({"rule": "nearest", "members": [PEER, OTHER]}, "The Isle of Merrow joined Highcombe's"),
        ({"rule": "nearest", "members": []}, "Lowbridge left Highcombe's peers."),
        (
            {"rule": "nearest", "members": [OTHER]},
            "The Isle of Merrow joined Highcombe's peers, and Lowbridge left them.",
        ),
        ({"rule": "kind", "members": [PEER]}, 'by the rule "kind"; in the last edition the rule'),
    ],
)
def test_peers_that_changed_are_named(peers, text):
    assert text in said(record(), record(peers=peers))


def test_the_same_peers_in_another_order_are_the_same_peers():
    one, two = (record(peers={"rule": "nearest", "members": m}) for m in ([PEER, US], [US, PEER]))
    assert compare(one, two) == ()


def test_changes_come_in_the_order_in_which_they_are_told():
    new = record(
        level(90.0, "2025"), bare("faults", "one"), peers={"rule": "nearest", "members": []}
    )
    kinds = [c.kind for c in compare(record(level()), new)]
    assert kinds == sorted(kinds, key=KINDS.index) == ["newer", "new", "peers"]


def test_every_figure_of_a_told_change_keeps_its_sources_on_both_sides():
    told = TELLER.tell(only(record(level()), record(level(85.5, "2025"))))
    ((old,), (new,)) = told.old, told.new
    assert (old["value"], old["sources"][0]["period"]) == (80.0, "2024")
    assert (new["value"], new["sources"][0]["period"]) == (85.5, "2025")
    assert [s.value for s in told.text if s.value is not None] == [85.5, 80]


def test_a_statement_that_adds_to_a_measure_is_not_called_by_the_measure_itself():
    (change,) = compare(record(), record(bare("margin", "next", id="gigabit.margin")))
    text = plain(TELLER.tell(change).text)
    assert text == "The distance to the next council on gigabit cover is new."
    (change,) = compare(record(), record(bare("unheard", "x", id="gigabit.unheard")))
    assert plain(TELLER.tell(change).text) == "A further statement on gigabit cover is new."


@pytest.mark.parametrize("type_", ["lesson", "contrast", "faults", "second_engine", "hosted"])
@pytest.mark.parametrize("kind", ["new", "gone", "newer", "comparator", "revised"])
def test_every_type_and_kind_has_words_even_without_a_figure(type_, kind):
    statement = bare(type_, "x", id="gigabit.coverage_5g." + type_)
    sides = {"new": (None, statement), "gone": (statement, None)}
    change = Change(statement["id"], kind, *sides.get(kind, (statement, statement)))
    assert plain(TELLER.tell(change).text).endswith(".")


def test_every_indicator_has_a_subject_in_the_singular(shelf):
    subjects = WORDS.table["subject"]
    assert [i.id for i in shelf.evidence.catalogue.indicators if i.id not in subjects] == []
