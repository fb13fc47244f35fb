"""Verdicts: what the evidence makes of a statement's comparison, by its type.

A type that makes no comparison has no entry in VERDICTS; its figures are proved all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from briefkit.publishing.verify.books import Row
from briefkit.publishing.verify.case import RECORD, Case, Json, indicator_of
from briefkit.publishing.verify.runs import kendall, run_of, way_of
from briefkit.publishing.verify.standing import Standing

Expected = dict[str, str]
"""verdict, rule and tone as the evidence gives them; what is left out is not held."""


def check_verdict(case: Case, statement: Json) -> None:
    """Hold verdict, rule, tone and rank against an independent judgement."""
    expect = VERDICTS.get(statement["type"])
    expected = expect(case, statement) if expect else {}
    for key, value in expected.items():
        printed = statement[key]
        due = printed if key == "tone" and _shown_up(case, statement, value) else value
        if key == "tone" and _few_behind(case, statement):
            due = ""
        case.tally.hold(RECORD, f"{statement['id']}, {key}", printed, due)


def _few_behind(case: Case, statement: Json) -> bool:
    """Whether a rate per 100,000 rests on so few residents that it speaks for or against nobody."""
    residents = case.books.councils[case.gss_code]["population"]
    few = bool(residents) and int(residents) < case.books.bands["residents"]["few"]
    unit = case.books.indicators.get(indicator_of(statement), {}).get("unit", "")
    return few and unit.startswith("per 100,000")


def _shown_up(case: Case, statement: Json, tone: str) -> bool:
    """Whether a statement without a tone is a concern, being the worse side of a contrast."""
    if tone or statement["tone"] != "concern":
        return False
    sides = [s["id"].split(".") for s in case.statements if s["type"] == "contrast"]
    return any(side[1] == indicator_of(statement) for side in sides)


ALONE = {"verdict": "uncompared", "rule": "too few similar councils to compare", "tone": ""}


def _level(case: Case, statement: Json) -> Expected:
    standing = case.judge.standing(indicator_of(statement))
    if standing is None:
        return ALONE
    _ends(case, statement, standing.end, standing)
    return {"verdict": standing.verdict, "rule": standing.rule, "tone": standing.tone}


END = re.compile(
    r"\b(joint )?(highest|heaviest|most|lowest|lightest|least|fewest)\b(?=[^.]*? of the \d+)"
)
TOP = ("highest", "heaviest", "most")


def _ends(case: Case, statement: Json, end: str, standing: Standing) -> None:
    """First, last, joint, and the names of those further out, wherever a sentence says so."""
    for text in (statement["text"], *statement["forms"].values()):
        for found in END.finditer(text):
            told = f"{'joint_' if found[1] else ''}{'highest' if found[2] in TOP else 'lowest'}"
            case.tally.hold(RECORD, f"{statement['id']}, end", told, end, found[0])
        only = re.search(r"\bOnly (.+?) (?:stood|had|was)\b", text)
        if only:
            named = [case.books.councils[code]["name"] for code in standing.beyond]
            case.tally.hold(
                RECORD, f"{statement['id']}, further out", only[1], listed(only[1], named)
            )


def listed(told: str, names: list[str]) -> str:
    """The text as told where it holds just these councils' names, else the names."""
    rest = told
    for name in sorted(names, key=len, reverse=True):
        if name not in rest:
            return " and ".join(names)
        rest = rest.replace(name, "", 1)
    left = re.sub(r"\b(?:the|and)\b|[,;\s]", "", rest)
    return " and ".join(names) if left else told


def _ladder(case: Case, statement: Json) -> Expected:
    standing = case.judge.standing("planning_data_level")
    if standing is None:
        return {"verdict": "none: nothing can be compared"}
    _ends(case, statement, _top_end(case, standing), standing)
    rule = f"{abs(standing.distance):.1f} median absolute deviations of the mean level"
    return {"verdict": standing.verdict, "rule": rule, "tone": standing.tone}


def sets_of(case: Case, row: Row) -> list[Row]:
    """The data sets of one reading, without the first of two readings of a day."""
    parts = case.books.parts(row.indicator, row.gss_code, row.period)
    return [p for p in parts if not p.item.startswith("first reading")]


