"""A page taken apart: its blocks of text with their marked figures, its charts and its tables.

Words that only a screen reader hears (class v) are left out of a block's text. `paper` is
the text as a PDF prints it, with the numbers of the notes.
"""

from __future__ import annotations

import base64
import html
import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from briefkit.publishing.straight import straight, straight_html

BLOCKS = {"title", "p", "li", "dt", "dd", "caption", "th", "td", "figcaption", "summary"}
BLOCKS |= {f"h{n}" for n in range(1, 7)}
VOID = {"meta", "link", "img", "br", "hr", "input", "path", "use"}


@dataclass
class Mark:
    """A marked figure: where it stands in its block's text, its value, and its note."""

    start: int
    shown: str
    value: str
    href: str
    note: str = ""


@dataclass
class Block:
    """A stretch of text. `within` are the tags that it stands in, each with id and classes.

    `turn` counts those of its kind before it.
    """

    tag: str
    names: str
    within: tuple[str, ...]
    text: str = ""
    paper: str = ""
    marks: list[Mark] = field(default_factory=list)
    turn: int = 0

    @property
    def kind(self) -> str:
        """Its tag with its id and classes."""
        return f"{self.tag} {self.names}".strip()


@dataclass
class Sheet:
    """A table: its id, its caption, its head and its rows, as blocks."""

    id: str
    caption: str = ""
    rows: list[list[Block]] = field(default_factory=list)

    @property
    def texts(self) -> list[list[str]]:
        """The cells' texts."""
        return [[cell.text for cell in row] for row in self.rows]


@dataclass
class Figure:
    """A chart: title, subtitle, alt text, the words drawn in it, and the table behind it."""

    id: str
    title: str = ""
    subtitle: str = ""
    alt: str = ""
    drawn: list[str] = field(default_factory=list)
    sheet: Sheet | None = None

    @property
    def caption(self) -> str:
        """The caption of the table behind it."""
        return self.sheet.caption if self.sheet else ""


@dataclass
class Page:
    """All that a page prints, in order. `blocks` are those outside tables and notes."""

    blocks: list[Block] = field(default_factory=list)
    notes: dict[str, Block] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)


def read_page(text: str) -> Page:
    """A page from its HTML."""
    reader = _Reader()
    reader.feed(straight_html(text))
    reader.close()
    turns: Counter[str] = Counter()
    for block in reader.page.blocks:
        block.turn = turns[block.kind]
        turns[block.kind] += 1
    for figure in reader.page.figures:
        figure.title, _, figure.subtitle = figure.title.partition("\n")
    return reader.page


def drawn(source: str) -> list[str]:
    """The words in a picture that stands in the page as a data address."""
    if "base64," not in source:
        return []
    picture = base64.b64decode(source.partition("base64,")[2]).decode("utf-8")
    found = re.findall(r"<(?:text|tspan|title|desc)\b[^>]*>([^<]+)", picture)
    return [straight(html.unescape(words)) for words in found]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.open: list[tuple[str, str]] = []
        self.blocks: list[Block] = []
        self.sheet: Sheet | None = None
        self.figure: Figure | None = None
        self.mark: Mark | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {key: value or "" for key, value in attrs}
        self._picture(tag, named)
        if tag in VOID:
            return
        self.open.append((tag, " ".join((named.get("id", ""), named.get("class", ""))).strip()))
        if tag == "figure":
            self.figure = Figure(named.get("id", ""))
            self.page.figures.append(self.figure)
        if tag == "table":
            self.sheet = Sheet(named.get("id", ""))
        if tag == "tr" and self.sheet is not None:
            self.sheet.rows.append([])
        if tag in BLOCKS:
            within = tuple(f"{t} {n}".strip() for t, n in self.open[:-1])
            self.blocks.append(Block(tag, self.open[-1][1], within))
        self._figure(tag, named)

    def _picture(self, tag: str, named: dict[str, str]) -> None:
        if tag == "img" and self.figure is not None:
            self.figure.alt = named.get("alt", "")
            self.figure.drawn = drawn(named.get("src", ""))
        if tag == "meta" and named.get("name") == "description":
            self.page.blocks.append(Block("meta", "", (), named.get("content", "")))
        if tag == "br" and self.blocks:
            self.blocks[-1].text += "\n"

    def _figure(self, tag: str, named: dict[str, str]) -> None:
        if not self.blocks:
            return
        if tag == "a" and named.get("class") == "f":
            self.mark = Mark(len(self.blocks[-1].text), "", "", named.get("href", ""))
            self.blocks[-1].marks.append(self.mark)
        if tag == "data":
            if self.mark is None:  # a value without its link is a figure without its note
                self.blocks[-1].marks.append(Mark(len(self.blocks[-1].text), "", "", ""))
            self.blocks[-1].marks[-1].value = named.get("value", "")

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self.open]
        if not self.blocks or "style" in tags or "script" in tags:
            return
        if any(name == "v" for _, name in self.open):
            return
        block = self.blocks[-1]
        block.paper += data
        if "sup" in tags:
            if self.mark is not None:
                self.mark.note += data
            return
        if "data" in tags and block.marks:
            block.marks[-1].shown += data
        block.text += data

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open[-1][0] != tag:
            self.open.pop()
        if self.open:
            self.open.pop()
        if tag == "a":
            self.mark = None
        if tag in BLOCKS and self.blocks:
            self._close(self.blocks.pop())
        if tag == "table" and self.sheet is not None:
            if self.figure is not None:
                self.figure.sheet = self.sheet
            else:
                self.page.sheets.append(self.sheet)
            self.sheet = None
        if tag == "figure":
            self.figure = None

    def _close(self, block: Block) -> None:
        if not block.text.strip():
            return
        if self.sheet is not None and block.tag in ("th", "td"):
            self.sheet.rows[-1].append(block)
        elif self.sheet is not None and block.tag == "caption":
            self.sheet.caption = block.text
        elif self.figure is not None and block.tag == "figcaption":
            self.figure.title = block.text
        elif block.names.startswith("note-") and block.tag == "li":
            self.page.notes[block.names.split()[0].removeprefix("note-")] = block
        else:
            self.page.blocks.append(block)
