"""Published briefings, and ways to spoil one digit of them: in a page, a PDF, a record, a table."""

from __future__ import annotations

import base64
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
from pypdf.generic import DecodedStreamObject, NameObject

from briefkit.publishing.verify import ink

Change = Callable[[str], str]


def one(pattern: str, new: str) -> Change:
    """A change of the first place that a pattern fits; there must be one."""

    def change(text: str) -> str:
        changed, count = re.subn(pattern, new, text, count=1)
        assert count == 1, pattern
        assert changed != text, pattern
        return changed

    return change


def in_file(path: Path, change: Change) -> None:
    """Change a text file, line ends and byte-order mark as they are."""
    text = path.read_bytes().decode("utf-8")
    path.write_bytes(change(text).encode("utf-8"))


def in_record(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change a record."""
    record = json.loads(path.read_text(encoding="utf-8"))
    before = json.dumps(record)
    change(record)
    assert json.dumps(record) != before
    path.write_text(json.dumps(record), encoding="utf-8")


def statement(record: dict[str, Any], name: str) -> dict[str, Any]:
    """A statement by its id."""
    found: dict[str, Any] = next(s for s in record["statements"] if s["id"] == name)
    return found


def figure(record: dict[str, Any], name: str, formula: str | None) -> dict[str, Any]:
    """A statement's first figure with a formula."""
    figures = statement(record, name)["figures"]
    found: dict[str, Any] = next(f for f in figures if f["formula"] == formula)
    return found


def in_drawing(alt: str, change: Change) -> Change:
    """A change inside the picture whose alt text begins so."""

    def inside(found: re.Match[str]) -> str:
        drawing = base64.b64decode(found[2]).decode("utf-8")
        return found[1] + base64.b64encode(change(drawing).encode("utf-8")).decode("ascii")

    return lambda page: re.sub(
        rf'(alt="{alt}[^>]*?base64,)([^"]+)', inside, page, count=1, flags=re.DOTALL
    )


def in_pdf(path: Path, words: str, old: str, new: str) -> None:
    """Make the first text run of a PDF that holds `words` say `new` for `old`, drawn anew."""
    writer = pypdf.PdfWriter(clone_from=path)
    for page in writer.pages:
        data = page.get_contents().get_data()
        changed = _redrawn(page, data, words, old, new)
        if changed != data:
            stream = DecodedStreamObject()
            stream.set_data(changed)
            page[NameObject("/Contents")] = writer._add_object(stream)
            writer.write(path)
            return
    raise AssertionError(f"no run of {path.name} holds {words!r}")


def _redrawn(page: Any, data: bytes, words: str, old: str, new: str) -> bytes:
    table: dict[int, str] = {}
    for found in ink.TOKEN.finditer(data):
        if found.lastgroup == "font":
            name = f"/{found['font'].decode()}"
            table = ink._font(page["/Resources"].get_object(), name, {})
        if found.lastgroup != "array":
            continue
        text = "".join(ink._text(piece, table) for piece in ink.PIECE.findall(found["array"]))
        codes = {letters: code for code, letters in table.items()}
        if words in text and all(letter in codes for letter in new):
            said = text.replace(words, words.replace(old, new), 1)
            drawn = "".join(f"{codes[letter]:04X}" for letter in said if letter in codes)
            return data[: found.start()] + f"[<{drawn}>]TJ".encode() + data[found.end() :]
    return data


def cell(path: Path, key: str, column: int, value: str) -> None:
    """Write a value into the row of a table that begins with `key`."""
    lines = path.read_text(encoding="utf-8").split("\n")
    place = next(i for i, line in enumerate(lines) if line.startswith(key))
    cells = lines[place].split(",")
    assert cells[column] not in ("", value)
    cells[column] = value
    lines[place] = ",".join(cells)
    path.write_text("\n".join(lines), encoding="utf-8")


def in_archive(path: Path, name: str, change: Change) -> None:
    """Change a file inside a Word file or a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    parts[name] = change(parts[name].decode("utf-8")).encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)


def copy_of(out: Path, folder: Path) -> Path:
    """A copy of a published folder that a test may spoil."""
    return Path(shutil.copytree(out, folder))
