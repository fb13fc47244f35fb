"""Council names that know their grammar: "in Leeds", "on the Isle of Wight", "Derbyshire Dales'".

Exceptions are data (`templates/narrative/names.toml`): which names take an article,
and which places one is on rather than in.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from briefkit.evidence.councils import Council


@dataclass(frozen=True)
class Name:
    """A council's name in the forms that sentences need."""

    bare: str
    article: str
    preposition: str

    @property
    def inside(self) -> str:
        """As an object: "Leeds", "the Isle of Wight"."""
        return f"{self.article}{self.bare}"

    @property
    def subject(self) -> str:
        """At the start of a sentence: "Leeds", "The Isle of Wight"."""
        return self.inside[:1].upper() + self.inside[1:]

    @property
    def subject_lower(self) -> str:
        """As a subject within a sentence: "Leeds", "the Isle of Wight"."""
        return self.inside

    @property
    def possessive(self) -> str:
        """Within a sentence: "Leeds'", "the City of London's"."""
        return self.inside + ("'" if self.bare.endswith("s") else "'s")

    @property
    def possessive_subject(self) -> str:
        """At the start of a sentence: "Leeds'", "The City of London's"."""
        return self.possessive[:1].upper() + self.possessive[1:]

    @property
    def located(self) -> str:
        """Where: "in Leeds", "on the Isle of Wight"."""
        return f"{self.preposition} {self.inside}"


@lru_cache(maxsize=8)
def _exceptions(path: Path) -> tuple[frozenset[str], frozenset[str]]:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return frozenset(table["with_the"]), frozenset(table["on"])


def name_of(council: Council, exceptions: Path) -> Name:
    """A council's name with its grammar; `exceptions` is the path of names.toml."""
    with_the, on = _exceptions(exceptions)
    article = "the " if council.name in with_the else ""
    return Name(council.name, article, "on" if council.name in on else "in")


def spoken(council: Council, exceptions: Path) -> str:
    """A council's name as it stands in a list within a sentence: "the Isle of Wight"."""
    return name_of(council, exceptions).inside
