"""evidence.csv: every row of the sources' tables that a briefing read, as the source has it."""

from __future__ import annotations

import csv
import io
import re
from functools import lru_cache
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
    by_cell, columns = _figures(sources)
    rows = (
        dict(zip(("source", *columns), row, strict=True))
        for indicator, codes in sorted(reads.items())
        for code in codes
        for row in by_cell.get((indicator, code), [])
    )
    out = [row for row in rows if not data_date or row["published"] <= data_date]
    last = {_key(row): row for row in sorted(out, key=lambda row: row["published"])}
    return [row for row in out if last[_key(row)] is row]


def _key(row: dict[str, str]) -> tuple[str, ...]:
    return row["source"], row["indicator"], row["gss_code"], row["period"]


def evidence_csv(reads: dict[str, list[str]], sources: Path, data_date: str = "") -> bytes:
    """The rows as CSV: UTF-8 with a byte-order mark, so that a spreadsheet opens Welsh letters."""
    _, columns = _figures(sources)
    out = io.StringIO()
    writer = csv.DictWriter(out, ["source", *columns], lineterminator="\r\n")
    writer.writeheader()
    for row in evidence_rows(reads, sources, data_date):
        writer.writerow({column: harmless(cell) for column, cell in row.items()})
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


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
    return found, tuple(columns)
