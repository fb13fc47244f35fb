"""Whom an order is about: councils and areas, by the names that somebody gave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefkit.errors import BadSetting, UnknownCouncil
from briefkit.publishing.printable import AREA, COUNCIL, Printable

if TYPE_CHECKING:
    from briefkit.evidence.areas import Area
    from briefkit.evidence.councils import Council, Register


@dataclass(frozen=True)
class Subject:
    """A council or an area as a job needs it. `id` is a GSS code, or an area's id.

    `slug` names its folder in each briefing's; `asked` is the parameter that calls for it in a
    notebook. `area` is what a manifest says of an area, empty for a council.
    """

    id: str
    name: str
    official_name: str
    slug: str
    asked: tuple[str, str]
    area: dict[str, Any] = field(default_factory=dict, hash=False)


def of_council(council: Council) -> Subject:
    """A council as a subject."""
    return Subject(
        council.gss_code,
        council.name,
        council.official_name,
        f"{council.gss_code}-{council.slug}",
        (COUNCIL, council.gss_code),
    )


def of_area(area: Area) -> Subject:
    """An area as a subject."""
    told = {
        "id": area.id,
        "name": area.name,
        "official_name": area.name,
        "kind": area.kind,
        "members": [council.gss_code for council in area.members],
    }
    return Subject(area.id, area.name, area.name, area.id, (AREA, _asked(area)), told)


def _asked(area: Area) -> str:
    """A text that find_area takes for this very area, whatever somebody typed."""
    if area.kind == "list":
        return ", ".join(council.gss_code for council in area.members)
    if area.kind == "county":
        codes = {council.county for council in area.members}
        return next(c.gss_code for c in area.members if c.code in codes)
    return area.name


def everybody(register: Register, about: str) -> list[Subject]:
    """All present councils, or every region and every nation without regions."""
    if about == COUNCIL:
        return [of_council(council) for council in register.present]
    from briefkit.evidence.areas import areas

    return [of_area(area) for area in areas(register)]


def called(
    names: Sequence[str],
    register: Register,
    asked: Sequence[Printable],
    every: Iterable[Printable],
    command: str = "build",
) -> dict[str, list[Subject]]:
    """The councils and the areas that names call for, those alone that what is `asked` is about.

    `every` are the briefings that could be asked for. Raises UnknownCouncil for a name that is
    neither, BadSetting with what to type after `command` for one that is the other.
    """
    kinds = tuple(dict.fromkeys(printable.about for printable in asked))
    found: dict[str, list[Subject]] = {kind: [] for kind in kinds}
    for name in names:
        tried = {kind: _tried(name, register, kind) for kind in kinds}
        for kind, hit in tried.items():
            if isinstance(hit, Subject):
                found[kind].append(hit)
        faults = [hit for hit in tried.values() if isinstance(hit, UnknownCouncil)]
        if len(faults) == len(kinds):
            raise _elsewhere(name, register, kinds, every, command) or faults[0]
    for printable in asked:
        if not found[printable.about]:
            raise BadSetting(_nobody(printable))
    return {kind: list(dict.fromkeys(subjects)) for kind, subjects in found.items()}


def about(name: str, register: Register) -> str:
    """Whether a name is a council's or, being none's, an area's. Raises UnknownCouncil for neither.

    A county's name is that of its council.
    """
    council, area = (_tried(name, register, kind) for kind in (COUNCIL, AREA))
    if isinstance(council, Subject):
        return COUNCIL
    if isinstance(area, Subject):
        return AREA
    raise area if "," in name else council  # of a list, say which part is nobody's


def _tried(name: str, register: Register, kind: str) -> Subject | UnknownCouncil:
    """The council or the area of a name, or what is to be said where there is none."""
    from briefkit.evidence.areas import find_area

    try:
        if kind == COUNCIL:
            return of_council(register.find(name))
        return of_area(find_area(name, register))
    except UnknownCouncil as fault:
        return fault


def _elsewhere(
    name: str,
    register: Register,
    kinds: tuple[str, ...],
    every: Iterable[Printable],
    command: str,
) -> BadSetting | None:
    """What to type for a name that is an area where councils are asked for, or the other way."""
    other = AREA if kinds == (COUNCIL,) else COUNCIL
    subject = _tried(name, register, other)
    if len(kinds) > 1 or isinstance(subject, UnknownCouncil):
        return None
    ids = [printable.id for printable in every if printable.about == other]
    if not ids:
        return BadSetting(f"{subject.name} is {_KINDS[other]}, and no briefing here is about one.")
    todo = f"--briefing {ids[0]} " if other == AREA else ""
    return BadSetting(
        f"{subject.name} is {_KINDS[other]}, not {_KINDS[kinds[0]]}. "
        f'To {_DOING[command]} its own briefing, type: briefkit {command} {todo}"{name.strip()}"'
    )


_DOING = {"build": "print", "show": "see"}
_KINDS = {COUNCIL: "a council", AREA: "an area"}


def _nobody(printable: Printable) -> str:
    named = "an area, such as South West" if printable.about == AREA else "a council"
    return f"The briefing {printable.id} is about {_KINDS[printable.about]}. Name {named}, too."
