"""A document's parts as plain values that also know how to show themselves in Jupyter.

A block is a frozen dataclass; how it becomes JSON and shows itself is display.py's.
Texts are plain text everywhere: no markup, no escaping. Whoever renders escapes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from briefkit.narrative.display import block


@dataclass(frozen=True)
class Span:
    """A run of text, as it is set; a figure when it has a value.

    `note` is the number of the evidence note that proves a figure; `mark` says that
    the number is printed after this span (the last figure of its statement);
    `first` that this is the document's first mention, which the note links back to.
    `href` makes an ordinary link (`#id` inside the document). `caveat` says that the
    words are a caution which each document must repeat, wherever its measure is told.
    """

    text: str
    value: float | str | None = None
    note: int | None = None
    mark: bool = False
    first: bool = False
    strong: bool = False
    href: str | None = None
    caveat: bool = False
    emphasis: bool = False


Spans = tuple[Span, ...]


def caveat(said: Spans) -> Spans:
    """The same words, marked as a caution."""
    return tuple(replace(span, caveat=True) for span in said)


def spans(*parts: str | Span) -> Spans:
    """Strings and spans as one run of spans."""
    return tuple(p if isinstance(p, Span) else Span(p) for p in parts)


@block("title")
@dataclass(frozen=True)
class Title:
    """Who and when: the top of the document. `meta` holds pairs of label and value."""

    briefing: str
    council: str
    official_name: str
    edition: str
    meta: tuple[tuple[str, str], ...]
    draft: str
    invented: str = ""


@block("headline")
@dataclass(frozen=True)
class Headline:
    """One or two sentences that a chief executive repeats, then at most four more."""

    lead: Spans
    rest: Spans = ()


@dataclass(frozen=True)
class Card:
    """One strand at a glance. `position`: above, typical, below or unknown."""

    strand: str
    name: str
    asks: str
    position: str
    state: str
    why: str
    level: str = ""


@block("strands")
@dataclass(frozen=True)
class Strands:
    """The at-a-glance strip: maturity, skills, investment, equal in size."""

    title: str
    cards: tuple[Card, ...]


@block("pattern")
@dataclass(frozen=True)
class PatternBlock:
    """The pattern: its name and its sentences, never apart."""

    label: str
    name: str
    text: Spans


@block("findings")
@dataclass(frozen=True)
class Findings:
    """Strengths or concerns (`tone`: strength, concern)."""

    title: str
    tone: str
    items: tuple[Spans, ...]


@block("heading")
@dataclass(frozen=True)
class Heading:
    """A heading of level 2 to 4."""

    text: str
    level: int = 2
    id: str = ""


@block("paragraph")
@dataclass(frozen=True)
class Paragraph:
    """A paragraph. `role`: blank, or `note` for small print, `descriptor` for a level's words."""

    text: Spans
    role: str = ""


@block("list")
@dataclass(frozen=True)
class BulletList:
    """A list of short items."""

    items: tuple[Spans, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Column:
    """A column head; numeric columns are set right."""

    text: str
    numeric: bool = False


@dataclass(frozen=True)
class Row:
    """A row; its first cell heads it. `us` marks the council itself. A cell may be spans."""

    cells: tuple[str | Spans, ...]
    us: bool = False


@block("table")
@dataclass(frozen=True)
class Table:
    """A table with a caption, column heads and row heads."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    id: str = ""


@block("chart")
@dataclass(frozen=True)
class Chart:
    """A picture that says one thing, with alt text and the same figures as a table."""

    id: str
    title: str
    subtitle: str
    alt: str
    svg: str
    width: float
    height: float
    reading: str
    table: Table
    number: int = 0


@dataclass(frozen=True)
class Gap:
    """Something missing: what, why (a closed reason, worded), who could supply it."""

    what: str
    why: str
    who: str


@block("missing")
@dataclass(frozen=True)
class Missing:
    """What would complete the picture: an invitation, not an apology."""

    title: str
    intro: Spans
    items: tuple[Gap, ...]


@block("callout")
@dataclass(frozen=True)
class Callout:
    """Blocks set apart. `tone`: caveat, invented, commentary, stale."""

    tone: str
    title: str
    blocks: tuple[Any, ...]


@block("section")
@dataclass(frozen=True)
class Section:
    """A part of the document: heading, then blocks.

    A theme (kind `theme`) has its number, question, status ("No level: open evidence
    only", "Level 2 of 5") and coverage; its charts may stand beside its prose.
    """

    id: str
    title: str
    blocks: tuple[Any, ...]
    kind: str = "part"
    number: int = 0
    name: str = ""
    question: str = ""
    status: str = ""
    coverage: str = ""


@dataclass(frozen=True)
class Question:
    """A question for leaders and the evidence notes on which it rests."""

    text: Spans
    notes: tuple[int, ...]


@block("questions")
@dataclass(frozen=True)
class Questions:
    """Questions for leaders, numbered."""

    title: str
    intro: str
    items: tuple[Question, ...]


@dataclass(frozen=True)
class Teacher:
    """A peer to learn from: its name, for what, and the figure."""

    council: str
    what: str
    text: Spans


@block("learn")
@dataclass(frozen=True)
class Learn:
    """Who to learn from."""

    title: str
    intro: str
    items: tuple[Teacher, ...]


@dataclass(frozen=True)
class Note:
    """An evidence note: number, statement id, measure, what was read, source, rule."""

    number: int
    statement: str
    title: str
    text: str
    source: str
    rule: str


@block("notes")
@dataclass(frozen=True)
class Notes:
    """All evidence notes of the document, in order."""

    title: str
    items: tuple[Note, ...]


@block("group")
@dataclass(frozen=True)
class Group:
    """Several blocks that one line of a notebook shows."""

    blocks: tuple[Any, ...]
