"""What changed between two editions: two records compared, statement by statement.

A record is the plain value of statements.json. `compare` gives one Change for each statement
that is not as it was; it words nothing. A change carries the whole old and new statement, with
the sources and formula of every figure, so an old figure can be proved as a new one can.

The record's own list, `changes`, holds for each change of a briefing: `statement` (the
statement's id; `strand.ID`, `theme.ID`, `pattern`, `peers` or `INDICATOR.panel` for what is no
statement), `kind` and `also` (KINDS), `number` (the evidence note that proves its figures; 0 where
there is none, or the annex does not tell it), `rule`, `text`, and `old` and `new`: each null or
{verdict, period, figures}, whose figures are those printed, shaped as a statement's are.
`previous` is {id, title, data_date} of the edition compared with, or null.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from briefkit.evidence import periods

Json = Any

KINDS = (
    "level",
    "position",
    "pattern",
    "verdict",
    "newer",
    "revised",
    "stale",
    "comparator",
    "panel",
    "new",
    "gone",
    "peers",
)
"""Every kind of change, in the order in which they are told."""

TOLD_BY_VERDICT = ("level", "ladder", "milestone", "trend", "change")
"""Types whose verdict is a judgement; that of any other type is only the shape of its sentence."""

READINGS = ("level", "ladder", "alone", "holding", "refused")
UNCOMPARED = ("alone", "holding", "refused")
MOVES = ("trend", "change")
"""Types that take each other's place: one indicator has one of each row at a time."""


@dataclass(frozen=True)
class Change:
    """One difference. `old` and `new` are statements of records, or plain values; None: absent.

    `also` names further kinds that are true of the same statement; `facts` picks its words.
    """

    id: str
    kind: str
    old: Json
    new: Json
    also: tuple[str, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)


def compare(old: Json, new: Json) -> tuple[Change, ...]:
    """Every change from one record of a council to a later one, in the order of KINDS."""
    found = [*_statements(old, new), *_levels(old, new), *_positions(old, new)]
    found += [*_pattern(old, new), *_peers(old, new)]
    return tuple(sorted(found, key=lambda change: KINDS.index(change.kind)))


def _statements(old: Json, new: Json) -> Iterator[Change]:
    before = {s["id"]: s for s in old["statements"]}
    after = {s["id"]: s for s in new["statements"]}
    heirs = _heirs(before, after)
    for id, now in after.items():
        if id in before:
            change = _same(before[id], now)
            if change is not None:
                yield change
        elif id not in heirs.values():
            yield Change(id, "new", None, now)
    for id, was in before.items():
        if id in heirs:
            yield _replaced(was, after[heirs[id]])
        elif id not in after:
            yield Change(id, "gone", was, None, facts=_why_gone(was, new))


def _heirs(before: dict[str, Json], after: dict[str, Json]) -> dict[str, str]:
    """Statements that are gone, each with the one that took its place: a level told alone."""
    gone = [s for id, s in before.items() if id not in after]
    fresh = [s for id, s in after.items() if id not in before]
    return {
        was["id"]: now["id"]
        for was in gone
        for now in fresh
        for row in (READINGS, MOVES)
        if was["indicator"] == now["indicator"] and was["type"] in row and now["type"] in row
    }


def _replaced(was: Json, now: Json) -> Change:
    """A statement whose place another type of statement took."""
    if now["type"] in UNCOMPARED:
        return Change(was["id"], "gone", was, now, facts={"case": _LOST[now["type"]]})
    if was["type"] in UNCOMPARED:
        return Change(now["id"], "new", was, now, facts={"case": _FOUND[was["type"]]})
    also = ("newer",) if _later(was, now) else ()
    return Change(now["id"], "verdict", was, now, also, _facts(was, now))


_LOST = {"alone": "uncompared", "holding": "uncompared", "refused": "unreadable"}
_FOUND = {"alone": "compared", "holding": "compared", "refused": "readable"}


def _why_gone(was: Json, new: Json) -> dict[str, Any]:
    lacks = {m["indicator"]: m for theme in new["themes"] for m in theme["missing"]}
    lack = lacks.get(was["indicator"])
    return {"case": "missing", "reason": lack["reason"]} if lack else {}


def figures(statement: Json) -> dict[str, Json]:
    """A statement's figures by name, printed ones first."""
    found: dict[str, Json] = {}
    for figure in (*statement["figures"], *statement["rests_on"]):
        found.setdefault(figure["name"], figure)
    return found


def _own(statement: Json) -> dict[str, tuple[str, Json]]:
    """Period and value of each figure that rests on the council's own rows alone."""
    council = statement["council"]
    return {
        name: (figure["period"], figure["value"])
        for name, figure in figures(statement).items()
        if {source["gss_code"] for source in figure["sources"]} == {council}
    }


def _others(statement: Json) -> dict[str, Json]:
    own = _own(statement)
    return {n: (f["gss_code"], f["value"]) for n, f in figures(statement).items() if n not in own}


def _later(was: Json, now: Json) -> bool:
    return periods.last_day(now["period"]) > periods.last_day(was["period"])


def _facts(was: Json, now: Json) -> dict[str, Any]:
    """What picks the words: did the council's own figures move, was a reading taken back."""
    return {"moved": _own(was) != _own(now), "withdrawn": "withdrawn" * _later(now, was)}


def _same(was: Json, now: Json) -> Change | None:
    """A statement that stands in both records; None where it says the same."""
    kinds = tuple(kind for kind, found in _differences(was, now).items() if found)
    if not kinds:
        return None
    return Change(now["id"], kinds[0], was, now, kinds[1:], _facts(was, now))


def _differences(was: Json, now: Json) -> dict[str, bool]:
    """Each kind of difference, the weightiest first, and whether it is there."""
    before, after = _own(was), _own(now)
    later = _later(was, now)
    medians = (was["comparator"] or {}).get("value"), (now["comparator"] or {}).get("value")
    return {
        "verdict": now["type"] in TOLD_BY_VERDICT and was["verdict"] != now["verdict"],
        "newer": later,
        # without a later reading, another value of the same figure is a revision of it
        "revised": not later and any(before[n] != after[n] for n in before.keys() & after.keys()),
        "stale": now["stale"] and not was["stale"],
        "comparator": medians[0] != medians[1] or _others(was) != _others(now),
    }


def _levels(old: Json, new: Json) -> Iterator[Change]:
    before = {theme["id"]: theme for theme in old["themes"]}
    for theme in new["themes"]:
        was = before.get(theme["id"])
        if was is not None and was["level"] != theme["level"]:
            yield Change(f"theme.{theme['id']}", "level", was, theme)


def _positions(old: Json, new: Json) -> Iterator[Change]:
    before = {strand["id"]: strand for strand in old["strands"]}
    for strand in new["strands"]:
        was = before.get(strand["id"])
        if was is not None and was["position"] != strand["position"]:
            yield Change(f"strand.{strand['id']}", "position", was, strand)


def _pattern(old: Json, new: Json) -> Iterator[Change]:
    if old["pattern"]["id"] != new["pattern"]["id"]:
        yield Change("pattern", "pattern", old["pattern"], new["pattern"])


def _peers(old: Json, new: Json) -> Iterator[Change]:
    was, now = old["peers"], new["peers"]
    joined, left = gained(was["members"], now["members"]), gained(now["members"], was["members"])
    if joined or left or was["rule"] != now["rule"]:
        yield Change("peers", "peers", was, now, facts={"joined": joined, "left": left})


def gained(before: list[str], after: list[str]) -> list[str]:
    """Who is in the later list alone, in its order."""
    return [code for code in after if code not in set(before)]
