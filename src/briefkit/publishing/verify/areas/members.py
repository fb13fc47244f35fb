"""An area's case: its folder and record, and a case for each member that judges it by the books."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from briefkit.publishing.verify import strands, times
from briefkit.publishing.verify.books import Books, Row
from briefkit.publishing.verify.case import RECORD, Case, Json
from briefkit.publishing.verify.standing import JOBS
from briefkit.publishing.verify.tally import Tally

STRANDS = ("maturity", "skills", "investment")
NAMED = 3
"""Councils that the name of a list gives."""
POSITIONS = ("above", "typical", "below", "unknown")


@dataclass(frozen=True)
class Area:
    """What is tried: the area's own case, and its members in the order of the record."""

    case: Case

    @property
    def books(self) -> Books:
        """The books on the data date."""
        return self.case.books

    @property
    def tally(self) -> Tally:
        """What was held, and what did not hold."""
        return self.case.tally

    @property
    def record(self) -> Json:
        """The record."""
        return self.case.record

    @cached_property
    def codes(self) -> list[str]:
        """The members' codes."""
        return list(self.record["area"]["members"])

    @cached_property
    def members(self) -> dict[str, Case]:
        """A case of each member that the books know, with the peers that the record names."""
        return {
            code: member_case(self.case, code, self.record["peers"]["of"].get(code, []))
            for code in self.codes
            if code in self.books.councils
        }

    def name(self, code: str) -> str:
        """A council's name."""
        return self.books.councils[code]["name"]

    def kind(self, code: str) -> str:
        """A council's kind."""
        return self.books.councils[code]["kind"]

    def counts(self, code: str, indicator: str) -> Row | None:
        """The row of a member that may be told: its job, to be relied on, within its limit."""
        case = self.members[code]
        row = case.judge.known(indicator)
        if row is None or not case.judge.applies(indicator) or case.judge.stale(row):
            return None
        latest = self.books.latest(indicator, code)
        refused = latest is not row and latest is not None
        if refused and latest is not None and latest.cells["note"].startswith(strands.UNREAD):
            return None
        return row

    def side(self, code: str, indicator: str) -> str:
        """better, similar, worse, more or less; blank where nothing is compared."""
        standing = self.members[code].judge.standing(indicator)
        about = self.books.indicators[indicator]
        if self.counts(code, indicator) is None or standing is None:
            return ""
        if about["form"] == "milestone" or self._few(code, about["unit"]):
            return ""
        up, down = ("more", "less") if about["better"] == "neither" else ("better", "worse")
        return {1: up, 0: "similar", -1: down}[standing.sign]

    def _few(self, code: str, unit: str) -> bool:
        residents = self.books.councils[code]["population"]
        few = bool(residents) and int(residents) < self.books.bands["residents"]["few"]
        return few and unit.startswith("per 100,000")

    @cached_property
    def votes(self) -> dict[str, dict[str, list[tuple[str, int]]]]:
        """By member and strand, the measures that count with their signs."""
        return {
            code: {strand: strands.votes_of(case, strand) for strand in STRANDS}
            for code, case in self.members.items()
        }

    @cached_property
    def positions(self) -> dict[str, dict[str, str]]:
        """By strand, each member's position."""
        return {
            strand: {
                code: strands.position_of(case, strand, self.votes[code][strand])
                for code, case in self.members.items()
            }
            for strand in STRANDS
        }


def member_case(case: Case, code: str, peers: list[str]) -> Case:
    """A council as a case of its own."""
    record = {
        "council": {"gss_code": code},
        "peers": {"rule": case.record["peers"]["rule"], "members": peers},
        "statements": [],
    }
    return Case(Path(case.folder), record, case.books, case.tally)


def check_members(area: Area) -> None:
    """Who belongs to the area, each once and in alphabetical order; and each one's peers."""
    told, hold = area.codes, area.tally.hold
    for code in told:
        hold(RECORD, "members", code, code if code in area.books.councils else "no council")
    due = _due(area)
    if due is not None:
        hold(RECORD, "members", sorted(told), sorted(due))
    hold(RECORD, "members, each once", len(told), len(set(told)))
    names = [area.name(code) for code in area.members]
    hold(RECORD, "members in alphabetical order", names, sorted(names, key=_letters))
    if area.record["area"]["kind"] == "list":
        hold(RECORD, "name", area.record["area"]["name"], _list_name(names))
    for case in area.members.values():
        strands.check_peers(case)


