"""The blocks of a published notebook as passages: every text with its kind, place and role."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from briefkit.publishing.lint.texts import OFFICERS, Passage, Span

Block = dict[str, Any]
Texts = Iterator[Passage]

# the ids of parts that every briefing has, whatever is found, and what their prose is
ROLES = {"method": "method", "missing": "missing"}


@dataclass(frozen=True)
class Figure:
    """A chart: its texts, the cells of its table, and the table's caption."""

    id: str
    title: str
    subtitle: str
    alt: str
    caption: str
    cells: tuple[str, ...]


def walk(block: Block) -> Iterator[Block]:
    """A block and every block inside it."""
    yield block
    for inner in block.get("blocks", []):
        yield from walk(inner)
    if "table" in block:
        yield from walk(block["table"])


def charts(block: Block) -> Iterator[Figure]:
    """Every chart in a block."""
    for found in walk(block):
        if found.get("block") == "chart":
            table = found.get("table", {})
            cells = [_words(c) for row in table.get("rows", []) for c in row["cells"]]
            texts = {key: found.get(key, "") for key in ("id", "title", "subtitle", "alt")}
            yield Figure(**texts, caption=table.get("caption", ""), cells=tuple(cells))


def passages(block: Block, section: str = "") -> Texts:
    """Every text of a block and of the blocks inside it, in the order of the document."""
    for found in _KINDS.get(block.get("block", ""), _unknown)(block, section):
        role = found.role or ROLES.get(found.section, "")
        yield replace(found, role=role)


_OF_A_SPAN = tuple(field.name for field in fields(Span))


def _spans(text: Any) -> tuple[Span, ...]:
    if isinstance(text, str):
        return (Span(text),)
    return tuple(Span(**{key: s[key] for key in _OF_A_SPAN if key in s}) for s in text or ())


def _words(text: Any) -> str:
    return "".join(span.text for span in _spans(text))


def _one(kind: str, place: str, text: Any, section: str = "", role: str = "") -> Texts:
    spans = _spans(text)
    if spans:
        yield Passage(kind, place, spans, section, role)


def _title(b: Block, _: str) -> Texts:
    for key in ("briefing", "edition", "draft", "invented"):
        yield from _one("label", "title", b.get(key, ()))
    yield from _one("given", "title", b.get("official_name", ()))
    for label, value in b.get("meta", []):
        yield from _one("label", "title", f"{label}: {value}")


def _headline(b: Block, _: str) -> Texts:
    yield from _one("prose", "headline", b["lead"], "headline")
    yield from _one("prose", "headline", b.get("rest"), "headline")


def _strands(b: Block, _: str) -> Texts:
    yield from _one("heading", "glance", b["title"])
    for card in b.get("cards", []):
        for key in ("name", "asks", "state", "why", "level"):
            yield from _one("label", "glance", card.get(key, ()), "glance")


def _pattern(b: Block, _: str) -> Texts:
    yield from _one("heading", "pattern", b["name"])
    yield from _one("prose", "pattern", b["text"], "pattern")


def _findings(b: Block, _: str) -> Texts:
    place = f"{b['tone']}s"
    yield from _one("heading", place, b["title"])
    for item in b.get("items", []):
        yield from _one("prose", place, item, place)


def _heading(b: Block, section: str) -> Texts:
    yield from _one("heading", section or "heading", b["text"], section)


def _paragraph(b: Block, section: str) -> Texts:
    role = "caveat" if b.get("role") == "note" else ""
    yield from _one("prose", section or "text", b.get("text"), section, role)


def _list(b: Block, section: str) -> Texts:
    for item in b.get("items", []):
        yield from _one("label", section or "list", item, section)


def _table(b: Block, section: str) -> Texts:
    place = f"{section} table".strip()
    yield from _one("caption", place, b.get("caption", ()), section)
    for column in b.get("columns", []):
        yield from _one("label", place, column["text"], section)
    for row in b.get("rows", []):
        for cell in row["cells"]:
            yield Passage("cell", place, _spans(cell), section)
    yield from _one("key", place, b.get("note", ()), section)


