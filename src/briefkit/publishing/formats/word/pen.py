"""The pen: paragraphs, runs, links, bookmarks and fields, as WordprocessingML.

Elements are made by lxml in the tree that python-docx keeps: its own paragraphs and cells look
a style up by name for each, which costs more than all the rest of a document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from lxml import etree

Element = Any
Span = dict[str, Any]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
LONGEST_NAME = 40  # letters that Word allows in a bookmark's name
AWAY = re.compile(r"(?:https?://|mailto:)\S+")


@dataclass(frozen=True)
class Entry:
    """A heading as the list of contents has it. `level` is 1 for a section, 2 below it."""

    level: int
    text: str
    bookmark: str


@dataclass
class Pen:
    """A document being written.

    `names` are bookmarks by what the blocks call a place; `out` gives the id of a link to an
    address; `entries` are the headings so far.
    """

    body: Element
    names: dict[str, str]
    out: Callable[[str], str]
    entries: list[Entry] = field(default_factory=list)
    ids: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def numbered(self) -> bool:
        """Whether a section has begun, whose paragraphs are numbered after it."""
        return bool(self.entries)


def bookmark_names(anchors: list[str]) -> dict[str, str]:
    """A name that Word takes for each anchor: letters, digits, underscores, each once."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for anchor in anchors:
        plain = re.sub(r"[^A-Za-z0-9]", "_", anchor)
        name = plain if plain[:1].isalpha() else f"b_{plain}"
        tries = (f"{name[: LONGEST_NAME - 6]}_{n}" for n in count(2))
        name = name[:LONGEST_NAME]
        while name.lower() in taken:
            name = next(tries)
        taken.add(name.lower())
        found[anchor] = name
    return found


def add(parent: Element, tag: str, **attributes: str) -> Element:
    """An element of Word's at the end of another, its attributes Word's too."""
    return etree.SubElement(parent, W + tag, {W + key: text for key, text in attributes.items()})


def paragraph(parent: Element, style: str) -> Element:
    """An empty paragraph of a style."""
    made = add(parent, "p")
    add(add(made, "pPr"), "pStyle", val=style)
    return made


def said(parent: Element, style: str, text: str) -> Element:
    """A paragraph of plain words."""
    made = paragraph(parent, style)
    write(made, text)
    return made


def write(parent: Element, text: str, style: str = "") -> None:
    """A run of text; a line's end becomes a line break."""
    run = add(parent, "r")
    if style:
        add(add(run, "rPr"), "rStyle", val=style)
    for number, line in enumerate(text.split("\n")):
        if number:
            add(run, "br")
        words = add(run, "t")
        words.set(SPACE, "preserve")
        words.text = line


def tab(parent: Element) -> None:
    """To the next tab stop."""
    add(add(parent, "r"), "tab")


def bookmark(pen: Pen, parent: Element, name: str) -> Element:
    """A bookmark that begins here; give what it covers, then `closed` it."""
    return add(parent, "bookmarkStart", id=str(next(pen.ids)), name=name)


def closed(parent: Element, start: Element) -> None:
    """The end of a bookmark."""
    add(parent, "bookmarkEnd", id=start.get(W + "id"))


def place(pen: Pen, parent: Element, anchor: str | None) -> None:
    """A bookmark without width, where the blocks name a place."""
    if anchor in pen.names:
        closed(parent, bookmark(pen, parent, pen.names[anchor]))


def to(pen: Pen, parent: Element, anchor: str, text: str, style: str = "Hyperlink") -> None:
    """Words that lead to a place in the document; plain words where there is no such place."""
    if anchor in pen.names:
        parent = add(parent, "hyperlink", anchor=pen.names[anchor], history="1")
    write(parent, text, style if anchor in pen.names else "")


def fielded(parent: Element, instruction: str, shown: str, style: str = "") -> None:
    """A field: what Word works out, and what stands there until it does."""
    write(add(parent, "fldSimple", instr=f" {instruction} "), shown, style)


def spans(pen: Pen, parent: Element, parts: str | list[Span]) -> None:
    """A run of spans; a figure's note number stands behind it in square brackets, as a link."""
    for span in [{"text": parts}] if isinstance(parts, str) else parts:
        place(pen, parent, span.get("anchor"))
        address = span.get("href", "")
        if address.startswith("#"):
            to(pen, parent, address[1:], span["text"])
        elif AWAY.fullmatch(address):
            _away(pen, parent, address, span["text"])
        else:
            write(parent, span["text"], _look(span))
        if "mark" in span and "note" in span:
            number = span["note"]
            to(pen, parent, f"note-{number}", f"[{number}]", "NoteReference")


def _away(pen: Pen, parent: Element, address: str, text: str) -> None:
    link = add(parent, "hyperlink", history="1")
    link.set(R + "id", pen.out(address))
    write(link, text, "Hyperlink")


def _look(span: Span) -> str:
    if "value" in span:
        return "EvidenceFigure"
    if "strong" in span:
        return "Strong"
    return "Emphasis" if "emphasis" in span else ""


def heading(pen: Pen, text: str, level: int, anchor: str | None = None) -> None:
    """A heading, as a briefing counts them: 1 is the title, 2 a section, 3 and 4 within it."""
    if level == 1:
        place(pen, said(pen.body, "Title", text), anchor)
        return
    made = paragraph(pen.body, f"Heading{min(level, 4) - 1}")
    start = bookmark(pen, made, f"_Toc{len(pen.entries) + 1:09}")
    place(pen, made, anchor)
    write(made, text)
    closed(made, start)
    pen.entries.append(Entry(level - 1, text, start.get(W + "name")))
