"""A notebook's parts put in their places on the page.

`page` reads an executed notebook into what templates/page prints: the council's band, the
strip of strands, the list of contents, the fragments in order. `finished` mends the whole
document: heading levels without a gap, each id once, no link that leads nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup

from briefkit.errors import UnreadableNotebook
from briefkit.publishing.formats.ordinary_html import anchor, markdown, output
from briefkit.publishing.formats.quotes import curled, curled_blocks, curled_html, curled_ours
from briefkit.publishing.formats.reading import BLOCK_MIME, RECORD_MIME, RUN_AGAIN
from briefkit.publishing.formats.unruly import ruled
from briefkit.publishing.notebook import subject_of

# blocks whose heading has a fixed id
ANCHORS = {"strands": "glance"} | {
    kind: kind for kind in ("missing", "questions", "learn", "notes")
}
PLACED = ("title", "headline", "rest", "strands", "pattern", "findings", "picture")
OGL = "Contains public sector information licensed under the Open Government Licence v3.0."

Block = dict[str, Any]

MARK = re.compile(r"<!-- briefkit:([a-z]+) -->\n")
TAGS = (
    "a|b|br|caption|data|dd|details|div|dl|dt|em|figcaption|figure|h[1-6]|img|li|ol|p|section|"
    "span|strong|summary|sup|table|tbody|td|th|thead|tr|ul"
)
VALUES = (
    r'(?:alt|aria-label|class|height|id|scope|tabindex|value|width)="[^"<>]*"'
    r'|href="(?:#|https?://|mailto:)[^"<>]*"|src="data:image/svg\+xml;base64,[\w+/=]*"'
)
OURS = re.compile(rf"</?(?:{TAGS})(?: (?:{VALUES}))*>")


@dataclass(frozen=True)
class Part:
    """A fragment and what kind of block it shows (`markdown`, `output`: not one of ours)."""

    kind: str
    html: Markup


@dataclass(frozen=True)
class Entry:
    """A line of the list of contents."""

    id: str
    text: str
    number: int = 0


@dataclass(frozen=True)
class Page:
    """What the template prints."""

    head: dict[str, Any]
    contents: tuple[Entry, ...]
    credits: tuple[str, ...]
    parts: tuple[Part, ...] = field(repr=False)

    def only(self, *kinds: str) -> list[Part]:
        """The parts of these kinds, in order."""
        return [part for part in self.parts if part.kind in kinds]

    @property
    def content(self) -> list[Part]:
        """The parts that have no place of their own, in order."""
        return [part for part in self.parts if part.kind not in PLACED]


def page(nb: Any, record: Block | None, *, name: str, status: str | None) -> Page:
    """An executed notebook as what the page prints; UnreadableNotebook names the cell at fault.

    `record` is the briefing's (None: an ordinary notebook), `name` the notebook's own name,
    `status` the mark on the page (None: the draft mark of the title block).
    """
    parts: list[Part] = []
    contents: list[Entry] = []
    titles: list[Block] = []
    for shown, block in _shown(nb):
        fragment = curled_ours(shown) if block else curled_html(shown)
        parts += _split(fragment)
        contents += _entries(block) if block else _headings(fragment)
        titles += [b for b in _flat(block) if b["block"] == "title"]
    head = curled_blocks(_head(titles, record) if record else _ordinary_head(parts, name))
    if status is not None:
        head |= {"draft": status}
    credits_ = tuple(curled(line) for line in credit_lines(record or {}))
    listed = tuple(replace(entry, text=curled(entry.text)) for entry in contents)
    return Page(head, listed, credits_, tuple(_with_picture(parts)))


def _shown(nb: Any) -> Iterator[tuple[str, Block | None]]:
    """What the cells show: the fragment, and the block's data if it is one of ours."""
    for number, cell in enumerate(nb.cells, 1):
        where, tags = f"Cell {number}", set(cell.metadata.get("tags", []))
        if tags & {"remove-cell", "remove_cell"}:
            continue
        if cell.cell_type == "markdown":
            yield markdown(cell.source, where, cell.get("attachments")), None
        elif cell.cell_type == "code" and not tags & {"remove-output", "remove_output"}:
            yield from (_output(shown, cell, where) for shown in cell.outputs)


def _output(shown: Any, cell: Any, where: str) -> tuple[str, Block | None]:
    data = shown.get("data", {})
    if RECORD_MIME in data:
        return "", None
    if BLOCK_MIME not in data:
        return output(shown, cell.metadata, where), None
    html = str(data.get("text/html", ""))
    if not html or "<" in OURS.sub("", MARK.sub("", html)):
        raise UnreadableNotebook(
            f"{where} holds a block whose HTML briefkit did not write. {RUN_AGAIN}"
        )
    return html, data[BLOCK_MIME]


def _split(fragment: str) -> Iterator[Part]:
    """A fragment cut at its marks; what has none is the notebook's own."""
    first, *marked = MARK.split(fragment)
    if first.strip():
        yield Part("own", Markup(first))
    for kind, html in zip(marked[::2], marked[1::2], strict=True):
        yield Part(kind, Markup(html))