def _chart(b: Block, section: str) -> Texts:
    place = b.get("id", "chart")
    yield from _one("heading", place, b.get("title", ()), section)
    yield from _one("caption", place, b.get("subtitle", ()), section)
    yield Passage("alt", f"{place} alt text", _spans(b.get("alt", "")), section)
    yield from _one("key", place, b.get("reading", ()), section)
    yield from _table(b.get("table", {}), place)


def _missing(b: Block, _: str) -> Texts:
    yield from _one("heading", "missing", b["title"])
    yield from _one("prose", "missing", b.get("intro"), "missing")
    for gap in b.get("items", []):
        yield from _one("label", "missing", gap["what"], "missing")
        for key in ("why", "who"):
            yield from _one("prose", "missing", gap.get(key) or (), "missing")


def _callout(b: Block, section: str) -> Texts:
    if b.get("tone") == "commentary":  # an officer's own words, dated and marked as such
        said = (p for inner in b.get("blocks", []) for p in passages(inner))
        yield from (Passage(OFFICERS, "commentary", p.spans) for p in said)
        return
    role = "caveat" if b.get("tone") in ("caveat", "invented", "stale") else ""
    yield from _one("heading", section or "callout", b["title"], section, role)
    for inner in b.get("blocks", []):
        yield from (replace(p, role=p.role or role) for p in passages(inner, section))


def _section(b: Block, section: str) -> Texts:
    here = b.get("id") or section
    yield from _one("heading", here, b["title"], here)
    for key in ("name", "question", "status", "coverage"):
        yield from _one("label", here, b.get(key) or (), here)
    for inner in b.get("blocks", []):
        yield from passages(inner, here)


def _questions(b: Block, _: str) -> Texts:
    yield from _one("heading", "questions", b["title"])
    yield from _one("prose", "questions", b.get("intro") or (), "questions")
    for item in b.get("items", []):
        yield from _one("question", "questions", item["text"], "questions")


def _learn(b: Block, _: str) -> Texts:
    yield from _one("heading", "learn", b["title"])
    yield from _one("prose", "learn", b.get("intro") or (), "learn")
    for item in b.get("items", []):
        yield from _one("label", "learn", item["what"], "learn")
        yield from _one("prose", "learn", item["text"], "learn")


def _notes(b: Block, section: str) -> Texts:
    yield from _one("heading", "notes", b["title"], section)
    for note in b.get("items", []):
        place = f"note {note['number']}"
        yield from _one("label", place, note["title"], section)
        ours, addresses = _parted(note["text"])
        yield from _one("note", place, ours, section)
        yield from _one("given", place, addresses or (), section)
        yield from _one("given", place, note.get("source") or (), section)
        yield from _one("note", place, note.get("rule") or (), section)


def _parted(text: str) -> tuple[str, str]:
    """A note's text without its brackets, and the brackets: addresses of rows in files."""
    kept: dict[bool, list[str]] = {False: [], True: []}
    depth = 0
    for letter in text:
        depth += letter == "("
        kept[depth > 0].append(letter)
        depth -= letter == ")"
    ours = "".join(kept[False])
    return re.sub(r"\s+(?=[;.,]|$)", "", ours), "".join(kept[True])


def _group(b: Block, section: str) -> Texts:
    for inner in b.get("blocks", []):
        yield from passages(inner, section)


def _unknown(b: Block, section: str) -> Texts:
    """A block of a kind that the lint was never told of: every text in it, as prose."""
    for value in b.values():
        if isinstance(value, str):
            yield from _one("prose", section or str(b.get("block")), value, section)
    yield from _group(b, section)


_KINDS: dict[str, Callable[[Block, str], Texts]] = {
    "title": _title,
    "headline": _headline,
    "strands": _strands,
    "pattern": _pattern,
    "findings": _findings,
    "heading": _heading,
    "paragraph": _paragraph,
    "list": _list,
    "table": _table,
    "chart": _chart,
    "missing": _missing,
    "callout": _callout,
    "section": _section,
    "questions": _questions,
    "learn": _learn,
    "notes": _notes,
    "group": _group,
}
