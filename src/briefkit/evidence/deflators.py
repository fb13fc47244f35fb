"""A price index, by which money of different years can be set side by side.

`deflators.csv`: period, index, series, source, published. A project without one says
nothing about real change.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from briefkit.evidence.files import read_rows, typed

DEFLATORS = "deflators"
"""What a reference to a row of deflators.csv calls its source."""


@dataclass(frozen=True)
class Deflator:
    """The index of one year, in a series that a sentence names; 100 in its base year."""

    period: str
    index: float
    series: str
    source: str
    published: dt.date


def read_deflators(path: Path, data_date: dt.date) -> tuple[Deflator, ...]:
    """The index as it was out on the data date; none where the project has no such file."""
    if not path.is_file():
        return ()
    found = typed(path, read_rows(path), _deflator)
    return tuple(d for d in found if d.published <= data_date)


def _deflator(row: dict[str, str]) -> Deflator:
    published = dt.date.fromisoformat(row["published"])
    return Deflator(row["period"], float(row["index"]), row["series"], row["source"], published)