def _flat(block: Block | None) -> Iterator[Block]:
    """A block, or the blocks of a group."""
    if block and block["block"] == "group":
        for part in block.get("blocks", []):
            yield from _flat(part)
    elif block:
        yield block


def _entries(block: Block) -> Iterator[Entry]:
    """The lines that a block has in the list of contents: sections, themes, headings of level 2."""
    for b in _flat(block):
        kind = b["block"]
        title: str = b.get("title", "")
        if kind == "heading" and b["level"] == 2:
            yield Entry(b.get("id") or anchor(b["text"]), b["text"])
        elif kind == "section":
            yield Entry(b["id"], b.get("name", title), b["number"])
            themes = [s for s in b.get("blocks", []) if s.get("kind") == "theme"]
            yield from (entry for theme in themes for entry in _entries(theme))
        elif kind == "callout" and b["tone"] == "commentary":
            yield Entry("commentary", title)
        elif kind in ANCHORS:
            yield Entry(ANCHORS[kind], title)


def _headings(fragment: str) -> Iterator[Entry]:
    for found in re.finditer(r'<h2 id="([^"]+)">(.*?)</h2>', fragment):
        yield Entry(found[1], Markup(found[2]).striptags())


def _head(titles: list[Block], record: Block) -> Block:
    """The band: from the title block, or from the record where a notebook shows none."""
    about = subject_of(record)
    own = {
        "briefing": record.get("title", ""),
        "council": about["name"],
        "official_name": about["official_name"],
        "edition": record["edition"]["title"],
        "meta": [],
        "draft": "Draft",
        "invented": "",
        "description": record.get("headline", ""),
    }
    return own | (titles[0] if titles else {})


def _ordinary_head(parts: list[Part], name: str) -> Block:
    """The title is the first heading of level 1, taken from the text; else the notebook's name."""
    head: Block = dict.fromkeys(("briefing", "edition", "draft", "invented", "description"), "")
    head["meta"] = []
    for i, part in enumerate(parts):
        found = re.search(r"<h1[^>]*>(.*?)</h1>\n?", part.html, flags=re.DOTALL)
        if found:
            parts[i] = Part(part.kind, Markup(part.html.replace(found[0], "", 1)))
            return head | {"official_name": Markup(found[1]).striptags()}
    return head | {"official_name": name or "Notebook"}


def _with_picture(parts: list[Part]) -> list[Part]:
    """The first chart that stands alone goes beside the strengths and concerns."""
    charts = [i for i, part in enumerate(parts) if part.kind == "chart"]
    if charts and any(part.kind == "findings" for part in parts):
        parts[charts[0]] = replace(parts[charts[0]], kind="picture")
    return parts


def credit_lines(record: Block) -> list[str]:
    """What the licences of a briefing's sources ask for, each line once."""
    lines = dict.fromkeys(_credit(source) for source in record.get("sources", []))
    return sorted(lines, key=lambda line: line != OGL)


def _credit(source: Block) -> str:
    if "open government" in source.get("licence", "").casefold():
        return OGL
    named = ", ".join(source[key] for key in ("publisher", "title") if source.get(key))
    return f"{named}: {source.get('licence', '')}."


def finished(document: str) -> str:
    """The document with no heading level skipped, each id once, no link that leads nowhere.

    No character of it orders others about.
    """
    return ruled(_linked(_unique(_levelled(document))))


def _levelled(document: str) -> str:
    """A heading's level is its depth: none is skipped, the first is the only one of level 1."""
    outline: list[int] = []  # levels as written, outermost first

    def printed(tag: re.Match[str]) -> str:
        if not tag[1]:
            written = max(int(tag[2]), 2 if outline else 1)
            while outline and outline[-1] >= written:
                outline.pop()
            outline.append(written)
        return f"<{tag[1]}h{len(outline)}"

    return re.sub(r"<(/?)h([1-6])\b", printed, document)


def _unique(document: str) -> str:
    """Each id once: the first element keeps it."""
    seen: set[str] = set()

    def once(tag: re.Match[str]) -> str:
        if tag[2] in seen:
            return tag[1]
        seen.add(tag[2])
        return tag[0]

    return re.sub(r'(<[a-z][^<>]*?) id="([^"]*)"', once, document)


def _linked(document: str) -> str:
    """Links only where they lead somewhere; a figure without its evidence note is an error."""
    ids = set(re.findall(r' id="([^"]+)"', document))

    def led(link: re.Match[str]) -> str:
        before, target, words = link.groups()
        if target in ids:
            return link[0]
        if 'class="f"' in before:
            raise UnreadableNotebook(
                f"A figure refers to evidence {target.replace('-', ' ')}, which is not shown. "
                f"Add a cell with briefing.method(). {RUN_AGAIN}"
            )
        return "" if 'class="back"' in before else words

    return re.sub(r'<a ([^<>]*?)href="#([^"]*)">(.*?)</a>', led, document, flags=re.DOTALL)
