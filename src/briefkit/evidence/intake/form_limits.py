"""What Excel itself holds a cell to: lists, ranges, and plain words for a refusal."""

from __future__ import annotations

import datetime as dt

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from briefkit.evidence.intake.form import COLUMNS, MARKS, REASONS, FormRow
from briefkit.evidence.intake.questions import Field, Question
from briefkit.evidence.intake.rounds import EXAMPLES, OLDEST, proposed, spoken
from briefkit.evidence.intake.texts import legible

_PLACES = {c.id: get_column_letter(n) for n, c in enumerate(COLUMNS, 1)}
_TITLE = 32  # letters that Excel gives a title, and below, a text
_TEXT = 255
_MONTHS_BACK = 24


def limit(page: Worksheet, row: int, asked: FormRow, data_date: dt.date) -> None:
    """Hold every open cell of a row to what it may be."""
    question = asked.question
    rules = {
        "period": _period(question, data_date),
        "answer": _answer(question),
        "out_of": _out_of(question, row),
        "percent": _percent(f"{_PLACES['percent']}{row}"),
        "since": _day("Write a day, such as 31 January 2026."),
        "reason": _choice(list(REASONS), "Choose a reason from the list, or leave it blank."),
        "mark": _choice(list(MARKS), "Choose a mark from the list, or leave it blank."),
        "remark": _length(300),
        "published": _day("Write the day on which this figure came out, such as 31 January 2026."),
    }
    for column, rule in rules.items():
        if asked.is_open(column):
            _hold(page, f"{_PLACES[column]}{row}", rule, "This cannot be right")


def limit_start(page: Worksheet, place: str, field: Field) -> None:
    """Hold a cell of the start sheet: a day, a choice that may be overruled, or a length."""
    if field.id == "council":
        return
    if field.id == "came_out":
        _hold(page, place, _day("Write a day, such as 31 January 2026."), "No day")
        page[place].number_format = "yyyy-mm-dd"
    elif field.choices:
        rule = _choice(list(field.choices), "Is that a licence? Choose Yes to keep your words.")
        rule.errorStyle = "warning"
        _hold(page, place, rule, "Not on the list")
    else:
        _hold(page, place, _length(500), "Too long")


def _hold(page: Worksheet, place: str, rule: DataValidation, title: str) -> None:
    rule.errorTitle = title[:_TITLE]
    rule.error = legible(rule.error or "")[:_TEXT]
    rule.showErrorMessage = True
    rule.allow_blank = True
    for other in page.data_validations.dataValidation:
        # one rule for all cells that it holds: hundreds of single ones make a workbook slow
        if place[1:] not in str(rule.formula1) and _same(rule, other):
            other.add(place)
            return
    rule.add(place)
    page.add_data_validation(rule)


def _same(rule: DataValidation, other: DataValidation) -> bool:
    parts = ("type", "operator", "formula1", "formula2", "error", "errorStyle")
    return all(getattr(rule, part) == getattr(other, part) for part in parts)


def _choice(choices: list[str], error: str) -> DataValidation:
    return DataValidation(type="list", formula1=f'"{",".join(choices)}"', error=error)


def _period(question: Question, data_date: dt.date) -> DataValidation:
    """A list to choose from; a period beside it may be written, and `intake check` reads it."""
    example = EXAMPLES[question.period]
    if question.period == "plan":
        rule = _length(60)
        rule.error = f"Write the months in which the plan begins and ends, as {example}."
        return rule
    if question.period == "year":
        choices = proposed("year", data_date, 8)
    else:
        months = [data_date.year * 12 + data_date.month - 2 - n for n in range(_MONTHS_BACK)]
        # a list within a rule has 255 letters, so months are written short
        choices = [f"{spoken(f'{m // 12}-{m % 12 + 1:02d}')[:3]} {m // 12}" for m in months]
    rule = _choice(choices, f"Choose Yes if you mean another period, written as {example}.")
    rule.errorStyle = "warning"
    return rule


def _answer(question: Question) -> DataValidation:
    if question.answer == "yes":
        return _choice(["yes", "no"], "Choose yes or no.")
    whole = question.whole and question.answer != "ratio"
    # the limits of the indicator are those of the figure: a count out of many may be any
    counted = question.answer in ("share", "percent", "split", "ratio")
    most = None if counted or question.of else question.indicator.maximum
    minimum = question.indicator.minimum
    least = 0 if counted or minimum is None else minimum
    words = "a whole number" if whole else "a number without a comma or a unit"
    rule = DataValidation(
        type="whole" if whole else "decimal",
        operator="between" if most is not None else "greaterThanOrEqual",
        formula1=f"{least:g}",
        formula2=None if most is None else f"{most:g}",
    )
    limits = f"{least:g} or more" if most is None else f"from {least:g} to {most:g}"
    rule.error = f"Write {words}: {limits}. Leave it blank if you do not know."
    return rule


def _out_of(question: Question, row: int) -> DataValidation:
    answer = f"{_PLACES['answer']}{row}"
    least = "0" if question.answer == "ratio" else answer
    rule = DataValidation(
        type="whole" if question.whole else "decimal",
        operator="greaterThan" if question.answer == "ratio" else "greaterThanOrEqual",
        formula1=least,
    )
    size = "above 0" if question.answer == "ratio" else "not less than the answer"
    rule.error = f"Write how many {question.of} there are: a number, {size}."
    return rule


def _percent(place: str) -> DataValidation:
    rule = DataValidation(
        type="custom", formula1=f"OR({place}=0,AND(ISNUMBER({place}),{place}>=1,{place}<=100))"
    )
    rule.error = "Write a percentage from 0 to 100, such as 34: not 0.34, and not 34%."
    return rule


def _day(error: str) -> DataValidation:
    rule = DataValidation(
        type="date", operator="between", formula1=_serial(OLDEST), formula2="73050"
    )
    rule.error = error
    return rule


def _serial(day: dt.date) -> str:
    return str((day - dt.date(1899, 12, 30)).days)


def _length(most: int) -> DataValidation:
    rule = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(most))
    rule.error = f"That is too long: {most} letters at most."
    return rule
