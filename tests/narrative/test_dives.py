"""Deep dives: no council without one, nothing that the first briefing contradicts, prose as read.

`make dives` tells all 382 of each; here every twelfth, and the invented county whole. To take the
new words as right: `python tests/narrative/test_dives.py`, then read what git shows.
"""

from __future__ import annotations

import os
import sys
import textwrap
from functools import cache
from pathlib import Path
from typing import Any

import pytest

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

import demo
from briefkit.narrative import fragments
from briefkit.narrative.briefing import brief
from briefkit.narrative.deep import choosing
from briefkit.narrative.deep.diving import DeepDive
from briefkit.narrative.deep.pictures import MAKERS
from briefkit.narrative.deep.plan import Plan, plan_of
from briefkit.narrative.display import data
from briefkit.narrative.shelf import Shelf, stock
from briefkit.project import read_project
from narrative.told import leftovers, words

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden" / "dives"
DIVES = ("skills", "investment", "digital-maturity")
EVERY = 1 if os.environ.get("BRIEFKIT_DIVES") == "all" else 12
READ = ("Plymouth", "Ashcombe")
INVENTED = ("Ashcombe",)

by_dive = pytest.mark.parametrize("dive", DIVES)


@cache
def real() -> Shelf:
    project = read_project(ROOT)
    return stock(project, project.edition)


def opened(council: str, shelf: Shelf, dive: str) -> DeepDive:
    found = brief(council, shelf, "nearest", dive)
    assert isinstance(found, DeepDive)
    return found


def chosen() -> list[tuple[str, Shelf]]:
    """Some real councils, City of London and Northern Ireland among them, and all of Loamshire."""
    present = real().evidence.register.present
    some = {c.gss_code for c in present[::EVERY]} | {"E09000001", "E06000053", "N09000003"}
    county = demo.shelf().evidence.register.present
    return [
        *((code, real()) for code in sorted(some)),
        *((c.gss_code, demo.shelf()) for c in county),
    ]


@cache
def dived(dive: str) -> tuple[DeepDive, ...]:
    return tuple(opened(code, shelf, dive) for code, shelf in chosen())


def parts(told: DeepDive) -> list[Any]:
    every = (
        told.headline(), told.glance(), told.themes(), told.questions(), told.learn_from(),
        told.missing(),
    )  # fmt: skip
    return [data(part) for part in every if part is not None]


@by_dive
def test_every_council_has_a_dive_whole_without_a_mark_of_the_machine(dive):
    assert len(dived(dive)) >= 40
    for told in dived(dive):
        text = "\n".join(fragments.plain(part) for part in parts(told))
        assert leftovers(text) == [], told
        assert len(words(data(told.headline())["lead"])) > 20, told
        assert told.record().content["focus"] == told.plan.strand
        assert told.title().briefing == told.plan.title


@by_dive
def test_position_levels_and_statements_are_those_of_the_first_briefing(dive):
    for (code, shelf), told in zip(chosen(), dived(dive), strict=True):
        whole = brief(code, shelf, "nearest").material
        first, deep = whole.reading, told.material.reading
        assert [(s.id, s.position) for s in deep.strands] == [
            (s.id, s.position) for s in first.strands
        ]
        assert deep.levels == first.levels
        for id in told.material.statements.keys() & whole.statements.keys():
            one, other = told.material.statements[id], whole.statements[id]
            assert (one.plain, one.figures) == (other.plain, other.figures), (told, id)


@by_dive
def test_a_dive_says_what_the_first_briefing_does_not(dive):
    own = set(choosing.AFTER_LEVEL) | {"pace", "mover", "scale", "awards"}
    some = [t for t in dived(dive) if any(s.split(".")[1] in own for s in t.material.order)]
    assert 2 * len(some) > len(dived(dive))


@by_dive
def test_four_to_six_questions_each_rest_on_a_note(dive):
    for told in dived(dive):
        found = told.questions()
        if found is None:
            assert told.material.order == ()
            continue
        least = min(4, len(told.material.order))
        assert least <= len(found.items) <= 6, told
        numbers = range(1, len(told.material.order) + 1)
        assert all(n in numbers for q in found.items for n in q.notes), told


@by_dive
def test_no_paragraph_opens_with_a_sentence_that_leans_on_another(dive):
    for told in dived(dive):
        for part in told.plan.parts:
            for group in choosing.paragraphs(told.material.reading, part):
                assert group[0].type not in choosing.LEANING, (told, group[0].id)


@by_dive
def test_what_would_change_the_picture_names_one_to_three_pieces_and_who_has_them(dive):
    for told in dived(dive):
        first, *rest = data(told.missing())["items"]
        assert first["who"], told
        names = [gap["what"] for gap in (first, *rest)]
        assert len(set(names)) == len(names), told


def plan(dive: str) -> Plan:
    found = plan_of(real().words.folder, dive)
    assert found is not None
    return found


@by_dive
def test_a_plan_names_known_measures_of_its_strand_once_and_charts_that_can_be_made(dive):
    catalogue = real().evidence.catalogue.indicator
    named = [name for part in plan(dive).parts for name in part.indicators]
    assert len(set(named)) == len(named)
    assert {catalogue[name].strand for name in named} == {plan(dive).strand}
    assert {chart for part in plan(dive).parts for chart in part.charts} <= MAKERS.keys()
    measures = {
        i.id for i in catalogue.values() if i.strand == plan(dive).strand and i.role == "measure"
    }
    assert {i for i in measures if catalogue[i].about != "place"} <= set(named)


def test_every_chart_that_can_be_made_is_asked_for():
    assert {c for dive in DIVES for part in plan(dive).parts for c in part.charts} == set(MAKERS)


def test_a_briefing_that_is_no_dive_has_no_plan():
    assert plan_of(real().words.folder, "culture-change") is None
    assert plan_of(ROOT, "skills") is None


# --- the prose, as a person read and approved it ---


def page(dive: str, name: str) -> Path:
    return GOLDEN / f"{dive}-{name.lower()}.md"


def prose(dive: str, name: str) -> str:
    shelf = demo.shelf() if name in INVENTED else real()
    mark = " (invented)" if name in INVENTED else ""
    told = opened(name, shelf, dive)
    lines = [f"# {told.name}: {name}{mark}", ""]
    for part in parts(told):
        for line in fragments.plain(part).splitlines():
            lines += [*textwrap.wrap(line, 100), ""]
    return "\n".join(lines)


@pytest.mark.parametrize("name", READ)
@by_dive
def test_the_prose_is_that_which_was_read_and_approved(dive, name):
    approved = page(dive, name).read_text(encoding="utf-8")
    assert prose(dive, name) == approved, "read the change; then run this file by itself"


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for each in DIVES:
        for council in READ:
            page(each, council).write_text(prose(each, council), encoding="utf-8")
