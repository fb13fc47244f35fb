"""A figure and its revisions: which stands on a day, in evidence, evidence.csv and the proof."""

import datetime as dt

import pytest

from briefkit.errors import UnfitEvidence
from briefkit.evidence.gather import gather
from briefkit.publishing.evidence_file import evidence_rows
from briefkit.publishing.verify.books import read_books
from rawdata import ROOT
from tinyworld import FIGURES, LOW, add

KEY = ("home_page_weight", LOW)
YEARS = [("2026-03-31", 9.0), ("2026-08-31", 11.0)]


@pytest.fixture
def revised(data):
    """The tiny world, with two revisions of one figure, the later one above the earlier."""
    for published, value in reversed(YEARS):
        add(data / FIGURES, LOW, "home_page_weight", "2025", published, str(value), "", "", "",
            "r", "")  # fmt: skip
    return data


def first(data):
    return next(c.value for c in gather(data, dt.date(2026, 2, 1)).cells[KEY] if c.period == "2025")


def test_the_last_that_was_out_stands(revised):
    day = dt.date.fromisoformat
    before = first(revised)
    for on, value in (("2026-03-30", before), ("2026-03-31", 9.0), ("2026-11-23", 11.0)):
        cells = [c for c in gather(revised, day(on)).cells[KEY] if c.period == "2025"]
        assert [c.value for c in cells] == [value]


@pytest.mark.parametrize(("on", "value"), [("2026-03-31", "9.0"), ("2026-11-23", "11.0")])
def test_the_evidence_file_and_the_proof_see_the_same_row(revised, on, value):
    rows = evidence_rows({"home_page_weight": [LOW]}, revised / "sources", on)
    assert [r["value"] for r in rows if r["period"] == "2025"] == [value]
    books = read_books(revised, ROOT / "templates")
    row = books.on(dt.date.fromisoformat(on)).at("home_page_weight", LOW, "2025")
    assert row is not None
    assert row.value == float(value)


def test_a_revision_of_the_same_day_is_refused(revised, data):
    add(data / FIGURES, LOW, "home_page_weight", "2025", "2026-08-31", "3", "", "", "", "", "")
    with pytest.raises(UnfitEvidence, match="Keep one"):
        gather(revised, dt.date(2026, 11, 23))