def _list_name(names: list[str]) -> str:
    """What a list is called: three names and how many more; four names whole."""
    rest = len(names) - NAMED
    last = f"{rest} more councils" if rest > 1 else names[-1]
    return ", ".join(names[:NAMED] if rest > 0 else names[:-1]) + f" and {last}"


def _letters(name: str) -> str:
    """A name as it is sorted: without accents, and with a space for each hyphen or comma."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("&", "and"))
    bare = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'\u2019")
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare).split())


def data_names(area: Area) -> list[str]:
    """Names that are data and may hold a digit: sources, their publishers, measures, themes."""
    keys = ("title", "publisher", "licence", "credit")
    sources = area.books.sources.values()
    told = [str(source.get(key, "")) for source in sources for key in keys]
    names = [row["name"] for row in area.books.indicators.values()]
    nouns = [str(noun) for noun in area.books.words["lesson_on"].values()]
    return [*told, *names, *nouns, str(area.record["area"]["name"])]


def _due(area: Area) -> list[str] | None:
    """The members that the register gives; None for a list, which may have any."""
    about, councils = area.record["area"], area.books.councils
    if about["kind"] == "nation":
        return [code for code, c in councils.items() if c["nation"] == about["name"]]
    if about["kind"] == "region":
        return [code for code, c in councils.items() if c["region"] == about["name"]]
    if about["kind"] == "county":
        heads = [c["code"] for c in councils.values() if c["gss_code"] in about["members"]]
        return [
            code
            for code, c in councils.items()
            if c["county"] in heads or (c["kind"] == "county" and code in about["members"])
        ]
    return None


def check_places(area: Area) -> None:
    """Each strand's members by position; each member stands in one."""
    for told in area.record["places"]:
        found = area.positions.get(told["strand"], {})
        for position in POSITIONS:
            due = [code for code, at in found.items() if at == position]
            area.tally.hold(RECORD, f"{told['strand']}, {position}", told[position], due)
    strands_told = [told["strand"] for told in area.record["places"]]
    area.tally.hold(RECORD, "strands", strands_told, list(STRANDS))


def check_patterns(area: Area) -> None:
    """Each member shows one pattern; those that rest on strands alone fit them."""
    every = [code for told in area.record["patterns"] for code in told["members"]]
    area.tally.hold(RECORD, "patterns, members", sorted(every), sorted(area.codes))
    for told in area.record["patterns"]:
        fits = FITS.get(told["id"])
        for code in told["members"] if fits else ():
            at = Counter(area.positions[strand][code] for strand in STRANDS)
            area.tally.hold(
                RECORD, f"pattern of {area.name(code)}", told["id"],
                told["id"] if fits and fits(at) else f"not at {dict(at)}",
            )  # fmt: skip


def _known(at: Counter[str]) -> int:
    return 3 - at["unknown"]


FITS: dict[str, Callable[[Counter[str]], bool]] = {
    "one-ahead": lambda at: _known(at) >= 2 and at["above"] == 1 and not at["below"],
    "one-behind": lambda at: _known(at) >= 2 and at["below"] == 1 and not at["above"],
    "level-with-peers": lambda at: _known(at) >= 2 and at["typical"] == _known(at),
    "pulling-apart": lambda at: _known(at) >= 2,
    "not-enough-evidence": lambda at: _known(at) < 2,
}
"""Patterns that strand positions alone decide, by id."""


def job(area: Area, code: str) -> str:
    """What a council does: those of one job may be compared."""
    kind = area.kind(code)
    return "all-purpose" if kind in JOBS else kind


def said_periods(rows: Iterator[Row] | list[Row]) -> set[str]:
    """Every way to say the periods of some rows."""
    return set().union(*(times.names(row.period) for row in rows))
