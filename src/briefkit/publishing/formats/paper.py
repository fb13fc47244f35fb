"""Blocks made ready for paper: what a page of HTML forgives, a PDF does not.

`for_paper` gives copies of the blocks with the levels of their headings, with link
targets named once, with groups taken apart, and with only characters that the
document's typefaces can draw. Texts stay plain text; nothing here knows Typst.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from briefkit.publishing.formats.quotes import curled_blocks

Block = dict[str, Any]

REPLACEMENT = "\ufffd"
# every character of these ranges is in the typefaces: most documents end here
_UNUSUAL = re.compile(
    r"[^\n\x20-\x7e\u00a0-\u017e\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac\u2212]"
)
_JOINERS = "\u00ad\u200c\u200d"
_HEADED = {"strands", "pattern", "findings", "missing", "section", "questions", "learn", "notes"}
_NAMED = {"missing", "questions", "learn"}


@dataclass
class _Outline:
    """What has been met on the way through the document."""

    last: int = 0
    anchors: set[str] = field(default_factory=set)


def for_paper(
    blocks: list[Block], drawable: Callable[[str], bool]
) -> tuple[list[Block], list[str]]:
    """Blocks with levels, anchors and drawable text, and the names of all anchors.

    `drawable` says whether the typefaces have a character; it is asked about unusual
    ones only. Heading levels start at 1 and never skip one.
    """
    met = _Outline()
    legible = _legible(curled_blocks(blocks), drawable)
    return _placed(legible, 2, met), sorted(met.anchors)


def unwrapped(blocks: list[Block]) -> Iterator[Block]:
    """Blocks with every group replaced by what it holds."""
    for block in blocks:
        if block["block"] == "group":
            yield from unwrapped(block.get("blocks", []))
        else:
            yield block


def opened(blocks: list[Block], title: str) -> list[Block]:
    """The blocks with what opens the document in front: its title, headline and glance."""
    flat = list(unwrapped(blocks))
    opening = [
        next((block for block in flat if block["block"] == kind), None)
        for kind in ("title", "headline", "strands")
    ]
    first = [block for block in opening if block is not None]
    rest = [block for block in flat if not any(block is other for other in first)]
    headings = [block for block in flat if block["block"] == "heading"]
    if opening[0] is None and not (headings and headings[0].get("level") == 1):
        first.insert(0, {"block": "heading", "level": 1, "text": title})
    return first + rest


def _placed(blocks: list[Block], depth: int, met: _Outline) -> list[Block]:
    return [_place(block, depth, met) for block in unwrapped(blocks)]


def _place(block: Block, depth: int, met: _Outline) -> Block:
    """One block with its level, its anchor, and its spans' and inner blocks' own."""
    placed = dict(block)
    wanted = _wanted_level(block, depth, met)
    if wanted:
        placed["level"] = met.last = min(wanted, met.last + 1, 6)
    _anchor(placed, _name_of(block), met)
    for key, value in block.items():
        if key == "blocks":
            placed[key] = _placed(value, depth + (block["block"] == "section"), met)
        elif isinstance(value, list | dict):
            placed[key] = _anchored_inside(value, met)
    return placed


def _wanted_level(block: Block, depth: int, met: _Outline) -> int:
    """The level of a block's heading; 0 when it has none."""
    kind = block["block"]
    if kind == "title":
        return 1
    if kind == "heading":
        level = int(block.get("level", 2))
        return level if met.last == 0 else max(level, 2)
    if kind in _HEADED or (kind == "callout" and block.get("tone") == "commentary"):
        return depth
    return 0


def _name_of(block: Block) -> str:
    return str(block.get("id") or (block["block"] if block["block"] in _NAMED else ""))


def _anchored_inside(value: Any, met: _Outline) -> Any:
    """Spans that are a figure's first mention, and notes, with their anchors."""
    if isinstance(value, list):
        return [_anchored_inside(item, met) for item in value]
    if not isinstance(value, dict):
        return value
    inside = {key: _anchored_inside(item, met) for key, item in value.items()}
    if value.get("first") and "note" in value:
        _anchor(inside, f"ref-{value['note']}", met)
    elif "statement" in value and "number" in value:
        _anchor(inside, f"note-{value['number']}", met)
    elif value.get("block") == "table":
        _anchor(inside, _name_of(value), met)
    return inside


def _anchor(target: dict[str, Any], name: str, met: _Outline) -> None:
    # a second place of the same name stays without: a link must know where to go
    if name and name not in met.anchors:
        met.anchors.add(name)
        target["anchor"] = name


def _legible(value: Any, drawable: Callable[[str], bool]) -> Any:
    if isinstance(value, str):
        return legible(value, drawable)
    if isinstance(value, list | tuple):
        return [_legible(item, drawable) for item in value]
    if isinstance(value, dict):
        return {key: _legible(item, drawable) for key, item in value.items()}
    return value


def legible(text: str, drawable: Callable[[str], bool]) -> str:
    """The text with a replacement sign for what cannot be drawn.

    Control characters that turn the order of other people's text are not drawn either.
    """

    def seen(found: re.Match[str]) -> str:
        character = found.group()
        if character in "\t\r" or unicodedata.category(character) in {"Zs", "Zl", "Zp"}:
            return character if drawable(character) and character not in "\t\r" else " "
        if unicodedata.category(character).startswith("C") and character not in _JOINERS:
            return REPLACEMENT
        return character if drawable(character) else REPLACEMENT

    return _UNUSUAL.sub(seen, text)
