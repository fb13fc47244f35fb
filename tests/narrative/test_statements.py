"""The statement: one note number, a mark on its last figure, a record for machines to read."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from briefkit.evidence.gather import Reader
from briefkit.narrative.blocks import Span
from briefkit.narrative.statements import figure_span, mark, plain, record
from narrative.told import blocks, figures, tell


def test_a_number_is_given_to_every_figure_and_marked_after_the_last():
    run = (Span("From "), figure_span("3", 3), Span(" to "), figure_span("5", 5), Span("."))
    marked = mark(run, 7)
    assert [(s.note, s.mark) for s in marked] == [
        (None, False),
        (7, False),
        (None, False),
        (7, True),
        (None, False),
    ]
    assert plain(marked) == "From 3 to 5."


def test_a_run_without_figures_has_no_mark():
    assert mark((Span("No figure."),), 7) == (Span("No figure."),)


def test_a_figure_of_nought_is_marked_like_any_other():
    assert mark((figure_span("no fault", 0),), 2) == (Span("no fault", 0, note=2, mark=True),)


def test_a_number_reaches_every_wording_of_a_statement(told):
    for statement in told["Plymouth"].material.statements.values():
        numbered = statement.numbered(99)
        for run in (numbered.text, *numbered.forms.values()):
            assert {s.note for s in run if s.value is not None} <= {99}
        assert numbered.plain == statement.plain


def test_a_statement_without_a_wording_of_that_form_says_its_text(told):
    statement = told["Plymouth"].material.statements["gigabit.level"]
    assert statement.form("no such form") == statement.text


def test_told_statements_are_numbered_from_one_in_the_order_of_the_document(all_told):
    for told in all_told:
        found = [told.material.statements[id].number for id in told.material.order]
        assert found == list(range(1, len(found) + 1)), told.name
        rest = set(told.material.statements) - set(told.material.order)
        assert {told.material.statements[id].number for id in rest} <= {0}, told.name


def test_every_numbered_statement_has_its_evidence_note_and_no_note_is_about_nothing(all_told):
    for told in all_told:
        (notes,) = blocks(told.parts["method"], "notes")
        found = [(note["number"], note["statement"]) for note in notes["items"]]
        assert found == list(enumerate(told.material.order, start=1)), told.name


def test_every_figure_in_the_prose_has_the_number_of_a_note(all_told):
    bare = Counter()
    for told in all_told:
        for place, part in told.parts.items():
            bare[place] += sum(1 for span in figures(part) if not span.get("note"))
    assert {place: n for place, n in bare.items() if n} == {}


def test_each_figure_in_the_prose_stands_in_the_record_as_it_is_printed(all_told):
    for told in all_told:
        shown = {s["number"]: {f["shown"] for f in s["figures"]} for s in told.record["statements"]}
        strays = [
            (span["note"], span["text"])
            for span in figures(told.parts)
            if "note" in span and span["text"] not in shown[span["note"]]
        ]
        assert strays == [], told.name


def test_only_the_first_mention_of_a_note_is_linked_back_to(all_told):
    for told in all_told:
        firsts = Counter(span["note"] for span in figures(told.parts) if span.get("first"))
        assert [note for note, times in firsts.items() if times > 1] == [], told.name


def test_every_figure_of_a_record_says_from_which_rows_it_comes(all_told):
    for told in all_told:
        for statement in told.record["statements"]:
            for figure in statement["figures"]:
                assert figure["sources"], (told.name, statement["id"], figure["shown"])
                assert figure["formula"] or len(figure["sources"]) == 1, statement["id"]
                sources = {source["source"] for source in figure["sources"]}
                assert sources <= set(told.material.reading.study.catalogue.source) | {"benchmarks"}


def test_a_record_is_plain_json_without_endless_or_missing_numbers(all_told):
    for told in all_told:
        text = json.dumps(told.record, allow_nan=False)
        assert json.loads(text) == told.record


def test_a_statement_of_a_record_carries_its_own_subject(told, shelf):
    statement = told["Plymouth"].material.statements["home_page_weight.level"]
    found = record(statement, "E06000026", "peers")
    assert found["council"] == "E06000026"
    assert (found["theme"], found["about"]) == ("citizens", "council")
    assert found["text"] == statement.plain
    assert found["comparator"]["n"] == len(found["comparator"]["members"]) == 7
    value = next(f for f in found["figures"] if f["shown"] == "1.1 megabytes")
    row = Reader(shelf.evidence).at("home_page_weight", "E06000026", "2025")
    assert (value["value"], value["unit"], value["period"]) == (row.value, "megabytes", "2025")


def test_a_source_of_a_part_names_the_part(told):
    (shared,) = (
        s for s in told["Plymouth"].record["statements"] if s["id"] == "planning_grants.shared"
    )
    worth = next(f for f in shared["figures"] if f["unit"] == "pounds")
    assert len(worth["sources"]) == 4
    assert all(source["item"].startswith("award ") for source in worth["sources"])


@pytest.mark.parametrize("council", ["Plymouth", "Cardiff", "City of London"])
def test_the_same_evidence_gives_the_same_record(council, told, shelf):
    again = tell(shelf.evidence.register.find(council), shelf)
    assert again.record == told[council].record
    assert again.parts == told[council].parts


def test_no_two_records_are_alike(all_told):
    assert len({told.record["sha256"] for told in all_told}) == len(all_told) == 382
