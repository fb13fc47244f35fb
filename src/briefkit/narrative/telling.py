"""What a template may say of a finding: the `s` of templates/narrative.

Every choice here is a look-up by a key that the analysis has set; nothing is compared
and nothing is worked out. An unknown name stops the run.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from briefkit.analysis.findings import Finding
from briefkit.evidence import periods
from briefkit.evidence.councils import Council, Register
from briefkit.narrative import numbers
from briefkit.narrative.keys import decimals, verdicts
from briefkit.narrative.listed import Listed
from briefkit.narrative.names import Name, name_of, spoken
from briefkit.narrative.wording import Ledger, MissingWords, Printed, Words


@dataclass(frozen=True)
class Teller:
    """What stays the same for all findings of one council."""

    words: Words
    council: Council
    register: Register
    data_date: dt.date

    @cached_property
    def name(self) -> Name:
        """The council's name with its grammar."""
        return name_of(self.council, self.words.folder / "names.toml")

    def of(self, finding: Finding) -> Callable[[Ledger], Telling]:
        """The maker of a template's `s` for a finding."""
        return lambda ledger: Telling(self, finding, ledger)

    def called(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Council names as they stand in a list within a sentence."""
        by_name = self.register.by_name
        path = self.words.folder / "names.toml"
        return tuple(spoken(by_name[n], path) if n in by_name else n for n in names)


MONTHS = ("earliest", "newest")
"""Days that are told by their month: awards are dated to the first of one."""
OPTIONAL = ("case", "stale", "none", "opposite", "real")


@dataclass(frozen=True)
class Absent:
    """A figure or fact that a finding does not have: a template may ask, never print it."""

    name: str
    finding: str

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        raise MissingWords(f"{self.finding} has no {self.name}, and a template prints it.")


@dataclass(frozen=True)
class Telling:
    """The `s` of a template."""

    teller: Teller
    finding: Finding
    ledger: Ledger

    def __getattr__(self, name: str) -> object:
        finding = self.finding
        if name in finding.figures:
            figure = finding.figures[name]
            if name in MONTHS:
                return self.ledger.note(figure, numbers.period(str(figure.value)[:7]))
            suffix = f" {figure.unit}" if figure.unit == "megabytes" else ""
            return Printed(figure, decimals(finding), suffix, self.ledger)
        if name in finding.facts and name != "end":
            return finding.facts[name]
        if name in self.teller.words.table["figure"] or name in OPTIONAL:
            return Absent(name, finding.id)
        raise AttributeError(f"no figure or fact {name!r} in {finding.id}")

    @property
    def council(self) -> Name:
        """The council's name."""
        return self.teller.name

    @property
    def name(self) -> str:
        """The indicator's name."""
        return self.finding.indicator.name

    @property
    def noun(self) -> str:
        """What the indicator measures, within a sentence."""
        return self.finding.indicator.noun

    @property
    def last(self) -> object:
        """The last of a run: a figure, or the month of a dated one."""
        figure = self.finding.figures["last"]
        if figure.unit == "date":
            return self.ledger.note(figure, numbers.period(str(figure.value)[:7]))
        return self.__getattr__("last")

    @property
    def period(self) -> str:
        """When: "2025", "2024 to 2025", "5 April 2025"."""
        return numbers.period(self.finding.period)

    @property
    def first_period(self) -> str:
        """When a change began."""
        return numbers.period(self.finding.facts["first_period"])

    @property
    def turn_period(self) -> str:
        """When a value lay furthest outside its first and last."""
        return numbers.period(self.finding.facts["turn_period"])

    @property
    def since(self) -> object:
        """Since when: a dated figure, or a date in the note of a refusal."""
        if "since" in self.finding.figures:
            figure = self.finding.figures["since"]
            return Printed(figure, 0, "", self.ledger)
        return numbers.day(self.finding.facts["since"]) if "since" in self.finding.facts else ""

    @property
    def since_month(self) -> str:
        """Since when, as a month: products are dated to the first of one."""
        figure = self.finding.figures["since"]
        return self.ledger.note(figure, numbers.period(str(figure.value)[:7]))

    @property
    def span_from(self) -> str:
        """The start of a span of months."""
        return numbers.period(self.finding.period.partition("/")[0])

    @property
    def span_to(self) -> str:
        """The end of a span of months."""
        return numbers.period(self.finding.period.rpartition("/")[2])

    @property
    def age(self) -> str:
        """How old the figure is on the data date: "nine years"."""
        return numbers.years(periods.age_in_months(self.finding.period, self.teller.data_date))

    @property
    def when(self) -> str:
        """When, with its preposition: "in 2025"; of a stale figure "in 2017, nine years ago"."""
        return self.dated + (self._phrase("ago") if self.finding.facts.get("stale") else "")

    @property
    def dated(self) -> str:
        """When, with its preposition and never an age: "in 2025", "on 5 April 2025"."""
        kind = periods.kind(self.finding.period).replace(" ", "_")
        return self._phrase(f"when__{kind}")

    @property
    def when_cap(self) -> str:
        """When, at the start of a sentence."""
        return self.when[:1].upper() + self.when[1:]

    @property
    def group(self) -> str:
        """Who the comparator is: all_peers, some_peers, kind or job."""
        comparator = self.finding.comparator
        if comparator is None:
            return "all_peers"
        if comparator.group != "peers":
            return comparator.group
        return "all_peers" if len(comparator.cells) == comparator.of else "some_peers"

    @property
    def median(self) -> str:
        """The comparator's median, named."""
        return self._phrase(f"median__{self.group}")

    @property
    def ladder_median(self) -> str:
        """The comparator's median count at the top level, named."""
        return self._phrase(f"ladder_median__{self.group}")

    @property
    def ladder_median_short(self) -> str:
        """The same in a few words, for a list of strengths and concerns."""
        return self._phrase(f"ladder_median_short__{self.group}")

    @property
    def empty_median_short(self) -> str:
        """The comparator's median count of empty data sets, in a few words."""
        return self._phrase(f"empty_median_short__{self.group}")

    @property
    def ladder_median_cap(self) -> str:
        """The same, to start a sentence."""
        return self.ladder_median[:1].upper() + self.ladder_median[1:]

    @property
    def among(self) -> str:
        """Of whom a count is told: "Of its 10 peers"."""
        return self._phrase(f"among__{self.group}")

    @property
    def any_of(self) -> str:
        """The comparators where none has a milestone: "any of its 10 peers"."""
        return self._phrase(f"any_of__{self.group}")

    @property
    def having_phrase(self) -> str:
        """How many comparators have a milestone, as a clause that can stand alone."""
        none = bool(self.finding.facts.get("none"))
        return self._phrase(f"having_none__{self.group}" if none else f"having__{self.group}")

    @property
    def having_short(self) -> str:
        """How many comparators have a milestone, as a clause within a sentence."""
        none, group = bool(self.finding.facts.get("none")), self.group
        return self._phrase(f"having_none_short__{group}" if none else f"having_short__{group}")

    @property
    def median_was(self) -> str:
        """The comparator's median as a clause: "the peer median was £222"."""
        return self._phrase(f"median_was__{self.group}")

    @property
    def good_noun(self) -> str:
        """What a contrast's good side measures."""
        return self._noun("good")

    @property
    def bad_noun(self) -> str:
        """What a contrast's bad side measures."""
        return self._noun("bad")

    def _noun(self, side: str) -> str:
        return self.teller.words.word("chart", self.finding.facts[side].partition(".")[0])

    def _phrase(self, name: str) -> str:
        macro = self.teller.words.macro(self.finding.theme, [name])
        return str(macro(self)).strip()

    @property
    def verdict(self) -> str:
        """The comparison in words: "a little lighter than"."""
        return self._word("verdict", self.finding.verdict)

    @property
    def beside(self) -> str:
        """The comparison whole: "similar to the peer median of 54%", "the same as ..."."""
        same = "same" in verdicts(self.finding)
        word = self._word("verdict", "same") if same else self.verdict
        return f"{word} {self.median}"

    @property
    def end(self) -> str:
        """First or last: "the lightest", blank where it is neither."""
        key = self.finding.facts.get("end", "")
        return self._word("verdict", key) if key else ""

    @property
    def more(self) -> str:
        """The comparative on the council's own side: "heavier"."""
        return self._word("more", "higher" if "higher" in self.finding.verdict else "lower")

    further = more

    @property
    def kinds(self) -> str:
        """Councils of this kind, in the plural."""
        return self._word("kinds", self.teller.council.kind)

    @property
    def did(self) -> str:
        """What those that have a milestone did: "had joined"."""
        return self._word("did", self.finding.indicator.id)

    @property
    def area(self) -> str:
        """The place: "the district"."""
        return self._word("area", self.teller.council.kind)

    def _word(self, table: str, key: str) -> str:
        return self.teller.words.word(table, key, self.finding.indicator.id)

    @property
    def names(self) -> Listed:
        """Lists of names, joined as a sentence joins them."""
        return Listed(self.teller.words, self.teller.called, self.finding)
