"""What an officer is asked: one question for each indicator that only a council can supply.

The questions follow from indicators.csv; how each is put stands in questions.toml.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from briefkit.errors import BadSetting
from briefkit.evidence.catalogue import Catalogue, Indicator, Theme
from briefkit.evidence.files import read_toml

FILE = "questions.toml"
WORKED_OUT = ("gap", "real")
"""Forms of indicator that follow from other answers and are never asked."""

ANSWERS = ("number", "share", "percent", "split", "ratio", "yes")
OF_FORM = {
    "share": "share",
    "survey": "share",
    "view": "share",
    "whole": "share",
    "rate": "percent",
    "composition": "split",
    "milestone": "yes",
}
PERIODS = ("month", "survey", "year", "plan")
CELLS = ("answer", "of")
PARTLY = ("share", "percent", "split")
"""Answers that may be given as a percentage instead."""


@dataclass(frozen=True)
class Kept:
    """A part that details.csv keeps of an answer: `source` is answer, of, or rest."""

    indicator: str
    item: str
    source: str


@dataclass(frozen=True)
class Agreement:
    """The cell `mine` of this question must be the cell `its` of the question `other`."""

    mine: str
    other: str
    its: str


@dataclass(frozen=True)
class Question:
    """How one indicator is asked; questions.toml says what each part means.

    `likely` and `per_head` are the least and most that can be meant, of the figure and in pounds
    a resident.
    """

    indicator: Indicator
    theme: Theme
    ask: str
    guidance: str
    answer: str
    of: str
    period: str
    years: int
    whole: bool
    likely: tuple[float, float] | None
    per_head: tuple[float, float] | None
    parts: tuple[str, ...]
    kept: tuple[Kept, ...]
    agreements: tuple[Agreement, ...]

    @property
    def survey(self) -> bool:
        """Whether people were asked, so that few answers may not be reported."""
        return self.indicator.form in ("survey", "view", "whole")

    @property
    def percent(self) -> bool:
        """Whether a percentage may stand instead of a count."""
        return self.answer in PARTLY

    @property
    def needs_of(self) -> bool:
        """Whether the answer means nothing without what it is out of."""
        return self.answer in ("share", "ratio")

    @property
    def unit(self) -> str:
        """The unit of the answer cell, in words."""
        first = {
            "yes": "yes or no",
            "number": self.indicator.unit,
            "split": "pounds",
            "ratio": self.indicator.unit.partition(" per ")[0],
        }.get(self.answer, "number")
        return f"{first}; out of: {self.of}" if self.of else first


@dataclass(frozen=True)
class Field:
    """A line of the start sheet: `fill` is what stands there at first, `choices` what may."""

    id: str
    label: str
    guidance: str
    needed: bool
    fill: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """All that a workbook asks: its lines on the start sheet, its questions, its own words."""

    fields: tuple[Field, ...]
    questions: tuple[Question, ...]
    words: dict[str, Any]

    @cached_property
    def question(self) -> dict[str, Question]:
        """Questions by the id of their indicator."""
        return {q.indicator.id: q for q in self.questions}

    def name(self, indicator: str) -> str:
        """What an indicator is called; its id where it is not asked any more."""
        found = self.question.get(indicator)
        return found.indicator.name if found else indicator

    @property
    def themes(self) -> tuple[Theme, ...]:
        """Themes that are asked about, in their printed order."""
        found = {q.theme.id: q.theme for q in self.questions}
        return tuple(sorted(found.values(), key=lambda t: t.number))

    def of_theme(self, theme: str) -> tuple[Question, ...]:
        """A theme's questions."""
        return tuple(q for q in self.questions if q.theme.id == theme)


