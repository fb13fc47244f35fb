"""Who it is fair to compare with, and why: councils that do the same job.

The rule `nearest` takes, until there are ten: (1) the council's own list of
statistical neighbours in its order, same job and nation; (2) the same list, same job,
rest of Great Britain; (3) councils of the job that list this one, by the place at
which they list it, then by code; (4) the lists of the peers found so far, peer by
peer, once round. Neighbours: Office for National Statistics, global theme, 2026.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from briefkit.errors import BadSetting
from briefkit.evidence.councils import Council
from briefkit.evidence.gather import Evidence

MOST = 10


@dataclass(frozen=True)
class PeerGroup:
    """Councils to compare with, nearest first. `steps` counts what each step of the rule gave."""

    rule: str
    members: tuple[Council, ...]
    steps: tuple[int, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The members' GSS codes, in order."""
        return tuple(c.gss_code for c in self.members)


def find_peers(
    council: Council,
    evidence: Evidence,
    rule: str = "nearest",
    custom: dict[str, tuple[str, ...]] | None = None,
) -> PeerGroup:
    """A council's peers by a rule; never the council itself, never another job.

    Raises BadSetting for an unknown rule, or `custom` without a list for this council.
    """
    if rule == "nearest":
        return nearest(council, evidence)
    if rule == "custom":
        return _custom(council, evidence, custom or {})
    if rule not in GROUPS:
        names = ", ".join(("nearest", *GROUPS, "custom"))
        raise BadSetting(f"There is no peer rule {rule!r}. Choose one of {names}.")
    same = GROUPS[rule]
    found = [c for c in _same_job(council, evidence) if same(council, c)]
    return PeerGroup(rule, tuple(found))


GROUPS: dict[str, Callable[[Council, Council], bool]] = {
    "kind": lambda us, them: us.kind == them.kind,
    "region": lambda us, them: us.region == them.region,
    "county": lambda us, them: bool(us.county) and us.county == them.county,
}
"""Peer rules that are a whole group, all of the same job."""


def _same_job(council: Council, evidence: Evidence) -> list[Council]:
    return [c for c in evidence.register.around(council) if c.job == council.job and c != council]


def _custom(council: Council, evidence: Evidence, lists: dict[str, tuple[str, ...]]) -> PeerGroup:
    if council.gss_code not in lists:
        raise BadSetting(
            f"The peer rule is custom, and briefkit.toml has no list for {council.name}. "
            f'Add {council.gss_code} = ["...", "..."] under [custom_peers].'
        )
    named = [evidence.register.find(text) for text in lists[council.gss_code]]
    found = list(dict.fromkeys(named))  # twice in the list is once in the median
    other = [c.name for c in found if c.job != council.job or c == council]
    if other:
        raise BadSetting(
            f"[custom_peers] {council.gss_code}: {', '.join(other)} cannot be compared with "
            f"{council.name}. Peers do the same job ({council.job})."
        )
    return PeerGroup("custom", tuple(found))


def nearest(council: Council, evidence: Evidence) -> PeerGroup:
    """The ten nearest councils that do the same job; fewer where there are not so many."""
    same = {c.gss_code: c for c in _same_job(council, evidence)}
    own = [code for code in evidence.neighbours.get(council.gss_code, ()) if code in same]
    home = [code for code in own if same[code].nation == council.nation]
    found: dict[str, None] = {}
    lists_us = _lists_us(council, same, evidence)
    steps = [_fill(found, candidates) for candidates in (home, own, lists_us)]
    steps.append(_fill(found, list(_theirs(list(found), same, evidence))))
    return PeerGroup("nearest", tuple(same[code] for code in found), tuple(steps))


def _fill(found: dict[str, None], candidates: Iterable[str]) -> int:
    before = len(found)
    for code in candidates:
        if len(found) == MOST:
            break
        found.setdefault(code)
    return len(found) - before


def _lists_us(council: Council, same: dict[str, Council], evidence: Evidence) -> list[str]:
    places = [
        (evidence.neighbours[code].index(council.gss_code), code)
        for code in same
        if council.gss_code in evidence.neighbours.get(code, ())
    ]
    return [code for _, code in sorted(places)]


def _theirs(peers: list[str], same: dict[str, Council], evidence: Evidence) -> Iterator[str]:
    for peer in peers:
        yield from (code for code in evidence.neighbours.get(peer, ()) if code in same)
