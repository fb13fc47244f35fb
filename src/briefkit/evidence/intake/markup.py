"""HTML tables, which some councils' systems export under the name of a workbook."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from briefkit.evidence.intake.cells import Cell, Grid, Merge, trimmed
from briefkit.evidence.intake.encodings import decoded
from briefkit.evidence.tables import Problem

MOST_SPANNED = 1000  # rows or columns that one cell may stand over
_SKIPPED = ("script", "style", "head", "title")
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCKS = ("br", "p", "div", "li")


def read_markup(content: bytes, file: str) -> tuple[tuple[Grid, ...], list[Problem], list[Problem]]:
    """Every table of an HTML file as a sheet of its own, its problems and its remarks."""
    found = decoded(content, declared=True)
    if found.refusal:
        return (), [Problem(file, None, "", found.refusal)], []
    remarks = [Problem(file, None, "", found.remark)] * bool(found.remark)
    reader = _Reader()
    reader.feed(found.text)
    reader.close()
    problems = [Problem(file, None, "", said) for said in reader.problems]
    if reader.open:
        problems.append(Problem(file, None, "", "a table does not end: the file was cut short."))
    tables = [t for t in (*reader.tables, *reader.open) if t.rows]
    if not tables:
        problems.append(Problem(file, None, "", "this is a web page without a table."))
    grids = tuple(_grid(table, n, file) for n, table in enumerate(tables, 1))
    for grid in grids:
        if grid.hidden_rows:
            said = f"{len(grid.hidden_rows)} hidden row(s), read as the others are."
            remarks.append(Problem(file, None, "", said, grid.name))
    return grids, problems, remarks


@dataclass
class _Td:
    """A cell as it is read: its text, and how many rows and columns it stands over."""

    down: int
    across: int
    text: list[str] = field(default_factory=list)


@dataclass
class _Table:
    """A table as it is read."""

    rows: list[list[_Td]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    caption: list[str] = field(default_factory=list)
    cell: _Td | None = None
    in_caption: bool = False


class _Reader(HTMLParser):
    """Tables, innermost first; the text of a table inside a cell is not the cell's."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self.open: list[_Table] = []
        self.problems: list[str] = []
        self.skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, row or cell."""
        given = {key: value or "" for key, value in attrs}
        if tag in _SKIPPED:
            self.skipping += 1
        elif tag == "table":
            self.open.append(_Table())
        elif self.open:
            self._inside(tag, given, self.open[-1])

    def _inside(self, tag: str, given: dict[str, str], table: _Table) -> None:
        if tag == "tr":
            table.cell, table.in_caption = None, False
            table.rows.append([])
            if "hidden" in given or _UNSEEN.search(given.get("style", "")):
                table.hidden.add(len(table.rows))
        elif tag in ("td", "th"):
            if not table.rows:
                table.rows.append([])
            table.cell = _Td(self._span(given, "rowspan"), self._span(given, "colspan"))
            table.rows[-1].append(table.cell)
        elif tag == "caption":
            table.in_caption = True
        elif tag in _BLOCKS and table.cell is not None and table.cell.text:
            table.cell.text.append(" ")

    def _span(self, given: dict[str, str], key: str) -> int:
        text = given.get(key, "1").strip() or "1"
        if not text.isdecimal() or not 1 <= int(text) <= MOST_SPANNED:
            self.problems.append(f"a cell has {key}={text!r}, which is no number of cells.")
            return 1
        return int(text)

    def handle_endtag(self, tag: str) -> None:
        """Close what is open."""
        if tag in _SKIPPED:
            self.skipping = max(0, self.skipping - 1)
        elif self.open and tag == "table":
            self.tables.append(self.open.pop())
        elif self.open and tag in ("td", "th", "tr"):
            self.open[-1].cell = None
        elif self.open and tag == "caption":
            self.open[-1].in_caption = False

    def handle_data(self, data: str) -> None:
        """Text, of a cell or a caption."""
        if self.skipping or not self.open:
            return
        table = self.open[-1]
        if table.cell is not None:
            table.cell.text.append(data)
        elif table.in_caption:
            table.caption.append(data)


def _grid(table: _Table, number: int, file: str) -> Grid:
    """A table as a grid: a cell over several places stands in the first, the rest are blank."""
    name = " ".join("".join(table.caption).split())[:60] or f"Table {number}"
    placed: dict[tuple[int, int], str] = {}
    merged = []
    for n, row in enumerate(table.rows, 1):
        m = 1
        for cell in row:
            while (n, m) in placed:
                m += 1
            down = min(cell.down, len(table.rows) - n + 1)
            merge = Merge(n, m, n + down - 1, m + cell.across - 1)
            placed |= dict.fromkeys(merge.places(), "")
            # a browser shows any run of ASCII white space as one space
            placed[n, m] = re.sub(r"[ \t\r\n\f]+", " ", "".join(cell.text)).strip(" ")
            if down > 1 or cell.across > 1:
                merged.append(merge)
    width = max((m for _, m in placed), default=0)
    rows = [
        [_cell(placed.get((n, m), ""), n, m, file, name) for m in range(1, width + 1)]
        for n in range(1, len(table.rows) + 1)
    ]
    return Grid(name, trimmed(rows), False, frozenset(table.hidden), frozenset(), tuple(merged))


def _cell(text: str, row: int, column: int, file: str, name: str) -> Cell:
    return Cell(text or None, text, row, column, file, name)
