"""A statement's sentences: their figures, their dates, and the words of their comparison."""

from __future__ import annotations

import re

from briefkit.publishing.verify import numerals, printing, times
from briefkit.publishing.verify.case import RECORD, Case, Json, indicator_of, periods_of

HIGHER = r"higher|heavier|more|greater|slower|larger"
LOWER = r"lower|lighter|less|fewer|smaller"
COMPARED = re.compile(rf"(?:(a little|much) )?(?:({HIGHER})|({LOWER})) than (?:the|its|\d|£|its)")
ALIKE = re.compile(r"\b(?:similar to|the same as) (?:the|\d|£)")


def check_words(case: Case, statement: Json) -> None:
    """Each figure stands in a sentence; no other number or date does; words fit the verdict."""
    texts = {"text": statement["text"], **statement["forms"]}
    shown = [f["shown"] for f in statement["figures"]]
    for figure in shown:
        if not any(_stands(figure, text) for text in texts.values()):
            case.tally.say(
                RECORD,
                f"{statement['id']}, text",
                texts["text"],
                f"the figure {figure} is not in it",
            )
    periods = periods_of(case, statement)
    ages = _ages(case, statement)
    for name, text in texts.items():
        place = f"{statement['id']}, {name}"
        rest = numerals.AGE.sub(lambda m: " " if m[0] in ages else m[0], text)
        rest = numerals.without_names(rest, data_names(case))
        for piece in numerals.unaccounted(rest, [*shown, *statement.get("levels", ())], periods):
            case.tally.say(RECORD, place, piece, "no figure or period of the statement", text)
        _ages_hold(case, place, text, ages)
        if statement["type"] in ("level", "ladder"):
            _comparison(case, place, text, statement["verdict"])


def _stands(figure: str, text: str) -> bool:
    return numerals.blank(text, figure) != text


def data_names(case: Case) -> list[str]:
    """Names that are data and may hold a digit: councils, payment labels, sources, credits."""
    labels = [row.item for row in case.books.parts("it_payments", case.gss_code)]
    sources = case.books.sources.values()
    told = [str(s.get(k, "")) for s in sources for k in ("title", "publisher", "licence", "credit")]
    marks = [row.cells["source"] for row in case.books.benchmarks.values()]
    return [*labels, *told, *marks]


def _ages(case: Case, statement: Json) -> set[str]:
    """Ages that the statement may state, in words."""
    periods = {f["period"] for f in statement["figures"]}
    row = case.judge.known(name) if (name := indicator_of(statement)) in _indicators(case) else None
    periods |= {row.period} if row is not None else set()
    return {printing.years(times.months_old(p, case.books.day)) for p in periods}


def _indicators(case: Case) -> dict[str, dict[str, str]]:
    return case.books.indicators


def _ages_hold(case: Case, place: str, text: str, ages: set[str]) -> None:
    for found in numerals.AGE.finditer(text):
        printed = found[0]
        case.tally.hold(RECORD, place, printed, printed if printed in ages else frozenset(ages))


def _comparison(case: Case, place: str, text: str, verdict: str) -> None:
    """The adverb and the direction of a comparison are those of the verdict."""
    for found in COMPARED.finditer(text):
        adverb = {"a little": "a_little_", "much": "much_"}.get(found[1], "")
        told = f"{adverb}{'higher' if found[2] else 'lower'}"
        case.tally.hold(RECORD, f"{place}, comparison", told, verdict, found[0])
    if ALIKE.search(text):
        case.tally.hold(RECORD, f"{place}, comparison", "similar", verdict)
