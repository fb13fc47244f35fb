"""An area's overview as it reads: approved prose, sentences for one and for none, no league table.

`python tests/narrative/test_region.py` writes the approved prose anew.
"""

from __future__ import annotations

import re
import textwrap
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import demo
from briefkit import Region, open_region
from briefkit.errors import BadSetting, UnknownCouncil
from briefkit.evidence.councils import plain_name
from briefkit.narrative.display import data
from briefkit.narrative.region import overview
from briefkit.narrative.shelf import stock
from briefkit.project import read_project

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden" / "areas"
INVENTED = "Invented Midlands"
APPROVED = ("South West", INVENTED)
PARTS = ("title", "headline", "glance", "themes", "learning", "missing", "questions")


@cache
def region(area: str) -> Region:
    """An area's overview, told once."""
    return overview(area, demo.shelf() if area == INVENTED else real())


@cache
def real() -> Any:
    project = read_project(ROOT)
    return stock(project, project.edition)


def shown(area: str, *parts: str) -> list[dict[str, Any]]:
    """Blocks of an overview as data, those inside others too."""
    found = [data(getattr(region(area), part)()) for part in parts]
    return [b for block in found for b in flat(block)]


def flat(block: dict[str, Any]) -> list[dict[str, Any]]:
    inner = [*block.get("blocks", []), *([block["table"]] if "table" in block else [])]
    return [block, *(b for each in inner for b in flat(each))]


def words(text: Any) -> str:
    return text if isinstance(text, str) else "".join(span["text"] for span in text)


def prose(area: str) -> str:
    mark = " (invented)" if area == INVENTED else ""
    lines = [f"# {area}{mark}", ""]
    for block in shown(area, *PARTS):
        for text in texts(block):
            lines += [*textwrap.wrap(text, 100), ""]
    return "\n".join(lines)


def texts(block: dict[str, Any]) -> list[str]:
    """What a reader reads of a block: sentences, titles, alt texts, rows of tables."""
    rows = [" | ".join(words(cell) for cell in row["cells"]) for row in block.get("rows", [])]
    heads = [block[key] for key in ("title", "caption", "subtitle", "alt") if key in block]
    said = [words(block[key]) for key in ("lead", "rest", "text", "intro") if key in block]
    items = []
    for item in block.get("items", []):
        parts = item if isinstance(item, list) else None
        items.append(f"- {words(parts) if parts else said_of(item)}")
    return [t for t in (*heads, *said, *rows, *items) if t]


def said_of(item: dict[str, Any]) -> str:
    parts = [words(item["text"])] if "text" in item else list(item.values())
    return " ".join(part if part.endswith((".", "?")) else f"{part}." for part in parts)


def page(area: str) -> Path:
    return GOLDEN / f"{area.lower().replace(' ', '-')}.md"


@pytest.mark.parametrize("area", APPROVED)
def test_the_prose_is_that_which_was_read_and_approved(area: str):
    approved = page(area).read_text(encoding="utf-8")
    assert prose(area) == approved, "read the change; then run this file by itself"


# --- what an overview must not be ---


@pytest.mark.parametrize("area", APPROVED)
def test_councils_of_a_table_stand_in_alphabetical_order(area: str):
    names = {m.council.name for m in region(area).reading.members}
    tables = [b for b in shown(area, "learning", "figures") if b["block"] == "table"]
    assert len(tables) > 5
    for table in tables:
        first = [words(row["cells"][0]) for row in table["rows"]]
        assert set(first) <= names
        assert first == sorted(first, key=plain_name), table["caption"]


@pytest.mark.parametrize("area", APPROVED)
def test_nobody_is_ranked(area: str):
    text = prose(area)
    ranks = r"\b(?:first|second|third|\d+(?:st|nd|rd|th)|top|bottom|best|worst|rank\w*)\b"
    said = [m[0] for m in re.finditer(ranks, text, re.IGNORECASE)]
    assert set(said) <= {"top"}  # the seat on the top team


@pytest.mark.parametrize("area", APPROVED)
def test_a_strip_is_of_one_kind_of_council(area: str):
    by_name = {m.council.name: m.council for m in region(area).reading.members}
    for block in shown(area, "themes"):
        if block["block"] == "chart" and block["id"] != "figure-1":
            for row in block["table"]["rows"]:
                council, kind, *_ = row["cells"]
                assert kind == real().words.word("kind", by_name[council].kind)


def test_a_nation_of_317_prints_no_council_and_every_pair_stands_in_its_record():
    england = region("England")
    blocks = shown("England", *PARTS, "figures")
    names = {m.council.name for m in england.reading.members}
    cells = {words(row["cells"][0]) for b in blocks for row in b.get("rows", [])}
    assert not cells & names
    assert len(england.record().content["pairs"]) > 100


# --- sentences for one, two and none ---


def test_of_two_councils_neither_and_one_are_said_so():
    text = " ".join(t for b in shown("Exeter, Plymouth", *PARTS) for t in texts(b))
    assert "neither of the 2 councils" in text
    assert "1 of 2 councils stands above its peers" in text
    assert "1 district and 1 unitary council" in str(region("Exeter, Plymouth").title().meta)


def test_an_area_that_cannot_be_placed_says_so():
    text = " ".join(t for b in shown("Northern Ireland", "glance") for t in texts(b))
    assert "On skills, too little is known to place any of the 11 councils." in text


def test_where_councils_have_told_their_own_story_levels_are_counted():
    text = " ".join(t for b in shown(INVENTED, "themes") for t in texts(b))
    assert "On their own evidence to 23 November 2026, 2 of 10 councils reach level 2" in text


def test_four_to_six_questions_rest_on_notes_that_are_there():
    for area in (*APPROVED, "Exeter, Plymouth", "Northern Ireland"):
        asked = region(area).questions().items
        numbers = {s.number for s in region(area).material.statements.values()}
        assert 4 <= len(asked) <= 6
        assert all(set(question.notes) <= numbers for question in asked)


# --- asking for one ---


def test_an_area_that_nobody_knows_is_refused_in_one_sentence():
    with pytest.raises(UnknownCouncil, match=r"No area is called 'Mercia'\. Name a region"):
        open_region("Mercia", project=ROOT)


def test_an_area_that_is_no_text_is_refused():
    with pytest.raises(BadSetting, match="must be text"):
        open_region(7, project=ROOT)  # type: ignore[arg-type]


def test_a_county_is_its_council_and_its_districts():
    opened = open_region("Devon", project=ROOT)
    assert repr(opened) == "Overview of Devon and its districts (9 councils), November 2026"
    assert "Devon" in opened.record().content["area"]["also"]


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name in APPROVED:
        page(name).write_text(prose(name), encoding="utf-8")
