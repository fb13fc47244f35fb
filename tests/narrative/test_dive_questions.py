"""The questions of deep dives: chosen by what each council's figures say, and none of everybody.

Here every eighth council; `BRIEFKIT_DIVES=all` takes all 382.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from functools import cache
from itertools import combinations, groupby

import pytest

import demo
from briefkit.analysis.findings import Finding
from briefkit.analysis.patterns import POSITIONS
from briefkit.narrative.blocks import Question
from briefkit.narrative.deep import asking, choosing
from briefkit.narrative.deep.diving import DeepDive
from briefkit.narrative.keys import verdicts
from briefkit.narrative.statements import plain
from narrative.test_dives import by_dive, opened, plan, real

EVERY = 1 if os.environ.get("BRIEFKIT_DIVES") == "all" else 8
# of the dives of one kind, so many may close with the same question; a sample may be out a little
MOST = 120 / 382 if EVERY == 1 else 0.4
FEWEST = {"skills": 12, "investment": 8, "digital-maturity": 12}  # questions of the strand
HALVES = {"skills": ("residents_", "staff_"), "investment": ("",), "digital-maturity": ("",)}


@cache
def some(dive: str) -> tuple[DeepDive, ...]:
    councils = real().evidence.register.present[::EVERY]
    return tuple(opened(c.gss_code, real(), dive) for c in councils)


def items(told: DeepDive) -> tuple[Question, ...]:
    found = told.questions()
    return () if found is None else found.items


def leading(told: DeepDive) -> tuple[str, list[Finding]] | None:
    """The part that leads, and its findings, the strongest first."""
    for part in choosing.parts_told(told.reading, told.plan)[:1]:
        return part.id, choosing.of_part(told.reading, part)
    return None


def of_strand(told: DeepDive) -> tuple[Question, ...]:
    """The strand's own questions: on where it stands, then on the part that leads."""
    if not items(told):
        return ()
    return (*asking._of_place(told.material), *asking._of_part(told.material, told.plan))


# --- none of everybody ---


@by_dive
def test_no_question_closes_more_than_its_share_of_the_dives(dive):
    asked = Counter(plain(q.text) for told in some(dive) for q in items(told))
    assert len(some(dive)) >= 40
    assert [(q, n) for q, n in asked.items() if n > MOST * len(some(dive))] == []


@by_dive
def test_the_strand_asks_many_different_questions(dive):
    own = {plain(q.text) for told in some(dive) for q in of_strand(told)}
    assert len(own) >= FEWEST[dive]


# --- by the part that leads, and by what is strongest in it ---


def shade(told: DeepDive) -> tuple[str, ...]:
    """Everything by which the question on the part that leads may be chosen."""
    found = leading(told)
    assert found is not None
    part, (first, *_) = found
    return (part, first.indicator.id, first.tone, *verdicts(first))


@by_dive
def test_one_part_asks_one_thing_of_one_verdict_and_another_of_another_tone(dive):
    told = sorted((t for t in some(dive) if items(t)), key=shade)
    asked = {
        key: {plain(of_strand(t)[-1].text) for t in group}
        for key, group in groupby(told, key=shade)
    }
    assert len(asked) >= 4
    assert {key: texts for key, texts in asked.items() if len(texts) != 1} == {}
    good = {key[0]: texts for key, texts in asked.items() if key[2] == "strength"}
    bad = {key[0]: texts for key, texts in asked.items() if key[2] == "concern"}
    assert [part for part in good.keys() & bad.keys() if good[part] & bad[part]] == []


def test_a_strength_and_a_concern_of_one_part_are_asked_about_apart():
    tones = {leading(t)[0]: set() for t in some("skills") if items(t)}
    for told in some("skills"):
        if items(told):
            tones[leading(told)[0]].add(leading(told)[1][0].tone)
    assert any({"strength", "concern"} <= found for found in tones.values())


@by_dive
def test_the_question_on_the_part_that_leads_rests_on_a_statement_of_that_part(dive):
    for told in some(dive):
        if not items(told):
            continue
        part, found = leading(told)
        numbers = {
            told.material.statements[id].number
            for f in found
            for id in (f.id, f.facts.get("good"), f.facts.get("bad"))
            if id in told.material.places
        }
        assert set(of_strand(told)[-1].notes) <= numbers, (told, part)


@by_dive
def test_both_sides_are_shown_where_a_strand_leans_both_ways(dive):
    for told in some(dive):
        strand = told.reading.strand(told.plan.strand)
        if strand.lean == "both":
            signs = {v.measure.indicator.id: v.sign for v in strand.votes}
            by_number = {s.number: s.finding for s in told.material.statements.values()}
            shown = [by_number[n].indicator.id for n in of_strand(told)[0].notes]
            assert [signs[id] for id in shown] == [1, -1], told


# --- once ---

LONG = re.compile(r"[a-z']{6,}")  # words that carry the matter of a question


def matter(question: Question) -> set[str]:
    """The longer words of what is asked, without its setting."""
    asks = plain(question.text).rpartition(". ")[2].lower().rpartition("director: ")[2]
    return set(LONG.findall(asks))


@by_dive
def test_no_dive_asks_the_same_in_other_words(dive):
    for told in some(dive):
        for one, other in combinations(items(told), 2):
            shared, either = matter(one) & matter(other), matter(one) | matter(other)
            alone = "speak up" in plain(one.text)  # one frame for all that stands alone
            assert alone or len(shared) < 2 or 2 * len(shared) <= len(either), (
                told,
                plain(one.text),
            )


def test_what_technology_costs_is_asked_once():
    met = set()
    for told in some("investment"):
        by_number = {s.number: s.finding for s in told.material.statements.values()}
        types = [by_number[q.notes[0]].type for q in items(told)[: -len(of_strand(told))]]
        costs = [t for t in types if t in ("scale", "payments", "composition")]
        met |= set(costs)
        assert len(costs) <= 1, told
    assert met == {"scale", "payments", "composition"}


# --- no word is missing ---


@by_dive
def test_every_part_and_every_position_has_a_question(dive):
    strand = plan(dive).strand
    names = [part.id.replace("-", "_") for part in plan(dive).parts]
    names += [f"{half}{place}" for half in HALVES[dive] for place in POSITIONS]
    leant = [
        name
        for name in (*names, "more")
        if not any(
            real().words.macro("dive-questions", [f"{strand}__{name}{lean}"])
            for lean in ("", "_even")
        )
    ]
    assert leant == []


@pytest.mark.parametrize("council", [c.name for c in demo.evidence().register.present])
@by_dive
def test_a_council_with_evidence_of_its_own_is_asked_about_its_strand_twice(dive, council):
    told = opened(council, demo.shelf(), dive)
    assert len(of_strand(told)) == 2 or not told.material.order
    assert len({plain(q.text) for q in items(told)}) == len(items(told))
