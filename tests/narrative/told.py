"""A briefing as tests read it: every part as data, every run of prose, every sentence.

Nothing is drawn: `theme_section` is asked without charts, so all 382 take half a minute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from briefkit.evidence.councils import Council
from briefkit.narrative import asking, ending, opening, sections
from briefkit.narrative import method as method_part
from briefkit.narrative.briefing import brief
from briefkit.narrative.display import data
from briefkit.narrative.material import Material
from briefkit.narrative.record import make_record
from briefkit.narrative.shelf import Shelf

TEN = (
    "Hertfordshire",
    "East Suffolk",
    "Bournemouth, Christchurch and Poole",
    "Birmingham",
    "Lambeth",
    "City of London",
    "Cardiff",
    "Glasgow",
    "Armagh City, Banbridge and Craigavon",
    "Isles of Scilly",
)
"""Ten real councils: every kind, every nation, names that are long or hold a comma."""

# a full stop, question mark or exclamation mark, then the capital or figure that opens the next
_END = re.compile(r'(?<=[.?!])\s+(?=["£A-Z0-9])')
_MARK = re.compile(r"[\ue000-\uf8ff]|\{\{|\{%|\{#")

Json = Any
SPAN = {"text", "value", "note", "mark", "first", "strong", "href", "caveat"}
NOT_READ = ("block", "id", "statement", "tone", "kind", "role", "href", "strand", "position")


@dataclass(frozen=True)
class Told:
    """One council's briefing without its charts. `parts` holds each part as plain JSON."""

    council: Council
    material: Material
    parts: dict[str, Json]

    @cached_property
    def record(self) -> dict[str, Json]:
        """The record's content."""
        return make_record("culture-change", "Digital culture change", self.material).content

    @property
    def name(self) -> str:
        """The council's name."""
        return self.council.name


def tell(council: Council, shelf: Shelf) -> Told:
    """A council's briefing by the nearest peers, without its charts."""
    m = brief(council.gss_code, shelf, "nearest").material
    themes = tuple(sections.theme_section(m, theme, ()) for theme in m.themes)
    parts = {
        "headline": opening.headline(m),
        "strands": opening.strands(m),
        "pattern": opening.pattern(m),
        "strengths": opening.strengths(m),
        "concerns": opening.concerns(m),
        "overview": sections.overview(m),
        "themes": themes,
        "missing": ending.missing(m),
        "apart": ending.pulls_apart(m),
        "questions": asking.questions(m),
        "learn": ending.learn_from(m),
        "method": method_part.method(m),
    }
    return Told(council, m, {name: data(part) for name, part in parts.items()})


def words(run: str | list[Json]) -> str:
    """The words of a run of spans."""
    return run if isinstance(run, str) else "".join(span["text"] for span in run)


def blocks(part: Json, kind: str) -> Iterator[Json]:
    """Every block of a kind inside a part."""
    if isinstance(part, dict):
        if part.get("block") == kind:
            yield part
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from blocks(inner, kind)


def prose(parts: dict[str, Json]) -> Iterator[tuple[str, str]]:
    """Every run of prose with its place: "headline", "theme skills", "questions"."""
    yield "lead", words(parts["headline"]["lead"])
    yield "headline", words(parts["headline"].get("rest", ""))
    yield "pattern", words(parts["pattern"]["text"])
    for place in ("strengths", "concerns"):
        yield from ((place, words(item)) for item in parts[place]["items"])
    for theme in parts["themes"]:
        found = blocks(theme, "paragraph")
        yield from ((f"theme {theme['id']}", words(p["text"])) for p in found)
    yield "missing", words(parts["missing"]["intro"])
    for gap in parts["missing"]["items"]:
        yield from (("missing", gap[key]) for key in ("why", "who") if key in gap)
    for place in ("apart", "method"):
        yield from ((place, words(p["text"])) for p in blocks(parts[place], "paragraph"))
    yield from (("questions", words(q["text"])) for q in parts["questions"]["items"])
    if parts["learn"]:
        yield from (("learn", words(t["text"])) for t in parts["learn"]["items"])


def every_text(value: Json) -> Iterator[str]:
    """Every text that a reader may meet in a part: titles, labels, cells, notes, runs of prose."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        if value and all(isinstance(v, dict) and set(v) <= SPAN for v in value):
            yield words(value)
        else:
            for inner in value:
                yield from every_text(inner)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in NOT_READ:
                yield from every_text(inner)


def sentences(text: str) -> list[str]:
    """A run of prose as its sentences."""
    return [s for s in _END.split(text.strip()) if s]


def figures(value: Json) -> Iterator[Json]:
    """Every span that prints a figure."""
    if isinstance(value, dict):
        if "text" in value and "value" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from figures(inner)


def leftovers(text: str) -> list[str]:
    """Marks of the machinery that should never reach a reader."""
    return _MARK.findall(text)
