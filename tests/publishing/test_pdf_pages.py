"""Pages are full, few, and nothing that belongs together is parted: real councils of all sorts.

How full a page is, is where its last line of words or of a drawing's words ends.
"""

from __future__ import annotations

import datetime
import io
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from briefkit.narrative.briefing import open_briefing
from briefkit.narrative.display import data
from briefkit.publishing.formats.pdf import pdf
from publishing.test_pdf import leads, opened, paragraph, printed, section

ROOT = Path(__file__).parents[2]
PARTS = ("title", "headline", "glance", "themes", "missing", "pulls_apart", "questions")
PARTS += ("learn_from", "commentary", "method")
REAL = (
    "Plymouth",
    "Lambeth",
    "Bournemouth, Christchurch and Poole",
    "Na h-Eileanan Siar",
    "Armagh City, Banbridge and Craigavon",
    "City of London",
    "Isles of Scilly",
    "Derby",
)
EVERY = (*REAL, "Ashcombe")
MM = 72 / 25.4
HEAD, FOOT, HEIGHT = 23 * MM, 17 * MM, 297 * MM
FULL = 0.75
MARGIN = {"x": 17 * MM, "width": 210 * MM}


@cache
def document(council: str) -> bytes:
    project = ROOT / "data" / "demo" if council == "Ashcombe" else ROOT
    briefing = open_briefing(council, project=project)
    shown = [getattr(briefing, part)() for part in PARTS]
    return pdf(
        [data(block) for block in shown if block is not None],
        title=council,
        council=council,
        edition="November 2026",
        date=datetime.date(2026, 11, 23),
        draft="Draft.",
        template=ROOT / "templates" / "pdf" / "briefing.typ",
    )


def baselines(page: Any) -> list[float]:
    """How far each piece of text between head and foot stands below the paper's edge, in points."""
    found: list[float] = []

    def visit(text: str, cm: list[float], tm: list[float], *_: Any) -> None:
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        if text.strip():
            found.append(HEIGHT - y)

    page.extract_text(visitor_text=visit)
    return [y for y in found if HEAD < y < HEIGHT - FOOT + 1]


@cache
def fills(council: str) -> list[float]:
    """How far down its part for words each page goes, 1 being to the foot."""
    pages = opened(document(council)).pages
    return [(max(baselines(page)) - HEAD) / (HEIGHT - HEAD - FOOT) for page in pages]


def starts(document: bytes, title: str) -> int:
    """The page, counted from 0, that a bookmark leads to."""
    reader = PdfReader(io.BytesIO(document))

    def walk(outline: Any) -> Any:
        for entry in outline:
            yield from walk(entry) if isinstance(entry, list) else [entry]

    (entry,) = (e for e in walk(reader.outline) if e.title == title)
    return int(reader.get_destination_page_number(entry))


@pytest.mark.parametrize("council", EVERY)
def test_no_page_but_the_last_of_a_part_is_less_than_three_quarters_full(council):
    evidence = starts(document(council), "Evidence and method")
    last = {evidence - 1, len(fills(council)) - 1}
    low = {n + 1: f for n, f in enumerate(fills(council)) if n not in last and f < FULL}
    # a table that cannot go on beside others may leave one page of evidence a little short
    assert {n: f for n, f in low.items() if n <= evidence or f < FULL - 0.15} == {}


@pytest.mark.parametrize("council", REAL)
def test_a_leader_has_five_pages_or_fewer_and_the_whole_has_eight_or_fewer(council):
    assert starts(document(council), "Evidence and method") <= 5
    assert len(opened(document(council)).pages) <= 8


@pytest.mark.parametrize("council", EVERY)
def test_contents_stand_in_documents_of_more_than_six_pages_and_no_others(council):
    listed = "Contents" in printed(document(council))
    assert listed == (len(opened(document(council)).pages) > 6)


@pytest.mark.parametrize("council", EVERY)
def test_a_packed_briefing_is_far_below_300_kilobytes(council):
    assert len(document(council)) < 220 * 1024


@pytest.mark.parametrize("council", EVERY)
def test_nothing_stands_beyond_the_margins(council):
    for page in opened(document(council)).pages:
        for annotation in page.get("/Annots", []):
            left, low, right, high = (float(n) for n in annotation.get_object()["/Rect"])
            assert MARGIN["x"] - 1 <= left < right <= MARGIN["width"] - MARGIN["x"] + 1
            assert 0 < low < high < HEIGHT


def test_the_contents_lead_to_the_pages_that_they_name():
    lines = opened(document("Plymouth"))
    first = next(n for n, page in enumerate(lines.pages) if "Contents" in page.extract_text())
    questions = starts(document("Plymouth"), "Questions for leaders")
    assert (first, questions) in leads(document("Plymouth"))
    words = " ".join(lines.pages[first].extract_text().split())
    assert str(questions + 1) in words.partition("Questions for leaders")[2][:300]


def test_the_head_of_a_theme_is_never_the_last_thing_on_a_page():
    for words in range(400, 1400, 60):
        before = section(paragraph("word " * words), id="a", title="Before")
        theme = section(
            *(paragraph("of the theme " * 40) for _ in range(3)),
            id="b", title="The theme", kind="theme", number=1,
        )
        made = pdf(
            [before, theme],
            title="T",
            council="Ashcombe",
            edition="",
            date=None,
            draft="",
            template=ROOT / "templates" / "pdf" / "briefing.typ",
        )
        with_head = opened(made).pages[starts(made, "The theme")].extract_text()
        assert "of the theme" in with_head
