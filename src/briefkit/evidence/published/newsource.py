"""A table that somebody else published becomes a source: a proposal first, then figures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from briefkit.errors import UnfitEvidence
from briefkit.evidence.intake.cells import Book
from briefkit.evidence.published import toml
from briefkit.evidence.published.layout import Layout, find_layout
from briefkit.evidence.published.mapping import Table
from briefkit.evidence.published.naming import Naming
from briefkit.evidence.published.proposal import Asked, hints, propose
from briefkit.evidence.published.taking import Found, Known, Taken, opened, taken


def take_new(
    path: Path, asked: Asked, about: toml.About, known: Known, where: tuple[str, str] = ("", "")
) -> Taken:
    """Propose the mapping of a new table; with every blank filled, its figures too.

    `where` is the sheet and the column of councils that were asked for.
    """
    book = opened(path)
    naming = Naming(known.register)
    layout = find_layout(book, naming, *where)
    table = propose(layout, naming, asked, known.indicators)
    _columns_at_all(book, table)
    about = _given(about, layout, table)
    found = Found(book, layout, table, tuple(hints(layout, table)))
    text = toml.written(about, table, {path.name: book.sha256}, found.hints)
    return taken(found, known, text)


def _given(about: toml.About, layout: Layout, table: Table) -> toml.About:
    """What follows from the table or from what was said: its first line is its title."""
    lines = [line for line in layout.titles if any(c.isalpha() for c in line)]
    title = about.title or (lines[0] if lines and len(lines[0]) > 10 else "")
    credit = about.credit or (f"{about.publisher}, {title}" if about.publisher and title else "")
    released = about.released or table.published
    return replace(about, title=title, credit=credit, released=released)


def _columns_at_all(book: Book, table: Table) -> None:
    if not table.columns:
        raise UnfitEvidence(
            f"{book.path.name}: councils stand in column {table.councils_at}, and no column beside "
            'it holds numbers. If texts mean numbers, say so: --indicator "COLUMN=ID" '
            "--word yes=1 --word no=0."
        )
