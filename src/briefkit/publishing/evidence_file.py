"""evidence.csv: every row of the sources' tables that a briefing read, as the source has it."""

from __future__ import annotations

import csv
import io
import re
from functools import lru_cache
from operator import itemgetter
from pathlib import Path

FORMULA = re.compile(r"[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")

Rows = dict[tuple[str, str], list[tuple[str, ...]]]


def evidence_rows(
    reads: dict[str, list[str]], sources: Path, data_date: str = ""
) -> list[dict[str, str]]:
    """The rows of all figures.csv below `sources` whose indicator and council are in `reads`.

    Each has its source's folder in front. Rows published after `data_date` (YYYY-MM-DD, blank:
    no limit) were not read and are left out, and so are those that a later one of them revised.
    """
    columns = _figures(sources)[1]
    return [dict(zip(columns, row, strict=True)) for row in _rows(reads, sources, data_date)]


def _rows(reads: dict[str, list[str]], sources: Path, data_date: str) -> list[tuple[str, ...]]:
    by_cell, columns = _figures(sources)
    if not columns:
        return []
    published = columns.index("published")
    key = itemgetter(*(columns.index(name) for name in KEY))
    rows = (
        row
        for indicator, codes in sorted(reads.items())
        for code in codes
        for row in by_cell.get((indicator, code), [])
    )
    out = [row for row in rows if not data_date or row[published] <= data_date]
    last = {key(row): row for row in sorted(out, key=itemgetter(published))}
    return [row for row in out if last[key(row)] is row]


KEY = ("source", "indicator", "gss_code", "period")
"""What a later row revises an earlier one by."""


def evidence_csv(reads: dict[str, list[str]], sources: Path, data_date: str = "") -> bytes:
    """The rows as CSV: UTF-8 with a byte-order mark, so that a spreadsheet opens Welsh letters."""
    columns = _figures(sources)[1] or ("source",)
    lines = map(_line, [columns, *_rows(reads, sources, data_date)])
    return b"\xef\xbb\xbf" + "".join(lines).encode("utf-8")


@lru_cache(maxsize=100_000)
def _line(row: tuple[str, ...]) -> str:
    """A row as a line of CSV, kept: most rows are read for many councils."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([harmless(cell) for cell in row])
    return out.getvalue()


def harmless(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula, with an apostrophe in front.

    A negative number is a number, and stays one.
    """
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell


@lru_cache(maxsize=2)
def _figures(sources: Path) -> tuple[Rows, tuple[str, ...]]:
    """All rows by indicator and council, read once a process; and the names of their columns."""
    found: Rows = {}
    columns: list[str] = []
    texts: dict[str, str] = {}  # most stand in many rows: each is kept once
    for path in sorted(sources.glob("*/figures.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            columns = next(reader, columns)
            indicator, code = columns.index("indicator"), columns.index("gss_code")
            for line in filter(None, reader):
                row = [texts.setdefault(cell, cell) for cell in line]
                key = (row[indicator], row[code])
                found.setdefault(key, []).append((path.parent.name, *row))
    return found, ("source", *columns) if columns else ()
