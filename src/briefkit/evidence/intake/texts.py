"""Letters that went wrong on the way: mojibake, lost letters, and marks that nobody sees."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

# a letter of two or three bytes in UTF-8, read as Windows-1252: each byte became a sign of its own
_BYTES = {bytes([n]).decode("cp1252", "ignore") or chr(n): n for n in range(128, 256)}
_BYTES |= {chr(n): n for n in range(128, 160)}
_REST = "".join(re.escape(sign) for sign, byte in _BYTES.items() if byte < 192)
_BROKEN = re.compile(f"[ÂÃÄÅ][{_REST}]|[âï][{_REST}]{{2}}")
_EXPECTED = re.compile("[\u00a0-\u017f\u2010-\u2044\u20ac\u2122\u2212\ufeff\ufffd]")

ORDERS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that make a text show in another order than it is written in."""


def mended(text: str) -> str:
    """A text with its mojibake put right ("Ynys MÃ´n" gives "Ynys Môn"); the same without any."""
    return _BROKEN.sub(_letter, text) if not text.isascii() else text


def _letter(found: re.Match[str]) -> str:
    try:
        letter = bytes(_BYTES[sign] for sign in found[0]).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
    return letter if _EXPECTED.fullmatch(letter) else found[0]


def unseen(text: str) -> str:
    """The characters of a text that nobody sees and that order or control it, each once."""
    if text.isascii() and text.isprintable():
        return ""
    return "".join(dict.fromkeys(c for c in text if _is_unseen(c)))


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf") and sign not in "\n\r\t"


def without(text: str, signs: str) -> str:
    """A text without these characters."""
    return text.translate(dict.fromkeys(map(ord, signs))) if signs else text


def legible(text: str) -> str:
    """A text with a sign in the place of each character that nobody sees; lines and tabs stay."""
    return text.translate(dict.fromkeys(map(ord, unseen(text)), "\ufffd"))


def filled(text: str, names: Mapping[str, str]) -> str:
    """A text with what each name in braces stands for; braces around anything else stay."""
    return re.sub(r"\{(\w+)\}", lambda found: names.get(found[1], found[0]), text)


def is_dangerous(signs: str) -> bool:
    """Whether any of these control a machine or turn the order of a text."""
    return any(c in ORDERS or unicodedata.category(c) == "Cc" for c in signs)


def named(signs: str) -> str:
    """Characters by their numbers: U+200E."""
    return ", ".join(f"U+{ord(c):04X}" for c in signs)


def plain_spaces(text: str) -> str:
    """A text with every kind of space as a plain one, and none at its ends or twice."""
    return " ".join(text.split())
