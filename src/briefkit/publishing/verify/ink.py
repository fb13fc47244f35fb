"""Ink: the text that a PDF shows, read from its content streams in the order of drawing.

Text of the running head and foot (artifacts) is kept apart. pypdf opens the file; the
strings are decoded here, by each font's own table, which is fast enough for hundreds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdf

from briefkit.publishing.straight import straight

_IN = rb"(?:\\.|[^\\()])"
_NEST = rb"(?:" + _IN + rb"|\((?:" + _IN + rb"|\(" + _IN + rb"*\))*\))"
STRING = rb"\(" + _NEST + rb"*\)"  # brackets inside a string may stand bare where they pair
TOKEN = re.compile(
    rb"/(?P<font>[^\s/\[\]()<>]+)\s+[-\d.]+\s+Tf"
    rb"|\[(?P<array>(?:" + STRING + rb"|<[0-9A-Fa-f\s]*>|[^()<>\]])*)\]\s*TJ"
    rb"|(?P<string>" + STRING + rb"|<[0-9A-Fa-f\s]*>)\s*Tj"
    rb"|/(?P<tag>\w+)\s*(?:<<[^\r\n]*?>>|/\w+)?\s*B[DM]C"
    rb"|(?P<end>\bEMC\b)"
    rb"|/(?P<form>[^\s/\[\]()<>]+)\s+Do",
    re.DOTALL,
)
PIECE = re.compile(STRING + rb"|<[0-9A-Fa-f\s]*>", re.DOTALL)
ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
RANGE = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


@dataclass
class Ink:
    """A PDF's text: `text` is that of its pages, `edges` that of their heads and feet."""

    text: str
    edges: list[str]
    pages: int


def read_ink(path: Path) -> Ink:
    """The text of a PDF. Raises pypdf's PdfReadError where it is none."""
    reader = pypdf.PdfReader(path)
    fonts: dict[int, dict[int, str]] = {}
    body: list[str] = []
    edges = []
    for page in reader.pages:
        edge: list[str] = []
        _draw(page, page.get_contents(), fonts, body, edge)
        edges.append(straight("".join(edge)))
    return Ink(straight("".join(body)), edges, len(edges))


def _draw(
    holder: Any, stream: Any, fonts: dict[int, dict[int, str]], body: list[str], edge: list[str]
) -> None:
    """Write a stream's text to `body`, or to `edge` where it is marked as an artifact."""
    resources = holder.get("/Resources", {}).get_object()
    table: dict[int, str] = {}
    marked: list[bool] = []
    for found in TOKEN.finditer(stream.get_data()):
        kind = found.lastgroup
        if kind == "font":
            table = _font(resources, f"/{found['font'].decode('latin-1')}", fonts)
        elif kind == "tag":
            marked.append(found["tag"] == b"Artifact")
        elif kind == "end":
            marked = marked[:-1]
        elif kind == "form":
            _form(resources, found["form"], fonts, edge if any(marked) else body, edge)
        else:
            pieces = PIECE.findall(found["array"] if kind == "array" else found["string"])
            (edge if any(marked) else body).append("".join(_text(p, table) for p in pieces))


def _form(
    resources: Any, name: bytes, fonts: dict[int, dict[int, str]], body: list[str], edge: list[str]
) -> None:
    form = resources.get("/XObject", {}).get(f"/{name.decode('latin-1')}")
    if form is not None and form.get_object().get("/Subtype") == "/Form":
        _draw(form.get_object(), form.get_object(), fonts, body, edge)


def _font(resources: Any, name: str, fonts: dict[int, dict[int, str]]) -> dict[int, str]:
    font = resources["/Font"][name].get_object()
    to_unicode = font.get("/ToUnicode")
    if to_unicode is None:
        return {}
    key = id(to_unicode.get_object())
    if key not in fonts:
        fonts[key] = _table(to_unicode.get_object().get_data().decode("latin-1"))
    return fonts[key]


def _table(text: str) -> dict[int, str]:
    """Code to text, from a font's own table."""
    found: dict[int, str] = {}
    for part in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, letters in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", part):
            found[int(code, 16)] = _letters(letters)
    for part in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for first, last, letters in RANGE.findall(part):
            start = int(letters, 16)
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = chr(start + step)
    return found


def _letters(code: str) -> str:
    return bytes.fromhex(code).decode("utf-16-be")


def _text(piece: bytes, table: dict[int, str]) -> str:
    raw = _raw(piece)
    codes = (raw[at] << 8 | raw[at + 1] for at in range(0, len(raw) - 1, 2))
    return "".join(table.get(code, "\ufffd") for code in codes)


def _raw(piece: bytes) -> bytes:
    if piece.startswith(b"<"):
        return bytes.fromhex(piece[1:-1].decode("ascii"))
    if b"\\" not in piece:
        return piece[1:-1]
    return ESCAPE.sub(_escaped, piece[1:-1])


def _escaped(found: re.Match[bytes]) -> bytes:
    code = found[1]
    if code[:1].isdigit():
        return bytes([int(code, 8) & 0xFF])
    return b"" if code in (b"\n", b"\r\n") else ESCAPED.get(code, code)
