"""Councils' own evidence in the books: limits of surveys, and gaps of two surveys as rows.

A survey's row has its limits worked out from its base; leaders' and residents' rows of one
period give a row of their own, so that where a council stands can be judged as for any measure.
"""

from __future__ import annotations

from dataclasses import replace

from briefkit.publishing.verify import surveys
from briefkit.publishing.verify.books import Books, Row

SURVEYED = ("survey", "view")
LEADERS, PUBLIC, GAP = "leaders_view", "public_view", "perception_gap"
SPENDING, REAL = "technology_spending", "technology_real_change"
MOST_YEARS, LEAST_YEARS = 5, 3
WORKED_OUT = "worked out"
"""The source of a row that stands in no file."""


def with_surveys(books: Books) -> Books:
    """The same books, with limits of surveys and rows of perception gaps."""
    forms = {name: row["form"] for name, row in books.indicators.items()}
    figures = {
        key: [_limited(row) for row in rows] if forms.get(key[0]) in SURVEYED else rows
        for key, rows in books.figures.items()
    }
    for (indicator, code), rows in list(figures.items()):
        if indicator == LEADERS:
            found = _gaps(rows, figures.get((PUBLIC, code), []))
            figures |= {(GAP, code): found} if found else {}
        if indicator == SPENDING:
            real = _real(rows, books.deflators)
            figures |= {(REAL, code): real} if real else {}
    return replace(books, figures=figures)


def _limited(row: Row) -> Row:
    if row.value is None or not row.number("base"):
        return row
    lower, upper = surveys.wilson(row)
    return replace(row, worked={"lower": lower, "upper": upper})


def _gaps(leaders: list[Row], residents: list[Row]) -> list[Row]:
    by_period = {row.period: row for row in residents if row.worked}
    return [
        _gap(row, by_period[row.period])
        for row in leaders
        if row.worked and row.period in by_period
    ]


def _gap(leaders: Row, public: Row) -> Row:
    lower, upper = surveys.newcombe((leaders, public))
    published = max(leaders.cells["published"], public.cells["published"])
    return replace(
        leaders,
        source=WORKED_OUT,
        indicator=GAP,
        value=float(leaders.value or 0.0) - float(public.value or 0.0),
        cells={**leaders.cells, "base": "", "published": published},
        worked={"lower": lower, "upper": upper},
    )


def _real(rows: list[Row], prices: dict[str, Row]) -> list[Row]:
    """The real change of the years up to the latest that follow one another unbroken."""
    run: list[Row] = []
    for row in rows:
        year = int(row.period[:4])
        follows = bool(run) and int(run[-1].period[:4]) + 1 == year and row.cells["status"] != "b"
        run = [] if row.value is None else ([*run, row] if follows else [row])
    run = run[-MOST_YEARS:]
    if len(run) < LEAST_YEARS or not {run[0].period, run[-1].period} <= prices.keys():
        return []
    ends = (run[0], run[-1], prices[run[0].period], prices[run[-1].period])
    return [replace(run[-1], source=WORKED_OUT, indicator=REAL, value=surveys.real_change(ends))]
