"""evidence.csv: every row of the sources' tables that a briefing read, as the source has it."""

from __future__ import annotations

import csv
import io
import re
from functools import lru_cache
from pathlib import Path

FORMULA = re.compile(r"[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")

Rows = dict[tuple[str, str], list[dict[str, str]]]


def evidence_rows(
    reads: dict[str, list[str]], sources: Path, data_date: str = ""
) -> list[dict[str, str]]:
    """The rows of all figures.csv below `sources` whose indicator and council are in `reads`.

    Each has its source's folder in front. Rows published after `data_date` (YYYY-MM-DD, blank:
    no limit) were not read and are left out.
    """
    by_cell, _ = _figures(sources)
    return [
        row
        for indicator, codes in sorted(reads.items())
        for code in codes
        for row in by_cell.get((indicator, code), [])
        if not data_date or row["published"] <= data_date
    ]


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
    """All rows by indicator and council, read once a process."""
    found: Rows = {}
    columns: tuple[str, ...] = ()
    for path in sorted(sources.glob("*/figures.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            columns = tuple(reader.fieldnames or ())
            for row in reader:
                key = (row["indicator"], row["gss_code"])
                found.setdefault(key, []).append({"source": path.parent.name, **row})
    return found, columns
