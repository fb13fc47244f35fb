"""What an answer must keep: each rule is a function from a row's values to its complaints."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefkit.evidence import periods
from briefkit.evidence.intake.layout import short
from briefkit.evidence.intake.rounds import EXAMPLES, OLDEST, fault, spoken
from briefkit.evidence.intake.typed import Typed
from briefkit.evidence.tables import Problem

FAR = dt.timedelta(days=366)
"""Further after the data date than this, a day is a slip."""


@dataclass(frozen=True)
class Bounds:
    """What answers are held against: the edition's day, the council's residents, its own day."""

    data_date: dt.date
    residents: int | None
    came_out: dt.date | None


Complaint = tuple[str, str]
"""A column, and what is wrong with its cell."""


def judge(row: Typed, bounds: Bounds) -> None:
    """Add to a row every complaint about it."""
    for rule in RULES:
        for column, message in rule(row, bounds):
            if column not in row.bad:
                row.refuse(column, message)


def _one_answer(row: Typed, _: Bounds) -> Iterator[Complaint]:
    if row.has("answer") and row.has("percent"):
        yield "percent", "two answers where one is asked. Keep the number or the percentage."
    if row.valued and row.reason:
        yield "reason", f"a reason why it is blank ({row.reason}) beside an answer. Keep one."
    if row.kept_as and row.has("percent") and row.has("answer"):
        yield "answer", "a mark that there is no figure, and a percentage. Keep one of the two."


def _needs_answer(row: Typed, _: Bounds) -> Iterator[Complaint]:
    """Nothing that was written beside a blank answer is passed over in silence."""
    if row.valued or row.reason:
        return
    for column in ("out_of", "since", "mark", "remark", "published"):
        if row.has(column):
            message = "the answer is blank. Write it, or choose a reason under If blank, why."
            yield "answer", message
            return


def _no_figure(row: Typed, _: Bounds) -> Iterator[Complaint]:
    if not row.reason or row.valued:
        return
    if row.mark:
        yield "mark", "a mark needs an answer. Clear it."
    if row.has("since"):
        yield "since", "a day needs the answer yes or no. Clear it."


def _period(row: Typed, bounds: Bounds) -> Iterator[Complaint]:
    example = EXAMPLES[row.question.period]
    if not row.period:
        yield "period", f"no period. Write when this was so, such as {example}."
        return
    wrong = fault(row.period, bounds.data_date)
    if wrong:
        yield "period", f"{short(row.cell('period'))}: {wrong}."


def _counts(row: Typed, _: Bounds) -> Iterator[Complaint]:
    """Numbers that cannot be: below nought, or a part of a thing that comes whole."""
    for column in ("answer", "out_of"):
        value = row.numbers.get(column)
        if value is None or row.question.answer == "yes":
            continue
        plain = column == "answer" and row.question.answer == "number"
        least = row.question.indicator.minimum if plain else 0
        if least is not None and value < least:
            yield column, f"{short(row.cell(column))} is below {least:g}. Look at the sign."
        elif row.question.whole and value != int(value):
            yield column, f"{short(row.cell(column))} is no whole number. Count whole ones."


def _out_of(row: Typed, _: Bounds) -> Iterator[Complaint]:
    question = row.question
    if not question.of or not row.valued:
        return
    whole, part = row.numbers.get("out_of"), row.numbers.get("answer")
    counted = part is not None and question.answer != "number"
    if question.answer == "split" and row.has("percent") and row.has("out_of"):
        yield "percent", "write the sum in pounds under Answer: what it is out of stands beside it."
    if not row.has("out_of"):
        if question.needs_of or counted:
            yield "out_of", f"blank: out of how many? Write the number of {question.of}."
    elif whole == 0:
        yield "out_of", f"0: nothing can be out of none. Write the number of {question.of}."
    elif whole is not None and part is not None and part > whole and question.answer != "ratio":
        message = f"{short(row.cell('answer'))} is more than the {whole:,.10g} it is out of"
        yield "answer", f"{message}. Look which of the two is wrong."


def _percent(row: Typed, _: Bounds) -> Iterator[Complaint]:
    value = row.numbers.get("percent")
    if value is not None and not 0 <= value <= 100:
        shown = short(row.cell("percent"))
        yield "percent", f"{shown} is beyond 0 to 100%. Look for a slip of the point."


def _possible(row: Typed, _: Bounds) -> Iterator[Complaint]:
    """What the indicator itself can never be."""
    indicator, value = row.question.indicator, figure(row)
    if value is None or row.bad or row.question.answer not in ("number", "ratio"):
        return
    if indicator.minimum is not None and value < indicator.minimum:
        yield "answer", f"{value:,.10g} is below the least possible, {indicator.minimum:g}."
    elif indicator.maximum is not None and value > indicator.maximum:
        yield "answer", f"{value:,.10g} is beyond the most possible, {indicator.maximum:g}."


def _likely(row: Typed, bounds: Bounds) -> Iterator[Complaint]:
    """A slip of unit: thousands for pounds, or a total for one each. A remark overrules it."""
    question, value = row.question, figure(row)
    if value is None or row.bad:
        return
    doubt = ""
    if question.likely and not question.likely[0] <= value <= question.likely[1]:
        least, most = question.likely
        doubt = f"{value:,.10g} {question.indicator.unit}, where {least:g} to {most:g} are likely"
    if question.per_head and bounds.residents and value:
        head = value / bounds.residents
        if not question.per_head[0] <= head <= question.per_head[1]:
            doubt = f"{short(row.cell('answer'))} is £{head:,.2f} for each resident"
    if doubt and row.remark:
        row.tell("answer", f"{doubt}: taken as it is, since a remark stands beside it.")
    elif doubt:
        yield "answer", f"{doubt}. Are these thousands or millions? If it is right, write a remark."


def figure(row: Typed) -> float | None:
    """The figure that a row gives, in its indicator's unit; None where it gives none."""
    part, whole = row.numbers.get("answer"), row.numbers.get("out_of")
    if not row.valued:
        return None
    if "percent" in row.numbers:
        return row.numbers["percent"]
    if part is None or row.question.answer in ("number", "yes"):
        return part
    if not whole:
        return None
    return part / whole if row.question.answer == "ratio" else 100 * part / whole


