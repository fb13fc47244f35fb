"""The start sheet as it was filled in: who supplies the figures, when they came out, on what terms.

Whatever is printed of it stays the officer's plain words: too long, hidden or steering
characters and addresses that are none are refused.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from briefkit.evidence.intake.cells import Cell
from briefkit.evidence.intake.grids import as_date
from briefkit.evidence.intake.layout import said, short
from briefkit.evidence.intake.questions import Asked, Field
from briefkit.evidence.intake.rounds import OLDEST
from briefkit.evidence.tables import Problem

LONGEST = 500
_ADDRESS = re.compile(r"https?://[^\s<>\"'`{}|\\^]+")
NOWHERE = "none: supplied by the council in a workbook"


@dataclass(frozen=True)
class Start:
    """What the start sheet says, by the field's id; `came_out` is the figures' own day."""

    texts: dict[str, str]
    came_out: dt.date | None
    problems: tuple[Problem, ...]


def read_start(cells: dict[str, Cell], asked: Asked, data_date: dt.date) -> Start:
    """Read the start sheet's cells; a sheet that is gone is told elsewhere."""
    if not cells:
        return Start({}, None, ())
    texts, problems = {}, []
    came_out: dt.date | None = None
    for field in asked.fields:
        cell = cells.get(field.id)
        if field.id == "council":
            continue
        texts[field.id] = said(cell) if cell else ""
        message = _wrong(field, cell, texts[field.id])
        if message:
            where = cell or next(iter(cells.values()))
            problems.append(where.problem(message))
        elif field.id == "came_out" and cell is not None:
            day = _came_out(cell, data_date)
            if isinstance(day, Problem):
                problems.append(day)
            else:
                came_out = day
    return Start(texts, came_out, tuple(problems))


def _wrong(field: Field, cell: Cell | None, text: str) -> str:
    """What is wrong with a line of the start sheet; blank for nothing."""
    if cell is None:
        return f"the line {field.label!r} is gone. Copy it from a new workbook."
    if field.needed and not text:
        return f"blank: {field.label.lower()} is needed. {field.guidance}"
    if len(text) > LONGEST:
        return f"{short(cell)} has {len(text):,} letters; {LONGEST} are the most. Shorten it."
    if field.id == "url" and text and not _ADDRESS.fullmatch(text):
        return f"{short(cell)} is no web address. Write one that begins with https://, or clear it."
    return ""


def _came_out(cell: Cell, data_date: dt.date) -> dt.date | Problem:
    day = as_date(cell)
    if isinstance(day, Problem):
        return day
    if day < OLDEST:
        return cell.problem(f"{day.isoformat()} is before {OLDEST.year}. Look at the year.")
    if day > data_date:
        shown = f"{day.isoformat()} is after the edition's data date, {data_date.isoformat()}"
        return cell.problem(
            f"{shown}: this edition would see none of it. Write the day on which the figures "
            "came out, or move data_date in briefkit.toml."
        )
    return day
