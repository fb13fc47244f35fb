"""Case: one published folder with its record, the books on its data date, and its tally."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from briefkit.publishing.verify import times
from briefkit.publishing.verify.books import Books, Row
from briefkit.publishing.verify.standing import Judge
from briefkit.publishing.verify.tally import Tally

Json = dict[str, Any]
RECORD = "statements.json"
NOTEBOOK = "briefing.ipynb"
BLOCK = "application/vnd.briefkit.block+json"


@dataclass(frozen=True)
class Case:
    """What is tried: a folder, what it says of itself, and what is known.

    `signoff` is what the manifest says of its signatures, `signed` the rows of the project's own
    file of them (None: not to be looked at).
    """

    folder: Path
    record: Json
    books: Books
    tally: Tally
    signoff: Json = field(default_factory=dict)
    signed: list[Json] | None = None

    @property
    def id(self) -> str:
        """Whom it is about: a council's code, or an area's id."""
        area = self.record.get("area")
        return str(area["id"]) if area else self.gss_code

    @property
    def gss_code(self) -> str:
        """The council's code."""
        return str(self.record["council"]["gss_code"])

    @cached_property
    def cells(self) -> list[Json]:
        """The cells of the published notebook."""
        text = (self.folder / NOTEBOOK).read_text(encoding="utf-8")
        return list(json.loads(text)["cells"])

    @property
    def blocks(self) -> Iterator[Json]:
        """Every block of the published notebook, with those that it holds, in order."""
        for cell in self.cells:
            for output in cell.get("outputs", []):
                if BLOCK in output.get("data", {}):
                    yield from _within(output["data"][BLOCK])

    @property
    def name(self) -> str:
        """The council's name in the register."""
        return self.books.councils[self.gss_code]["name"]

    @cached_property
    def judge(self) -> Judge:
        """The judge of this council among its peers."""
        return Judge(self.books, self.gss_code, tuple(self.record["peers"]["members"]))

    @property
    def statements(self) -> list[Json]:
        """All statements of the record."""
        return list(self.record["statements"])

    @property
    def numbered(self) -> list[Json]:
        """What the document numbers: its themes, or the parts of a deep dive."""
        return list(self.record["parts"] if "parts" in self.record else self.record["themes"])

    @property
    def shown_strands(self) -> list[Json]:
        """The strands that have a card: all of them, or a deep dive's own."""
        focus = self.record.get("focus", "")
        return [s for s in self.record["strands"] if focus in ("", s["id"])]

    @cached_property
    def by_number(self) -> dict[int, Json]:
        """Told statements, and changes, by the number of their evidence note."""
        return {s["number"]: s for s in (*self.statements, *self.changes) if s["number"]}

    @cached_property
    def changes(self) -> list[Json]:
        """The changes since the last edition, each in the shape of a statement."""
        return [_as_statement(c, self.gss_code) for c in self.record.get("changes", [])]

    @property
    def before(self) -> set[str]:
        """How a text may name the edition that this one is compared with: its title, its day."""
        previous = self.record.get("previous")
        return {previous["title"], times.said(previous["data_date"])} if previous else set()

    @cached_property
    def periods(self) -> set[str]:
        """Every period that a statement of this record may name, and the data date, in words."""
        found = {times.said(self.books.day.isoformat())}
        return found.union(*(periods_of(self, s) for s in self.statements))

    def find(self, source: Json) -> list[Row]:
        """The rows that a reference names; empty where there is none on the data date."""
        if source["source"] == "benchmarks":
            row = self.books.benchmarks.get(source["indicator"])
            rows = [row] if row is not None else []
        elif source["source"] == "deflators":
            index = self.books.deflators.get(source["period"])
            rows = [index] if index is not None and index.indicator == source["indicator"] else []
        elif "item" in source:
            rows = self.books.parts(source["indicator"], source["gss_code"])
        else:
            rows = self.books.figures.get((source["indicator"], source["gss_code"]), [])
        return [row for row in rows if _is(row, source)]


def _within(block: Json) -> Iterator[Json]:
    yield block
    for part in block.get("blocks", []):
        yield from _within(part)


def _is(row: Row, source: Json) -> bool:
    named = (source["source"], source["gss_code"], source["period"], source.get("item", ""))
    return (row.source, row.gss_code, row.period, row.item) == named


def _as_statement(change: Json, gss_code: str) -> Json:
    """A change as a statement: its figures are the new ones, then the old."""
    sides = [side for side in (change["new"], change["old"]) if side is not None]
    told = change["old"] if change["kind"] == "gone" else sides[0]
    return {
        "id": change["statement"],
        "number": change["number"],
        "type": "lesson" if change["statement"].endswith(".lesson") else "change since",
        "council": gss_code,
        "kind": change["kind"],
        "verdict": told.get("verdict", ""),
        "rule": change["rule"],
        "text": change["text"],
        "forms": {},
        "figures": [figure for side in sides for figure in side.get("figures", [])],
        "readings": [side["period"] for side in sides if "period" in side],
        "levels": [str(side["level"]) for side in sides if side.get("level") is not None],
    }


def indicator_of(statement: Json) -> str:
    """The indicator that a statement's id names first."""
    return str(statement["id"]).split(".", maxsplit=1)[0]


def periods_of(case: Case, statement: Json) -> set[str]:
    """Days and periods that a statement rests on, as a sentence may say them."""
    found: set[str] = set()
    for figure in statement["figures"]:
        found |= times.names(figure["period"])
        if figure["unit"] == "date":
            found |= times.names(str(figure["value"]))
    if "kind" in statement:  # a change names the readings of two editions
        found |= case.before.union(*(times.names(p) for p in statement["readings"]))
    for code in {case.gss_code, statement["council"]}:
        found |= _own_periods(case, statement, code)
    return found


def _own_periods(case: Case, statement: Json, code: str) -> set[str]:
    """The latest period of the statement's indicator, its first, and the day its note names."""
    if statement["type"] == "lesson" and not statement["figures"]:
        return _latest_of_peers(case, indicator_of(statement))
    rows = case.books.figures.get((indicator_of(statement), code), [])
    if not rows or statement["type"] in ("lesson", "contrast", "benchmark"):
        return set()
    told = [rows[-1]] if statement["type"] == "refused" else [rows[0], rows[-1]]
    known = case.judge.known(indicator_of(statement))
    found = set().union(*(times.names(r.period) for r in (*told, *([known] if known else []))))
    since = rows[-1].cells["note"].rpartition("since ")[2]
    return found | (times.names(since) if statement["type"] == "refused" and _day(since) else set())


def _latest_of_peers(case: Case, indicator: str) -> set[str]:
    rows = (case.books.latest(indicator, code) for code in case.judge.peers)
    return set().union(*(times.names(r.period) for r in rows if r is not None))


def _day(text: str) -> bool:
    try:
        return bool(dt.date.fromisoformat(text))
    except ValueError:
        return False


def read_record(folder: Path) -> Json:
    """statements.json of a folder. Raises ValueError where it is not a record."""
    record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    if not isinstance(record, dict) or "statements" not in record:
        raise ValueError("it holds no record")
    return record
