"""Plots of a council's own evidence: staff by group, the three views, where the money goes."""

from __future__ import annotations

from briefkit.publishing.verify import printing
from briefkit.publishing.verify.books import Row
from briefkit.publishing.verify.case import Case
from briefkit.publishing.verify.charts import Plot

GROUPS = ("leaders", "managers", "front_line", "specialists")
VIEWS = {"leaders_view": "Leaders", "staff_view": "Staff", "public_view": "Residents"}
GAP, FEW = "no figure", "too few to report"


def _percent(value: float | None) -> str:
    return printing.plain(value or 0.0, "percent", 0)


def _limits(row: Row) -> str:
    return " to ".join(_percent(row.number(end)) for end in ("lower", "upper"))


def _base(row: Row) -> str:
    base = row.number("base")
    return printing.count(base) if base else GAP


def staff(case: Case) -> Plot:
    """A row a group: answers, share, interval and the peers' median; few answers say so."""
    rows, alt, spoken = [], [], []
    for group in GROUPS:
        indicator = f"staff_confident_{group}"
        asked, known = case.books.latest(indicator, case.gss_code), case.judge.known(indicator)
        if asked is None:
            continue
        word = str(case.books.words["group"][group])
        name = f"{word[:1].upper()}{word[1:]}"
        if known is None:
            rows.append([name, _base(asked), FEW, GAP, GAP])
            continue
        standing = case.judge.standing(indicator)
        value, median = _percent(known.value), _percent(standing.typical) if standing else GAP
        rows.append([name, _base(known), value, _limits(known), median])
        alt.append(value)
        spoken.append(f"{value} of {_base(known)}")
    return Plot(rows, alt, spoken=spoken)


def views(case: Case) -> Plot | None:
    """What leaders, staff and residents say, in one round of surveys."""
    known = [(name, case.judge.known(indicator)) for indicator, name in VIEWS.items()]
    asked = [(name, row) for name, row in known if row is not None]
    asked = [(name, row) for name, row in asked if row.period == asked[0][1].period]
    if not asked:
        return None
    rows = [[name, _base(row), _percent(row.value), _limits(row)] for name, row in asked]
    values = [row[2] for row in rows]
    return Plot(rows, values, drawn=values)


def money(case: Case) -> Plot | None:
    """What ran existing systems; what change spent on tools, and on people."""
    whole, people = case.judge.known("technology_spending"), case.judge.known("people_spending")
    if whole is None:
        return None
    parts = case.books.parts("technology_spending", case.gss_code, whole.period)
    found = {part.item: part.value or 0.0 for part in parts}
    run, change = found.get("running what exists", 0.0), found.get("paying for change", 0.0)
    same = people is not None and people.period == whole.period
    spent = (people.value or 0.0) if same and people is not None else 0.0
    values = [run, change - spent, spent] if spent else [run, change]
    told = [printing.pounds(value) for value in values]
    rows = [[printing.exact_pounds(value)] for value in values]
    return Plot(rows, told, drawn=told, scale=False, unnamed=True)
