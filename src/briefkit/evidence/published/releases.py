"""The figures of a source over its releases: what a new one brings, revises and takes back.

A revision is a second row with a later `published`: an edition sees the last that was out by its
data date, so an old edition can be made again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefkit.errors import UnfitEvidence
from briefkit.evidence.tables import FIGURE_COLUMNS, read_table
from briefkit.evidence.tidy import figures_csv

Key = tuple[str, str, str]
"""GSS code, indicator, period."""

Texts = Mapping[str, str]
"""A row of figures.csv, as it is written."""

_SAID = ("value", "lower", "upper", "base", "status", "note")


@dataclass(frozen=True)
class Changed:
    """A figure before and after; either is None where there was none."""

    key: Key
    before: Texts | None
    after: Texts | None


@dataclass(frozen=True)
class News:
    """A new release beside the figures at hand. `rows` are those of figures.csv from now on.

    `kept` counts figures of periods that the release no longer has: they stay as they were, and so
    do those that are `missing` from a release of which some rows could not be read.
    """

    rows: tuple[Texts, ...]
    new: tuple[Changed, ...]
    revised: tuple[Changed, ...]
    gone: tuple[Changed, ...]
    same: int
    kept: int
    missing: tuple[Changed, ...] = ()


def figures_at_hand(folder: Path) -> list[Texts]:
    """The rows of a source's figures.csv; none where there is no such file.

    Raises UnfitEvidence where it cannot be read: nothing is written over it then.
    """
    path = folder / "figures.csv"
    if not path.exists():
        return []
    table = read_table(path, FIGURE_COLUMNS, f"sources/{folder.name}/figures.csv")
    if table.problems:
        raise UnfitEvidence("\n".join(str(problem) for problem in table.problems))
    columns = list(FIGURE_COLUMNS)
    return [
        dict(zip(columns, row, strict=True)) for row in table.rows[columns].itertuples(index=False)
    ]


def as_texts(rows: Iterable[Mapping[str, str | float | None]]) -> list[Texts]:
    """Rows as they stand in figures.csv once they are written."""
    return list(csv.DictReader(io.StringIO(figures_csv(rows).decode("utf-8"))))


def compare(
    old: Iterable[Texts], release: Iterable[Texts], published: str, *, whole: bool = True
) -> News:
    """Set a release, all of whose rows are dated `published`, beside the figures at hand.

    `whole`: whether every row of it was read. What is not in a release that was not read whole
    may be there all the same, so nothing is taken back for its sake.

    Rows of the same day are of the same release, read again: the new reading takes their place.
    """
    before = [row for row in old if row["published"] != published]
    replaced = {_key(row): row for row in old if row["published"] == published}
    known, fresh = latest(before), {_key(row): row for row in release}
    periods = {(row["indicator"], row["period"]) for row in release}
    added, new, revised, same = [], [], [], 0
    for key, row in fresh.items():
        standing = replaced.get(key) or known.get(key)
        told = known.get(key)
        if told is None or not _alike(told, row):
            added.append(row)
        if standing is None:
            new.append(Changed(key, None, row))
        elif _alike(standing, row):
            same += 1
        else:
            revised.append(Changed(key, standing, row))
    lost = {key: row for key, row in known.items() if key not in fresh}
    gone = [
        Changed(key, row, None)
        for key, row in lost.items()
        if row["value"] and (row["indicator"], row["period"]) in periods
    ]
    withdrawn = [_withdrawn(change, published) for change in gone if whole]
    return News(
        rows=(*before, *added, *withdrawn),
        new=tuple(new),
        revised=tuple(revised),
        gone=tuple(gone) if whole else (),
        same=same,
        kept=len(lost) - len(gone),
        missing=() if whole else tuple(gone),
    )


def _key(row: Texts) -> Key:
    return row["gss_code"], row["indicator"], row["period"]


def latest(rows: Iterable[Texts]) -> dict[Key, Texts]:
    """The row of each key that was published last."""
    found: dict[Key, Texts] = {}
    for row in sorted(rows, key=lambda row: row["published"]):
        found[_key(row)] = row
    return found


def _alike(one: Texts, other: Texts) -> bool:
    return all(one[column] == other[column] for column in _SAID)


def _withdrawn(change: Changed, published: str) -> Texts:
    """The row that says that a figure is no longer there, for editions from now on."""
    code, indicator, period = change.key
    return {
        **dict.fromkeys(FIGURE_COLUMNS, ""),
        "gss_code": code,
        "indicator": indicator,
        "period": period,
        "published": published,
        "status": "x",
        "note": "not supplied: no longer in the release of that day",
    }
