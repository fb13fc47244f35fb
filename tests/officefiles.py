"""Files as officers hold them, made small: workbooks by openpyxl, CSV and HTML byte by byte."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Any

import openpyxl

Rows = Sequence[Sequence[Any]]


def workbook(path: Path, rows: Rows, dress: Callable[[Any], None] | None = None) -> Path:
    """A workbook of one sheet, Data; `dress` may change the sheet before it is saved."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Data"
    for row in rows:
        sheet.append(list(row))
    if dress:
        dress(sheet)
    book.save(path)
    return path


def comma_separated(path: Path, rows: Rows, encoding: str = "utf-8", sign: str = ",") -> Path:
    """A CSV file; a field is quoted where it must be."""
    path.write_bytes("".join(_line(row, sign) for row in rows).encode(encoding))
    return path


def _line(row: Sequence[Any], sign: str) -> str:
    return sign.join(_field("" if cell is None else str(cell), sign) for cell in row) + "\r\n"


def _field(text: str, sign: str) -> str:
    if any(c in text for c in (sign, '"', "\n", "\r")):
        return '"' + text.replace('"', '""') + '"'
    return text


def web_page(path: Path, rows: Rows) -> Path:
    """A table as some systems export it: HTML under whatever name the path has."""
    cells = [
        "".join(f"<td>{escape('' if c is None else str(c))}</td>" for c in row) for row in rows
    ]
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    path.write_text(
        f'<html><head><meta charset="utf-8"></head><body><table>{body}</table></body></html>',
        encoding="utf-8",
    )
    return path


def rewritten(path: Path, part: str, old: str, new: str) -> Path:
    """The workbook with one text of one of its parts exchanged, as another program writes it."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(made, "w") as after:
        for info in before.infolist():
            data = before.read(info)
            if info.filename == part:
                assert data.decode().count(old) == 1, data.decode()
                data = data.decode().replace(old, new).encode()
            after.writestr(info.filename, data)
    path.write_bytes(made.getvalue())
    return path


def said(problems: Sequence[object]) -> list[str]:
    """Problems as they are printed."""
    return [str(problem) for problem in problems]
