"""What any notebook may hold, as safe and accessible HTML: Markdown, tables, figures.

Nothing passes that could run, load or hide: Markdown is rendered without raw HTML,
other HTML is cut down to a list of elements, pictures come from the notebook itself.
reading.py has refused a figure without alternative text and a table without a caption.
Plain text and streams stay out: they are for the author.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from functools import cache
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # imported late: nbconvert imports every exporter to list them
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

PICTURES = ("image/svg+xml", "image/png", "image/jpeg", "image/gif")
WORDS = {"a", "b", "br", "code", "em", "i", "img", "s", "span", "strong", "sub", "sup"}
BLOCKS = {"blockquote", "div", "h2", "h3", "h4", "hr", "p", "pre"}
LISTS = {"dd", "dl", "dt", "li", "ol", "ul"}
TABLES = {"caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
ATTRIBUTES = {
    "a": {"href"},
    "img": {"alt", "src"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
SCHEMES = {"data", "http", "https", "mailto"}


def anchor(text: str) -> str:
    """The id of a heading: its words, joined by hyphens."""
    return re.sub(r"\W+", "-", text.casefold()).strip("-") or "part"


def markdown(source: str, where: str, attachments: Mapping[str, Any] | None = None) -> str:
    """Markdown as HTML; headings have ids, raw HTML stands as text.

    `where` names the cell, `attachments` are the pictures pasted into it.
    """
    tokens = _parser().parse(source)
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            token.attrSet("id", anchor(_words(inline)))
        elif token.type in ("th_open", "td_open"):
            _put_cell(token)
        _put_pictures(inline, attachments or {})
    return _framed(_parser().renderer.render(tokens, _parser().options, {}), where)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _put_cell(token: Token) -> None:
    if token.type == "th_open":
        token.attrSet("scope", "col")
    if "right" in str(token.attrs.pop("style", "")):
        token.attrSet("class", "num")


def _words(inline: Token) -> str:
    return "".join(child.content for child in inline.children or [])


def _put_pictures(inline: Token, attachments: Mapping[str, Any]) -> None:
    for picture in (child for child in inline.children or [] if child.type == "image"):
        pasted = attachments.get(str(picture.attrGet("src")).removeprefix("attachment:"), {})
        for kind, code in pasted.items():
            picture.attrSet("src", f"data:{kind};base64,{code}")


def output(shown: Any, cell_metadata: Any, where: str) -> str:
    """One output of a code cell as HTML; empty for what is only for the author."""
    data = shown.get("data", {})
    if "text/html" in data:
        return _framed(_scoped(_cleaned(data["text/html"])), where)
    if "text/markdown" in data:
        return markdown(data["text/markdown"], where)
    for kind in PICTURES:
        if kind in data:
            return _picture(kind, data[kind], _alt(shown.get("metadata", {}), kind, cell_metadata))
    return ""


def _alt(noted: Any, kind: str, cell_metadata: Any) -> str:
    """The alternative text: the picture's own, else the output's, else the cell's."""
    own = noted.get(kind, {})
    said = [place.get("alt") for place in (own, noted, cell_metadata) if isinstance(place, Mapping)]
    return next((str(alt) for alt in said if alt), "")


def _picture(kind: str, content: str, alt: str) -> str:
    code = base64.b64encode(content.encode()).decode() if kind == "image/svg+xml" else content
    source = f"data:{kind};base64,{escape(''.join(code.split()))}"
    return f'<figure><img alt="{escape(alt)}" src="{source}"></figure>\n'


def _cleaned(html: str) -> str:
    import nh3

    kept = nh3.clean(
        html,
        tags=WORDS | BLOCKS | LISTS | TABLES,
        attributes=ATTRIBUTES,
        link_rel=None,
        url_schemes=SCHEMES,
    )
    return re.sub(r' href="data:[^"]*"', "", kept)


def _scoped(html: str) -> str:
    """Heads with a scope: of a column in the table's head, of a row in its body; no empty heads."""
    html = re.sub(r"<th\b[^>]*>(?:\s|&nbsp;)*</th>", "<td></td>", html)
    pieces = re.split(r"(<thead>.*?</thead>)", html, flags=re.DOTALL)
    return "".join(
        re.sub(r"<th\b", f'<th scope="{"col" if piece.startswith("<thead") else "row"}"', piece)
        for piece in pieces
    )


def _framed(html: str, where: str) -> str:
    """Tables of unknown width in a frame that scrolls, named since the keyboard stops there."""
    first, *others = html.split("<table>")
    frames = (
        f'<section class="tw" tabindex="0" aria-label="Table {n}, {where.lower()}"><table>{rest}'
        for n, rest in enumerate(others, 1)
    )
    return (first + "".join(frames)).replace("</table>", "</table></section>")
