"""What a briefing is made from, as hashes: by these a build knows what is up to date.

`Inputs` are hashed by content, never by time: a file that was touched, copied or restored is
the same file. What all councils share (notebook, templates, rules, settings, code, packages) has
one hash a part; the figures have one for each indicator and council, so that one changed figure
concerns only the briefings that read it. The standard library alone: a build with nothing to
do imports nothing else.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import metadata
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parents[1]
LENGTH = 16  # hexadecimal digits: 64 bits tell any two of a project's files apart

PARTS = ("figures.csv", "details.csv", "source.toml")  # the files of a source that are read

Cell = tuple[str, str]  # an indicator's id and a council's GSS code


def of_bytes(content: bytes) -> str:
    """A short hash of a content."""
    return hashlib.sha256(content).hexdigest()[:LENGTH]


def of_value(value: Any) -> str:
    """A short hash of plain values; dates and the like count as they are written."""
    return of_bytes(json.dumps(value, sort_keys=True, ensure_ascii=False, default=str).encode())


def of_files(files: Iterable[Path], root: Path) -> str:
    """A short hash of files by their names below `root` and contents; absent ones are no error."""
    found = {path.relative_to(root).as_posix(): path for path in files if path.is_file()}
    return of_value({name: of_bytes(path.read_bytes()) for name, path in found.items()})


def of_one(path: Path) -> str:
    """A short hash of one file's content; blank where it is not there."""
    return of_bytes(path.read_bytes()) if path.is_file() else ""


def of_folder(folder: Path, *patterns: str) -> str:
    """A short hash of all files below a folder that answer to one of the patterns."""
    kept = (path for pattern in patterns or ("*",) for path in folder.rglob(pattern))
    return of_files((p for p in kept if "__pycache__" not in p.parts), folder)


@cache
def code() -> str:
    """A short hash of briefkit's own code, of Python's version and of the packages it rests on."""
    return of_value([of_folder(PACKAGE, "*.py", "*.j2"), sys.version, _packages()])


def _packages() -> dict[str, str]:
    """The version of every package that briefkit asks for, as it is installed here."""
    try:
        asked = metadata.requires("briefkit") or []
    except metadata.PackageNotFoundError:
        return {}
    names = sorted({_name(line) for line in asked if "extra ==" not in line})
    return {name: _version(name) for name in names}


def _name(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0]


def _version(name: str) -> str:
    """As its metadata say; without reading all of them, which takes a millisecond each."""
    try:
        told = metadata.distribution(name).read_text("METADATA") or ""
    except metadata.PackageNotFoundError:
        return ""
    return next((line for line in told.splitlines() if line.startswith("Version:")), "")


@dataclass(frozen=True)
class Inputs:
    """Everything that briefings are made from.

    `shared` has a hash for each part that all councils share, by its name for people
    ("the notebook", "the templates"); `sources` is the folder of figures, and only those that were
    out by `data_date` (YYYY-MM-DD) are read.
    """

    shared: Mapping[str, str]
    sources: Path
    data_date: str

    @cached_property
    def evidence(self) -> str:
        """One hash over all files of figures: where it has not changed, no cell has."""
        files = [path for name in PARTS for path in self.sources.glob(f"*/{name}")]
        return of_value([self.data_date, of_files(files, self.sources)])

    @cached_property
    def cells(self) -> Mapping[Cell, str]:
        """A hash for each indicator and council that has a row.

        A source.toml counts for the cells of its source: what it says is printed beside them.
        """
        rows: dict[Cell, str] = defaultdict(str)
        for folder in sorted(path for path in self.sources.glob("*") if path.is_dir()):
            for cell, row in self._rows_of(folder):
                rows[cell] += of_value(row)  # not the row itself: there may be a million
        return {cell: of_bytes(found.encode()) for cell, found in rows.items()}

    def of_reads(self, reads: Mapping[str, Iterable[str]]) -> dict[str, str]:
        """A hash for each indicator read, over the cells read of it; absent cells count too."""
        return {
            indicator: of_value([self.cells.get((indicator, code), "") for code in codes])
            for indicator, codes in reads.items()
        }

    def _rows_of(self, folder: Path) -> Iterator[tuple[Cell, Any]]:
        about = of_files([folder / "source.toml"], folder)
        figures = _rows(folder / "figures.csv")
        out = [row for row in figures if row.get("published", "") <= self.data_date]
        for row in out:
            yield _cell(row), [about, list(row.values())]
        # which parts were out is judged by the figures that were not
        later = len(figures) > len(out)
        late = {_cell(row): row for row in figures if row.get("published", "") > self.data_date}
        for row in _rows(folder / "details.csv"):
            beside = list(late.get(_cell(row), {}).values())
            yield _cell(row), [about, later, beside, list(row.values())]


def _cell(row: dict[str, str]) -> Cell:
    return row.get("indicator", ""), row.get("gss_code", "")


def _rows(path: Path) -> list[dict[str, str]]:
    """A table's rows as text; none of a table that is not there or cannot be read.

    What is wrong with a table is for the checks of the evidence to say, before anything is built.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            share = {"": ""}.setdefault  # a text that stands in many rows is kept once
            found = csv.DictReader(file)
            return [{k: share(v or "", v or "") for k, v in row.items() if k} for row in found]
    except (OSError, UnicodeDecodeError, csv.Error):
        return []
