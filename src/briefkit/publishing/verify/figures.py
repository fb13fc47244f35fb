"""A statement's figures: the rows that each cites, its value by its formula, how it is shown."""

from __future__ import annotations

import math
from typing import Any

from briefkit.publishing.verify import printing
from briefkit.publishing.verify.books import Row
from briefkit.publishing.verify.case import RECORD, Case, Json, indicator_of
from briefkit.publishing.verify.cited import Cited, Unreckoned
from briefkit.publishing.verify.reckon import reckon
from briefkit.publishing.verify.runs import run_of

FINER = 4
OF_ITS_OWN_ROW = ("", "base", "lower 95% limit", "upper 95% limit")


def check_figures(case: Case, statement: Json) -> None:
    """Hold every figure of a statement against the rows that it cites."""
    extra = _one_more(case, statement)
    for place, figure in enumerate(statement["figures"], 1):
        name = f"{statement['id']}, figure {place} ({figure['shown']})"
        rows = _rows(case, name, figure)
        _whose(case, name, statement, figure, rows)
        _value(case, name, figure, rows)
        _shown(case, name, statement, figure, extra)


def _rows(case: Case, place: str, figure: Json) -> tuple[Row, ...]:
    found: list[Row] = []
    seen: dict[str, int] = {}
    for source in figure["sources"]:
        rows = case.find(source)
        turn = seen.get(key := str(source), 0)  # an item may stand more than once
        seen[key] = turn + 1
        if turn < len(rows):
            found.append(rows[turn])
        else:
            case.tally.say(RECORD, place, f"the source {_told(source)}", "there is no such row")
    return tuple(found)


def _told(source: Json) -> str:
    return ", ".join(str(source[k]) for k in source)


def _whose(case: Case, place: str, statement: Json, figure: Json, rows: tuple[Row, ...]) -> None:
    """A figure that is a row's own is about that row's council, measure and period."""
    if statement["type"] not in ("lesson", "benchmark", "elsewhere", "mover"):
        case.tally.hold(RECORD, f"{place}, council", figure["gss_code"], case.gss_code)
    if (figure["formula"] or "") in OF_ITS_OWN_ROW and figure["sources"]:
        told = [figure[key] for key in ("gss_code", "indicator", "period")]
        for row in rows:
            case.tally.hold(
                RECORD, f"{place}, row", told, [row.gss_code, row.indicator, row.period], row.at
            )


def _value(case: Case, place: str, figure: Json, rows: tuple[Row, ...]) -> None:
    formula = figure["formula"] or ""
    where = rows[0].at if len(rows) == 1 else f"{formula} of {len(rows)} rows"
    peers = len(case.judge.peers)
    council = case.books.councils[case.gss_code]
    people = float(council["population"]) if council["population"] else None
    try:
        cited = Cited(figure["unit"], rows, peers, council["start"], people)
        value = reckon(formula, cited)
    except Unreckoned as fault:
        case.tally.say(RECORD, place, str(figure["value"]), f"no proof: {fault}", where)
        return
    printed = figure["value"]
    case.tally.hold(RECORD, place, printed, printed if same(printed, value) else value, where)


def same(a: Any, b: Any) -> bool:
    """Whether two values are one, but for the last bits of a float."""
    if isinstance(a, str) or isinstance(b, str):
        return bool(a == b)
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)


def decimals(case: Case, statement: Json, figure: Json) -> set[int]:
    """The decimals by which a figure may be printed: its own measure's, or the statement's."""
    known = case.books.indicators
    names = (figure["indicator"], indicator_of(statement))
    return {int(known[name]["decimals"]) for name in names if name in known} or {0}


def _one_more(case: Case, statement: Json) -> bool:
    """Whether two values that are set side by side differ and would print alike."""
    if statement["verdict"] == "similar":
        return False
    pair = (
        _ends(case, statement) if statement["type"] in ("change", "trend") else _beside(statement)
    )
    if len(pair) != 2 or pair[0] == pair[1]:
        return False
    places = max(decimals(case, statement, statement["figures"][0]))
    return bool(printing.rounded(pair[0], places) == printing.rounded(pair[1], places))


def _beside(statement: Json) -> list[float]:
    """The council's own value and the median."""
    found = {f["formula"] or "": f["value"] for f in reversed(statement["figures"])}
    return [found[key] for key in ("", "median") if key in found]


def _ends(case: Case, statement: Json) -> list[float]:
    """The first and the last value of the run of years."""
    run = run_of(case, indicator_of(statement))
    return [float(row.value or 0.0) for row in (run[0], run[-1])] if run else []


def _shown(case: Case, place: str, statement: Json, figure: Json, extra: bool) -> None:
    places = decimals(case, statement, figure)
    if extra:
        places = {n + 1 for n in places}
    if "kind" in statement:  # two editions' figures that print alike are told more finely
        places = {n + more for n in places for more in range(FINER)}
    allowed = printing.ways(figure["value"], figure["unit"], places)
    shown = figure["shown"]
    case.tally.hold(
        RECORD, f"{place}, as shown", shown, shown if shown in allowed else frozenset(allowed)
    )
