"""Each kind of block in Word: which style its words have. One function a kind.

Paragraphs of a section are numbered after it, as council reports are ("2.1"), by Word itself.
Levels of headings and the names of places come with the blocks (paper.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from briefkit.errors import UnreadableNotebook
from briefkit.publishing.formats.paper import unwrapped
from briefkit.publishing.formats.word import tables
from briefkit.publishing.formats.word.pen import (
    Element,
    Pen,
    add,
    bookmark,
    closed,
    fielded,
    heading,
    paragraph,
    place,
    said,
    spans,
    tab,
    to,
    write,
)

Block = dict[str, Any]

COUNTING = 2  # the list of numbering.xml that counts


@dataclass
class Writer:
    """Writes blocks with a pen.

    `draw` puts the next picture into a paragraph; `counted` gives a list that starts at 1 by
    the number of its kind in numbering.xml. `charts` are those met so far.
    """

    pen: Pen
    draw: Callable[[Element, Block], None]
    counted: Callable[[int], int]
    charts: list[Block] = field(default_factory=list)

    def blocks(self, blocks: list[Block], *, inside: str = "") -> None:
        """Write blocks in order; `inside` is the style of a callout's paragraphs."""
        for block in unwrapped(blocks):
            if block["block"] not in KINDS:
                raise UnreadableNotebook(
                    f"Word has no place for a block of kind {block['block']!r}."
                )
            if block["block"] == "paragraph" and inside and not block.get("role"):
                spans(self.pen, paragraph(self.pen.body, inside), block["text"])
            else:
                KINDS[block["block"]](self, block)


def _prose(pen: Pen) -> str:
    return "NumberedParagraph" if pen.numbered else "BodyText"


def _title(writer: Writer, b: Block) -> None:
    body = writer.pen.body
    said(body, "Subtitle", f"{b['briefing']}, {b['edition']}")
    heading(writer.pen, b["official_name"], 1)
    if b.get("draft"):
        said(body, "DraftMark", b["draft"])
    if b.get("invented"):
        said(body, "InventedMark", b["invented"])
    for label, value in b.get("meta", []):
        line = paragraph(body, "ReportDetails")
        write(line, label, "Strong")
        tab(line)
        write(line, value)


def _headline(writer: Writer, b: Block) -> None:
    pen = writer.pen
    spans(pen, paragraph(pen.body, "Headline"), b["lead"])
    if "rest" in b:
        spans(pen, paragraph(pen.body, _prose(pen)), b["rest"])


def _strands(writer: Writer, b: Block) -> None:
    heading(writer.pen, b["title"], b["level"], b.get("anchor"))
    if b.get("cards"):
        tables.strip(writer.pen, b["cards"])


def _pattern(writer: Writer, b: Block) -> None:
    name = paragraph(writer.pen.body, "PatternName")
    write(name, f"{b['label']}: {b['name']}")
    spans(writer.pen, paragraph(writer.pen.body, _prose(writer.pen)), b["text"])


def _findings(writer: Writer, b: Block) -> None:
    # within "At a glance", as on the page
    heading(writer.pen, b["title"], 3 if writer.pen.numbered else 2)
    _bullets(writer, b)


def _heading(writer: Writer, b: Block) -> None:
    heading(writer.pen, b["text"], b["level"], b.get("anchor"))


ROLES = {"note": "SmallPrint", "descriptor": "LevelDescriptor", "code": "CodeText"}


def _paragraph(writer: Writer, b: Block) -> None:
    style = ROLES.get(b.get("role", ""), _prose(writer.pen))
    spans(writer.pen, paragraph(writer.pen.body, style), b["text"])


def _bullets(writer: Writer, b: Block) -> None:
    pen = writer.pen
    ordered = writer.counted(COUNTING) if "ordered" in b else 0
    for item in b.get("items", []):
        spans(pen, _item(pen.body, ordered), item)


def _item(body: Element, ordered: int = 0) -> Element:
    """A list's line; one that counts says which list it belongs to, for each starts at 1."""
    if not ordered:
        return paragraph(body, "ListBullet")
    made = paragraph(body, "ListNumber")
    numbering = add(made[0], "numPr")
    add(numbering, "ilvl", val="0")
    add(numbering, "numId", val=str(ordered))
    return made


def _table(writer: Writer, b: Block) -> None:
    tables.table(writer.pen, b)


def _chart(writer: Writer, b: Block) -> None:
    """Caption, picture, how to read it, and the way to its figures at the document's end."""
    pen, number = writer.pen, b.get("number", 0)
    caption = paragraph(pen.body, "Caption")
    place(pen, caption, b.get("anchor"))
    if number:
        label = bookmark(pen, caption, figure_name(b))
        write(caption, "Figure ")
        fielded(caption, "SEQ Figure \\* ARABIC", str(number))
        closed(caption, label)
        write(caption, ". ")
    write(caption, b["title"])
    if "subtitle" in b:
        said(pen.body, "ChartSubtitle", b["subtitle"])
    writer.draw(paragraph(pen.body, "Picture"), b)
    below = paragraph(pen.body, "ChartReading")
    if "reading" in b:
        write(below, b["reading"] + "\n")
    way = f"Figures behind figure {number}" if number else "Figures behind this chart"
    to(pen, below, behind(b), way)
    writer.charts.append(b)


