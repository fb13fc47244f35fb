"""Verdicts of what only deep dives tell: pace, range, overlap, and what it would take."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

from briefkit.publishing.verify.books import Row
from briefkit.publishing.verify.case import RECORD, Case, Json, indicator_of
from briefkit.publishing.verify.deep import at_share
from briefkit.publishing.verify.runs import run_of
from briefkit.publishing.verify.standing import Standing

Expected = dict[str, str]
NOTHING = {"verdict": "none: nothing can be compared"}
FEWEST_YEARS, FEWEST_FOR_QUARTERS = 3, 8


def check_deep(case: Case, statement: Json) -> None:
    """Hold the verdict of a statement that only a deep dive tells; others have none here."""
    expect = VERDICTS.get(statement["type"])
    for key, value in (expect(case, statement) if expect else {}).items():
        case.tally.hold(RECORD, f"{statement['id']}, {key}", statement[key], value)


def _value(row: Row) -> float:
    return float(row.value or 0.0)


def pairs_of(case: Case, indicator: str) -> tuple[list[Row], list[tuple[Row, Row]]]:
    """The council's first and last row of its run, and the peers' rows of those two periods."""
    run = run_of(case, indicator)
    if len(run) < FEWEST_YEARS:
        return [], []
    ends = [run[0], run[-1]]
    found = []
    for code in case.judge.peers:
        rows = [case.books.at(indicator, code, row.period) for row in ends]
        known = [r for r in rows if r is not None and case.judge.readable(indicator, r)]
        if len(known) == len(ends):
            found.append((known[0], known[1]))
    return ends, found


def _better(case: Case, indicator: str) -> int:
    return -1 if case.books.indicators[indicator]["better"] == "lower" else 1


def _pace(case: Case, statement: Json) -> Expected:
    name = indicator_of(statement)
    ends, peers = pairs_of(case, name)
    if not peers:
        return NOTHING
    first, last = (float(median(_value(pair[n]) for pair in peers)) for n in (0, 1))
    apart = ((_value(ends[1]) - _value(ends[0])) - (last - first)) * _better(case, name)
    near = abs(apart) < float(case.books.indicators[name]["similar_within"] or 0)
    return {"verdict": "kept" if near else "gained" if apart > 0 else "lost"}


def _mover(case: Case, statement: Json) -> Expected:
    """The text names the peer whose gain is the largest of all."""
    name = indicator_of(statement)
    _, peers = pairs_of(case, name)
    gains = {b.gss_code: (_value(b) - _value(a)) * _better(case, name) for a, b in peers}
    told = statement["figures"][0]["gss_code"]
    if not gains or gains.get(told) != max(gains.values()):
        return {"verdict": f"none: {told} did not move furthest"}
    named = case.books.councils[told]["name"]
    case.tally.hold(
        RECORD, f"{statement['id']}, who", named if named in statement["text"] else "", named
    )
    return {"verdict": "furthest"}


def _standing(case: Case, statement: Json) -> Standing | None:
    found = case.judge.standing(indicator_of(statement))
    return found if found is not None and found.group == "peers" else None


def _middle(case: Case, statement: Json) -> Expected:
    standing = _standing(case, statement)
    if standing is None or len(standing.values) < FEWEST_FOR_QUARTERS:
        return NOTHING
    low, high = (at_share(standing.values, share) for share in (0.25, 0.75))
    if low <= standing.value <= high:
        return {"verdict": "inside"}
    return {"verdict": "above" if standing.value > high else "below"}


def _overlap(case: Case, statement: Json) -> Expected:
    standing = _standing(case, statement)
    if standing is None:
        return NOTHING
    low, high = standing.row.number("lower") or 0.0, standing.row.number("upper") or 0.0
    apart = [
        row
        for row in standing.others
        if (row.number("upper") or 0.0) < low or (row.number("lower") or 0.0) > high
    ]
    of, meeting = len(standing.others), len(standing.others) - len(apart)
    if meeting in (0, of):
        return {"verdict": "all" if meeting else "none"}
    return {"verdict": "most" if 2 * meeting > of else "few"}


def _reach(case: Case, statement: Json) -> Expected:
    """From the worse side to the median; from the better side to the better quarter."""
    standing = case.judge.standing(indicator_of(statement))
    if standing is None or not standing.tone:
        return NOTHING
    goal = "median" if standing.tone == "concern" else "quarter"
    way = statement["verdict"].rpartition("_")[0]
    return {"verdict": f"{way}_{goal}"}


def _commonest(case: Case, statement: Json) -> Expected:
    """The kind that the text names is below level 4 here, and none such is commoner elsewhere."""
    standing = case.judge.standing(indicator_of(statement))
    if standing is None:
        return NOTHING
    having = kinds_of(case, standing)
    lacking = {item: n for item, (level, n) in having.items() if level != 4}
    names = case.books.words["dataset"]
    most = [item for item, n in lacking.items() if n == max(lacking.values())]
    told = [item for item in most if str(names.get(item, item)) in statement["text"]]
    return {"verdict": "lacking" if told else "none: another kind is commoner"}


def kinds_of(case: Case, standing: Standing) -> dict[str, tuple[float, int]]:
    """By kind of planning data: the council's level, and how many others are at level 4."""
    parts = case.books.parts
    own = parts(standing.row.indicator, standing.row.gss_code, standing.row.period)
    others = [
        part for row in standing.others for part in parts(row.indicator, row.gss_code, row.period)
    ]
    return {
        part.item: (_value(part), sum(o.value == 4 for o in others if o.item == part.item))
        for part in own
        if not part.item.startswith("first reading")
    }


VERDICTS: dict[str, Callable[[Case, Json], Expected]] = {
    "pace": _pace,
    "mover": _mover,
    "middle": _middle,
    "overlap": _overlap,
    "reach": _reach,
    "commonest": _commonest,
}
"""Verdicts by the type of a statement."""