def read_questions(rules: Path, catalogue: Catalogue, *, invented: bool = False) -> Asked:
    """Read questions.toml beside indicators.csv. Raises BadSetting with everything that is wrong.

    `invented` chooses the words that say so on the start sheet.
    """
    table = read_toml(rules / FILE)
    said = table.get("question", {})
    own = [i for i in catalogue.indicators if i.own and i.form not in WORKED_OUT]
    problems = list(_problems(table, said, {i.id for i in own}))
    if problems:
        raise BadSetting("\n".join(f"{FILE}: {problem}" for problem in problems))
    fields = tuple(_field(id, f, invented) for id, f in table["start"].items())
    questions = tuple(_question(i, catalogue.theme[i.theme], said.get(i.id, {})) for i in own)
    return Asked(fields, questions, table["words"])


def _problems(
    table: dict[str, Any], said: dict[str, dict[str, Any]], own: set[str]
) -> Iterator[str]:
    for name in ("words", "start"):
        if not isinstance(table.get(name), dict):
            yield f"the table [{name}] is missing. Restore it from the project's history."
    for id, entry in said.items():
        if id not in own:
            yield f"{id!r} is no indicator with source own-* in indicators.csv."
        yield from (f"{id}: {problem}" for problem in _entry_problems(entry, own))


def _entry_problems(entry: dict[str, Any], own: set[str]) -> Iterator[str]:
    answer, period = entry.get("answer", "number"), entry.get("period", "year")
    if answer not in ANSWERS:
        yield f"answer {answer!r} is none of {', '.join(ANSWERS)}."
    if period not in PERIODS:
        yield f"period {period!r} is none of {', '.join(PERIODS)}."
    if answer in ("share", "ratio") and not entry.get("of"):
        yield f"answer {answer!r} needs `of`, what it is out of."
    pairs = {name: entry[name] for name in ("likely", "per_head") if name in entry}
    for name, pair in pairs.items():
        if not isinstance(pair, list) or len(pair) != 2:
            yield f"{name} is the least and the most, such as {name} = [1, 500]."
    agrees = entry.get("agrees", ())
    cells = [a.get(c) for a in agrees for c in ("mine", "its")]
    yield from (f"{c!r} is neither answer nor of." for c in cells if c not in CELLS)
    others = [a.get("with", "") for a in agrees]
    yield from (f"agrees with {o!r}, which is not asked." for o in others if o not in own)


def _field(id: str, entry: dict[str, Any], invented: bool) -> Field:
    fill = str(entry.get("fill", ""))
    return Field(
        id=id,
        label=str(entry["label"]),
        guidance=str(entry["guidance"]),
        needed=bool(entry.get("needed", False)),
        fill=str(entry.get("fill_invented", fill)) if invented else fill,
        choices=tuple(entry.get("choices", ())),
    )


def _pair(given: list[float] | None) -> tuple[float, float] | None:
    return (given[0], given[1]) if given else None


def _column(cell: str) -> str:
    """The column of a cell as questions.toml calls it: answer, or of."""
    return {"of": "out_of"}.get(cell, cell)


def _question(indicator: Indicator, theme: Theme, entry: dict[str, Any]) -> Question:
    answer = entry.get("answer") or OF_FORM.get(indicator.form, "number")
    return Question(
        indicator=indicator,
        theme=theme,
        ask=entry.get("ask", f"{indicator.name}?"),
        guidance=entry.get("guidance", f"In {indicator.unit}."),
        answer=answer,
        of=entry.get("of", "all of them" if answer in ("share", "ratio") else ""),
        period=entry.get("period", "year"),
        years=int(entry.get("years", 1)),
        whole=bool(entry.get("whole", False)),
        likely=_pair(entry.get("likely")),
        per_head=_pair(entry.get("per_head")),
        parts=tuple(entry.get("parts", ())),
        kept=tuple(
            Kept(k.get("indicator", indicator.id), k["item"], k["from"])
            for k in entry.get("details", ())
        ),
        agreements=tuple(
            Agreement(_column(a["mine"]), a["with"], _column(a["its"]))
            for a in entry.get("agrees", ())
        ),
    )
