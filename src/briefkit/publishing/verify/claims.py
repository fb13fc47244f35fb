"""Claims without a number: "in every year", "twice", "none of its peers", "only Medway had one".

Each is a pattern and what must then be true. A sentence of another shape makes no claim here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from briefkit.publishing.verify.case import RECORD, Case, Json, indicator_of
from briefkit.publishing.verify.runs import kendall, run_of
from briefkit.publishing.verify.verdicts import listed

Values = list[float]


def _each_year(values: Values) -> bool:
    return abs(kendall(values)) == len(values) * (len(values) - 1) // 2


OVER_TIME: tuple[tuple[re.Pattern[str], Callable[[Values], bool]], ...] = (
    (re.compile(r"\bin every year\b|\beach year\b"), _each_year),
    (re.compile(r"\bthree times\b|\btripled\b|\btrebled\b"), lambda v: v[-1] >= 3 * v[0] > 0),
    (re.compile(r"\btwice\b|\bdoubled\b"), lambda v: v[-1] >= 2 * v[0] > 0),
    (re.compile(r"\bhalf of what\b|\bhalved\b"), lambda v: 2 * v[-1] <= v[0]),
)
"""What a sentence on a run of years may claim."""


def check_claims(case: Case, statement: Json) -> None:
    """Hold the claims of a statement's sentences, by its type."""
    check = CLAIMS.get(statement["type"])
    for text in (statement["text"], *statement["forms"].values()):
        for claim, true in check(case, statement, text) if check else ():
            case.tally.hold(
                RECORD, f"{statement['id']}, claim", claim, claim if true else "otherwise", text
            )
    if statement["type"] == "contrast":
        _sides(case, statement)


Claim = tuple[str, bool]


def _over_time(case: Case, statement: Json, text: str) -> list[Claim]:
    values = [float(r.value or 0.0) for r in run_of(case, indicator_of(statement))]
    found = [(pattern.search(text), test) for pattern, test in OVER_TIME]
    return [(match[0], test(values)) for match, test in found if match]


NONE = re.compile(r"\b[Nn]one of (?:its|the|\d+)\b[^.;]*\bpeers?\b|\b[Nn]one of its peers\b")
NAMED = re.compile(r"\bAmong its peers, (?:only )?(.+?) (?:had|has|took|uses|is|was)\b")


def _milestone(case: Case, statement: Json, text: str) -> list[Claim]:
    standing = case.judge.standing(indicator_of(statement))
    if standing is None:
        return []
    having = [row.gss_code for row in standing.others if row.value]
    found = [(match[0], not having) for match in [NONE.search(text)] if match]
    named = NAMED.search(text)
    if named and named[1] != "none":
        names = [case.books.councils[code]["name"] for code in having]
        found.append((named[0], listed(named[1], names) == named[1]))
    return found


def _lesson(_case: Case, statement: Json, text: str) -> list[Claim]:
    match = re.search(r"\bat most half\b", text)
    values = [f["value"] for f in statement["figures"] if not f["formula"]]
    return [(match[0], len(values) > 1 and 2 * values[0] <= values[1])] if match else []


CLAIMS: dict[str, Callable[[Case, Json, str], list[Claim]]] = {
    "trend": _over_time,
    "change": _over_time,
    "milestone": _milestone,
    "lesson": _lesson,
}
"""Claims by the type of a statement."""


def _sides(case: Case, statement: Json) -> None:
    """A contrast has a strength and a concern, or two concerns where it says that it is doubled."""
    good, bad, *more = statement["id"].split(".")[:-1]
    due = ("concern" if more else "strength", "concern")
    for name, tone in zip((good, bad), due, strict=True):
        tones = {
            s["tone"]
            for s in case.statements
            if indicator_of(s) == name and s["type"] not in ("contrast", "lesson")
        }
        # money has no better side: a contrast with people may still start from it
        if tone == "strength" and case.books.indicators[name]["better"] == "neither":
            continue
        case.tally.hold(
            RECORD, f"{statement['id']}, {name}", tone, tone if tone in tones else frozenset(tones)
        )
