"""A filled row as values: numbers, days, periods and choices, with all that cannot be read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from briefkit.evidence.intake.cells import Cell
from briefkit.evidence.intake.form import MARKS, OPEN, REASONS
from briefkit.evidence.intake.grids import Number, as_date, as_number, marker
from briefkit.evidence.intake.layout import FilledRow, said, short
from briefkit.evidence.intake.questions import Question
from briefkit.evidence.intake.rounds import understood
from briefkit.evidence.tables import Problem

LONGEST = 300
"""Letters of a remark."""
YES_NO = {"yes": 1.0, "no": 0.0}


@dataclass
class Typed:
    """A row's values by column, as they are read; `bad` are columns that could not be.

    `answer` is the number itself, or 1 and 0 for yes and no. `reason` is why there is no
    figure and `kept_as` what stood in its place; `mark` is a status.
    """

    row: FilledRow
    numbers: dict[str, float] = field(default_factory=dict)
    days: dict[str, dt.date] = field(default_factory=dict)
    period: str = ""
    reason: str = ""
    kept_as: str = ""
    mark: str = ""
    remark: str = ""
    bad: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)

    @property
    def question(self) -> Question:
        """What was asked."""
        return self.row.asked.question

    def cell(self, column: str) -> Cell:
        """The cell of a column; the key's where the column is gone."""
        return self.row.cells.get(column, self.row.first)

    def refuse(self, column: str, message: str) -> None:
        """A problem of one cell, which is told once."""
        self.bad.add(column)
        self.problems.append(self.cell(column).problem(message))

    def tell(self, column: str, message: str) -> None:
        """Something that stops nothing."""
        self.remarks.append(self.cell(column).problem(message))

    def has(self, column: str) -> bool:
        """Whether a column holds something, readable or not."""
        return self.row.written(column)

    @property
    def valued(self) -> bool:
        """Whether it gives a figure, or tries to."""
        return not self.kept_as and (self.has("answer") or self.has("percent"))


def typed(row: FilledRow) -> Typed:
    """Read every open cell of a row."""
    found = Typed(row)
    # a column that is gone was told once, for all rows
    found.bad |= {column for column in OPEN if column not in row.cells}
    for column in OPEN:
        if not row.asked.is_open(column):
            if found.has(column):
                found.refuse(column, f"{short(found.cell(column))}: not asked here. Clear it.")
        elif found.has(column):
            _READ[column](found, column)
    return found


def _number(found: Typed, column: str) -> None:
    cell = found.cell(column)
    mark = marker(cell)
    if mark is not None:
        _marked(found, column, mark.reason)
        return
    number = as_number(cell)
    if isinstance(number, Problem):
        found.bad.add(column)
        found.problems.append(number)
    elif (number.unit == "percent") > (column == "percent"):
        found.refuse(column, f"{short(cell)} is a percentage. Write it under Or percent.")
    elif number.unit == "pounds" and "pounds" not in found.question.unit:
        found.refuse(column, f"{short(cell)} is a sum of money. Asked is: {found.question.unit}.")
    else:
        _taken(found, column, number)


def _taken(found: Typed, column: str, number: Number) -> None:
    found.numbers[column] = number.value
    if number.status:
        found.mark = number.status
    if number.as_text and found.cell(column).look:  # a web page holds nothing but texts
        found.tell(column, f"a number kept as a text, read as {number.value:,.10g}.")
    if column == "percent" and number.unit != "percent" and 0 < number.value < 1:
        found.refuse(
            column,
            f"{short(found.cell(column))} is less than one per cent. Write "
            f"{number.value * 100:.4g} if {number.value * 100:.4g}% is meant; for so small a "
            "share, give how many and out of how many.",
        )


def _marked(found: Typed, column: str, reason: str) -> None:
    """A mark such as [c] in place of the answer says why there is none."""
    cell = found.cell(column)
    if column == "out_of" or reason not in REASONS:
        message = "leaves open what is meant. Leave the cell blank and choose a reason."
        found.refuse(column, f"{short(cell)} {message}")
        return
    found.reason, found.kept_as = reason, said(cell)
    found.tell(column, f'"{said(cell)}" is read as {reason}: no figure.')


def _answer(found: Typed, column: str) -> None:
    if found.question.answer != "yes" or found.row.asked.part:
        _number(found, column)
        return
    cell = found.cell(column)
    answer = YES_NO.get(said(cell).casefold())
    if answer is None:
        found.refuse(column, f"{short(cell)} is neither yes nor no. Choose one from the list.")
    else:
        found.numbers[column] = answer


def _day(found: Typed, column: str) -> None:
    day = as_date(found.cell(column))
    if isinstance(day, Problem):
        found.bad.add(column)
        found.problems.append(day)
    else:
        found.days[column] = day


def _period(found: Typed, column: str) -> None:
    cell = found.cell(column)
    try:
        found.period = understood(cell.value, found.question.period)
    except ValueError as fault:
        found.refuse(column, f"{short(cell)}: {fault}.")


def _reason(found: Typed, column: str) -> None:
    cell = found.cell(column)
    reason = said(cell).casefold()
    if reason not in REASONS:
        found.refuse(column, f"{short(cell)} is no reason. Choose one of: {', '.join(REASONS)}.")
    elif found.reason and found.reason != reason:
        message = f"the answer says {found.kept_as!r} ({found.reason}). Keep one of the two."
        found.refuse(column, f"{short(cell)}: {message}")
    else:
        found.reason = reason


def _mark(found: Typed, column: str) -> None:
    cell = found.cell(column)
    status = MARKS.get(said(cell).casefold())
    if status is None:
        found.refuse(column, f"{short(cell)} is no mark. Choose one of: {', '.join(MARKS)}.")
    elif found.mark and found.mark != status:
        found.refuse(column, f"{short(cell)}: the answer carries another mark. Keep one.")
    else:
        found.mark = status


def _remark(found: Typed, column: str) -> None:
    cell = found.cell(column)
    found.remark = said(cell)
    if len(found.remark) > LONGEST:
        message = f"{short(cell)} has {len(found.remark):,} letters; {LONGEST} are the most."
        found.refuse(column, f"{message} Shorten it.")


_READ = {
    "period": _period,
    "answer": _answer,
    "out_of": _number,
    "percent": _number,
    "since": _day,
    "reason": _reason,
    "mark": _mark,
    "remark": _remark,
    "published": _day,
}
