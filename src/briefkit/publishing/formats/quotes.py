"""Typographic quotation marks and apostrophes: data and record are typed, documents are set.

Evidence, statements and blocks hold the straight marks of a keyboard, so that texts can be
compared and searched for. Whatever makes a document sets them: `curled` a text, `curled_blocks`
the blocks that a PDF or another format is made from, `curled_ours` HTML in which every mark
that is text is escaped, as in our own fragments, `curled_html` any other. Code stays as it
is, and so does all that a browser reads and a person does not.
"""

from __future__ import annotations

import base64
import re
from html import escape, unescape
from typing import Any

OPENS_AFTER = " \t\r\n\u00a0([{/\u2013\u2014\u2018\u201c-"
PLAIN = {"block", "svg", "base64", "href", "id", "anchor", "value", "kind", "tone", "format"}
"""Keys of a block whose text no person reads."""

_MARKS = re.compile("[\"']")


def curled(text: str, before: str = "") -> str:
    """A text with its straight marks set; `before` is the character that stands in front of it.

    A mark opens at the start and after white space, a bracket or a dash, else it closes. A
    single one opens only where another one closes it: it is an apostrophe far more often.
    """

    def mark(found: re.Match[str]) -> str:
        at = found.start()
        last = text[at - 1] if at else before
        opens = not last or last in OPENS_AFTER
        if found[0] == '"':
            return "\u201c" if opens else "\u201d"
        closed = re.search(r"\w'(?!\w)", text[at + 1 :])
        return "\u2018" if opens and closed and text[at + 1 : at + 2].isalpha() else "\u2019"

    return _MARKS.sub(mark, text)


_ESCAPED = re.compile("&#(39|34);")
_DRAWING = re.compile('(src="data:image/svg[+]xml;base64,)([A-Za-z0-9+/=]+)')
_NEAR = 300  # characters in which the text before a mark, or the one that closes it, is looked for


def curled_ours(html: str) -> str:
    """HTML that Jinja or markupsafe escaped, with the marks set, in drawings too."""

    def mark(found: re.Match[str]) -> str:
        start, end = found.span()
        behind = html[max(0, start - _NEAR) : start]
        if behind.endswith(">"):
            behind = re.sub("<[^<>]*>", "", behind)
        before = "" if behind.endswith('"') else unescape(behind[-6:])[-1:]
        ahead = unescape(html[end : end + _NEAR].partition("<")[0])
        return curled(unescape(found[0]) + ahead, before)[0]

    return _DRAWING.sub(_redrawn, _ESCAPED.sub(mark, html))


def _redrawn(found: re.Match[str]) -> str:
    drawing = base64.b64decode(found[2]).decode("utf-8")
    if "'" not in drawing and "&#39;" not in drawing:
        return found[0]
    return found[1] + base64.b64encode(curled_html(drawing).encode("utf-8")).decode()


_TOKENS = re.compile(
    r"<(style|script|pre|code)\b.*?</\1\s*>|<!--.*?-->|<[^<>]*>|[^<]+", re.DOTALL | re.IGNORECASE
)
_READ_ALOUD = re.compile(r'( (?:alt|aria-label)=")([^"]*)(?=")')
_INLINE = re.compile(r"</?(?:a|abbr|b|data|em|i|s|span|strong|sub|sup|tspan)\b", re.IGNORECASE)


def curled_html(html: str) -> str:
    """HTML or SVG with the marks set in its texts, alternative texts and labels."""
    before = ""
    pieces = []
    for found in _TOKENS.finditer(html):
        piece = found[0]
        if not piece.startswith("<"):
            text = curled(unescape(piece), before)
            before = text[-1:]
            piece = escape(text, quote=False)
        elif found[1] is None:
            piece = _READ_ALOUD.sub(_attribute, piece)
            before = before if _INLINE.match(piece) else ""
        pieces.append(piece)
    return "".join(pieces)


def _attribute(found: re.Match[str]) -> str:
    return found[1] + escape(curled(unescape(found[2])))


def curled_blocks(value: Any) -> Any:
    """Blocks with the marks set in every text that is read; a run of spans is one text."""
    if isinstance(value, list):
        return _run(value)
    if not isinstance(value, dict):
        return curled(value) if isinstance(value, str) else value
    if value.get("role") == "code" or value.get("code"):
        return value
    return {
        key: curled_html(inner) if key == "svg" else inner if key in PLAIN else curled_blocks(inner)
        for key, inner in value.items()
    }


def _run(items: list[Any]) -> list[Any]:
    done, before = [], ""
    for item in items:
        if isinstance(item, dict) and isinstance(item.get("text"), str) and "block" not in item:
            text = item["text"] if item.get("code") else curled(item["text"], before)
            done.append({**curled_blocks(item), "text": text})
            before = item["text"][-1:]
        else:
            done.append(curled_blocks(item))
            before = ""
    return done
