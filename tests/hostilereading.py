"""What stands in each document of a briefing, as its own kind of reader reads it: words alone.

White space is left out, for lines break where they like; so are characters that nobody sees and
the sign that stands for them, since each format has its own way with those.
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdf
from bs4 import BeautifulSoup

from briefkit.publishing.straight import straight


def words(text: str) -> str:
    """A text without spaces and unseen characters, its quotation marks straight."""
    kept = (c for c in straight(text) if unicodedata.category(c)[0] not in "CZ" and c != "\ufffd")
    return "".join(kept)


def of_html(path: Path) -> str:
    """The text of a page as a parser sees it, and its texts for those who do not see pictures."""
    page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
    for style in page("style"):
        style.extract()
    alts = [str(picture["alt"]) for picture in page("img")]
    return words(page.get_text() + "\n".join(alts))


@cache
def pdf_text(path: Path) -> str:
    """The text of a PDF, page after page, as it is drawn."""
    return "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def of_pdf(path: Path) -> str:
    """The words of a PDF."""
    return words(pdf_text(path))


def of_word(path: Path) -> str:
    """The text of a Word document, its edges too."""
    document = docx.Document(str(path))
    parts = [document.element.body, *(s.footer._element for s in document.sections)]
    return words("".join(n.text or "" for p in parts for n in p.iter() if n.tag.endswith("}t")))


def cells(path: Path) -> Iterator[Any]:
    """Every cell of a workbook that holds something."""
    for sheet in openpyxl.load_workbook(path):
        yield from (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)


def of_workbook(path: Path) -> str:
    """The values of a workbook's cells."""
    return words("\n".join(str(cell.value) for cell in cells(path)))


def rows(path: Path) -> list[list[str]]:
    """The cells of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def of_csv(path: Path) -> str:
    """The cells of a CSV file as one text."""
    return words("\n".join(cell for row in rows(path) for cell in row))


def of_json(path: Path) -> str:
    """Every text in a JSON file."""
    return words("\n".join(_texts(json.loads(path.read_text("utf-8")))))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, str):
        yield value


READERS: dict[str, tuple[str, Callable[[Path], str]]] = {
    "html": ("briefing.html", of_html),
    "pdf": ("briefing.pdf", of_pdf),
    "docx": ("briefing.docx", of_word),
    "xlsx": ("evidence.xlsx", of_workbook),
    "csv": ("evidence.csv", of_csv),
    "json": ("statements.json", of_json),
}


def everything(folder: Path, *kinds: str) -> dict[str, str]:
    """What stands in each document of a briefing; in those of some kinds where they are named."""
    wanted = {kind: READERS[kind] for kind in kinds or READERS}
    return {kind: reader(folder / name) for kind, (name, reader) in wanted.items()}


def links(path: Path) -> list[str]:
    """Where a page's links and pictures lead, but for places in itself and what it carries."""
    page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
    named = [str(tag[key]) for key in ("href", "src", "action") for tag in page.select(f"[{key}]")]
    return [place for place in named if not re.match(r"#|data:image/", place)]


def orders(path: Path) -> list[str]:
    """What a page would have a browser do: its scripts, and what waits for an event."""
    page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
    waiting = [f"{tag.name} {key}" for tag in page(True) for key in tag.attrs if key[:2] == "on"]
    return [*(script.get_text() for script in page("script")), *waiting]
