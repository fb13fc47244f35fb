"""Quotation marks of a document as the evidence has them: straight, as on a keyboard.

Documents set them typographically; whoever compares a document with its record undoes that.
"""

from __future__ import annotations

_STRAIGHT = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})


def straight(text: str) -> str:
    """A text with straight apostrophes and quotation marks."""
    return text.translate(_STRAIGHT)


def straight_html(html: str) -> str:
    """HTML with straight ones, escaped, so that none can end an attribute."""
    return html.translate({mark: f"&#{ord(plain)};" for mark, plain in _STRAIGHT.items()})
