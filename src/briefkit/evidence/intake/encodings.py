"""Bytes as text: which encoding a file has, and when that is a guess that must be told."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Decoded:
    """A file's text. `remark` says how it was read where nothing in the file says so.

    `refusal` says why there is no text.
    """

    text: str = ""
    encoding: str = ""
    remark: str = ""
    refusal: str = ""


def decoded(content: bytes, *, declared: bool = False) -> Decoded:
    """The text of a file: by its mark, else UTF-8, else UTF-16, else Windows-1252.

    `declared`: whether the file may name its encoding itself, as HTML does.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _as(content, encoding)
    wide = _wide(content)
    if wide:
        return _as(content, wide, "the file does not say its encoding: it was read as UTF-16.")
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    named = _DECLARED.search(content[:4096]) if declared else None
    return _as(content, named[1].decode("ascii")) if named else _western(content)


def _western(content: bytes) -> Decoded:
    return _as(
        content,
        "cp1252",
        "the file is not UTF-8: it was read as Windows-1252, as Excel's plain CSV is. "
        "Look whether accents and pound signs are right.",
    )


def _as(content: bytes, encoding: str, remark: str = "") -> Decoded:
    try:
        text = content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return Decoded(
            refusal=f"the file's text is not readable as {encoding}. "
            "Save it again as CSV UTF-8 (Comma delimited), or as .xlsx."
        )
    return Decoded(text.removeprefix("\ufeff"), encoding, remark)


def _wide(content: bytes) -> str:
    """The UTF-16 of a text without a mark: in Western text every other byte is a zero."""
    start = content[:4096]
    half = len(start) // 2
    first, second = start[0::2].count(0), start[1::2].count(0)
    if half and second > 0.4 * half and first < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if half and first > 0.4 * half and second < 0.1 * half else ""
