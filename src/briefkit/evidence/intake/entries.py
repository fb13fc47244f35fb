"""Answers as rows of figures.csv and details.csv; what may not be reported is kept back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefkit.evidence.intake.answers import Checked
from briefkit.evidence.intake.form import REASONS
from briefkit.evidence.intake.questions import Asked, Kept, Question
from briefkit.evidence.intake.rounds import spoken
from briefkit.evidence.intake.rules import figure
from briefkit.evidence.intake.typed import Typed
from briefkit.evidence.own import WHOLE_OF
from briefkit.evidence.tidy import Row, cell_text

Texts = dict[str, str]
"""A row as texts, by column."""
PLANNED, SINCE = "planned", "since"


@dataclass(frozen=True)
class Entries:
    """Rows of the two tables, and a sentence for each figure that was kept back.

    `answered` are the questions and periods whose earlier parts these rows replace.
    """

    figures: tuple[Texts, ...]
    details: tuple[Texts, ...]
    kept_back: tuple[str, ...]
    answered: frozenset[tuple[str, str]]


def entries(checked: Checked) -> Entries:
    """The rows that a checked form gives. It must be without problems and of a known council."""
    code = checked.council.gss_code if checked.council else ""
    figures, details, told = [], [], []
    answered = set()
    for answer in checked.answers:
        row = _figure(answer, checked)
        figures.append(_texts({"gss_code": code, **row}))
        if row["note"] == _small(answer.question):
            told.append(_told(answer, str(row["note"])))
        parts = [*_details(answer), *_readings(answer, checked)]
        details += [_texts({"gss_code": code, "period": answer.period, **part}) for part in parts]
        answered |= {(str(row["indicator"]), answer.period)} if _has_parts(answer) else set()
        answered |= {(str(part["indicator"]), answer.period) for part in parts}
    return Entries(tuple(figures), tuple(details), tuple(told), frozenset(answered))


def _texts(row: Row) -> Texts:
    return {column: cell_text(value) for column, value in row.items()}


def _figure(answer: Typed, checked: Checked) -> dict[str, str | float | None]:
    question = answer.question
    day = answer.days.get("published", checked.start.came_out)
    base = None if question.answer in ("split", "yes") else answer.numbers.get("out_of")
    row: dict[str, str | float | None] = {
        "indicator": question.indicator.id,
        "period": answer.period,
        "published": day.isoformat() if day else "",
        "base": base,
        "status": answer.mark,
        "note": answer.remark,
    }
    if answer.reason:
        said = f'written as "{answer.kept_as}"' if answer.kept_as else ""
        why = "; ".join(part for part in (said, answer.remark) if part)
        note = f"{answer.reason}: {why}" if why else answer.reason
        return {**row, "status": REASONS[answer.reason], "note": note}
    least = question.indicator.small_base
    if question.survey and least and base is not None and base < least:
        return {**row, "status": "c", "note": _small(question)}
    return {**row, "value": figure(answer)}


def _small(question: Question) -> str:
    return f"suppressed: base under {question.indicator.small_base}"


def _told(answer: Typed, note: str) -> str:
    count = answer.numbers.get("out_of", 0)
    where = answer.cell("answer").place
    name = answer.question.indicator.name
    return (
        f"{name}, {spoken(answer.period)} ({where}): only {count:,.10g} answered, so the number "
        f"alone is kept, with status c and the note {note!r}."
    )


# --- parts ---


def _has_parts(answer: Typed) -> bool:
    question = answer.question
    return bool(question.kept or question.parts) or question.answer == "yes"


def _details(answer: Typed) -> Iterator[Row]:
    """The sums behind a share of money; since when, or for when, a yes or no."""
    part, whole = answer.numbers.get("answer"), answer.numbers.get("out_of")
    day = answer.days.get("since")
    if day is not None and part is not None:
        item = SINCE if part else PLANNED
        row: Row = {"indicator": answer.question.indicator.id, "item": item, "value": 1.0}
        yield {**row, "unit": "milestone", "date": day.isoformat()}
    if part is None or whole is None:
        return
    amounts = {"answer": part, "of": whole, "rest": whole - part}
    for kept in answer.question.kept:
        yield _kept(kept, amounts)


def _kept(kept: Kept, amounts: dict[str, float]) -> Row:
    named: Row = {"indicator": kept.indicator, "item": kept.item}
    return {**named, "value": amounts[kept.source], "unit": "pounds"}


def _readings(answer: Typed, checked: Checked) -> Iterator[Row]:
    indicator = answer.question.indicator
    for item, value in checked.parts.get(answer.row.asked.key, ()):
        row: Row = {"indicator": indicator.id, "item": item, "value": value}
        yield {**row, "unit": indicator.unit.split()[0]}


# --- totals that would give a group away ---

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def without_giveaways(rows: Sequence[Texts], asked: Asked) -> tuple[list[Texts], list[str]]:
    """The rows of one council, each total that would give one withheld group away kept back too.

    Gives the rows and a sentence for each total.
    """
    held = {(r["indicator"], r["period"]) for r in rows if r.get("status") == "c"}
    shown = {(r["indicator"], r["period"]) for r in rows if r.get("value")}
    kept, told = [], []
    for row in rows:
        parts = WHOLE_OF.get(row["indicator"], ())
        period = row["period"]
        hidden = [p for p in parts if (p, period) in held]
        if not row.get("value") or len(hidden) != 1:
            kept.append(row)
            continue
        count = sum((p, period) in shown for p in parts)
        why = f"with {_WORDS[count]} groups shown it would give the {_PLACES[count]} away"
        kept.append({**row, "value": "", "status": "c", "note": f"suppressed: {why}"})
        name = asked.name(row["indicator"])
        told.append(f"{name}, {spoken(period)}: kept back too, since {why}.")
    return kept, told
