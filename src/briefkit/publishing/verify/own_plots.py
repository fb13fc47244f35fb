"""Plots of a council's own evidence: staff by group, three views of one council, its money."""

from __future__ import annotations

from briefkit.publishing.verify import printing
from briefkit.publishing.verify.books import Row
from briefkit.publishing.verify.case import Case
from briefkit.publishing.verify.charts import Plot

GROUPS = {
    "Leaders": "staff_confident_leaders",
    "Managers": "staff_confident_managers",
    "Front-line staff": "staff_confident_front_line",
    "Specialists": "staff_confident_specialists",
}
VIEWS = {"Leaders": "leaders_view", "Staff": "staff_view", "Residents": "public_view"}
FEW, NO_FIGURE = "too few to report", "no figure"


def _percent(value: float) -> str:
    return f"{printing.numeral(value, 0)}%"


def _interval(row: Row) -> str:
    lower, upper = row.number("lower"), row.number("upper")
    return f"{_percent(lower or 0.0)} to {_percent(upper or 0.0)}"


def _base(row: Row) -> str:
    base = row.number("base")
    return printing.count(base) if base else NO_FIGURE


def staff(case: Case) -> Plot:
    """A row a group: how many answered, the share, its interval, and the comparators' median."""
    rows, alt, spoken = [], [], []
    for name, indicator in GROUPS.items():
        latest, known = case.books.latest(indicator, case.gss_code), case.judge.known(indicator)
        if latest is None:
            continue
        if known is None:
            rows.append([name, _base(latest), FEW, NO_FIGURE, NO_FIGURE])
            continue
        share, standing = _percent(known.value or 0.0), case.judge.standing(indicator)
        middle = _percent(standing.typical) if standing is not None else NO_FIGURE
        rows.append([name, _base(latest), share, _interval(known), middle])
        alt.append(share)
        spoken.append(f"{share} of {_base(known)}")
    return Plot(rows, alt, spoken=spoken, scale=False)


def views(case: Case) -> Plot:
    """A row a group: how many answered, how many say so, and the interval."""
    found = {name: case.judge.known(indicator) for name, indicator in VIEWS.items()}
    known = {name: row for name, row in found.items() if row is not None}
    period = next(iter(known.values())).period
    same = {name: row for name, row in known.items() if row.period == period}
    rows = [[n, _base(r), _percent(r.value or 0.0), _interval(r)] for n, r in same.items()]
    shares = [row[2] for row in rows]
    return Plot(rows, shares, drawn=shares)


def money(case: Case) -> Plot | None:
    """What ran existing systems; what paid for change, less and with its part for people."""
    whole = case.judge.known("technology_spending")
    if whole is None:
        return None
    parts = case.books.parts("technology_spending", case.gss_code, whole.period)
    by_item = {part.item: part.value or 0.0 for part in parts}
    run, change = by_item["running what exists"], by_item["paying for change"]
    people = case.judge.known("people_spending")
    spent = people.value or 0.0 if people is not None and people.period == whole.period else 0.0
    named = [("Running what exists", run), ("Change", change)]
    if spent:
        named = [named[0], ("Change: tools and other costs", change - spent)]
        named.append(("Change: people", spent))
    rows = [[name, printing.exact_pounds(value)] for name, value in named]
    drawn = [printing.pounds(value) for _, value in named]
    return Plot(rows, drawn, drawn=drawn, scale=False)
