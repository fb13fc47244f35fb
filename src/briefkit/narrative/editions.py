"""Two printed editions compared: every council's changes in words, and what its group did.

Works on records as statements.json holds them, so it needs no evidence, only the words and
the register. `briefkit changes` is its door.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from briefkit.analysis.panels import averaged, between, latest
from briefkit.evidence.catalogue import Catalogue
from briefkit.evidence.councils import Register
from briefkit.evidence.gather import Cell
from briefkit.narrative.changes import KINDS, Json, compare, figures
from briefkit.narrative.names import name_of, spoken
from briefkit.narrative.retelling import Reteller, Retold
from briefkit.narrative.since import panel_change
from briefkit.narrative.statements import plain
from briefkit.narrative.wording import Words

Records = dict[str, Json]
SINGLE = ("level", "ladder", "alone")
"""Types of statement that stand for a council's own value."""


@dataclass(frozen=True)
class Two:
    """The records of two editions by GSS code, and what is needed to speak of them."""

    old: Records
    new: Records
    words: Words
    register: Register
    catalogue: Catalogue

    @property
    def both(self) -> tuple[str, ...]:
        """Councils that are in both editions, in the order of the older."""
        return tuple(code for code in self.old if code in self.new)

    @property
    def missing(self) -> tuple[str, ...]:
        """Councils of the older edition that the newer lacks."""
        return tuple(code for code in self.old if code not in self.new)

    @property
    def added(self) -> tuple[str, ...]:
        """Councils that only the newer edition has."""
        return tuple(code for code in self.new if code not in self.old)

    @cached_property
    def changes(self) -> dict[str, tuple[Retold, ...]]:
        """Every change in words, by council."""
        return {
            code: tuple(self._teller(code).tell(c) for c in compare(self.old[code], self.new[code]))
            for code in self.both
        }

    @property
    def kinds(self) -> dict[str, int]:
        """How many changes of each kind there are, in the order of KINDS."""
        found = Counter(r.change.kind for told in self.changes.values() for r in told)
        return {kind: found[kind] for kind in KINDS if found[kind]}

    @cached_property
    def panels(self) -> tuple[Retold, ...]:
        """Of each measure whose councils are not the same in both editions: what moved."""
        olds, news = ([records[c] for c in records] for records in (self.old, self.new))
        found = []
        for indicator in filter(averaged, self.catalogue.indicators):
            sides = [latest(_cells(records, indicator.id)) for records in (olds, news)]
            panel = between(indicator, "", *sides)
            if panel is not None:
                found.append(self._teller(panel.both[0]).tell(panel_change(panel)))
        return tuple(found)

    def _teller(self, code: str) -> Reteller:
        path, known = self.words.folder / "names.toml", self.register.by_gss
        return Reteller(self.words, name_of(known[code], path), lambda c: spoken(known[c], path))


def _cells(records: list[Json], indicator: str) -> Iterator[Cell]:
    """The councils' own values of an indicator, as their statements have them."""
    for record in records:
        for statement in record["statements"]:
            value = figures(statement).get("value")
            if statement["indicator"] == indicator and statement["type"] in SINGLE and value:
                yield _cell(value)


def _cell(figure: Json) -> Cell:
    source = figure["sources"][0]["source"]
    named = (figure["gss_code"], figure["indicator"], figure["period"], dt.date.min)
    return Cell(*named, figure["value"], None, None, None, "", "", source)


def comparable(record: Json) -> bool:
    """Whether a record says enough to be compared: those of early versions do not."""
    return all("rests_on" in s and "indicator" in s for s in record["statements"])


def as_data(two: Two) -> Json:
    """The comparison as plain values: kinds, then each council's changes, then the panels."""
    return {
        "kinds": two.kinds,
        "councils": [
            {
                "gss_code": code,
                "name": two.new[code]["council"]["name"],
                "changes": [_told(r) for r in told],
            }
            for code, told in two.changes.items()
        ],
        "panels": [_told(r) for r in two.panels],
        "missing": list(two.missing),
        "added": list(two.added),
    }


def _told(retold: Retold) -> Json:
    change = retold.change
    return {
        "statement": change.id,
        "kind": change.kind,
        "also": list(change.also),
        "text": plain(retold.text),
        "old": list(retold.old),
        "new": list(retold.new),
    }
