"""Evidence notes: each names source, publisher, row, period and formula, as the books have them."""

from __future__ import annotations

import re

from briefkit.publishing.verify import numerals, printing, times
from briefkit.publishing.verify.books import Row
from briefkit.publishing.verify.case import Case, Json, indicator_of, periods_of
from briefkit.publishing.verify.page import Page
from briefkit.publishing.verify.prose import HTML
from briefkit.publishing.verify.wording import data_names


def check_notes(case: Case, page: Page) -> None:
    """Hold every evidence note of a page; every told statement has one."""
    for number, statement in case.by_number.items():
        block = page.notes.get(str(number))
        if block is None:
            case.tally.say(HTML, f"note {number}", "nothing", f"{statement['id']} needs a note")
            continue
        _note(case, f"note {number}", statement, block.text)
    for name, note in page.notes.items():
        if int(name) not in case.by_number:
            case.tally.say(HTML, f"note {name}", note.text, "no statement has this number")


def _note(case: Case, place: str, statement: Json, text: str) -> None:
    rest = text
    for figure in statement["figures"]:
        due = f": {printing.whole(figure['value'], figure['unit'])} ({_proof(figure)})"
        case.tally.hold(HTML, place, _found(due, text), due)
        rest = rest.replace(due, " ")
    for part in (*_source(case, statement), f"Rule: {_capital(statement['rule'])}."):
        case.tally.hold(HTML, place, _found(part, text), part)
        rest = rest.replace(part, " ")
    _rest(case, place, statement, rest)


def _found(due: str, text: str) -> str:
    """What is due, where the note has it; else the note's part of the same name, or all of it."""
    if due in text:
        return due
    start = due.partition("(")[2].partition(")")[0]
    at = text.find(start)
    return text[max(0, at - 40) :] if start and at >= 0 else text


def _proof(figure: Json) -> str:
    formula, sources = figure["formula"] or "", figure["sources"]
    if len(sources) == 1:
        row = _row(sources[0])
        return f"{formula}; {row}" if formula else row
    return f"{formula}; {len(sources):,} rows" if sources else formula


def _row(source: Json) -> str:
    keys = ("indicator", "gss_code", "period", "item")
    return ", ".join(source[key] for key in keys if key in source)


def _source(case: Case, statement: Json) -> list[str]:
    """Publisher and title of each source that is cited."""
    ids = dict.fromkeys(s["source"] for f in statement["figures"] for s in f["sources"])
    others = [name for name in ids if name.startswith("own-") and case.gss_code not in name]
    known = [case.books.sources[n] for n in ids if n in case.books.sources and n not in others]
    marks = [row.cells["source"] for row in case.books.benchmarks.values()][:1]
    named = [f"{source['publisher']}: {source['title']}" for source in known]
    peers = f"own evidence of {len(others)} peer{'' if len(others) == 1 else 's'}"
    return [*named, *([peers] if others else []), *(marks if "benchmarks" in ids else [])]


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _rest(case: Case, place: str, statement: Json, text: str) -> None:
    """What is left names the measure, its period, a row without figures, or a source's own note."""
    indicator = indicator_of(statement)
    rows = [row for name in statement["id"].split(".") for row in _own(case, name)]
    keys = [_key(r.indicator, r.gss_code, r.period) for r in _rows_of(case, indicator)]
    names = [*data_names(case), *(_said(r.cells["note"]) for r in rows), *keys]
    names += [row["name"] for row in case.books.indicators.values()]
    names += [row.cells["source"] for row in case.books.deflators.values()]
    rest = re.sub(r"Back to figure.*", " ", text)
    periods = periods_of(case, statement) | _contrast(case, statement)
    for piece in numerals.unaccounted(numerals.without_names(rest, names), (), periods):
        case.tally.say(HTML, place, piece, "no figure, row or period of the statement", text)


def _own(case: Case, indicator: str) -> list[Row]:
    return case.books.figures.get((indicator, case.gss_code), [])


def _said(note: str) -> str:
    """A source's own note, its days in words."""
    return re.sub(r"\b\d{4}-\d\d-\d\d\b", lambda found: times.said(found[0]), note)


def _key(indicator: str, gss_code: str, period: str) -> str:
    return f"{indicator}, {gss_code}, {period}"


def _rows_of(case: Case, indicator: str) -> list[Row]:
    codes = (case.gss_code, *case.judge.peers)
    return [r for code in codes for r in case.books.figures.get((indicator, code), [])]


def _contrast(case: Case, statement: Json) -> set[str]:
    """A contrast names the period of its leading side."""
    if statement["type"] != "contrast":
        return set()
    names = statement["id"].split(".")[:-1]
    rows = [case.judge.known(n) for n in names if n in case.books.indicators]
    return {times.said(row.period) for row in rows if row is not None}
