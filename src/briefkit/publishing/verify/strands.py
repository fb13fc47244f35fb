"""Strands, coverage and peers of a record, worked out anew from the books."""

from __future__ import annotations

from briefkit.publishing.verify.books import Row
from briefkit.publishing.verify.case import RECORD, Case

MOST_PEERS = 10


def check_strands(case: Case) -> None:
    """Hold each strand's measures, signs and position, and each theme's coverage."""
    for strand in case.record["strands"]:
        votes = votes_of(case, strand["id"])
        told = [(v["indicator"], v["sign"]) for v in strand["rests_on"]]
        case.tally.hold(RECORD, f"strand {strand['id']}, measures", told, votes)
        case.tally.hold(
            RECORD, f"strand {strand['id']}, position", strand["position"],
            position_of(case, strand["id"], votes),
        )  # fmt: skip
    for theme in case.record["themes"]:
        told_of = (theme["coverage"]["compared"], theme["coverage"]["of"])
        case.tally.hold(
            RECORD, f"theme {theme['id']}, coverage", told_of, _covered(case, theme["id"])
        )


def votes_of(case: Case, strand: str) -> list[tuple[str, int]]:
    """The measures that a strand rests on, with +1, 0 or -1 each.

    Skills have two halves: staff's, where anything is known of them, or else residents'.
    """
    about = {"council", "residents"}
    if strand == "skills":
        about = {"council"} if _staff_known(case) else {"residents"}
    found = []
    for name, row in case.books.indicators.items():
        if row["strand"] != strand or row["role"] == "context" or row["about"] not in about:
            continue
        sign = _sign(case, name)
        if sign is not None:
            found.append((name, sign))
    return found


def _staff_known(case: Case) -> bool:
    rows = case.books.indicators.items()
    staff = [n for n, row in rows if row["strand"] == "skills" and row["about"] == "council"]
    return any(case.judge.known(name) is not None for name in staff)


UNREAD = "could not be read"


def _sign(case: Case, indicator: str) -> int | None:
    known = case.judge.known(indicator)
    if known is None or not case.judge.applies(indicator) or case.judge.stale(known):
        return None
    latest = case.books.latest(indicator, case.gss_code)
    if latest is not known and latest is not None and latest.cells["note"].startswith(UNREAD):
        return None
    standing = case.judge.standing(indicator)
    if standing is None or case.books.indicators[indicator]["form"] == "composition":
        return None
    if case.books.indicators[indicator]["form"] == "milestone":
        return case.judge.milestone_sign(standing)
    return standing.sign


def position_of(case: Case, strand: str, votes: list[tuple[str, int]]) -> str:
    """above, typical, below or unknown, by the votes of a strand."""
    rules = case.books.bands["position"]
    least = 1 if strand == "investment" else rules["least_measures"]
    if strand == "skills" and _staff_known(case):
        return _furthest_behind({sign for _, sign in votes})
    forms = {case.books.indicators[name]["form"] for name, _ in votes}
    if len(votes) < least or forms <= {"milestone"}:
        return "unknown"
    mean = sum(sign for _, sign in votes) / len(votes)
    if mean > rules["above"]:
        return "above"
    return "below" if mean < rules["below"] else "typical"


def _furthest_behind(signs: set[int]) -> str:
    """Staff are never averaged: the group furthest behind gives the position."""
    if not signs:
        return "unknown"
    return "below" if -1 in signs else "above" if 1 in signs else "typical"


def _covered(case: Case, theme: str) -> tuple[int, int]:
    names = [
        name
        for name, row in case.books.indicators.items()
        if row["theme"] == theme
        and row["role"] == "measure"
        and not row["source"].startswith("own-")
        if case.judge.applies(name)
    ]
    return sum(case.judge.standing(name) is not None for name in names), len(names)


def check_peers(case: Case) -> None:
    """Every peer is a present council with the same job; the nearest are found again."""
    told = case.record["peers"]["members"]
    kin = set(case.judge.kin(True))
    for code in told:
        case.tally.hold(
            RECORD, "peers", code, code if code in kin else "a council with another job"
        )
    if case.record["peers"]["rule"] == "nearest":
        case.tally.hold(RECORD, "peers, nearest", told, nearest(case, kin))


def nearest(case: Case, kin: set[str]) -> list[str]:
    """Its own list, this nation first; then those that list it; then its peers' lists in turn."""
    books, own = case.books, case.gss_code
    nation = books.councils[own]["nation"]
    lists = {code: [c for c in books.neighbours.get(code, []) if c in kin] for code in (own, *kin)}
    home = [c for c in lists[own] if books.councils[c]["nation"] == nation]
    ranks = sorted(
        (books.neighbours[c].index(own), c) for c in kin if own in books.neighbours.get(c, [])
    )
    found = list(dict.fromkeys([*home, *lists[own], *(c for _, c in ranks)]))[:MOST_PEERS]
    for code in list(found):
        found += [c for c in lists[code] if c not in found]
    return found[:MOST_PEERS]


def sum_of(rows: list[Row]) -> float:
    """The sum of rows that have a value."""
    return sum(r.value for r in rows if r.value is not None)
