"""One cell of a published table as a figure: a number in the indicator's unit, or a status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from briefkit.evidence.catalogue import Indicator
from briefkit.evidence.intake.cells import Cell
from briefkit.evidence.intake.markers import marker
from briefkit.evidence.intake.texts import plain_spaces
from briefkit.evidence.intake.values import Number, as_number
from briefkit.evidence.intake.workbooks import UNCALCULATED
from briefkit.evidence.published.mapping import Column
from briefkit.evidence.tables import Problem

REASON_OF = {"c": "suppressed", "x": "not supplied", "z": "not applicable", "low": "not usable"}
"""Why there is no value, for the statuses that an officer may give to a publisher's mark."""


@dataclass(frozen=True)
class Reading:
    """A figure as read. `problem` says what was wrong with a cell that gave a status instead.

    `as_text`: a workbook held it as a text. `unit` is what the cell itself names.
    """

    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    base: float | None = None
    status: str = ""
    note: str = ""
    as_text: bool = False
    unit: str = ""
    problem: Problem | None = None


def read_figure(
    cell: Cell,
    beside: Mapping[str, Cell | None],
    column: Column,
    marks: Mapping[str, str],
    indicator: Indicator | None,
) -> Reading:
    """A cell as a figure of `column`, with the cells of its lower and upper limit and its base."""
    text = plain_spaces(cell.shown)
    words = {word.casefold(): number for word, number in column.words.items()}
    if text.casefold() in words:
        return _whole(cell, words[text.casefold()], beside, column, indicator)
    absent = _absent(cell, text, marks)
    if absent:
        return absent
    number = cell.problem(UNCALCULATED) if cell.blank else as_number(cell)
    if isinstance(number, Problem):
        return _unread(text, number)
    if not _same_unit(number.unit, column.unit):
        said = f"{text!r} is in {number.unit}, the column in {column.unit}."
        return _unread(text, cell.problem(said))
    found = _whole(cell, number.value, beside, column, indicator)
    status = found.status or number.status
    return replace(found, status=status, as_text=number.as_text, unit=number.unit)


def _absent(cell: Cell, text: str, marks: Mapping[str, str]) -> Reading | None:
    """What stands in place of a figure: the publisher's own mark, a blank, a common mark."""
    own = {mark.casefold(): status for mark, status in marks.items()}.get(text.casefold())
    if own:
        return _without(own, f'{REASON_OF.get(own, "not usable")}: published as "{text}"')
    if cell.blank and not cell.formula:
        return _without("x", "not supplied: blank in the published table")
    mark = marker(cell)
    return _without(mark.status, mark.note) if mark else None


def _whole(
    cell: Cell,
    value: float,
    beside: Mapping[str, Cell | None],
    column: Column,
    indicator: Indicator | None,
) -> Reading:
    """A number with its limits and base, once it lies within what is possible."""
    grown = _times(value, column.times)
    limits = {name: as_number(c) for name, c in beside.items() if c is not None and not c.blank}
    read = {name: n for name, n in limits.items() if isinstance(n, Number)}
    lower, upper = (_times(read[n].value, column.times) if n in read else None for n in _ENDS)
    wrong = _impossible(grown, lower, upper, indicator)
    if wrong:
        note = f'not usable: published as "{plain_spaces(cell.shown)}", {wrong}'
        return Reading(status="x", note=note, problem=cell.problem(f"{cell.shown} is {wrong}."))
    base = read["base"].value if "base" in read else None
    return Reading(grown, lower, upper, base)


_ENDS = ("lower", "upper")


def _times(value: float, times: float | None) -> float:
    return float(Decimal(repr(value)) * Decimal(repr(times or 1.0)))


def _impossible(
    value: float, lower: float | None, upper: float | None, indicator: Indicator | None
) -> str:
    if indicator and indicator.minimum is not None and value < indicator.minimum:
        return f"below the least possible value, {indicator.minimum:g}"
    if indicator and indicator.maximum is not None and value > indicator.maximum:
        return f"beyond the greatest possible value, {indicator.maximum:g}"
    if (lower is not None and lower > value) or (upper is not None and value > upper):
        return "outside its own limits"
    return ""


def _same_unit(found: str, wanted: str) -> bool:
    return not found or not wanted or found == wanted


def _without(status: str, note: str) -> Reading:
    return Reading(status=status, note=note)


def _unread(text: str, problem: Problem) -> Reading:
    shown = text if len(text) <= 60 else text[:57] + "..."
    note = f'could not be read: published as "{shown}"' if shown else "could not be read"
    return Reading(status="x", note=note, problem=problem)
