"""A source takes its next release by the mapping that it keeps."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from briefkit.errors import BadSetting, UnfitEvidence
from briefkit.evidence.files import read_toml
from briefkit.evidence.intake.cells import Book, letters
from briefkit.evidence.published.blanks import blanks
from briefkit.evidence.published.keeping import kept_columns
from briefkit.evidence.published.layout import Layout, find_layout, headings
from briefkit.evidence.published.mapping import Table, read_mapping
from briefkit.evidence.published.naming import Naming
from briefkit.evidence.published.proposal import figure_columns, near
from briefkit.evidence.published.releases import figures_at_hand
from briefkit.evidence.published.renewing import renewed
from briefkit.evidence.published.taking import Found, Known, Taken, opened, taken


@dataclass(frozen=True)
class Release:
    """What was said of a release: when it came out, the period of all its figures, its sheet.

    Each is blank where nobody said it. `today` is the day of reading.
    """

    today: dt.date
    published: dt.date | None = None
    period: str = ""
    sheet: str = ""


def take_release(folder: Path, path: Path, known: Known, release: Release) -> Taken:
    """Read a new release by the mapping that a source keeps.

    Its days and period may be left out where the file is one that was read before.
    Raises UnfitEvidence where columns were renamed, BadSetting where a day or period is missing.
    """
    source = folder / "source.toml"
    table, text, given = read_mapping(source), source.read_text(encoding="utf-8"), read_toml(source)
    _nothing_open(folder, given["table"])
    book, read = opened(path), given.get("read", {})
    last = next(reversed(read.values()), "")
    again = book.sha256 == last or not (folder / "figures.csv").exists()
    day = _day(release.published, table, again, folder)
    period = _period(release.period, table, again)
    layout, table, told = _kept(book, table, Naming(known.register), release.sheet)
    table = replace(table, published=day, period=period)
    days = {"released": day, "retrieved": release.today}
    made = renewed(text, table, _read_now(read, book, text), days)
    found = Found(book, layout, table, (), told)
    return taken(found, known, made, figures_at_hand(folder))


def _read_now(read: Mapping[str, str], book: Book, text: str) -> dict[str, str]:
    """The files that were read, the last of them at the end; one of the same name keeps its hash.

    `text` is source.toml's, which says when the file before came out.
    """
    name, kept = book.path.name, dict(read)
    before = kept.pop(name, book.sha256)
    if before != book.sha256:
        kept[f"{name} ({tomllib.loads(text)['table']['published']})"] = before
    return {**kept, name: book.sha256}


def _nothing_open(folder: Path, given: Mapping[str, Any]) -> None:
    left = [f"  {name}: {what}" for name, what in blanks(given) if name != "published"]
    if left:
        listed = "\n".join(left)
        raise UnfitEvidence(f"Fill in what {folder.name}/source.toml leaves open:\n{listed}")


def _period(said: str, table: Table, again: bool) -> str:
    """The period of a release whose table does not say it: never that of the last in silence."""
    if said and not table.period:
        raise BadSetting("The table says the period of each figure itself: leave out --period.")
    if table.period and not said and not again:
        raise BadSetting(
            f"The table does not say its period, and the last release was of {table.period}. Say "
            f"which this one is of: --period {table.period} for a revised one, or another."
        )
    return said or table.period


def _day(published: dt.date | None, table: Table, again: bool, folder: Path) -> dt.date:
    """The day on which a release came out; never before that of the figures at hand."""
    day = published or (table.published if again else None)
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


def _kept(
    book: Book, table: Table, naming: Naming, sheet: str
) -> tuple[Layout, Table, tuple[str, ...]]:
    """A release's table, the mapping with its places, and what stands elsewhere than before.

    Raises UnfitEvidence, with did-you-mean for each, where a column is not there.
    """
    layout = find_layout(book, naming, (sheet or table.sheet) if len(book.sheets) > 1 else "")
    layout = _as_before(layout, table)
    columns, told = kept_columns(layout, table)
    table = replace(table, columns=columns)
    lacking = [heading for heading in table.headings if not layout.called(heading)]
    if lacking:
        listed = "\n".join(f"  {h!r} is not there.{near(h, layout)}" for h in lacking)
        raise UnfitEvidence(
            f"{book.path.name}: columns were renamed or left out:\n{listed}\n"
            "If the column means the same, write its new heading in source.toml and refresh again."
        )
    at, names = (layout.called(name) if name else 0 for name in (table.councils, table.names))
    layout = replace(layout, councils=at, names=names)
    told += _unknown_columns(layout, table, naming)
    if table.councils_at and letters(at) != table.councils_at:
        told += (f"{table.councils!r} from column {table.councils_at} to {letters(at)}.",)
    table = replace(
        table,
        sheet=layout.grid.name,
        councils_at=letters(at),
        header_rows=layout.header_rows,
        first_row=layout.first_row,
        last_row=layout.last_row,
    )
    return layout, table, told


def _unknown_columns(layout: Layout, table: Table, naming: Naming) -> tuple[str, ...]:
    """Columns of figures that the mapping neither reads nor leaves out."""
    known = {layout.called(heading) for heading in (*table.headings, *table.left_out)}
    found = [layout.headings[n] for n in figure_columns(layout, naming) if n not in known]
    listed = ", ".join(repr(heading) for heading in found[:12])
    more = f" and {len(found) - 12} more" * (len(found) > 12)
    return (f"columns of figures that are new, and not read: {listed}{more}.",) * bool(found)


def _as_before(layout: Layout, table: Table) -> Layout:
    """The layout with as many header rows as the mapping has, if its columns are then found."""
    count = len(table.header_rows)
    last = layout.header_rows[-1] if layout.header_rows else 0
    rows = tuple(range(last - count + 1, last + 1)) if count and last >= count else ()
    if rows and table.councils in headings(layout.grid, rows).values():
        return replace(layout, header_rows=rows)
    return layout