def tops(case: Case, standing: Standing) -> list[int]:
    """How many data sets each comparator has at level 4."""
    return [sum(p.value == 4 for p in sets_of(case, row)) for row in standing.others]


def _top_end(case: Case, standing: Standing) -> str:
    others = tops(case, standing)
    own = sum(p.value == 4 for p in sets_of(case, standing.row))
    few = len(others) + 1 < case.books.bands["comparator"]["ends_from"]
    if few or standing.sign <= 0 or own == 0 or own < max(others):
        return ""
    return "joint_highest" if own == max(others) else "highest"


def _milestone(case: Case, statement: Json) -> Expected:
    indicator = indicator_of(statement)
    row, standing = case.judge.known(indicator), case.judge.standing(indicator)
    if row is None or standing is None:
        return {"verdict": "none: nothing is known"}
    having = sum(bool(v) for v in standing.values)
    sign = case.judge.milestone_sign(standing) or 0
    return {
        "verdict": "yes" if row.value else "no",
        "rule": f"{having} of {len(standing.values)} have it",
        "tone": {1: "strength", -1: "concern", 0: ""}[sign],
    }


def _trend(case: Case, statement: Json) -> Expected:
    run = run_of(case, indicator_of(statement))
    s, pairs = kendall([float(r.value or 0.0) for r in run]), len(run) * (len(run) - 1) // 2
    way = way_of(case, run)
    better = {"higher": "rose", "lower": "fell"}.get(
        case.books.indicators[indicator_of(statement)]["better"], ""
    )
    if case.books.indicators[indicator_of(statement)]["form"] == "total":
        better = better if _in_real_terms(case, run, way) else ""
    tone = "strength" if way == better else "concern"
    return {"verdict": way, "rule": f"S = {s} of {pairs}", "tone": tone if better else ""}


def _in_real_terms(case: Case, run: list[Row], way: str) -> bool:
    """Whether a sum of money moved its way in the prices of one year too."""
    first, last = run[0], run[-1]
    then, now = (case.books.deflators.get(row.period) for row in (first, last))
    if then is None or now is None or not first.value:
        return False
    real = (last.value or 0.0) / first.value * (then.value or 0.0) / (now.value or 1.0) - 1
    return real > 0 if way == "rose" else real < 0


def _change(case: Case, statement: Json) -> Expected:
    run = run_of(case, indicator_of(statement))
    return {"verdict": way_of(case, run), "rule": f"{len(run)} yearly points, no clear trend"}


def _movement(case: Case, statement: Json) -> Expected:
    rows = case.books.figures.get((indicator_of(statement), case.gss_code), [])
    known = [r for r in rows if r.value is not None]
    before = {p.item: p.value or 0.0 for p in sets_of(case, known[0])}
    pairs = [(before[p.item], p.value or 0.0) for p in sets_of(case, known[-1]) if p.item in before]
    up, down = any(b > a for a, b in pairs), any(b < a for a, b in pairs)
    way = "both" if up and down else "up" if up else "down" if down else "still"
    tone = {"up": "strength", "down": "concern", "still": "concern"}.get(way, "")
    return {"verdict": way, "tone": tone}


def _holding(case: Case, statement: Json) -> Expected:
    row = case.judge.known(indicator_of(statement))
    rows = holders(case, indicator_of(statement))
    having = sum(bool(r.value) for r in rows)
    some = row is not None and row.value
    return {
        "verdict": "some" if some else "none",
        "rule": f"{having} of {len(rows)} have led one",
    }


def holders(case: Case, indicator: str) -> list[Row]:
    """The peers' latest rows that have a value."""
    rows = (case.books.latest(indicator, code) for code in case.judge.peers)
    return [r for r in rows if r is not None and r.value is not None]


VERDICTS: dict[str, Callable[[Case, Json], Expected]] = {
    "level": _level,
    "gap": _level,
    "ladder": _ladder,
    "milestone": _milestone,
    "trend": _trend,
    "change": _change,
    "movement": _movement,
    "holding": _holding,
}
