"""The books: the evidence files read as they stand, by the csv module alone.

A Row keeps the line it stands on. `Books.on` leaves what was out by a data date.
"""

from __future__ import annotations

import csv
import datetime as dt
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from briefkit.errors import UnfitEvidence
from briefkit.publishing.verify import times

NATION = "K02000001"
"""The United Kingdom's own code: benchmarks are about it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of figures.csv, details.csv, benchmarks.csv or deflators.csv.

    Numbers are None where blank. `filed` are the cells of the file where `cells` hold other
    ones; `made` says that the row stands in no file and is worked out from others.
    """

    source: str
    file: str
    line: int
    gss_code: str
    indicator: str
    period: str
    item: str
    value: float | None
    cells: dict[str, str]
    filed: dict[str, str] | None = None
    made: bool = False

    def number(self, column: str) -> float | None:
        """A column as a number; None where it is blank."""
        text = self.cells.get(column, "")
        return float(text) if text else None

    @property
    def at(self) -> str:
        """Where it stands: file and line."""
        return f"data/{self.file} line {self.line}"


Key = tuple[str, str]
Table = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Books:
    """All evidence. Rows by indicator and council; figures oldest first."""

    figures: dict[Key, list[Row]]
    details: dict[Key, list[Row]]
    benchmarks: dict[str, Row]
    deflators: dict[str, Row]
    indicators: Table
    councils: Table
    neighbours: dict[str, list[str]]
    bands: dict[str, Any]
    sources: dict[str, dict[str, Any]]
    words: dict[str, Any]
    themes: list[dict[str, Any]]
    day: dt.date = dt.date.max

    def on(self, day: dt.date) -> Books:
        """The books as they stood on a day."""
        every = [r for rows in self.figures.values() for r in rows]
        out = [r for r in every if r.cells["published"] <= day.isoformat()]
        # of a figure and its revisions the last that was out is the one that stands
        last = {_key(r): r for r in sorted(out, key=lambda r: r.cells["published"])}
        late = {_key(r) for r in every} - last.keys()
        sources = {key[0] for key in late}
        figures = {
            k: [r for r in rows if last.get(_key(r)) is r] for k, rows in self.figures.items()
        }
        details = {
            k: [r for r in rows if self._out(r, late, sources, day)]
            for k, rows in self.details.items()
        }
        return replace(self, figures=figures, details=details, day=day)

    def _out(
        self, row: Row, late: set[tuple[str, str, str, str]], sources: set[str], day: dt.date
    ) -> bool:
        """Whether a part was out: with its figure; without one, with its source; on its own day."""
        if _key(row) in late:
            return False
        if row.item != "planned" and row.cells["date"] > day.isoformat():
            return False
        released = str(self.sources[row.source].get("released", ""))
        if row.source not in sources or released <= day.isoformat():
            return True
        own = self.figures.get((row.indicator, row.gss_code), [])
        return any(_key(figure) == _key(row) for figure in own)

    def at(self, indicator: str, gss_code: str, period: str) -> Row | None:
        """The figure of one period."""
        rows = self.figures.get((indicator, gss_code), [])
        return next((r for r in rows if r.period == period), None)

    def latest(self, indicator: str, gss_code: str) -> Row | None:
        """The latest figure, with a value or without."""
        rows = self.figures.get((indicator, gss_code), [])
        return rows[-1] if rows else None

    def parts(self, indicator: str, gss_code: str, period: str = "") -> list[Row]:
        """The parts of a council's figure, of one period or of all."""
        rows = self.details.get((indicator, gss_code), [])
        return [r for r in rows if not period or r.period == period]


def _key(row: Row) -> tuple[str, str, str, str]:
    return row.source, row.indicator, row.gss_code, row.period


def read_books(data: Path, templates: Path, rules: Path | None = None) -> Books:
    """Read the data folder; what is measured, and benchmarks, from `rules` where that is another.

    Raises UnfitEvidence where a file is missing or broken.
    """
    rules = rules or data
    try:
        figures, details = (_tables(data, name) for name in ("figures.csv", "details.csv"))
        for rows in figures.values():
            rows.sort(key=lambda r: (times.last_day(r.period), r.period))
        return Books(
            figures=figures,
            details=details,
            benchmarks={row.indicator: row for row in _benchmarks(rules)},
            indicators=_by(rules / "indicators.csv", "id"),
            councils={
                code: council
                for code, council in _by(data / "councils.csv", "gss_code").items()
                if not council["end"]
            },
            deflators={row.period: row for row in _deflators(data)},
            neighbours=_neighbours(data / "neighbours.csv"),
            bands=_toml(rules / "bands.toml"),
            sources={p.parent.name: _toml(p) for p in data.glob("sources/*/source.toml")},
            words=_toml(templates / "narrative" / "words.toml"),
            themes=list(_toml(rules / "themes.toml")["theme"]),
        )
    except (OSError, KeyError, ValueError) as fault:
        raise UnfitEvidence(
            f"{data}: cannot be read for the proof ({fault}). Run `briefkit check`."
        ) from None


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _lines(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            yield reader.line_num, row


def _by(path: Path, key: str) -> Table:
    return {row[key]: row for _, row in _lines(path)}


def _tables(data: Path, name: str) -> dict[Key, list[Row]]:
    found: dict[Key, list[Row]] = defaultdict(list)
    for path in sorted(data.glob(f"sources/*/{name}")):
        source = path.parent.name
        for line, cells in _lines(path):
            row = Row(
                source=source,
                file=f"sources/{source}/{name}",
                line=line,
                gss_code=cells["gss_code"],
                indicator=cells["indicator"],
                period=cells["period"],
                item=cells.get("item", ""),
                value=float(cells["value"]) if cells["value"] else None,
                cells=cells,
            )
            found[row.indicator, row.gss_code].append(row)
    return dict(found)


def _benchmarks(data: Path) -> Iterator[Row]:
    for line, cells in _lines(data / "benchmarks.csv"):
        value = float(cells["value"]) if cells["value"] else None
        place = ("benchmarks", "benchmarks.csv", line, NATION)
        yield Row(*place, cells["id"], cells["period"], "", value, cells)


def _deflators(data: Path) -> Iterator[Row]:
    """The price index, where the project has one."""
    path = data / "deflators.csv"
    for line, cells in _lines(path) if path.is_file() else ():
        place = ("deflators", "deflators.csv", line, NATION)
        yield Row(*place, cells["series"], cells["period"], "", float(cells["index"]), cells)


def _neighbours(path: Path) -> dict[str, list[str]]:
    ranked: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for _, row in _lines(path):
        ranked[row["gss_code"]].append((int(row["rank"]), row["neighbour"]))
    return {code: [other for _, other in sorted(pairs)] for code, pairs in ranked.items()}
