"""Areas: a region, a nation, a county or a list of councils, for a briefing about several.

An area is no council: it has no figures of its own, only its members and theirs.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from briefkit.errors import UnknownCouncil
from briefkit.evidence.councils import Council, Register, plain_name, slug_of

KINDS = ("nation", "region", "county", "list")
FEWEST = 2
MOST_NAMED = 3
"""Members that the name of a list gives; one more is given too, since it takes no more room."""


@dataclass(frozen=True)
class Area:
    """Some present councils, by name. `kind` is nation, region, county or list.

    `id` names files and folders and is the same for the same area always; `name` is for people:
    "South West", "Devon and its districts", "Exeter and Plymouth".
    """

    id: str
    name: str
    kind: str
    members: tuple[Council, ...]


def areas(register: Register) -> tuple[Area, ...]:
    """Every region and every nation without regions: each present council in exactly one."""
    found: dict[str, list[Council]] = {}
    for council in register.present:
        found.setdefault(council.region or council.nation, []).append(council)
    nations = {council.nation for council in register.present}
    return tuple(
        _area(name, "nation" if name in nations else "region", councils)
        for name, councils in sorted(found.items())
    )


def find_area(text: str, register: Register) -> Area:
    """The area that `text` names: a region or nation, a county, or councils with commas between.

    A county is its county council with its districts: "Devon", or its code. Raises
    UnknownCouncil where a name is none of these, or a list has fewer than two councils.
    """
    wanted = plain_name(text)
    every = {plain_name(area.name): area for area in (*_nations(register), *areas(register))}
    if wanted in every:
        return every[wanted]
    county = _county(text, register)
    if county is not None:
        return county
    names = _listed(text, register)
    if len(names) < FEWEST:
        known = ", ".join(area.name for area in areas(register))
        raise UnknownCouncil(
            f"No area is called {text.strip()[:60]!r}. Name a region or nation ({known}), "
            "a county, or two councils or more with commas between."
        )
    councils = tuple(dict.fromkeys(register.find(name) for name in names))
    if len(councils) < FEWEST:
        raise UnknownCouncil(f"{text!r} names one council. Name two or more.")
    return _list(councils)


def _nations(register: Register) -> list[Area]:
    found: dict[str, list[Council]] = {}
    for council in register.present:
        found.setdefault(council.nation, []).append(council)
    return [_area(name, "nation", councils) for name, councils in found.items()]


def _county(text: str, register: Register) -> Area | None:
    """A county council with its districts, by the name or code of the county."""
    coded = register.coded(text)
    for council in (coded,) if coded else register.named(text):
        districts = [c for c in register.present if c.county and c.county == council.code]
        if council.end is None and districts:
            members = [council, *districts]
            return _area(f"{council.name} and its districts", "county", members)
    return None


def _listed(text: str, register: Register) -> list[str]:
    """The parts of a list; the longest name that the register knows wins.

    A name may hold commas, as in "Bristol, City of".
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    names: list[str] = []
    while parts:
        size = next((n for n in range(min(4, len(parts)), 1, -1) if _known(parts[:n], register)), 1)
        names.append(", ".join(parts[:size]))
        parts = parts[size:]
    return names


def _known(parts: list[str], register: Register) -> bool:
    return bool(register.named(", ".join(parts)))


def _list(councils: tuple[Council, ...]) -> Area:
    """An area of named councils: its id tells it from every other list."""
    area = _area("", "list", list(councils))
    codes = "\n".join(sorted(c.gss_code for c in councils))
    names = [c.name for c in area.members]
    rest = len(names) - MOST_NAMED
    last = f"{rest} more councils" if rest > 1 else names.pop()
    name = ", ".join(names[:MOST_NAMED]) + f" and {last}"
    mark = hashlib.sha256(codes.encode()).hexdigest()[:8]
    return replace(area, id=f"{slug_of(name)}-{mark}", name=name)


def _area(name: str, kind: str, councils: list[Council]) -> Area:
    members = tuple(sorted(councils, key=lambda c: (plain_name(c.name), c.gss_code)))
    return Area(slug_of(name), name, kind, members)
