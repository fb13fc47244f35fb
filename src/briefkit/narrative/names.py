"""Council names that know their grammar: "in Leeds", "on the Isle of Wight", "Derbyshire Dales'".

Exceptions are data (`templates/narrative/names.toml`): which names take an article,
and which places one is on rather than in. The rules for all others:

- A council is one body, so its name takes a verb in the singular, plural in form or not:
  "The Isles of Scilly has". Who lives there is said with `inside`: "people in the Isles of Scilly".
- A name that ends in s takes the apostrophe alone, plural ("Malvern Hills'") or not ("Leeds'",
  "St Helens'"): one rule that no reader trips over, and no list of which names are plurals.
- Any other name takes 's, one that ends in x too ("Essex's").
- An article is written small within a sentence and in a list, and with a capital at its start.
- In a list, `numbers.listed` keeps names apart that hold a comma or "and".
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
