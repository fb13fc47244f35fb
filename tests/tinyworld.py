"""A tiny world for tests: the invented county of Merrowshire, copied to where a test may break it.

`tests/tiny/README.md` says who lives there. The project's own themes, bands and patterns are
copied beside its invented councils and figures, so that the rules are the real ones.
"""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from pathlib import Path

import pytest

from briefkit.evidence.gather import Evidence, gather
from rawdata import DATA

TINY = Path(__file__).parent / "tiny"
DATA_DATE = dt.date(2026, 11, 23)
HIGH, LOW, MIDDLE, GAPS = (f"X0700000{n}" for n in range(1, 5))
COUNTY, ALONE = "X10000001", "X06000001"
FIGURES = "sources/invented/figures.csv"
DETAILS = "sources/invented/details.csv"


def settle(folder: Path) -> Path:
    """Copy the tiny world below a folder; its root, the folder with briefkit.toml."""
    root = shutil.copytree(TINY, folder / "merrowshire")
    for rules in ("themes.toml", "bands.toml", "patterns.toml"):
        shutil.copy(DATA / rules, root / "data" / rules)
    return root


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """The root of a tiny world of the test's own."""
    return settle(tmp_path)


@pytest.fixture
def data(tiny: Path) -> Path:
    """The data folder of a tiny world of the test's own."""
    return tiny / "data"


@pytest.fixture(scope="session")
def merrowshire(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    """The whole tiny world as evidence; nobody may change it."""
    return gather(settle(tmp_path_factory.mktemp("tiny")) / "data", DATA_DATE)


def change(file: Path, starts: tuple[str, ...], **cells: str) -> int:
    """Put other cells into the one row whose first cells are `starts`; the row's number."""
    header, rows = _read(file)
    (place,) = (n for n, row in enumerate(rows) if tuple(row[: len(starts)]) == starts)
    for column, text in cells.items():
        rows[place][header.index(column)] = text
    _write(file, [header, *rows])
    return place + 2


def add(file: Path, *row: str) -> int:
    """Add a row at the end of a CSV file, cell by cell; the row's number."""
    header, rows = _read(file)
    _write(file, [header, *rows, list(row)])
    return len(rows) + 2


def swap(file: Path, old: str, new: str) -> None:
    """Put one text in the place of another that stands exactly once in a file."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def _read(file: Path) -> tuple[list[str], list[list[str]]]:
    with file.open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines)
    return header, rows


def _write(file: Path, rows: list[list[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(rows)
