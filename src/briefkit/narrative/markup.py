"""An officer's Markdown as blocks: paragraphs, lists, bold, italic, links and small headings.

The rest of Markdown is off, so that what a person types without thinking of Markdown is shown as
they typed it: HTML, code, quotations, pictures, rules, lines of dashes, addresses of no kind that
may be followed. No HTML is made here: the words become plain data, which whoever renders escapes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from briefkit.narrative.blocks import BulletList, Paragraph, Span, Spans

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

LINKS = ("http://", "https://", "mailto:")
OFF = (
    *("code", "fence", "blockquote", "hr", "reference", "html_block", "lheading"),
    *("backticks", "html_inline", "entity"),
)
JOINERS = "\u00ad\u200c\u200d"
REPLACEMENT = "\ufffd"

Marks = dict[str, Any]


def legible(text: str) -> str:
    """A text of one person that cannot meddle with what stands around it.

    A sign stands for each control character, those that turn the order of letters among them.
    """
    return "".join(_seen(c) if unicodedata.category(c)[0] in "CZ" else c for c in text)


def _seen(character: str) -> str:
    if character == "\n" or character in JOINERS:
        return character
    if character in "\t\r" or unicodedata.category(character)[0] == "Z":
        return " "
    return REPLACEMENT


def headings(text: str) -> list[tuple[int, str]]:
    """The headings of level 1 (`# Skills`): the line of each, counted from 0, and its words."""
    tokens = _parser().parse(text)
    return [
        (token.map[0], tokens[at + 1].content)
        for at, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h1" and token.level == 0 and token.map
    ]


def blocks(text: str) -> tuple[Paragraph | BulletList, ...]:
    """Words as paragraphs and lists; a heading is a paragraph in bold."""
    from markdown_it.tree import SyntaxTreeNode

    tree = SyntaxTreeNode(_parser().parse(text))
    return tuple(block for node in tree.children for block in _blocks(node))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).disable(OFF)
    parser.validateLink = lambda url: url.startswith(LINKS)  # type: ignore[method-assign]
    return parser


def _blocks(node: SyntaxTreeNode) -> Iterator[Paragraph | BulletList]:
    if node.type in ("bullet_list", "ordered_list"):
        items = tuple(item for child in node.children for item in _items(child))
        start = node.attrs.get("start", 1)
        if isinstance(start, int) and start != 1:  # "2026. A year": no list of ours starts so
            yield from (Paragraph((Span(f"{start + n}. "), *item)) for n, item in enumerate(items))
        else:
            yield BulletList(items, ordered=node.type == "ordered_list")
        return
    said = _inline(node, {"strong": True} if node.type == "heading" else {})
    if said:
        yield Paragraph(said)


def _items(item: SyntaxTreeNode) -> Iterator[Spans]:
    """A list item's own words, then those of the lists inside it, one after another."""
    own: list[Span] = []
    inner: list[Spans] = []
    for child in item.children:
        if child.type in ("bullet_list", "ordered_list"):
            inner += [said for nested in child.children for said in _items(nested)]
        else:
            own += [*([Span(" ")] if own else []), *_inline(child, {})]
    if own:
        yield tuple(own)
    yield from inner


def _inline(node: SyntaxTreeNode, marks: Marks) -> Spans:
    inline = [child for child in node.children if child.type == "inline"]
    return tuple(s for child in inline for s in _spans(child, marks) if s.text)


def _spans(node: SyntaxTreeNode, marks: Marks) -> Iterator[Span]:
    for child in node.children:
        if child.type == "image":  # shown as it was typed: a picture is no words
            yield Span(f"![{child.content}]({child.attrs.get('src', '')})", **marks)
        elif child.children:
            yield from _spans(child, marks | _mark(child))
        else:
            yield Span(" " if child.type.endswith("break") else child.content, **marks)


def _mark(node: SyntaxTreeNode) -> Marks:
    if node.type in ("strong", "em"):
        return {"strong": True} if node.type == "strong" else {"emphasis": True}
    return {"href": str(node.attrs["href"])} if node.type == "link" else {}
