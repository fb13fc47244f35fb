"""What a chart cannot draw: peers without a figure beside this one, years without one, and why."""

from __future__ import annotations

from briefkit.publishing.verify import times
from briefkit.publishing.verify.books import Row
from briefkit.publishing.verify.case import Case
from briefkit.publishing.verify.standing import Standing

LEAST_PEERS, MOST_YEARS = 5, 6


def said(case: Case, reason: str) -> str:
    """A reason as a chart prints it."""
    return str(case.books.words["lack"].get(reason, reason))


def reason(case: Case, indicator: str, row: Row | None) -> str:
    """Why a row cannot be compared, or why there is none."""
    about = case.books.indicators[indicator]
    if row is None:
        return about["absent"]
    if row.value is None:
        return row.cells["note"].partition(":")[0]
    few, base = about.get("small_base", ""), row.number("base")
    if few and base is not None and base < float(few):
        return "suppressed"
    bare = about["limits"] == "yes" and row.cells["status"] != "u"
    return "no limits" if bare else "unreliable"


def peers(case: Case, standing: Standing) -> list[tuple[str, str]]:
    """Peers that a comparison with peers leaves out, by name, each with the reason."""
    if standing.group != "peers":
        return []
    have = {row.gss_code for row in standing.others}
    names = case.books.councils
    absent = sorted(set(case.judge.peers) - have, key=lambda code: names[code]["name"])
    return [(code, said(case, _why(case, standing, code))) for code in absent]


def _why(case: Case, standing: Standing, code: str) -> str:
    indicator = standing.row.indicator
    same = case.books.indicators[indicator]["match"] == "same"
    rows = case.books.figures.get((indicator, code), [])
    latest = case.books.latest(indicator, code)
    row = case.books.at(indicator, code, standing.row.period) if same else latest
    if row is None and any(r.value is not None for r in rows):
        return "other period"
    return reason(case, indicator, row)


def span_of(case: Case, indicator: str) -> list[tuple[str, Row | None]]:
    """The years that a line chart shows, six at most, each with the council's row if it has one.

    They run without a hole from the council's first row after a break to the latest year in
    which it has a row or its peers have a median.
    """
    rows = case.books.figures.get((indicator, case.gss_code), [])
    broke = max((r.period for r in rows if r.cells["status"] == "b"), default="")
    found = {r.period: r for r in rows if times.yearly(r.period) and r.period >= broke}
    if not found:
        return []
    last = max(found)
    while _read(case, indicator, _next(last)) >= LEAST_PEERS:
        last = _next(last)
    span = [min(found)]
    while span[-1] < last:
        span.append(_next(span[-1]))
    return [(period, found.get(period)) for period in span[-MOST_YEARS:]]


def _read(case: Case, indicator: str, period: str) -> int:
    found = (case.books.at(indicator, code, period) for code in case.judge.peers)
    return sum(row is not None and row.value is not None for row in found)


def _next(period: str) -> str:
    year = int(period[:4]) + 1
    return f"{year}-{(year + 1) % 100:02d}" if len(period) == 7 else str(year)
