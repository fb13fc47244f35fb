"""The form that an officer fills in, whatever it is written as: its sheets, rows and cells.

Each row carries a key, so that a sheet that was moved or renamed, or rows that were sorted,
are still understood.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from briefkit.evidence import periods
from briefkit.evidence.catalogue import Theme
from briefkit.evidence.councils import Council
from briefkit.evidence.intake.questions import Asked, Question
from briefkit.evidence.intake.rounds import proposed, spoken
from briefkit.evidence.intake.texts import filled, legible

VERSION = 1
NOT_ASKED = "not asked"
START = "Start"
LABEL = "About these figures"

MARKS = {
    "estimated": "e",
    "provisional": "p",
    "revised": "r",
    "break in series": "b",
    "low reliability": "u",
}
"""Marks that a figure may carry, and their status in figures.csv."""

REASONS = {
    "not collected": "x",
    "not supplied": "x",
    "not yet published": "x",
    "not applicable": "z",
    "suppressed": "c",
}
"""Why an answer may be missing, and the status of the row that says so."""


@dataclass(frozen=True)
class Column:
    """A column of a theme's sheet: how it is called, and how many letters wide it is."""

    id: str
    title: str
    width: int


COLUMNS = (
    Column("key", "Key", 26),
    Column("question", "Question", 38),
    Column("guidance", "What counts", 52),
    Column("unit", "Unit", 22),
    Column("period", "Period", 18),
    Column("answer", "Answer", 14),
    Column("out_of", "Out of", 13),
    Column("percent", "Or percent", 12),
    Column("since", "Since, or planned for", 14),
    Column("reason", "If blank, why", 18),
    Column("mark", "Mark", 16),
    Column("remark", "Remark", 30),
    Column("published", "Came out on, if another day", 16),
    Column("last", "Last answer", 24),
)
START_COLUMNS = (
    Column("key", "Key", 20),
    Column("label", LABEL, 38),
    Column("value", "Your answer", 52),
    Column("guidance", "What to write", 70),
)
OPEN = ("period", "answer", "out_of", "percent", "since", "reason", "mark", "remark", "published")
"""Columns that a person fills in."""


@dataclass(frozen=True)
class FormRow:
    """One question about one period, or one part of it: what a row shows before it is filled in."""

    key: str
    question: Question
    period: str
    last: str
    part: str = ""

    def is_open(self, column: str) -> bool:
        """Whether a person may fill in this column of the row."""
        if self.part or column == "answer":
            return column == "answer"
        asked = {
            "out_of": bool(self.question.of),
            "percent": self.question.percent,
            "since": self.question.answer == "yes",
        }
        return column in OPEN and asked.get(column, True)

    def text(self, column: str) -> str:
        """What a column shows before anybody fills it in."""
        unit = "the same unit" if self.part else self.question.unit
        shown = {
            "key": self.key,
            "question": self.part or self.question.ask,
            "guidance": "" if self.part else self.question.guidance,
            "unit": unit,
            "period": spoken(self.period),
            "last": self.last,
        }
        if column in OPEN and not self.is_open(column):
            return NOT_ASKED
        return shown.get(column, "")


@dataclass(frozen=True)
class FormSheet:
    """A theme's sheet."""

    theme: Theme
    rows: tuple[FormRow, ...]

    @property
    def name(self) -> str:
        """Its name: the theme's number and name, as a sheet may be called."""
        kept = "".join(c for c in legible(self.theme.name) if c not in "[]:*?/\\")
        return f"{self.theme.number} {kept}"[:31].strip("' ")


@dataclass(frozen=True)
class Form:
    """All that one council is asked for one edition. `fills` is what the start sheet shows."""

    council: Council
    asked: Asked
    edition: str
    data_date: dt.date
    invented: bool
    sheets: tuple[FormSheet, ...]
    fills: dict[str, str]

    @property
    def day(self) -> str:
        """The edition's data date in words."""
        return f"{self.data_date.day} {self.data_date:%B %Y}"


Past = Iterable[Mapping[str, str]]
"""Rows of a figures.csv as texts."""


def make_form(
    asked: Asked,
    council: Council,
    *,
    edition: str,
    data_date: dt.date,
    years: int = 1,
    past: Past = (),
    invented: bool = False,
) -> Form:
    """The form of one council: at least `years` periods of each; `past` are its figures so far."""
    known = list(past)
    sheets = []
    for theme in asked.themes:
        questions = [q for q in asked.of_theme(theme.id) if q.indicator.applies_to(council.kind)]
        rows = [row for q in questions for row in _rows(q, data_date, years, known)]
        if rows:
            sheets.append(FormSheet(theme, tuple(rows)))
    names = {"council": council.name, "official": council.official_name}
    fills = {f.id: filled(f.fill, names) for f in asked.fields}
    fills["council"] = f"{council.gss_code} {council.name}"
    return Form(council, asked, edition, data_date, invented, tuple(sheets), fills)


def _rows(
    question: Question, data_date: dt.date, years: int, past: list[Mapping[str, str]]
) -> Iterator[FormRow]:
    count = 1 if question.period == "plan" else max(years, question.years)
    for n, period in enumerate(proposed(question.period, data_date, count), 1):
        key = f"{question.indicator.id}/{n}"
        yield FormRow(key, question, period, _last(question, period, past))
        for m, part in enumerate(question.parts, 1):
            yield FormRow(f"{key}/{m}", question, "", "", part)


def _last(question: Question, period: str, past: list[Mapping[str, str]]) -> str:
    """The latest figure up to a period, as an officer would have given it."""
    found = [
        row
        for row in past
        if row["indicator"] == question.indicator.id
        and (not period or periods.last_day(row["period"]) <= periods.last_day(period))
    ]
    if not found:
        return ""
    row = max(found, key=lambda r: (periods.last_day(r["period"]), r["period"]))
    return f"{_told(question, row)} ({spoken(row['period'])})"


def _told(question: Question, row: Mapping[str, str]) -> str:
    base, value = row["base"], row["value"]
    if not value:
        kept = f"; {base} answered" if base else ""
        return f"{row['note'] or 'no figure'}{kept}"
    if question.answer == "yes":
        return "yes" if float(value) else "no"
    if base and question.answer != "percent":
        return _counted(question, float(value), float(base))
    shown = f"{float(value):,.2f}".removesuffix("00").rstrip(".")
    return f"{shown}{'%' * question.percent}"


def _counted(question: Question, value: float, base: float) -> str:
    if question.answer == "ratio":
        return f"{value * base:,.0f} for {base:,.0f} {question.of}"
    some = value if question.answer == "number" else value * base / 100
    return f"{some:,.0f} of {base:,.0f}"
