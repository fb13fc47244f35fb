"""The sheets in front of a pack's evidence: what it is, how to read it, columns, sources."""

from __future__ import annotations

import datetime as dt
from typing import Any

from babel.dates import format_date

from briefkit.branding.brand import Brand
from briefkit.publishing.notebook import subject_of
from briefkit.publishing.pack.cells import Value
from briefkit.publishing.pack.names import Names

Lines = list[tuple[str, str]]
"""Each line's kind (title, heading, text, mark) and its words."""

READING = """
Each theme has a sheet with one table. A row is one figure: one council, one measure, one period.
This council stands first, then its peers, the most similar first, then others of a group.
Values are as their sources have them. Cells show them rounded; click on one to see it whole.
A missing value is never blank and never zero: a mark stands in its place, Status and Note say why.
The marks: [x] not available, [c] confidential, [z] not applicable, [low] rounds to zero.
Evidence notes are the numbers of the notes in the briefing that rest on a row.
The sheet Columns explains every column. The sheet Sources has each source's licence and credit.
evidence.csv, beside this file, has the same rows for a computer.
""".strip().split("\n")


FIRST = READING[1]
AREA_FIRST = "The area's councils stand first, by their codes, then councils beyond it."


def cover(record: dict[str, Any], brand: Brand, rows: int) -> Lines:
    """The lines of the first sheet."""
    subject, edition = subject_of(record), record["edition"]["title"]
    until = format_date(dt.date.fromisoformat(record["data_date"]), "d MMMM y", locale="en_GB")
    lines = [("title", title_of(record))]
    if record.get("invented"):
        invented = f"Everything in this file is invented: {subject['name']}, its peers and all"
        lines.append(("mark", f"{invented} their figures."))
    return [
        *lines,
        ("text", f"Edition: {edition}. Evidence published to {until}."),
        ("text", _whom(record, subject)),
        *(("text", "".join(span["text"] for span in line)) for line in brand.colophon),
        ("heading", "What this is"),
        ("text", f"The {_figures(rows)} that the briefing read, as published by the sources."),
        ("heading", "How to read it"),
        *(("text", AREA_FIRST if "area" in record and line == FIRST else line) for line in READING),
        ("heading", "Sheets"),
    ]


def _whom(record: dict[str, Any], subject: dict[str, str]) -> str:
    if "area" in record:
        return f"Area: {subject['name']} ({len(record['area']['members']):,} councils)."
    return f"Council: {subject['official_name']} ({subject['id']})."


def _figures(rows: int) -> str:
    return f"{rows:,} figure{'' if rows == 1 else 's'}"


def title_of(record: dict[str, Any]) -> str:
    """The workbook's title."""
    return f"{record['title']}: the evidence for {subject_of(record)['name']}"


SOURCE_COLUMNS = ("Source", "Title", "Publisher", "Licence", "Credit", "Released", "Address")


def source_rows(names: Names, used: list[str]) -> list[list[Value]]:
    """A row a source, in the columns above."""
    found = []
    for id in used:
        source = names.sources.get(id, {})
        words = [source.get(key, "not stated") for key in ("title", "publisher", "licence")]
        released = source.get("released", "not stated")
        credit = source.get("credit") or "none asked for"
        found.append([id, *words, credit, released, source.get("url") or "none"])
    return found
