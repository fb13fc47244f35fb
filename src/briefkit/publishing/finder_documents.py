"""The finder's documents: of each council the leading briefing and its others; of each area all.

The leading briefing is the first about councils that the manifest names: a row of the table tells
of it, and links to the council's others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

LINKED = {"html": "Web page", "pdf": "PDF", "docx": "Word", "xlsx": "Excel"}
NOTHING = {"status": "not built", "reason": "Not asked for yet."}
UNTOLD: dict[str, Any] = {"pattern": None, "strands": [], "coverage": None}

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Other:
    """Another briefing of a council: its title and address, or why there is none.

    `alone` says that the address is all there is: no PDF lies beside it.
    """

    title: str
    address: str
    alone: bool
    reason: str = ""


@dataclass(frozen=True)
class Overview:
    """A briefing about an area: `councils` is how many it has, `links` are (name, address)."""

    id: str
    name: str
    councils: int
    text: str
    links: tuple[tuple[str, str], ...]


def links(entry: Json) -> tuple[tuple[str, str], ...]:
    """(name, address) of each file that a reader opens, quoted so that a name stays a name."""
    return tuple(
        (name, quote(f"{entry['folder']}/{entry['files'][kind]}"))
        for kind, name in LINKED.items()
        if kind in entry["files"]
    )


def of(manifest: Json, about: str) -> list[Json]:
    """The briefings of a manifest that are about councils, or about areas."""
    return [briefing for briefing in manifest["briefings"] if briefing["about"] == about]


def councils(manifest: Json) -> list[dict[str, Any]]:
    """Each council with what is said of its leading briefing; its others under `others`."""
    leading, *more = [briefing["id"] for briefing in of(manifest, "council")] or [""]
    return [
        {
            **{key: value for key, value in council.items() if key != "briefings"},
            **UNTOLD,
            **council["briefings"].get(leading, NOTHING),
            "others": [
                {"briefing": id, **council["briefings"][id]}
                for id in more
                if id in council["briefings"]
            ],
        }
        for council in manifest["councils"]
    ]


def others(council: Json, titles: Mapping[str, str]) -> tuple[Other, ...]:
    """A council's other briefings, but for those that nobody has asked for."""
    return tuple(_others(council, titles))


def _others(council: Json, titles: Mapping[str, str]) -> Iterator[Other]:
    for entry in council.get("others", ()):
        title = titles[entry["briefing"]]
        if entry["status"] == "published":
            found = dict(links(entry))
            name, address = next(iter(found.items()))
            said = title if name == "Web page" else f"{title} ({name})"
            yield Other(said, address, alone="PDF" not in found or name != "Web page")
        elif entry["status"] == "failed":
            yield Other(title, "", True, entry.get("reason") or "no reason was recorded")


def overviews(manifest: Json) -> list[tuple[str, list[Overview]]]:
    """The areas of each briefing about areas, by its title; those that nobody asked for aside."""
    found = [(briefing["title"], _of_areas(manifest, briefing["id"])) for briefing in
             of(manifest, "area")]  # fmt: skip
    return [(title, areas) for title, areas in found if areas]


def _of_areas(manifest: Json, briefing: str) -> list[Overview]:
    rows = []
    for area in manifest["areas"]:
        entry = area["briefings"].get(briefing, NOTHING)
        if entry["status"] == "not built":
            continue
        published = entry["status"] == "published"
        text = entry["headline"] if published else f"Failed: {entry.get('reason')}"
        found = links(entry) if published else ()
        rows.append(Overview(area["id"], area["name"], len(area["members"]), text, found))
    return rows
