"""One change of a statement as a template may tell it: the `c` of changes.md.j2.

Which macro speaks is a look-up by the change's kind and its statement's type; nothing is
compared here but whether two figures print alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from briefkit.narrative.changes import Change, Json, figures, gained
from briefkit.narrative.names import Name
from briefkit.narrative.sides import Side, finer, main_figure, peer_of, shown
from briefkit.narrative.wording import Ledger, Words

FILE = "changes"
OWN_WORDS = ("lesson", "milestone")
"""Types whose comparator is no median, so that a change of it is told in words of their own."""
COUNTED = {"movement": ("up", "down"), "milestone": ("having", "n")}
"""The counts that a type without a main figure is told by."""
WHOLE = ("benchmark", "holding", "milestone", "milestone_alone", "movement", "panel", "refused")
"""Types without a figure to be told by that speak of a measure as a whole."""


@dataclass(frozen=True)
class Telling:
    """The `c` of changes.md.j2. `called` gives a council's spoken name by its code."""

    words: Words
    council: Name
    called: Callable[[str], str]
    change: Change
    ledger: Ledger

    @cached_property
    def _finer(self) -> dict[str, int]:
        both = self.change.old is not None and self.change.new is not None
        return finer(self.change.old, self.change.new) if both else {}

    def _side(self, statement: Json) -> Side:
        return Side(statement, self.words, self.ledger, self.called, self._finer)

    @cached_property
    def old(self) -> Any:
        """The statement as the last edition had it."""
        return self._side(self.change.old) if self.change.old is not None else None

    @cached_property
    def new(self) -> Any:
        """The statement as it is."""
        return self._side(self.change.new) if self.change.new is not None else None

    @property
    def _any(self) -> Json:
        return self.change.old if self.change.new is None else self.change.new

    @property
    def macros(self) -> list[str]:
        """The macros that tell this change, in order."""
        kind, type_ = self.change.kind, self._any["type"]
        if kind == "verdict":
            return self._verdict_macros(type_)
        return [self._first(kind, type_)]

    def _first(self, kind: str, type_: str) -> str:
        """The most particular macro that there is for a kind of change."""
        lone = self.words.table["main_figure"].get(type_) is None
        if self._bare:
            names = [f"{kind}__bare__{type_}__still"] * self._still
            names += [f"{kind}__bare__{type_}"]
            names += [f"{kind}__{type_}__still"] * (lone and self._still)
            names += [*([f"{kind}__{type_}"] * lone), f"{kind}__bare"]
        else:
            cases = [self.change.facts.get("case"), self.change.facts.get("withdrawn") or None]
            names = [f"{kind}__{case}" for case in cases if case]
            names += [f"{kind}__{type_}__still"] * self._still
            names += [f"{kind}__{type_}", *(self._unmoved if self._alike else [])]
        known = [n for n in (*names, kind) if self.words.macro(FILE, [n]) is not None]
        return known[0] if known else kind

    @property
    def _unmoved(self) -> list[str]:
        """The macros for a figure that prints as it did, where something beside it changed."""
        if self._by_median:
            return [f"comparator__same__{self._case}", "comparator__same"]
        return [f"{self.change.kind}__same"]

    @property
    def _mains(self) -> list[Json]:
        sides = {"new": [self.change.new], "gone": [self.change.old]}
        told = sides.get(self.change.kind, [self.change.old, self.change.new])
        return [main_figure(s, self.words) for s in told]

    @property
    def _bare(self) -> bool:
        """Whether a figure that the sentence needs is not there."""
        if self.change.kind == "panel":
            return False
        if self._by_median:
            return self._medians is None
        if self.change.kind == "comparator" and self._any["type"] == "milestone":
            return any("having" not in figures(s) for s in (self.change.old, self.change.new))
        return any(main is None for main in self._mains)

    @property
    def _alike(self) -> bool:
        """Whether the two figures that the change is told by print alike."""
        return self._print_alike(*(self._medians or ()) if self._by_median else self._mains)

    @property
    def _by_median(self) -> bool:
        """Whether the change is told by the comparator's median, and by no figure of its own."""
        return self.change.kind == "comparator" and self._any["type"] not in OWN_WORDS

    def _print_alike(self, *pair: Json) -> bool:
        return (
            len(pair) == 2
            and all(pair)
            and shown(pair[0]) == shown(pair[1])
            and not self._finer.get(pair[0]["name"])
        )

    @property
    def _still(self) -> bool:
        """Whether what a type with words of its own is told by is as it was."""
        if self.change.old is None or self.change.new is None:
            return False
        sides, type_ = (self.change.old, self.change.new), self._any["type"]
        if type_ == "lesson":
            same_peer = peer_of(sides[0]) == peer_of(sides[1])
            return same_peer and (self._bare or self._alike)
        counts = [
            [figures(side).get(name, {}).get("value") for name in COUNTED.get(type_, ())]
            for side in sides
        ]
        return bool(counts[0]) and None not in counts[0] and counts[0] == counts[1]

    def _verdict_macros(self, type_: str) -> list[str]:
        if type_ == "milestone":
            return ["verdict__milestone"]
        if type_ in ("trend", "change"):
            return ["verdict__trend", self._own] if self.change.also else ["verdict__trend"]
        return ["verdict", self._own, *([self._median] if self._medians else [])]

    @property
    def _own(self) -> str:
        if self.change.facts.get("withdrawn"):
            return "own_withdrawn"
        if "revised" in self.change.also:
            return "own_revised_same" if self._alike else "own_revised"
        if "newer" not in self.change.also:
            return "own_same"
        return "own_as_before" if self._alike else "own_moved"

    @property
    def _medians(self) -> tuple[Json, Json] | None:
        """The comparator's median in both editions; None where either has none."""
        if self.change.old is None or self.change.new is None:
            return None
        pair = [figures(s).get("typical") for s in (self.change.old, self.change.new)]
        return (pair[0], pair[1]) if all(pair) else None

    @property
    def _median(self) -> str:
        return "median_same" if self._print_alike(*(self._medians or ())) else "median_moved"

    @property
    def what(self) -> str:
        """What the change is about, within a sentence."""
        table, statement = self.words.table["subject"], self._any
        main = statement["type"] in (*self.words.table["main_figure"], *WHOLE)
        found = table.get(statement["id"]) or (main and table.get(statement["indicator"]))
        return str(found or self._phrase("part"))

    @property
    def part(self) -> str:
        """What a statement adds to its measure's own figure."""
        parts = self.words.table["part"]
        return str(parts.get(self._any["type"], parts["other"]))

    @property
    def what_cap(self) -> str:
        """The same at the start of a sentence."""
        return self.what[:1].upper() + self.what[1:]

    @property
    def mean(self) -> str:
        """A measure's mean over councils: "the mean planning data level"."""
        means = self.words.table["mean"]
        return str(means.get(self._any["indicator"], means["other"]))

    @property
    def noun(self) -> str:
        """What a lesson, or a part of a measure, is about."""
        indicator, table = self._any["indicator"], self.words.table
        found = table["lesson_on"].get(indicator) or table["chart"].get(indicator)
        return str(found or table["lesson_on"]["other"])

    @property
    def one(self) -> str:
        """The first measure of a contrast."""
        return self.words.word("chart", self._any["id"].split(".")[0])

    @property
    def other(self) -> str:
        """The second measure of a contrast."""
        return self.words.word("chart", self._any["id"].split(".")[1])

    @property
    def reason(self) -> str:
        """Why a figure is missing."""
        return self.words.word("reason", self.change.facts["reason"])

    @cached_property
    def _members(self) -> tuple[list[str], list[str]]:
        pair = [s["comparator"]["members"] for s in (self.change.old, self.change.new)]
        return gained(pair[0], pair[1]), gained(pair[1], pair[0])

    @property
    def _case(self) -> str:
        """How the comparator's group changed, as the macros call it."""
        old, new = (s["comparator"]["name"] for s in (self.change.old, self.change.new))
        if old != new:
            return "other"
        joined, left = map(bool, self._members)
        counts = [figures(s)["n"]["value"] for s in (self.change.old, self.change.new)]
        if (joined or left) and counts[0] == counts[1]:
            return "exchanged"
        return "both" if joined and left else ("joined" if joined else "left" if left else "same")

    @property
    def group(self) -> str:
        """How the comparator's group changed, as a clause."""
        return self._phrase(f"group__{self._case}")

    @property
    def in_both(self) -> str:
        """The mean of a panel's councils with both readings, then and now, as a sentence."""
        means = (figures(side)["both"] for side in (self.change.old, self.change.new))
        return self._phrase(f"in_both__{'still' if self._print_alike(*means) else 'moved'}")

    @property
    def who(self) -> str:
        """Who joined a panel and who left it, as a sentence."""
        joined, left = "joined" in figures(self.change.new), "left" in figures(self.change.old)
        case = "both" if joined and left else ("joined" if joined else "left")
        return self._phrase(f"who__{case}")

    def _phrase(self, name: str) -> str:
        return str(self.words.macro(FILE, [name])(self)).strip()
