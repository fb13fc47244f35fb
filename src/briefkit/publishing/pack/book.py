"""evidence.xlsx: a cover, the columns, the sources, then a sheet for each theme with evidence.

The Government Analysis Function's way of releasing figures in spreadsheets: a title in A1, notes
below it, one marked table a sheet, no merged cells, no blank row or column, no meaning by colour.
Same record and rows, same bytes: the day is the edition's.
"""

from __future__ import annotations

import datetime as dt
import io
from functools import partial
from pathlib import Path
from typing import Any

from briefkit.branding.brand import Brand
from briefkit.publishing.formats.paper import legible
from briefkit.publishing.notebook import subject_of
from briefkit.publishing.pack.cells import COLUMNS, OPTIONAL, Row, Teller, Value
from briefkit.publishing.pack.cover import SOURCE_COLUMNS, cover, source_rows, title_of
from briefkit.publishing.pack.names import Names, Theme, read_names
from briefkit.publishing.pack.sheets import HIGH, TITLE_HIGH, Paper, lines_of, table
from briefkit.publishing.packing import repacked

LANGUAGE = b"<dc:language>en-GB</dc:language></cp:coreProperties>"
LONGEST = 255  # letters of a property
REST = "Other evidence"
WIDE_COVER = 100


def evidence_book(
    record: dict[str, Any],
    rows: list[Row],
    *,
    sources: Path,
    rules: Path,
    brand: Brand,
) -> bytes:
    """The workbook of the rows that a briefing read; the other arguments are a Job's."""
    import xlsxwriter

    names = read_names(sources, rules)
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        paper = Paper(book, brand.main)
        _properties(book, record, brand.organisation)
        front = book.add_worksheet("Cover")
        _columns(paper)
        _sources(paper, names, rows)
        listed = _themes(paper, Teller(record, names), rows)
        _cover(paper, front, cover(record, brand, len(rows)), listed)
    return repacked(out.getvalue(), {"docProps/core.xml": partial(_spoken)})


def _spoken(core: bytes) -> bytes:
    """The properties with the language, which the library has no word for."""
    return core.replace(b"</cp:coreProperties>", LANGUAGE)


def _properties(book: Any, record: dict[str, Any], organisation: str) -> None:
    day = dt.date.fromisoformat(record["data_date"])
    texts = {
        "title": title_of(record),
        "subject": f"{record['title']}, {record['edition']['title']}",
        "author": organisation,
    }
    book.set_properties(
        {
            **{name: legible(text, bool)[:LONGEST] for name, text in texts.items()},
            "created": dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC),
        }
    )


def _cover(paper: Paper, sheet: Any, lines: list[tuple[str, str]], listed: list[str]) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, WIDE_COVER)
    for at, (kind, text) in enumerate(lines):
        paper.write(sheet, at, 0, text, paper.looks[kind])
        high = TITLE_HIGH if kind in ("title", "heading") else HIGH
        sheet.set_row(at, high * lines_of(text, WIDE_COVER))
    for at, name in enumerate(["Columns", "Sources", *listed], len(lines)):
        place = name.replace("'", "''")
        sheet.write_url(at, 0, f"internal:'{place}'!A1", paper.looks["link"], name)


def _columns(paper: Paper) -> None:
    rows: list[dict[str, Value]] = [
        {"Column": name, "What it holds": words} for name, words in COLUMNS.items()
    ]
    sheet = paper.sheet("Columns")
    notes = ("What each column of a theme's table holds", "This sheet has one table.")
    table(paper, sheet, notes, ["Column", "What it holds"], rows, name="Columns")


def _sources(paper: Paper, names: Names, rows: list[Row]) -> None:
    used = list(dict.fromkeys(row["source"] for row in sorted(rows, key=lambda r: r["source"])))
    told = [dict(zip(SOURCE_COLUMNS, row, strict=True)) for row in source_rows(names, used)]
    sheet = paper.sheet("Sources")
    notes = ("Where the figures come from, with licence and credit", "This sheet has one table.")
    table(paper, sheet, notes, list(SOURCE_COLUMNS), told, name="Sources")


def _themes(paper: Paper, teller: Teller, rows: list[Row]) -> list[str]:
    """A sheet for each theme with evidence; the sheets' names."""
    known = {id for theme in teller.names.themes for id in theme.indicators}
    strangers = tuple(dict.fromkeys(r["indicator"] for r in rows if r["indicator"] not in known))
    listed = []
    for theme in (*teller.names.themes, Theme(0, REST, strangers)):
        own = [row for row in rows if row["indicator"] in theme.indicators]
        if own:
            listed.append(_theme(paper, teller, theme, own))
    return listed


def _theme(paper: Paper, teller: Teller, theme: Theme, rows: list[Row]) -> str:
    place = {id: n for n, id in enumerate(theme.indicators)}
    rows = sorted(rows, key=lambda row: (place[row["indicator"]], *teller.order(row)))
    told = [teller.cells(row) for row in rows]
    blank = {column for column in OPTIONAL if all(_silent(cells[column]) for cells in told)}
    columns = [column for column in COLUMNS if column not in blank]
    number = f"{theme.number} " if theme.number else ""
    sheet = paper.sheet(f"{number}{theme.name}")
    subject = subject_of(teller.record)["name"]
    notes = (
        f"{theme.name}: the evidence for {subject}",
        f"This sheet has one table, of {len(rows):,} row{'' if len(rows) == 1 else 's'}.",
        (
            "A mark in square brackets stands where there is no figure: [x] not available,"
            " [c] confidential, [z] not applicable, [low] rounds to zero."
        ),
    )
    decimals = [teller.names.indicators.get(r["indicator"], {}).get("decimals") for r in rows]
    table(paper, sheet, notes, columns, told, name=f"Theme_{theme.number}", decimals=decimals)
    return str(sheet.get_name())


def _silent(value: Value) -> bool:
    return value in ("", "[z]")
