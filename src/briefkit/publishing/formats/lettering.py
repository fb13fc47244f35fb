"""A chart's letters in a document's own typeface: only where the SVG names one is it changed."""

from __future__ import annotations

import re

_TAG = re.compile(r"<[A-Za-z][^<>]*>")
_FAMILY = re.compile(r"""(font-family\s*=\s*)("[^"]*"|'[^']*')""")
_FAMILY_STYLE = re.compile(r"""(font-family:\s*)[^;"<>]+""")
_SHORTHAND = re.compile(r"""(font:\s*[^;"<>]*?\d(?:px|pt|em|%)?)\s+[^;"<>]+""")


def lettered(svg: str, typeface: str) -> str:
    """The SVG with `typeface` wherever it names one, and on its root."""

    def tag(found: re.Match[str]) -> str:
        own = _FAMILY.sub(rf'\1"{typeface}"', found.group())
        return _SHORTHAND.sub(rf"\1 '{typeface}'", _FAMILY_STYLE.sub(rf"\1'{typeface}'", own))

    named = _TAG.sub(tag, svg)
    root = re.search(r"<svg\b[^<>]*>", named)
    if root and "font-family" not in root.group():
        return named.replace("<svg", f'<svg font-family="{typeface}"', 1)
    return named
