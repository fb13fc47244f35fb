"""One side of a change, old or new, as a template may print it: figures by name, when, by whom.

A side remembers each figure that it prints, so that the record can prove just those.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from briefkit.evidence import periods
from briefkit.narrative import numbers
from briefkit.narrative.changes import Json, figures
from briefkit.narrative.statements import figure_of
from briefkit.narrative.wording import Ledger, MissingWords, Words

MOST_DECIMALS = 4


@dataclass(frozen=True)
class Side:
    """A statement of the old record or the new one, while one sentence is told.

    `finer` says by how many more decimals a figure is printed, so that two that differ do not
    look alike; `called` gives a council's name by its code; `printed` fills as figures are told.
    """

    statement: Json
    words: Words
    ledger: Ledger
    called: Callable[[str], str]
    finer: dict[str, int]
    printed: list[Json] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        """The figure of a name; `councils_n` is the figure n with its noun: "1 council"."""
        figure = name.removeprefix("councils_")
        found = figures(self.statement).get(figure)
        if found is None:
            raise MissingWords(f"{self.statement['id']} has no figure {name}, and a template asks.")
        noun = "" if figure == name else f" {numbers.plural('council', found['value'])}"
        return self._print(found) + noun

    def _print(self, row: Json) -> str:
        text = shown(row, self.finer.get(row["name"], 0))
        self.printed.append({**row, "shown": text})
        return self.ledger.note(figure_of(row), text)

    @property
    def value(self) -> str:
        """The figure that the statement is told by."""
        found = main_figure(self.statement, self.words)
        if found is None:
            raise MissingWords(f"{self.statement['id']} is told by no figure of its own.")
        return self._print(found)

    @property
    def period(self) -> str:
        """When: "2024 to 2025"."""
        found = main_figure(self.statement, self.words)
        return numbers.period(str((found or self.statement)["period"]))

    @property
    def when(self) -> str:
        """When, with its preposition: "on 5 April 2025"."""
        found = main_figure(self.statement, self.words) or self.statement
        kind = periods.kind(found["period"]).replace(" ", "_")
        return str(self.words.macro("changes", [f"when__{kind}"])(self)).strip()

    @property
    def group(self) -> str:
        """Who the comparator is: peers, kind or job."""
        return str(self.statement["comparator"]["name"])

    @property
    def others(self) -> str:
        """Who they are, as their number asks for it: "councils of its kind"."""
        one = figures(self.statement)["n"]["value"] == 1
        return self.words.word("other_one" if one else "others", self.group)

    @property
    def verdict(self) -> str:
        """The comparison in words: "a little lower than"."""
        return self._word("verdict")

    @property
    def state(self) -> str:
        """What a yes or no says: "listed with LocalGov Drupal"."""
        return self._word("state")

    @property
    def way(self) -> str:
        """Which way a run of years goes: "rose in a clear trend"."""
        return self._word("way")

    def _word(self, table: str) -> str:
        return self.words.word(table, self.statement["verdict"], self.statement["indicator"])

    @property
    def peer(self) -> str:
        """The council that a lesson names."""
        return self.called(peer_of(self.statement))

    @property
    def peer_cap(self) -> str:
        """The same at the start of a sentence."""
        return self.peer[:1].upper() + self.peer[1:]


def peer_of(statement: Json) -> str:
    """The code of the first council in a statement's figures that is not its own."""
    codes = [row["gss_code"] for row in figures(statement).values()]
    return str(next((code for code in codes if code != statement["council"]), statement["council"]))


def main_figure(statement: Json, words: Words) -> Json:
    """The figure by which a statement's changes are told; None for a type that has none."""
    name = words.table["main_figure"].get(statement["type"])
    found: Json = figures(statement).get(name) if name else None
    return found


def shown(row: Json, more: int = 0) -> str:
    """A record's figure as a sentence prints it, with so many more decimals than before."""
    value, unit = row["value"], row["unit"]
    if isinstance(value, str):
        return numbers.show(value, unit, 0)
    if more and unit.startswith("pounds"):
        return numbers.exact_pounds(value)
    suffix = f" {unit}" if unit == "megabytes" else ""
    text = numbers.show(value, unit, _decimals(row["shown"]) + more)
    return text + suffix


def _decimals(text: str) -> int:
    """How many decimals a printed figure has: one in "4.0 megabytes"."""
    fraction = text.partition(".")[2]
    return len(fraction) - len(fraction.lstrip("0123456789"))


def finer(old: Json, new: Json) -> dict[str, int]:
    """For each figure of both sides that differs and prints alike: decimals until it does not."""
    before, after = figures(old), figures(new)
    found = {}
    for name in before.keys() & after.keys():
        a, b = before[name], after[name]
        apart = [m for m in range(MOST_DECIMALS) if shown(a, m) != shown(b, m)]
        if a["value"] != b["value"] and apart:
            found[name] = apart[0]
    return found
