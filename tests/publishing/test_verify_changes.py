"""The proof of what changed: old figures are worked out again, and a wrong one is found."""

from __future__ import annotations

import copy

import pytest

from briefkit.narrative.briefing import brief
from briefkit.narrative.shelf import stock
from briefkit.project import read_project
from briefkit.publishing.verify import figures, wording
from briefkit.publishing.verify.books import read_books
from briefkit.publishing.verify.case import Case
from briefkit.publishing.verify.tally import Tally
from rawdata import DATA, ROOT


@pytest.fixture(scope="module")
def record():
    project = read_project(ROOT)
    shelf = stock(project, project.edition_called("2025-april"))
    return brief("Gateshead", shelf, "nearest").record().content


@pytest.fixture(scope="module")
def books():
    import datetime as dt

    return read_books(DATA, ROOT / "templates").on(dt.date(2025, 4, 30))


def tried(record, books) -> list[str]:
    case = Case(ROOT, record, books, Tally(""))
    for change in case.changes:
        figures.check_figures(case, change)
        wording.check_words(case, change)
    assert case.tally.checked > 30
    return [str(m) for m in case.tally.found]


def test_every_figure_of_both_editions_is_borne_out(record, books):
    assert {"verdict", "newer", "panel", "gone"} <= {c["kind"] for c in record["changes"]}
    assert tried(record, books) == []


@pytest.mark.parametrize("side", ["old", "new"])
@pytest.mark.parametrize("kind", ["verdict", "newer", "panel"])
def test_one_wrong_figure_is_found_on_either_side(record, books, kind, side):
    broken = copy.deepcopy(record)
    (change,) = (c for c in broken["changes"] if c["kind"] == kind)
    change[side]["figures"][0]["value"] += 1
    found = tried(broken, books)
    assert found
    assert all(change["statement"] in line for line in found)


def test_one_wrong_digit_in_a_sentence_is_found(record, books):
    broken = copy.deepcopy(record)
    (change,) = (c for c in broken["changes"] if c["kind"] == "panel")
    change["text"] = change["text"].replace("28 councils joined", "29 councils joined")
    assert any("28" in line for line in tried(broken, books))