def _since(row: Typed, bounds: Bounds) -> Iterator[Complaint]:
    day, answer = row.days.get("since"), row.numbers.get("answer")
    if day is None or answer is None:
        return
    if day < OLDEST - 30 * FAR:
        yield "since", f"{short(row.cell('since'))} is too long ago. Look at the year."
    elif answer and day > bounds.data_date:
        yield "since", f"{short(row.cell('since'))}: yes, but only from a day to come. Choose no."
    elif not answer and day <= bounds.data_date:
        yield "since", f"{short(row.cell('since'))}: planned for a day that is past. Is it yes?"


def _published(row: Typed, bounds: Bounds) -> Iterator[Complaint]:
    day = row.days.get("published", bounds.came_out)
    column = "published"
    if day is None or not row.period or "period" in row.bad or column in row.bad:
        return
    kind = periods.kind(row.period)
    over = periods.last_day if kind in ("year", "split year") else periods.first_day
    if day < over(row.period):
        said = f"{day.isoformat()}: figures of {spoken(row.period)} cannot have come out then"
        yield column, f"{said}. Look at the year, or write the day here."
    elif day > bounds.data_date + FAR:
        said = f"{day.isoformat()} is more than a year after the data date"
        yield column, f"{said}. Look at the year."
    elif day > bounds.data_date and row.has(column):
        row.tell(column, "comes out after the data date: only a later edition will see it.")


RULES = (
    _one_answer,
    _needs_answer,
    _no_figure,
    _period,
    _counts,
    _percent,
    _out_of,
    _possible,
    _likely,
    _since,
    _published,
)


Stand = dict[tuple[str, str], list[Typed]]


def disagreements(rows: Iterable[Typed]) -> Iterator[tuple[Typed, Problem]]:
    """One question answered twice for a period, and sums that should be one and are two."""
    known: Stand = defaultdict(list)
    for row in rows:
        if row.period:
            known[row.question.indicator.id, row.period].append(row)
    for (_, period), same in known.items():
        for again in same[1:]:
            place = same[0].cell("period").place
            message = f"{spoken(period)} stands twice for this question: also at {place}. Keep one."
            yield again, again.cell("period").problem(message)
        yield from _unequal(same[0], period, known)


def _unequal(row: Typed, period: str, known: Stand) -> Iterator[tuple[Typed, Problem]]:
    for agreement in row.question.agreements:
        mine = row.numbers.get(agreement.mine)
        for other in known.get((agreement.other, period), [])[:1]:
            its = other.numbers.get(agreement.its)
            if mine is None or its is None or abs(mine - its) <= 0.5:
                continue
            cell, where = row.cell(agreement.mine), other.cell(agreement.its).place
            message = f"{short(cell)} should be the {its:,.10g} at {where}: the same sum"
            yield row, cell.problem(f"{message} of {spoken(period)}. Mend one of the two.")
