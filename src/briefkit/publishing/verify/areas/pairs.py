"""Who could learn from whom, held pair by pair, and that nobody with a strength only learns."""

from __future__ import annotations

from briefkit.publishing.verify.areas.members import Area, job
from briefkit.publishing.verify.books import Row
from briefkit.publishing.verify.case import RECORD, Json


def check_pairs(area: Area) -> None:
    """Every pair's job, direction, figures and periods; then that each strength is used."""
    seen = [(pair["indicator"], pair["learner"]) for pair in area.record["pairs"]]
    area.tally.hold(RECORD, "pairs, each learner once a measure", len(seen), len(set(seen)))
    for pair in area.record["pairs"]:
        _pair(area, pair)
    _fair(area)


def _pair(area: Area, pair: Json) -> None:
    hold = area.tally.hold
    name, learner, teacher = (pair[key] for key in ("indicator", "learner", "teacher"))
    place = f"pair on {name}, {learner} from {teacher}"
    about = area.books.indicators[name]
    rules = (about["about"], about["role"], about["better"] != "neither")
    hold(RECORD, f"{place}, measure", rules, ("council", "measure", True))
    hold(RECORD, f"{place}, learner", learner in area.members, True)
    hold(RECORD, f"{place}, inside", pair["inside"], teacher in area.members)
    if learner not in area.members or teacher not in area.books.councils:
        return
    hold(RECORD, f"{place}, job", job(area, teacher), job(area, learner))
    own = area.members[learner].judge.known(name)
    better = _row(area, name, teacher, own)
    for key, row in (("own", own), ("better", better)):
        due = {"source": row.source, "period": row.period, "value": row.value} if row else {}
        hold(RECORD, f"{place}, {key}", pair[key], due, row.at if row else "")
    if own is not None and better is not None:
        hold(RECORD, f"{place}, better by enough", _ahead(about, own, better), True)
    hold(RECORD, f"{place}, learner does it well", sign(area, learner, name) == 1, False)
    if teacher in area.members:
        able = sign(area, teacher, name) == 1
        hold(RECORD, f"{place}, teacher", "able", "able" if able else "no better than its peers")
    else:
        peers = area.record["peers"]["of"].get(learner, [])
        hold(
            RECORD, f"{place}, teacher outside", teacher, teacher if teacher in peers else "no peer"
        )


def _row(area: Area, name: str, code: str, own: Row | None) -> Row | None:
    """A teacher's row: of the learner's period where those are compared, else its own."""
    if code in area.members:
        return area.members[code].judge.known(name)
    if own is not None and area.books.indicators[name]["match"] == "same":
        return area.books.at(name, code, own.period)
    return area.books.latest(name, code)


def _ahead(about: dict[str, str], own: Row, better: Row) -> bool:
    mine, theirs = float(own.value or 0.0), float(better.value or 0.0)
    if about["match"] == "same" and own.period != better.period:
        return False
    if about["form"] == "milestone":
        return bool(theirs) and not mine
    gain = mine - theirs if about["better"] == "lower" else theirs - mine
    return gain >= max(float(about["similar_within"] or 0.0), 1e-9)


def sign(area: Area, code: str, name: str) -> int | None:
    """+1 better than its peers, 0 similar, -1 less well, as a strand counts it; None: unknown."""
    case = area.members[code]
    if area.counts(code, name) is None:
        return None
    if area.books.indicators[name]["form"] == "milestone":
        votes = (vote for found in area.votes[code].values() for vote in found)
        return dict(votes).get(name, 0)
    standing = case.judge.standing(name)
    return None if standing is None else standing.sign


def _fair(area: Area) -> None:
    """A member with a strength that somebody of its job lacks is a teacher."""
    teachers = {pair["teacher"] for pair in area.record["pairs"]}
    names = [
        name
        for name, about in area.books.indicators.items()
        if about["about"] == "council" and about["role"] == "measure"
        if about["better"] != "neither"
    ]
    for code in area.members:
        strong = [name for name in names if sign(area, code, name) == 1]
        if strong and code not in teachers:
            taught = {(p["indicator"], p["learner"]) for p in area.record["pairs"]}
            free = [n for n in strong if any((n, c) not in taught for c in _behind(area, code, n))]
            area.tally.hold(RECORD, f"{area.name(code)}, a teacher", free, [])


def _behind(area: Area, teacher: str, name: str) -> list[str]:
    """Members of the same job that stand behind a teacher and do not do well already."""
    better = area.members[teacher].judge.known(name)
    found = []
    for code in area.members:
        own = area.counts(code, name)
        alike = code != teacher and job(area, code) == job(area, teacher)
        if not alike or own is None or better is None or sign(area, code, name) == 1:
            continue
        if _ahead(area.books.indicators[name], own, better):
            found.append(code)
    return found
