"""An area's statements: their figures against those worked out anew, and every number of a text."""

from __future__ import annotations

import re

from briefkit.publishing.verify import numerals, printing, times
from briefkit.publishing.verify.areas.measures import Measured, Values, expected
from briefkit.publishing.verify.areas.members import Area, data_names, said_periods
from briefkit.publishing.verify.books import Row
from briefkit.publishing.verify.case import RECORD, Json
from briefkit.publishing.verify.cited import Cited, Unreckoned
from briefkit.publishing.verify.figures import same
from briefkit.publishing.verify.reckon import reckon

COUNTED = ("councils ", "themes")
"""How the formulas of counts begin that cite no row: the members themselves are judged anew."""


def check_statements(area: Area, told: dict[str, Measured]) -> None:
    """Every statement that is due, and no other, each with its figures and its words."""
    due = expected(area, told)
    found = [s["id"] for s in area.record["statements"]]
    area.tally.hold(RECORD, "statements", sorted(found), sorted(due))
    for statement in area.record["statements"]:
        _figures(area, statement, due.get(statement["id"], {}))
        _words(area, statement, told)


def _figures(area: Area, statement: Json, due: Values) -> None:
    for figure in statement["figures"]:
        name = figure["name"]
        place = f"{statement['id']}, {name} ({figure['shown']})"
        value = due.get(name)
        printed = float(figure["value"])
        right = value is not None and same(printed, value)
        area.tally.hold(RECORD, place, printed, printed if right else value)
        allowed = printing.ways(figure["value"], figure["unit"], {_places(area, statement)})
        shown = figure["shown"]
        area.tally.hold(RECORD, f"{place}, as shown", shown,
                        shown if shown in allowed else frozenset(allowed))  # fmt: skip
        _rows(area, place, figure)
    names = {figure["name"] for figure in statement["figures"]}
    sides = {"above", "typical", "below", "better", "similar", "worse", "more", "less"}
    for name in sides & due.keys() - names:
        if due[name] and name in sides:
            area.tally.say(RECORD, statement["id"], "nothing", f"{name} is {due[name]:g}")


def _places(area: Area, statement: Json) -> int:
    about = area.books.indicators.get(statement["indicator"], {})
    return int(about.get("decimals", 0))


def _rows(area: Area, place: str, figure: Json) -> None:
    """The rows that a figure cites are there, and give it by its formula."""
    if not figure["sources"]:
        formula = figure["formula"] or ""
        known = formula if formula.startswith(COUNTED) else "a formula of counts"
        area.tally.hold(RECORD, f"{place}, formula", formula, known)
        return
    rows: list[Row] = []
    for source in figure["sources"]:
        found = area.case.find(source)
        rows += found[:1]
        if not found:
            area.tally.say(RECORD, place, f"the source {source}", "there is no such row")
    formula = figure["formula"] or ""
    try:
        value = reckon(formula, Cited(figure["unit"], tuple(rows), 0))
    except Unreckoned as fault:
        area.tally.say(RECORD, place, str(figure["value"]), f"no proof: {fault}")
        return
    printed = figure["value"]
    area.tally.hold(RECORD, f"{place}, by its rows", printed,
                    printed if same(printed, value) else value)  # fmt: skip


def periods_of(area: Area, indicator: str, told: dict[str, Measured]) -> set[str]:
    """Every way to say when a measure's figures of the area, or of a pair, were read."""
    found = {times.said(area.books.day.isoformat())}
    one = told.get(indicator)
    rows = [*one.rows, *(row for kind in one.kinds for row in kind.rows)] if one else []
    pairs = [p for p in area.record["pairs"] if p["indicator"] == indicator]
    said = {pair[key]["period"] for pair in pairs for key in ("own", "better")}
    return found | said_periods(rows) | set().union(*(times.names(period) for period in said))


def _words(area: Area, statement: Json, told: dict[str, Measured]) -> None:
    """Each figure stands in a text; no other number or date does."""
    texts = {"text": statement["text"], **statement["forms"]}
    shown = [figure["shown"] for figure in statement["figures"]]
    for figure in shown:
        if not any(numerals.blank(text, figure) != text for text in texts.values()):
            area.tally.say(RECORD, statement["id"], statement["text"], f"{figure} is not in it")
    periods = periods_of(area, statement["indicator"], told)
    names = data_names(area)
    for name, text in texts.items():
        rest = numerals.without_names(LEVEL.sub(" ", text), names)
        for piece in numerals.unaccounted(rest, shown, periods):
            area.tally.say(RECORD, f"{statement['id']}, {name}", piece, "no figure or period", text)
        area.tally.checked += 1


LEVEL = re.compile(r"\b(?:reach(?:es)?) level [1-5]\b")
"""The levels that councils reached: their counts are figures, held by name."""
