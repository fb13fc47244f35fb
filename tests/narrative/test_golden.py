"""Golden prose: briefings whole, as a person read and approved them.

Twelve real councils of every kind and nation, and two of the invented county.

A change of words is seen here before a reader sees it. To take the new words as right:
`python tests/narrative/test_golden.py`, then read what git shows has changed.
"""

from __future__ import annotations

import sys
import textwrap
from functools import cache
from pathlib import Path

import pytest

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

import demo
from briefkit.narrative.shelf import stock
from briefkit.project import read_project
from narrative.told import Told, blocks, tell, words

GOLDEN = Path(__file__).parent / "golden"
INVENTED = ("Ashcombe", "Inchley")
REAL = (
    "Plymouth",
    "Lambeth",
    "Hertfordshire",
    "East Suffolk",
    "Birmingham",
    "City of London",
    "Isles of Scilly",
    "Bournemouth, Christchurch and Poole",
    "Cardiff",
    "Glasgow",
    "Belfast",
    "Isle of Anglesey",
)
WIDTH = 100


def prose(told: Told) -> str:
    """The briefing as a page of Markdown: what a reader meets before the notes."""
    return "\n".join([*_opening(told), *_themes(told), *_ending(told)]) + "\n"


def _opening(told: Told) -> list[str]:
    parts = told.parts
    mark = " (invented)" if told.name in INVENTED else ""
    lines = [f"# {told.name}{mark}", "", *_wrapped(f"**{words(parts['headline']['lead'])}**")]
    lines += _wrapped(words(parts["headline"].get("rest", [])))
    for card in parts["strands"]["cards"]:
        said = ". ".join(filter(None, (card["state"], card.get("level"), card["why"])))
        lines += [f"- {card['name']}: {said}."]
    pattern = parts["pattern"]
    lines += ["", *_wrapped(f"{pattern['label']}: **{pattern['name']}**. {words(pattern['text'])}")]
    for name in ("strengths", "concerns"):
        lines += [f"{parts[name]['title']}", "", *_items(words(i) for i in parts[name]["items"])]
    return lines


def _themes(told: Told) -> list[str]:
    lines = []
    for theme in told.parts["themes"]:
        named = f"{theme['name']}: " if theme.get("name") else ""
        lines += [f"## {theme['number']} {named}{theme['title']}", ""]
        lines += [f"{theme['status']}. {theme['coverage']}.", ""]
        for paragraph in blocks(theme, "paragraph"):
            lines += _wrapped(words(paragraph["text"]))
    return lines


def _ending(told: Told) -> list[str]:
    parts = told.parts
    lines = [f"## {parts['missing']['title']}", "", *_wrapped(words(parts["missing"]["intro"]))]
    lines += _items(" ".join(gap.values()) for gap in parts["missing"].get("items", []))
    lines += [f"## {parts['apart']['title']}", ""]
    for paragraph in blocks(parts["apart"], "paragraph"):
        lines += _wrapped(words(paragraph["text"]))
    lines += [f"## {parts['questions']['title']}", ""]
    lines += _items(words(q["text"]) for q in parts["questions"]["items"])
    if parts["learn"]:
        lines += [f"## {parts['learn']['title']}", ""]
        lines += _items(f"{t['council']}: {words(t['text'])}" for t in parts["learn"]["items"])
    return lines


def _wrapped(text: str) -> list[str]:
    return [*textwrap.wrap(text, WIDTH), ""] if text else []


def _items(items) -> list[str]:
    lines = []
    for item in items:
        lines += textwrap.wrap(f"- {item}", WIDTH, subsequent_indent="  ")
    return [*lines, ""]


@cache
def real():
    """The shelf of the project itself."""
    project = read_project(Path(__file__).parents[2])
    return stock(project, project.edition)


def told(name: str) -> Told:
    shelf = demo.shelf() if name in INVENTED else real()
    return tell(shelf.evidence.register.find(name), shelf)


def page(name: str) -> Path:
    return GOLDEN / f"{name.lower().replace(',', '').replace(' ', '-')}.md"


@pytest.mark.parametrize("name", [*REAL, *INVENTED])
def test_the_prose_is_that_which_was_read_and_approved(name):
    approved = page(name).read_text(encoding="utf-8")
    assert prose(told(name)) == approved, "read the change; then run this file by itself"


def test_the_twelve_are_of_every_kind_and_nation():
    chosen = [real().evidence.register.find(name) for name in REAL]
    every = real().evidence.register.present
    assert {c.kind for c in chosen} == {c.kind for c in every}
    assert {c.nation for c in chosen} == {c.nation for c in every}


if __name__ == "__main__":
    for council in (*REAL, *INVENTED):
        page(council).write_text(prose(told(council)), encoding="utf-8")
