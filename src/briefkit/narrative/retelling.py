"""Changes between two editions in words, through templates/narrative/changes.md.j2.

A change of a statement is told by Telling; one of a level, strand, pattern or peer group here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from briefkit.narrative import numbers
from briefkit.narrative.blocks import Span, Spans
from briefkit.narrative.changes import Change, Json
from briefkit.narrative.names import Name
from briefkit.narrative.told_change import FILE, Telling
from briefkit.narrative.wording import Ledger, MissingWords, Words

NO_STATEMENT = ("level", "position", "pattern", "peers")


@dataclass(frozen=True)
class Retold:
    """A change in words; `old` and `new` are the figures printed of each side."""

    change: Change
    text: Spans
    old: tuple[Json, ...]
    new: tuple[Json, ...]


@dataclass(frozen=True)
class Reteller:
    """What stays the same for all changes of one council. `called` names a council by its code."""

    words: Words
    council: Name
    called: Callable[[str], str]

    def tell(self, change: Change) -> Retold:
        """One change in one to four plain sentences. Raises MissingWords where none fit."""
        if change.kind in NO_STATEMENT:
            return Retold(change, self._plain(change), (), ())
        telling = Telling(self.words, self.council, self.called, change, Ledger())
        said = [self.words.say(FILE, [name], telling, telling.ledger) for name in telling.macros]
        if not any(said):
            raise MissingWords(f"{FILE}.md.j2 has no words for {change.kind} of {change.id}.")
        sides = [tuple(side.printed) if side else () for side in (telling.old, telling.new)]
        return Retold(change, _joined(said), *sides)

    def _plain(self, change: Change) -> Spans:
        values = _VALUES[change.kind](self, change)
        name = values.pop("case", "")
        names = [f"{change.kind}__{name}", change.kind]
        return self.words.say(
            FILE, names, SimpleNamespace(council=self.council, **values), Ledger()
        )


def _joined(said: list[Spans]) -> Spans:
    out: list[Span] = []
    for spans in said:
        out += [Span(" "), *spans] if out and spans else spans
    return tuple(out)


def _level(_: Reteller, change: Change) -> dict[str, Any]:
    old, new = change.old["level"], change.new["level"]
    case = "first" if old is None else ("lost" if new is None else "")
    return {"name": change.new["name"], "old_level": old, "new_level": new, "case": case}


def _position(teller: Reteller, change: Change) -> dict[str, Any]:
    word = teller.words.word
    strand = word("strand_is", change.new["id"])
    return {
        "strand": strand[:1].upper() + strand[1:],
        "old_place": word("place", change.old["position"]),
        "new_place": word("place", change.new["position"]),
    }


def _pattern(_: Reteller, change: Change) -> dict[str, Any]:
    return {"old_name": change.old["name"], "new_name": change.new["name"]}


def _peers(teller: Reteller, change: Change) -> dict[str, Any]:
    joined, left = change.facts["joined"], change.facts["left"]
    rules = {"old_rule": change.old["rule"], "new_rule": change.new["rule"]}
    case = "both" if joined and left else ("joined" if joined else "left")
    names = [numbers.listed([teller.called(code) for code in codes]) for codes in (joined, left)]
    return {
        **rules,
        "joined_names": names[0][:1].upper() + names[0][1:],
        "left_names": names[1] if joined else names[1][:1].upper() + names[1][1:],
        "case": "rule" if rules["old_rule"] != rules["new_rule"] else case,
    }


_VALUES = {"level": _level, "position": _position, "pattern": _pattern, "peers": _peers}
