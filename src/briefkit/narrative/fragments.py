"""Blocks as HTML fragments and as plain sentences: what JupyterLab shows, what the page is made of.

A fragment says what things are, never how they look: no colour, no style, no script,
no inline drawing. A chart is an `<img>` with its alt text, which survives in a notebook
that JupyterLab does not trust. Colour and layout are those of templates/page/page.css.

`<!-- briefkit:KIND -->` stands before each part, so that the page can put the parts of
one output in different places; no text can forge it, since every text is escaped.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

Block = dict[str, Any]
FIRST_LEVEL = 2  # the council's name is the one heading of level 1
LINKS = ("#", "https://", "http://", "mailto:")


def html(block: Block) -> str:
    """A block (as JSON) as an HTML fragment; KeyError for a kind that is none of ours."""
    if block["block"] == "group":
        return "".join(html(part) for part in block.get("blocks", []))
    lead = _part(block["block"], show(block, FIRST_LEVEL))
    # the sentences after the lead are a part of their own: on a phone they follow the strands
    return lead + _part("rest", _macros().rest(block)) if "rest" in block else lead


def show(block: Block, level: int) -> Markup:
    """A block inside the document, its heading at `level` (2 to 4)."""
    macro = getattr(_macros(), block["block"], None)
    if macro is None:
        raise KeyError(f"No fragment is known for a block of kind {block['block']!r}.")
    return Markup(macro(block, min(level, 4)))


def _part(name: str, fragment: str) -> str:
    return f"<!-- briefkit:{name} -->\n{fragment}"


@cache
def _macros() -> Any:
    # made on first use: importing briefkit reads no file
    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals["show"] = show
    env.filters |= {"data_uri": _data_uri, "anchor": anchor}
    env.tests["safe_link"] = lambda href: href.startswith(LINKS)
    return env.get_template("fragments.html.j2").module


def _data_uri(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def anchor(text: str) -> str:
    """The id of a heading that names none: its words, joined by hyphens."""
    return re.sub(r"\W+", "-", text.casefold()).strip("-") or "part"


def plain(block: Block) -> str:
    """A block (as JSON) as readable text: what a reader gets where HTML is not shown."""
    kind = block["block"]
    if kind not in _PLAIN:
        raise KeyError(f"No plain text is known for a block of kind {kind!r}.")
    return "\n".join(line for line in _PLAIN[kind](block) if line)


Lines = Iterable[str]


def _words(parts: str | list[Block]) -> str:
    """The words of a run of spans, without marks."""
    return parts if isinstance(parts, str) else "".join(part["text"] for part in parts)


def _stop(*texts: str) -> str:
    """Texts as sentences in a row, each ended by a full stop unless it ends itself."""
    return " ".join(t if t.endswith((".", "?", "!", ":")) else f"{t}." for t in texts if t)


def _inside(block: Block) -> Lines:
    return (plain(part) for part in block.get("blocks", []))


def _title(b: Block) -> Lines:
    yield _stop(b["official_name"], f"{b['briefing']}, {b['edition']}")
    yield from (_stop(f"{label}: {value}") for label, value in b.get("meta", []))
    yield _stop(b.get("draft", ""), b.get("invented", ""))


def _strands(b: Block) -> Lines:
    yield _stop(b["title"])
    for card in b.get("cards", []):
        yield _stop(f"{card['name']}: {card['state']}", card.get("level", ""), card.get("why", ""))


def _table(b: Block) -> Lines:
    yield _stop(b["caption"])
    heads = [column["text"] for column in b["columns"]]
    for row in b.get("rows", []):
        first, *others = [_words(cell) for cell in row["cells"]]
        said = (f"{head}, {cell}" for head, cell in zip(heads[1:], others, strict=True))
        yield _stop(f"{first}: " + "; ".join(said))
    yield b.get("note", "")


def _chart(b: Block) -> Lines:
    number = f"Figure {b['number']}. " if b.get("number") else ""
    yield number + _stop(b["title"], b.get("subtitle", ""))
    yield b["alt"]


def _listed(b: Block) -> Lines:
    """Anything with a title, an introduction and items that are runs of text."""
    yield _stop(b.get("title", ""))
    yield _words(b.get("intro", ""))
    yield from (f"- {_words(item)}" for item in b.get("items", []))


def _missing(b: Block) -> Lines:
    yield _stop(b["title"], _words(b.get("intro", "")))
    for gap in b.get("items", []):
        yield "- " + _stop(gap["what"], gap.get("why", ""), gap.get("who", ""))


def _section(b: Block) -> Lines:
    yield _stop(f"{b['name']}: {b['title']}" if "name" in b else b["title"])
    yield b.get("question", "")
    yield _stop(b.get("status", ""), b.get("coverage", ""))
    yield from _inside(b)


def _questions(b: Block) -> Lines:
    yield _stop(b["title"], b.get("intro", ""))
    yield from (f"{n}. {_words(q['text'])}" for n, q in enumerate(b.get("items", []), 1))


def _learn(b: Block) -> Lines:
    yield _stop(b["title"], b.get("intro", ""))
    for teacher in b.get("items", []):
        yield "- " + _stop(f"{teacher['council']}: {teacher['what']}", _words(teacher["text"]))


def _notes(b: Block) -> Lines:
    yield _stop(b["title"])
    for note in b.get("items", []):
        about = (note["title"], note["text"], note.get("source", ""), note.get("rule", ""))
        yield f"{note['number']}. {_stop(*about)}"


_PLAIN: dict[str, Callable[[Block], Lines]] = {
    "title": _title,
    "headline": lambda b: [_words(b["lead"]), _words(b.get("rest", ""))],
    "strands": _strands,
    "pattern": lambda b: [_stop(f"{b['label']}: {b['name']}", _words(b["text"]))],
    "findings": _listed,
    "heading": lambda b: [b["text"]],
    "paragraph": lambda b: [_words(b["text"])],
    "list": _listed,
    "table": _table,
    "chart": _chart,
    "missing": _missing,
    "callout": lambda b: [_stop(b.get("title", "")), *_inside(b)],
    "section": _section,
    "questions": _questions,
    "learn": _learn,
    "notes": _notes,
    "group": _inside,
}
