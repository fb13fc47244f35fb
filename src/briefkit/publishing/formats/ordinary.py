"""What an ordinary notebook shows, as blocks: tables, words, Markdown and pictures.

Of each output the richest form is taken, as JupyterLab does: HTML, then Markdown, then a
picture. Plain text and streams are work in progress, not the document, and stay out.
"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from briefkit.errors import UnreadableNotebook
from briefkit.publishing.formats.markdown import markdown_blocks
from briefkit.publishing.formats.pictures import FORMATS, picture

Block = dict[str, Any]

_ENDS = {"p", "div", "li", "ul", "ol", "br", "h1", "h2", "h3", "h4", "h5", "h6", "section"}
_SILENT = {"style", "script", "head", "title", "template"}


def output_blocks(output: Any, *, cell: int, cell_metadata: dict[str, Any]) -> Iterator[Block]:
    """The blocks of one output.

    Raises UnreadableNotebook for a table without a caption or a picture without alt text.
    """
    data = output.get("data", {})
    if "text/html" in data:
        yield from html_blocks(data["text/html"], cell=cell)
    elif "text/markdown" in data:
        yield from markdown_blocks(data["text/markdown"], cell=cell)
    else:
        mime = next((kind for kind in FORMATS if kind in data), None)
        if mime:
            yield picture(mime, data[mime], _alt(output, mime, cell_metadata), cell=cell)


def _alt(output: Any, mime: str, cell_metadata: dict[str, Any]) -> str:
    metadata = output.get("metadata", {})
    own = metadata.get(mime, {})
    said = (own.get("alt") if isinstance(own, dict) else "") or metadata.get("alt")
    return str(said or cell_metadata.get("alt") or "")


def html_blocks(source: str, *, cell: int) -> list[Block]:
    """Tables and words of an output's HTML, in order; its looks are left behind."""
    page = _Page(cell)
    page.feed(source)
    page.close()
    page.end_words()
    return page.blocks


class _Page(HTMLParser):
    """Gathers tables, words and pictures as the parser meets them."""

    def __init__(self, cell: int) -> None:
        super().__init__(convert_charrefs=True)
        self.cell = cell
        self.blocks: list[Block] = []
        self.words: list[str] = []
        self.silent = 0
        self.table: dict[str, Any] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag == "table":
            self.end_words()
            self.table = {"caption": "", "head": [], "rows": []}
        elif tag == "img":
            self._image(dict(attrs))
        elif self.table is None and tag in _ENDS:
            self.end_words()
        elif self.table is not None and tag == "tr":
            self.table["rows"].append([])
        elif self.table is not None and tag in {"th", "td", "caption"}:
            self.words = []

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif self.table is None:
            if tag in _ENDS:
                self.end_words()
        elif tag in {"th", "td"} and self.table["rows"]:
            self.table["rows"][-1].append(self._said())
        elif tag == "caption":
            self.table["caption"] = self._said()
        elif tag == "thead":
            self.table["head"], self.table["rows"] = self.table["rows"], []
        elif tag == "table":
            self.blocks.append(_table(self.table, self.cell))
            self.table = None

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)

    def end_words(self) -> None:
        """Make a paragraph of the words so far."""
        said = self._said()
        if said and self.table is None:
            self.blocks.append({"block": "paragraph", "text": [{"text": said}]})

    def _said(self) -> str:
        said, self.words = " ".join("".join(self.words).split()), []
        return said

    def _image(self, attributes: dict[str, str | None]) -> None:
        self.end_words()
        kind, _, content = (attributes.get("src") or "").partition(";base64,")
        mime = kind.removeprefix("data:")
        if mime == "image/svg+xml":
            import base64

            content = base64.b64decode(content).decode("utf-8")
        self.blocks.append(picture(mime, content, attributes.get("alt") or "", cell=self.cell))


def _table(table: dict[str, Any], cell: int) -> Block:
    """The block of a table: one row of heads, as wide as the widest row."""
    if not table["caption"]:
        raise UnreadableNotebook(
            f"Cell {cell} shows a table without a caption. Show a data frame as "
            'frame.style.set_caption("what it holds"), run all cells, save, and export again.'
        )
    rows = [row for row in table["rows"] if row]
    head = next((row for row in table["head"] if any(row)), None) or (rows.pop(0) if rows else [])
    wide = max([len(head), *map(len, rows)])
    columns = [_column(text, at, rows) for at, text in enumerate(head + [""] * (wide - len(head)))]
    filled = [{"cells": row + [""] * (wide - len(row))} for row in rows]
    return {
        "block": "table",
        "caption": table["caption"],
        "columns": columns,
        "rows": filled,
    }


def _column(text: str, at: int, rows: list[list[str]]) -> dict[str, Any]:
    cells = [row[at] for row in rows if len(row) > at and row[at]]
    numeric = bool(cells) and all(_is_number(cell) for cell in cells)
    return {"text": text, "numeric": True} if numeric and at else {"text": text}


def _is_number(text: str) -> bool:
    return text.strip("£%+-−").replace(",", "").replace(".", "", 1).isdigit()
