"""What a council of the invented county would type, worked back from its own evidence."""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefkit.evidence.intake.questions import Question
from demo import DEMO
from intakeforms import Answers, asked, form


def typed_by(code: str, years: int = 3) -> Answers:
    """The figures of a council's own source as its officer would have typed them."""
    folder = DEMO / "sources" / f"own-{code}"
    rows = _read(folder / "figures.csv")
    sums = _read(folder / "details.csv") if (folder / "details.csv").exists() else []
    questions = asked().question
    slots = _slots(code, years)
    answers: Answers = {}
    for row in rows:
        open_slots = slots[row["indicator"]]
        period = row["period"]
        key = open_slots.pop(period) if period in open_slots else open_slots.pop("")
        amounts = {d["item"]: d["value"] for d in sums if d["period"] == period}
        answers[key] = _typed(questions[row["indicator"]], row, amounts)
    return answers


def _slots(code: str, years: int) -> dict[str, dict[str, str]]:
    """The keys of a council's form by indicator and by the period that stands there."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for sheet in form(code, years).sheets:
        for row in sheet.rows:
            mine, period = found[row.question.indicator.id], row.period
            mine[period if period not in mine else f"{period} {row.key}"] = row.key
    return {id: _Slots(slots) for id, slots in found.items()}


class _Slots(dict[str, str]):
    """Rows that are still free; "" takes the next one without a period of its own."""

    def pop(self, period: str, *_: Any) -> str:
        free = next(p for p in self if p == period or (not period and not p.strip()[:4].isdigit()))
        return super().pop(free)


def _typed(question: Question, row: Mapping[str, str], sums: Mapping[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {"period": row["period"]}
    if row["published"] != "2026-07-01":
        told["published"] = dt.date.fromisoformat(row["published"])
    if row["status"] == "b":
        told["mark"] = "break in series"
    if row["status"] == "x":
        reason, _, remark = row["note"].partition(": ")
        return {**told, "reason": reason, "remark": remark}
    if question.answer == "yes":
        return {**told, "answer": "yes" if float(row["value"]) else "no"}
    if question.answer == "split":
        return told | _sums(question, sums)
    return told | _counts(question, row)


def _sums(question: Question, sums: Mapping[str, str]) -> dict[str, Any]:
    """The pounds behind a share of money."""
    part, whole = float(sums["part"]), float(sums["whole"])
    if question.indicator.id == "change_share":
        part, whole = whole, whole + float(sums["running what exists"])
    return {"answer": part, "out_of": whole}


def _counts(question: Question, row: Mapping[str, str]) -> dict[str, Any]:
    """What was counted, out of how many."""
    base = int(row["base"] or 0)
    if row["status"] == "c":
        return {"answer": base - 4, "out_of": base}
    value = float(row["value"])
    if question.answer == "percent":
        return {"percent": value}
    counted = {"share": round(value * base / 100), "ratio": round(value * base)}
    return {"answer": counted.get(question.answer, value)} | ({"out_of": base} if base else {})


def _read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))
