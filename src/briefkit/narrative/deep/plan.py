"""The plan of each deep dive: its strand and its parts, as templates/narrative/dives.toml has them.

A briefing whose id stands there is a deep dive; every other is on the council as a whole.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Part:
    """One part: its id, name and question, its measures by paragraph, its charts by name."""

    id: str
    name: str
    question: str
    paragraphs: tuple[tuple[str, ...], ...]
    charts: tuple[str, ...]

    @property
    def indicators(self) -> tuple[str, ...]:
        """Every measure of the part."""
        return tuple(name for paragraph in self.paragraphs for name in paragraph)


@dataclass(frozen=True)
class Wanted:
    """A piece of evidence that would change the picture: the name of its words, and when.

    Not where one of `unless` is known; only where one of `where` is, if there are any. `covers` is
    the theme whose own gap it says.
    """

    name: str
    unless: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    covers: str = ""


@dataclass(frozen=True)
class Plan:
    """A deep dive: its briefing's id and title, its strand, its parts, what would change it."""

    id: str
    title: str
    strand: str
    parts: tuple[Part, ...]
    wanted: tuple[Wanted, ...]


def plan_of(words: Path, briefing: str) -> Plan | None:
    """The plan of a briefing; None for one that is no deep dive. `words` holds dives.toml."""
    path = words / "dives.toml"
    return _plans(path).get(briefing) if path.is_file() else None


@lru_cache(maxsize=4)
def _plans(path: Path) -> dict[str, Plan]:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {id: _plan(id, row) for id, row in table.items()}


def _plan(id: str, row: dict[str, Any]) -> Plan:
    wanted = tuple(map(_wanted, row["wanted"]))
    return Plan(id, row["title"], row["strand"], _parts(row["part"]), wanted)


def _wanted(row: dict[str, Any]) -> Wanted:
    unless, where = (tuple(row.get(key, ())) for key in ("unless", "where"))
    return Wanted(row["name"], unless, where, row.get("covers", ""))


def _parts(rows: list[dict[str, Any]]) -> tuple[Part, ...]:
    return tuple(
        Part(
            id=row["id"],
            name=row["name"],
            question=row["question"],
            paragraphs=tuple(map(tuple, row["paragraphs"])),
            charts=tuple(row.get("charts", ())),
        )
        for row in rows
    )
