"""A source takes its next release by the mapping that it keeps."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from briefkit.errors import BadSetting, UnfitEvidence
from briefkit.evidence.files import read_toml
from briefkit.evidence.intake.cells import Book, letters
from briefkit.evidence.published import toml
from briefkit.evidence.published.layout import Layout, find_layout, headings
from briefkit.evidence.published.mapping import Table, blanks, read_mapping
from briefkit.evidence.published.naming import Naming
from briefkit.evidence.published.proposal import near
from briefkit.evidence.published.releases import figures_at_hand
from briefkit.evidence.published.taking import Found, Known, Taken, opened, taken


@dataclass(frozen=True)
class Days:
    """Today, and the day on which the release came out, where it was said."""

    today: dt.date
    published: dt.date | None = None


def take_release(folder: Path, path: Path, known: Known, days: Days, sheet: str = "") -> Taken:
    """Read a new release by the mapping that a source keeps.

    The day of publication may be left out where the file is one that was read before.
    Raises UnfitEvidence where columns were renamed, BadSetting where the day is missing.
    """
    table = read_mapping(folder / "source.toml")
    text = (folder / "source.toml").read_text(encoding="utf-8")
    left = tuple(blanks(read_toml(folder / "source.toml")["table"]))
    left = tuple(pair for pair in left if pair[0] != "published")
    if left:
        listed = "\n".join(f"  {name}: {what}" for name, what in left)
        raise UnfitEvidence(f"Fill in what {folder.name}/source.toml leaves open:\n{listed}")
    book = opened(path)
    read = read_toml(folder / "source.toml").get("read", {})
    day = _day(days.published, table, book.sha256 in read.values(), folder)
    naming = Naming(known.register)
    layout = _kept_layout(book, table, naming, sheet or table.sheet)
    table, moved = _placed(table, layout, day)
    dates = {"released": day, "retrieved": days.today}
    made = toml.renewed(text, table, {**read, path.name: book.sha256}, dates)
    return taken(Found(book, layout, table, (), moved), known, made, figures_at_hand(folder))


def _day(published: dt.date | None, table: Table, same: bool, folder: Path) -> dt.date:
    """The day on which a release came out; never before that of the figures at hand."""
    first = not (folder / "figures.csv").exists()
    day = published or (table.published if same or first else None)
    if day is None:
        raise BadSetting(
            "Say when this release came out: --published 2026-01-31. Editions of before that day "
            "keep the figures that they had."
        )
    last = max((row["published"] for row in figures_at_hand(folder)), default="")
    if last and day.isoformat() < last:
        raise BadSetting(
            f"{folder.name} holds figures published on {last}, after {day}. Refresh with the "
            "releases in their order."
        )
    return day


def _kept_layout(book: Book, table: Table, naming: Naming, sheet: str) -> Layout:
    """The table of a release, with all columns that the mapping reads.

    Raises UnfitEvidence, with did-you-mean for each, where one is not there.
    """
    layout = find_layout(book, naming, sheet if len(book.sheets) > 1 else "")
    layout = _as_before(layout, table)
    lacking = [heading for heading in table.headings if not layout.called(heading)]
    if lacking:
        listed = "\n".join(f"  {h!r} is not there.{near(h, layout)}" for h in lacking)
        raise UnfitEvidence(
            f"{book.path.name}: columns were renamed or left out:\n{listed}\n"
            "If the column means the same, write its new heading in source.toml and refresh again."
        )
    column, names = (layout.called(name) if name else 0 for name in (table.councils, table.names))
    return replace(layout, councils=column, names=names)


def _as_before(layout: Layout, table: Table) -> Layout:
    """The layout with as many header rows as the mapping has, if its headings are then known."""
    count = len(table.header_rows)
    last = layout.header_rows[-1] if layout.header_rows else 0
    rows = tuple(range(last - count + 1, last + 1)) if count and last >= count else ()
    if rows and set(table.headings) <= set(headings(layout.grid, rows).values()):
        return replace(layout, header_rows=rows)
    return layout


def _placed(table: Table, layout: Layout, published: dt.date) -> tuple[Table, tuple[str, ...]]:
    """The mapping with the places of a release, and what stands elsewhere than before."""
    moved = []
    columns = []
    for column in table.columns:
        at = letters(layout.called(column.heading))
        if column.at and at != column.at:
            moved.append(f"{column.heading!r} stood in column {column.at} and stands in {at}.")
        columns.append(replace(column, at=at))
    at = letters(layout.councils)
    if table.councils_at and at != table.councils_at:
        moved.append(f"{table.councils!r} stood in column {table.councils_at}, stands in {at}.")
    return (
        replace(
            table,
            columns=tuple(columns),
            councils_at=at,
            header_rows=layout.header_rows,
            first_row=layout.first_row,
            last_row=layout.last_row,
            published=published,
        ),
        tuple(moved),
    )