def figure_name(chart: Block) -> str:
    """The bookmark over a chart's "Figure 3"; `turn` counts the charts of the document."""
    return f"Figure_{chart['turn']}"


def behind(chart: Block) -> str:
    """The place of the table behind a chart."""
    return f"behind-{chart['turn']}"


def _picture(writer: Writer, b: Block) -> None:
    writer.draw(paragraph(writer.pen.body, "Picture"), b)


def _logo(writer: Writer, b: Block) -> None:
    style = "Logo" if b["plate"] else "LogoOnColour"
    writer.draw(paragraph(writer.pen.body, style), b)


def _missing(writer: Writer, b: Block) -> None:
    pen = writer.pen
    _headed(writer, b)
    for gap in b.get("items", []):
        item = _item(pen.body)
        write(item, gap["what"], "Strong")
        others = [gap[key] for key in ("why", "who") if gap.get(key)]
        if others:
            write(item, ": " + " ".join(others))


def _headed(writer: Writer, b: Block) -> None:
    """A heading and, where there is one, an introduction."""
    heading(writer.pen, b["title"], b["level"], b.get("anchor"))
    if b.get("intro"):
        spans(writer.pen, paragraph(writer.pen.body, _prose(writer.pen)), b["intro"])


def _callout(writer: Writer, b: Block) -> None:
    if "level" in b:
        heading(writer.pen, b["title"], b["level"], b.get("anchor"))
    elif b.get("title"):
        said(writer.pen.body, "CautionTitle", b["title"])
    inside = "Commentary" if b.get("tone") == "commentary" else "Caution"
    writer.blocks(b.get("blocks", []), inside=inside)


def _section(writer: Writer, b: Block) -> None:
    pen, theme = writer.pen, b.get("kind") == "theme"
    number = f"Theme {b['number']}. " if theme and b.get("number") else ""
    name = f"{b['name']}: " if theme and b.get("name") else ""
    heading(pen, f"{number}{name}{b['title']}", b["level"], b.get("anchor"))
    if b.get("question"):
        said(pen.body, "ThemeQuestion", b["question"])
    standing = [b[key] for key in ("status", "coverage") if b.get(key)]
    if standing:
        said(pen.body, "ThemeStanding", "\n".join(standing))
    writer.blocks(b.get("blocks", []))


def _questions(writer: Writer, b: Block) -> None:
    pen = writer.pen
    _headed(writer, b)
    list_ = writer.counted(COUNTING)
    for question in b.get("items", []):
        spans(pen, _item(pen.body, list_), question["text"])
        if question.get("notes"):
            _rests(pen, question["notes"])


def _rests(pen: Pen, notes: list[int]) -> None:
    line = paragraph(pen.body, "RestsOn")
    write(line, "Rests on ")
    for at, number in enumerate(notes, 1):
        to(pen, line, f"note-{number}", f"note {number}")
        if at < len(notes):
            write(line, " and " if at == len(notes) - 1 else ", ")


def _learn(writer: Writer, b: Block) -> None:
    pen = writer.pen
    _headed(writer, b)
    for teacher in b.get("items", []):
        item = _item(pen.body)
        write(item, teacher["council"], "Strong")
        write(item, f": {teacher['what']}. ")
        spans(pen, item, teacher["text"])


def _notes(writer: Writer, b: Block) -> None:
    """Each note: its number, which leads back to the figure, what was read, and the rule."""
    pen = writer.pen
    heading(pen, b["title"], b["level"], b.get("anchor"))
    for note in b.get("items", []):
        line = paragraph(pen.body, "EvidenceNote")
        place(pen, line, note.get("anchor"))
        to(pen, line, f"ref-{note['number']}", str(note["number"]))
        tab(line)
        write(line, f"{note['title']}.", "Strong")
        rule = f"Rule: {note['rule']}" if note.get("rule") else ""
        write(line, " ".join(["", *filter(None, (note["text"], note.get("source", ""), rule))]))


KINDS: dict[str, Callable[[Writer, Block], None]] = {
    "title": _title,
    "headline": _headline,
    "strands": _strands,
    "pattern": _pattern,
    "findings": _findings,
    "heading": _heading,
    "paragraph": _paragraph,
    "list": _bullets,
    "table": _table,
    "chart": _chart,
    "picture": _picture,
    "logo": _logo,
    "missing": _missing,
    "callout": _callout,
    "section": _section,
    "questions": _questions,
    "learn": _learn,
    "notes": _notes,
}
"""How each kind of block is written; a group is only its parts."""
