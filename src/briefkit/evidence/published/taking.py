"""A file's table, read by its mapping: what it gives, and what will be written."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefkit.errors import UnfitEvidence
from briefkit.evidence.catalogue import Indicator
from briefkit.evidence.checks import STATUSES
from briefkit.evidence.councils import Register
from briefkit.evidence.intake.cells import Book
from briefkit.evidence.intake.grids import read_file
from briefkit.evidence.published.blanks import blanks
from briefkit.evidence.published.harvest import Harvest, harvest
from briefkit.evidence.published.layout import Layout
from briefkit.evidence.published.mapping import Table
from briefkit.evidence.published.naming import Naming
from briefkit.evidence.published.releases import News, Texts, as_texts, compare
from briefkit.evidence.tables import Problem
from briefkit.evidence.tidy import figures_csv
from briefkit.placing import put


@dataclass(frozen=True)
class Found:
    """A table in its file and how it is read.

    `hints` are lines of the file that may fill a blank; `moved` tells of columns that stand
    elsewhere than before.
    """

    book: Book
    layout: Layout
    table: Table
    hints: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[Problem, ...]:
        """Remarks on the file and on the sheet that was read, and on sheets that were not."""
        mine = self.layout.grid.name
        remarks = [p for p in self.book.remarks if p.sheet in ("", mine) and p.row is None]
        return (*remarks, *(p for p in self.book.problems if p.row is None))

    @property
    def torn(self) -> dict[int, str]:
        """Rows of a CSV file with a field too many or too few, and the sentence for each."""
        return {
            p.row: p.message
            for p in self.book.problems
            if p.row is not None and not p.sheet and not p.column
        }


@dataclass(frozen=True)
class Taken:
    """What came of a file. `blanks` are what must be filled in first: then there is no `news`.

    `documents` are what is to be written in the source's folder.
    """

    found: Found
    harvest: Harvest
    blanks: tuple[tuple[str, str], ...]
    documents: Mapping[str, bytes]
    news: News | None = None

    def write(self, folder: Path) -> None:
        """Put what was made in its place, whole or not at all."""
        put(dict(self.documents), folder)


@dataclass(frozen=True)
class Known:
    """What a table is read against: the councils, and the indicators by id."""

    register: Register
    indicators: Mapping[str, Indicator]


def opened(path: Path) -> Book:
    """A file that holds a table. Raises UnfitEvidence where nothing in it can be read."""
    book = read_file(path)
    whole = [problem for problem in book.problems if problem.row is None and not problem.sheet]
    if whole or not any(grid.rows for grid in book.sheets):
        raise UnfitEvidence("\n".join(str(problem) for problem in whole or book.problems))
    return book


def taken(found: Found, known: Known, text: str, old: Sequence[Texts] = ()) -> Taken:
    """A table read by its mapping, and the figures to write if nothing is left open.

    `text` is that of source.toml; `old` are the figures at hand.
    """
    naming = Naming(known.register)
    crop = harvest(found.layout, found.table, naming, known.indicators, found.torn)
    documents = {"source.toml": text.encode("utf-8")}
    left = tuple(blanks(tomllib.loads(text)["table"]))
    if left:
        return Taken(found, crop, left, documents)
    _hold(found.table, crop, known)
    published = str(found.table.published)
    release = as_texts(figure.cells(published) for figure in crop.figures)
    news = compare(old, release, published, whole=not crop.faults)
    # the figures first: a folder is a source once it has a source.toml
    return Taken(found, crop, (), {"figures.csv": figures_csv(news.rows), **documents}, news)


def _hold(table: Table, found: Harvest, known: Known) -> None:
    """Raise UnfitEvidence where the mapping and the table or the catalogue do not agree."""
    wrong = [f"no figure of {name} could be read: is it another column?" for name in found.unread()]
    for column in table.columns:
        indicator = known.indicators.get(column.indicator)
        if indicator and column.unit != indicator.unit:
            wrong.append(
                f"column {column.heading!r} is in {column.unit}, {indicator.id} in "
                f"{indicator.unit}. Name another indicator, or write the unit of the other."
            )
    wrong += [
        f"marks: {status!r} is no status. Use one of {', '.join(s for s in STATUSES if s)}."
        for status in table.marks.values()
        if status not in STATUSES or not status
    ]
    wrong += list(_shares(table, found))
    if not found.figures:
        wrong.append("no row gave a figure.")
    if wrong:
        shown = [str(problem) for problem in found.problems[:10]]
        raise UnfitEvidence("\n".join(["The figures were not written:", *wrong, *shown]))


def _shares(table: Table, found: Harvest) -> list[str]:
    """Percentages that all lie between 0 and 1: shares, it may be, and nobody can tell."""
    said = []
    for column in table.columns:
        values = [
            f.reading.value
            for f in found.figures
            if f.key[1] == column.indicator and f.reading.value is not None and not f.reading.unit
        ]
        small = len(values) > 4 and all(0 <= v <= 1 for v in values) and any(v % 1 for v in values)
        if column.unit == "percent" and not column.sure and small:
            said.append(
                f"column {column.heading!r} is in percent, and every figure lies between 0 and 1. "
                "If they are shares, write times = 100 under its heading in source.toml, or say "
                f'--times "{column.heading}=100"; if they are percentages, the same with 1.'
            )
    return said
