"""The finder's table: one row a council, and the options by which rows are filtered.

A row that is not published keeps its place and says why; it has no link, no
pattern and no positions. Nothing here orders councils by how well they do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from briefkit.publishing.finder_documents import Other, links, others
from briefkit.publishing.finder_map import Symbol

STATUSES = {"published": "Published", "failed": "Failed", "not built": "Not built"}
POSITIONS = {"above": "Above", "typical": "Typical", "below": "Below", "unknown": "Not known"}

Council = Mapping[str, Any]
Fact = tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """One option of a filter. A row names it by its number, a shared address by its value."""

    value: str  # the same from edition to edition, so that an address keeps its sense
    name: str
    group: str = ""


@dataclass(frozen=True)
class Row:
    """One council as the table shows it."""

    code: str
    name: str
    place: str  # kind and region in words
    also: str  # what else it is called, folded as the search folds it
    chosen: tuple[str, ...]  # for each filter in turn, the numbers of the options that hold
    links: tuple[tuple[str, str], ...]  # (name, address); none unless published
    pattern: str
    text: str  # its headline, or the reason why there is none
    positions: tuple[tuple[str, str], ...]  # (mark, word), one a strand; none unless published
    coverage: str
    status: str
    others: tuple[Other, ...]
    signed: str  # who signed it as what; blank where nobody has


def fold(text: str) -> str:
    """Text as the search compares it: no case, accents or punctuation. finder.js does the same."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    joined = re.sub("['’‘.]", "", bare.lower()).replace("&", " and ")
    return " ".join(re.findall(r"[^\W_]+", joined))


def table(
    councils: Sequence[Council],
    signs: Sequence[Symbol],
    aliases: Mapping[str, Sequence[str]],
    titles: Mapping[str, str],
) -> dict[str, Any]:
    """What the template shows as table and filters.

    `strands` are the names of the columns; `filters` give, by name, groups of options, a group
    with its heading ("" for none); `rows` stand in the order of `councils`. `titles` are those
    of the briefings, by id: where there are several, a row has the page and the PDF of each.
    """
    shown = [council for council in councils if council["status"] == "published"]
    strands = {strand["id"]: strand["name"] for c in shown for strand in c["strands"]}
    filters: dict[str, dict[Fact, Choice]] = {
        "place": _places(councils),
        "kind": {
            (c["kind"],): Choice(c["kind"], c["kind_name"]) for c in _by(councils, "kind_name")
        },
        "pattern": {(sign.id,): Choice(sign.id, sign.name) for sign in signs},
        "evidence": {**_statuses(councils), **_signed(shown), **_coverages(shown)},
    }
    return {
        "strands": list(strands.values()),
        "filters": {
            name: [
                (group, list(members))
                for group, members in groupby(choices.values(), key=lambda choice: choice.group)
            ]
            for name, choices in filters.items()
        },
        "rows": [
            _row(c, strands, filters, aliases.get(c["gss_code"], ()), titles) for c in councils
        ],
    }


def _by(councils: Iterable[Council], key: str) -> list[Council]:
    return sorted(councils, key=lambda council: fold(council[key]))


def _places(councils: Sequence[Council]) -> dict[Fact, Choice]:
    """Nations, and under each nation that has regions, all of it and then its regions."""
    found: dict[Fact, Choice] = {}
    for nation in sorted({council["nation"] for council in councils}):
        regions = {c["region"] for c in councils if c["nation"] == nation} - {"", nation}
        group = nation if regions else ""
        found[nation, nation] = Choice(nation, f"All of {nation}" if regions else nation, group)
        found |= {(nation, region): Choice(region, region, group) for region in sorted(regions)}
    return found


def _statuses(councils: Sequence[Council]) -> dict[Fact, Choice]:
    present = {council["status"] for council in councils}
    return {
        ("status", status): Choice(status.replace(" ", "-"), name, "Status")
        for status, name in STATUSES.items()
        if status in present
    }


SIGNED = {True: "Signed off", False: "Draft"}


def _signed(shown: Sequence[Council]) -> dict[Fact, Choice]:
    """Drafts and what is signed off, where there is any of the second."""
    found = {_approved(council) for council in shown}
    return {
        ("signed", name): Choice(fold(name).replace(" ", "-"), name, "Status")
        for approved, name in SIGNED.items()
        if True in found and approved in found
    }


def _approved(council: Council) -> bool:
    return bool(council.get("signoff", {}).get("approved"))


def signatures(council: Council) -> str:
    """Who signed a briefing as what, and what that is worth; blank where nobody has."""
    seats = council.get("signoff", {}).get("seats", [])
    said = [f"{seat['role']}: {seat['shown']}" for seat in seats if seat["on"]]
    return f"{SIGNED[_approved(council)]}. {'; '.join(said)}" if said else ""


def _coverages(shown: Sequence[Council]) -> dict[Fact, Choice]:
    counts = {(c["coverage"]["of"], c["coverage"]["themes"]) for c in shown if c["coverage"]}
    return {
        ("coverage", f"{themes} of {of}"): Choice(
            f"{themes}-of-{of}", f"{themes} of {of} themes", "Themes with evidence"
        )
        for of, themes in sorted(counts)
    }


def _row(
    council: Council,
    strands: Mapping[str, str],
    filters: Mapping[str, Mapping[Fact, Choice]],
    aliases: Sequence[str],
    titles: Mapping[str, str],
) -> Row:
    published = council["status"] == "published"
    facts = _facts(council)
    return Row(
        code=council["gss_code"],
        name=council["name"],
        place=_place(council),
        also=_also(council, aliases),
        chosen=tuple(
            " ".join(str(number) for number, fact in enumerate(choices, 1) if fact in facts[name])
            for name, choices in filters.items()
        ),
        links=_shown(council, len(titles)) if published else (),
        others=others(council, titles),
        pattern=pattern_of(council)[1],
        text=council["headline"]
        if published
        else council.get("reason") or "No reason was recorded.",
        positions=_positions(council, strands) if published else (),
        coverage=_coverage(council),
        status=STATUSES[council["status"]],
        signed=signatures(council) if published else "",
    )


def pattern_of(council: Council) -> tuple[str, str]:
    """The pattern's id and name; one of the pale ones of the map where there is none."""
    if council["status"] != "published":
        return "no-briefing", "No briefing"
    pattern = council["pattern"]
    return (pattern["id"], pattern["name"]) if pattern else ("no-pattern", "No pattern named")


def _facts(council: Council) -> dict[str, set[Fact]]:
    """What holds for a council, in the words of each filter's options."""
    nation = council["nation"]
    return {
        "place": {(nation, nation), (nation, council["region"] or nation)},
        "kind": {(council["kind"],)},
        "pattern": {(pattern_of(council)[0],)},
        "evidence": {
            ("status", council["status"]),
            ("coverage", _coverage(council)),
            ("signed", SIGNED[_approved(council)] if council["status"] == "published" else ""),
        },
    }


def _place(council: Council) -> str:
    """Kind and region; "London borough" and "Scottish council" say their region themselves."""
    kind, region = council["kind_name"], council["region"]
    plain = region in {"", council["nation"]} or region in kind
    return str(kind) if plain else f"{kind}, {region}"


def _also(council: Council, aliases: Sequence[str]) -> str:
    """The words of a council's other names that its name and code do not hold already."""
    known = f"{council['gss_code'].lower()} {fold(council['name'])}"
    words = fold(" ".join([council["official_name"], *aliases])).split()
    return " ".join(word for word in dict.fromkeys(words) if word not in known)


def _shown(council: Council, briefings: int) -> tuple[tuple[str, str], ...]:
    """The links of a row; to Word and Excel files too where there is one briefing alone."""
    found = links(council)
    main = tuple(link for link in found if link[0] in ("Web page", "PDF"))
    return (main or found[:1]) if briefings > 1 else found


def _positions(council: Council, strands: Iterable[str]) -> tuple[tuple[str, str], ...]:
    known = {strand["id"]: strand["position"] for strand in council["strands"]}
    found = (known.get(strand, "unknown") for strand in strands)
    return tuple((position[0], POSITIONS[position]) for position in found)


def _coverage(council: Council) -> str:
    coverage = council["coverage"] if council["status"] == "published" else None
    return f"{coverage['themes']} of {coverage['of']}" if coverage else ""
