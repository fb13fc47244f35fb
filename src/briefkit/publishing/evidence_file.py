"""evidence.csv: every row of the sources' tables that a briefing read, as the source has it."""

from __future__ import annotations

import csv
import io
from functools import lru_cache
from pathlib import Path

Rows = dict[tuple[str, str], list[dict[str, str]]]


def evidence_csv(reads: dict[str, list[str]], sources: Path, data_date: str = "") -> bytes:
    """The rows of all figures.csv below `sources` whose indicator and council are in `reads`.

    Rows published after `data_date` (YYYY-MM-DD, blank: no limit) were not read and are left out.
    UTF-8 with a byte-order mark, so that a spreadsheet opens Welsh letters right.
    """
    by_cell, columns = _figures(sources)
    out = io.StringIO()
    writer = csv.DictWriter(out, ["source", *columns], lineterminator="\r\n")
    writer.writeheader()
    for indicator, codes in sorted(reads.items()):
        for code in codes:
            rows = by_cell.get((indicator, code), [])
            writer.writerows(r for r in rows if not data_date or r["published"] <= data_date)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


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
