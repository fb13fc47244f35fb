"""Notebooks for the tests of the page, and a reader that sees a page as a browser would."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from briefkit.narrative.blocks import (
    BulletList,
    Callout,
    Card,
    Chart,
    Column,
    Findings,
    Gap,
    Group,
    Heading,
    Headline,
    Learn,
    Missing,
    Note,
    Notes,
    Paragraph,
    PatternBlock,
    Question,
    Questions,
    Row,
    Section,
    Span,
    Strands,
    Table,
    Teacher,
    Title,
    spans,
)
from briefkit.narrative.display import BLOCK_MIME, RECORD_MIME, data
from briefkit.narrative.fragments import html, plain
from briefkit.publishing.formats.page import BriefingExporter

Block = dict[str, Any]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="440" height="200"><text>3.5</text></svg>'


def figure(shown: str, value: float | str, note: int, *, first: bool = False) -> Span:
    """A figure at the end of its statement."""
    return Span(shown, value, note, mark=True, first=first)


def chart(number: int) -> Chart:
    """A chart of two councils, with its table."""
    rows = (Row(("Ashcombe", "1.1"), us=True), Row(("Fernvale, Upper", "1.9")))
    table = Table("Home page weight in 2025", (Column("Council"), Column("Megabytes", True)), rows)
    alt = f"Dot plot {number} of home page weight in 2025: Ashcombe 1.1 megabytes."
    title = "The home page is the lightest of two"
    return Chart(
        *(f"figure-{number}", title, "Megabytes, 2025", alt, SVG, 440.0, 200.0),
        *("Diamond: Ashcombe.", table, number),
    )


def opening() -> list[Any]:
    """What a leader reads first."""
    reach = spans("In 2025 it stood at ", figure("level 4", 4, 1, first=True), ".")
    refused = spans("A check was refused on ", figure("27 February", "2026-02-27", 2), ".")
    cards = (
        Card("maturity", "Maturity", "What it does", "above", "Above peers", "Two measures"),
        Card("skills", "Skills", "What it can do", "typical", "Typical", "One", "Level 2 of 5"),
        Card(
            "investment", "Investment", "What it puts in", "unknown", "Not assessed", "No measure"
        ),
    )
    meta = (("Evidence to", "23 November 2026"), ("Reading time", "5 minutes"))
    draft = "Draft for review. Not signed off."
    return [
        Title("Culture", "Ashcombe", "Ashcombe Council", "November 2026", meta, draft, "Invented."),
        Headline(spans("Ashcombe has its data in order."), reach),
        Group(
            (
                Strands("At a glance", cards),
                PatternBlock("Pattern", "Practice ahead", spans("It stands above its peers.")),
                Findings("Strengths", "strength", (reach,)),
                Findings("Concerns", "concern", (refused,)),
                chart(1),
            )
        ),
    ]


def themes() -> Section:
    """Two themes: one with a chart, one with nothing but what is missing."""
    gaps = (Gap("A staff survey", "Not collected.", "The head of people could ask."),)
    theme = Section(
        "citizens",
        "A light page",
        (
            Paragraph(spans("Some services.", Span(" More", strong=True)), "descriptor"),
            Paragraph(spans("The page weighed ", Span("1.1", 1.1), " megabytes.")),
            chart(2),
            Missing("What would complete this", (), gaps),
        ),
        *("theme", 1, "Citizens' expectations", "Is it online?", "Level 2 of 5", "2 of 3"),
    )
    silent = Section(
        "voice",
        "Not yet read",
        (Missing("What would complete this", spans("Nothing yet."), gaps),),
        *("theme", 6, "Technology's voice", "Is it heard?", "Not assessed", "0 of 1"),
    )
    link = Span("1 Citizens' expectations", href="#citizens")
    columns = tuple(Column(text) for text in ("Theme", "Strand", "Position", "Level", "Measures"))
    rows = (Row(((link,), "Maturity", "Above", "2", "2 of 3")),)
    return Section("themes", "The themes", (Table("All themes", columns, rows), theme, silent))


def closing() -> list[Any]:
    """From what is missing to the evidence."""
    gaps = (Gap("Digital in strategy", "No source.", "The head of policy could code it."),)
    notes = tuple(
        Note(n, f"x.{n}", "Weight", "Ashcombe 1.065.", "Open scans.", "Median of readings.")
        for n in (1, 2)
    )
    caution = Callout("caveat", "A caution", (Paragraph(spans("Read with care."), "note"),))
    words = Callout("commentary", "Officer's commentary", (Paragraph(spans("Our words.")),))
    pulls = (BulletList((spans("one"), spans("two"))), BulletList((spans("a"),), True), caution)
    return [
        Missing("What only the council can say", spans("Two themes are open."), gaps),
        Section("pulls", "Where they pull apart", pulls),
        Questions("Questions", "Each rests on a figure.", (Question(spans("Who?"), (1, 2)),)),
        Learn("Who to learn from", "Peers.", (Teacher("Fernvale", "Data", spans("Joined.")),)),
        words,
        Heading("One more thing"),
        Section("method", "Evidence and method", (Notes("Evidence notes", notes),)),
    ]


def briefing_blocks() -> list[Block]:
    """One of every kind of block, as a briefing would show them."""
    return [data(block) for block in [*opening(), themes(), *closing()]]


RECORD: Block = {
    "schema": 1,
    "briefing": "culture",
    "title": "Culture",
    "council": {"gss_code": "E06000901", "name": "Ashcombe", "official_name": "Ashcombe Council"},
    "edition": {"id": "2026-november", "title": "November 2026"},
    "data_date": "2026-11-23",
    "headline": "Ashcombe has its data in order.",
    "sources": [
        {"title": "Planning data", "publisher": "A ministry", "licence": "Open Government Licence"},
        {"title": "Scans", "publisher": "A charity", "licence": "MIT"},
    ],
}


def shown(block: Block) -> Any:
    """A cell that displays a block."""
    bundle = {"text/html": html(block), "text/plain": plain(block), BLOCK_MIME: block}
    return code("briefing.part()", [new_output("display_data", data=bundle)])


def code(source: str, outputs: list[Any] | None = None, **metadata: Any) -> Any:
    """A code cell that has run."""
    return new_code_cell(source, execution_count=1, outputs=outputs or [], metadata=metadata)


def display(bundle: Block, **metadata: Any) -> Any:
    """A cell that displays something of an ordinary notebook."""
    return code("display(it)", [new_output("display_data", data=bundle, metadata=metadata)])


def parameters(council: str, tag: str = "parameters") -> Any:
    """The cell that names the council."""
    return code(f"council: str = {council!r}  # GSS code or name", tags=[tag])


def record(changes: Block | None = None) -> Any:
    """The last cell of a briefing."""
    bundle = {"text/plain": "Record", RECORD_MIME: RECORD | (changes or {})}
    return code("briefing.record()", [new_output("display_data", data=bundle)])


def briefing(blocks: list[Block] | None = None) -> Any:
    """An executed briefing."""
    cells = [shown(block) for block in (briefing_blocks() if blocks is None else blocks)]
    return notebook([parameters("Ashcombe"), *cells, record()])


def notebook(cells: list[Any]) -> Any:
    """A valid notebook of these cells; a text is a Markdown cell."""
    whole = new_notebook(cells=[new_markdown_cell(c) if isinstance(c, str) else c for c in cells])
    nbformat.validate(whole)
    return whole


def exported(nb: Any, **settings: Any) -> str:
    """The page of a notebook, through nbconvert."""
    page, _ = BriefingExporter(**settings).from_notebook_node(nb)
    return page


class Seen(HTMLParser):
    """A page as a browser takes it: elements with attributes in order, and the words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, *tags: str) -> list[dict[str, str]]:
        """The attributes of every element of these names."""
        return [attributes for tag, attributes in self.elements if tag in tags]

    def values(self, name: str) -> list[str]:
        """Every value of an attribute."""
        return [attributes[name] for _, attributes in self.elements if name in attributes]

    @property
    def text(self) -> str:
        """All words, the style sheet's too."""
        return "".join(self.words)
