"""Markdown cells as blocks: headings, paragraphs, lists, tables, quotations, pictures.

Blocks are dicts of the same shape as those that a briefing's cells display. Beyond that
contract a span may say `emphasis`, a paragraph may have the role `code`, and a pasted
picture is a block `picture`. HTML inside Markdown is plain text, as on the HTML page.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from briefkit.errors import UnreadableNotebook
from briefkit.publishing.formats.pictures import picture

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

Block = dict[str, Any]
Span = dict[str, Any]

_LEAVES = {"text", "code_inline", "html_inline"}
_SAFE_LINKS = ("http://", "https://", "mailto:", "#")


def markdown_blocks(
    source: str, *, cell: int = 0, attachments: dict[str, dict[str, str]] | None = None
) -> list[Block]:
    """The blocks of a Markdown text; `cell` is named if a picture cannot be printed.

    `attachments` are the pictures pasted into the cell: name, then MIME type and base64.
    """
    from markdown_it.tree import SyntaxTreeNode

    tree = SyntaxTreeNode(_parser().parse(source))
    pasted = attachments or {}
    return [block for node in tree.children for block in _node_blocks(node, cell, pasted)]


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _node_blocks(node: SyntaxTreeNode, cell: int, pasted: dict[str, Any]) -> Iterator[Block]:
    spans = _inline(node)
    if node.type == "heading":
        yield {"block": "heading", "text": _plain(spans), "level": int(node.tag[1])}
    elif node.type == "paragraph":
        if _plain(spans).strip():
            yield {"block": "paragraph", "text": spans}
        yield from _pasted(node, cell, pasted)
    elif node.type in {"bullet_list", "ordered_list"}:
        items = [item for child in node.children for item in _items(child)]
        ordered = {"ordered": True} if node.type == "ordered_list" else {}
        yield {"block": "list", "items": items, **ordered}
        yield from _pasted(node, cell, pasted)
    elif node.type == "table":
        yield _table(node)
    elif node.type == "blockquote":
        inner = [b for child in node.children for b in _node_blocks(child, cell, pasted)]
        yield {"block": "callout", "tone": "caveat", "blocks": inner}
    elif node.type in {"fence", "code_block"}:
        yield {"block": "paragraph", "text": [{"text": node.content.rstrip()}], "role": "code"}


def _items(item: SyntaxTreeNode) -> Iterator[list[Span]]:
    """A list item's own words, then those of the lists inside it, one after another."""
    own: list[Span] = []
    inner: list[list[Span]] = []
    for child in item.children:
        if child.type in {"bullet_list", "ordered_list"}:
            inner += [spans for nested in child.children for spans in _items(nested)]
        else:
            own += ([{"text": " "}] if own else []) + _inline(child)
    yield own
    yield from inner


def _table(node: SyntaxTreeNode) -> Block:
    rows = [row for part in node.children for row in part.children]
    head, *body = [[_inline(cell) for cell in row.children] for row in rows]
    numeric = ["right" in str(cell.attrs.get("style", "")) for cell in rows[0].children]
    columns = [
        {"text": _plain(spans), **({"numeric": True} if right else {})}
        for spans, right in zip(head, numeric, strict=True)
    ]
    return {
        "block": "table",
        "caption": "",
        "columns": columns,
        "rows": [{"cells": cells} for cells in body],
    }


def _inline(node: SyntaxTreeNode) -> list[Span]:
    """The spans of a node's words."""
    inline = [child for child in node.children if child.type == "inline"]
    return [span for child in inline for span in _spans(child, {}) if span["text"]]


def _spans(node: SyntaxTreeNode, marks: dict[str, Any]) -> Iterator[Span]:
    for child in node.children:
        if child.type in _LEAVES:
            yield {"text": child.content, **marks}
        elif child.type in {"softbreak", "hardbreak"}:
            yield {"text": " " if child.type == "softbreak" else "\n", **marks}
        elif child.type != "image":
            yield from _spans(child, marks | _mark(child))


def _mark(node: SyntaxTreeNode) -> dict[str, Any]:
    if node.type == "strong":
        return {"strong": True}
    if node.type == "em":
        return {"emphasis": True}
    href = str(node.attrs.get("href", ""))
    return {"href": href} if href.startswith(_SAFE_LINKS) else {}


def _plain(spans: list[Span]) -> str:
    return "".join(span["text"] for span in spans)


def _pasted(node: SyntaxTreeNode, cell: int, pasted: dict[str, Any]) -> Iterator[Block]:
    """The pictures of a node; only those that the notebook itself carries can be printed."""
    for image in (found for found in node.walk() if found.type == "image"):
        source = str(image.attrs.get("src", ""))
        bundle = pasted.get(source.removeprefix("attachment:"))
        if bundle is None:
            raise UnreadableNotebook(
                f"Cell {cell} shows a picture that the notebook does not hold ({source}). "
                "Paste the picture into the cell, or draw it in a code cell."
            )
        mime, content = next(iter(bundle.items()))
        yield picture(mime, content, image.content, cell=cell)
