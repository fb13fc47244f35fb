"""What every source's prepare.py shares: the register, checked raw files, tidy tables.

`register()` gives `data/councils.csv`; `present_gss` and `successor` turn a code that a
publisher used into one that a council has today; `raw_files` hands over a source's raw files
only if each is, byte for byte, the one named in its source.toml; `write_figures` and
`write_details` write the two tables of the contract in `data/README.md` so that the same rows
always give the same bytes.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import io
import itertools
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from briefkit.errors import UnfitEvidence
from briefkit.evidence.tables import DETAIL_COLUMNS, FIGURE_COLUMNS

FIGURE_KEY = ("indicator", "gss_code", "period", "published")
"""The columns that tell the rows of figures.csv apart."""

Cell = str | float | None
Row = Mapping[str, Cell]


def data_folder(start: Path = Path(__file__)) -> Path:
    """The project's data folder: the nearest `data` with a councils.csv, here or above `start`."""
    for folder in (start, *start.resolve().parents):
        if (folder / "data" / "councils.csv").is_file():
            return folder / "data"
    raise UnfitEvidence(
        f"No data/councils.csv in {start} or any folder above it. "
        "Run from a working copy of the project."
    )


@functools.cache
def _councils(councils_csv: Path) -> pd.DataFrame:
    councils = pd.read_csv(councils_csv, dtype=str, keep_default_na=False)
    for column in ("population", "population_year"):
        councils[column] = pd.to_numeric(councils[column]).astype("Int64")
    return councils


def register(start: Path = Path(__file__)) -> pd.DataFrame:
    """All councils, present and past: a row each, columns of councils.csv.

    Text columns are text (blank where nothing is known), population and population_year whole
    numbers or missing. `start` is any path inside the project, or councils.csv itself.
    """
    councils_csv = start if start.suffix == ".csv" else data_folder(start) / "councils.csv"
    return _councils(councils_csv).copy()


@functools.cache
def _present_codes(start: Path) -> dict[str, str]:
    councils = register(start)
    current = councils[councils["end"] == ""]
    codes = {gss: gss for gss in current["gss_code"]}
    for gss, former in zip(current["gss_code"], current["former_gss"], strict=True):
        codes |= dict.fromkeys(filter(None, former.split(";")), gss)
    return codes


def present_gss(code: str, start: Path = Path(__file__)) -> str | None:
    """The code that this council has today; None if it has ended or is no principal council.

    A recoded council (Barnsley E08000016) is found under both codes. A council that another
    took over is not the same council: `successor` says who took over.
    """
    return _present_codes(start).get(code)


def successor(code: str, start: Path = Path(__file__)) -> str | None:
    """The present GSS code of the one council that took over from an ended one.

    `code` is a GSS or register code of the ended council. Chains are followed (Taunton Deane,
    then Somerset West and Taunton, then Somerset). None where several councils took over,
    where nobody did, or where the council has not ended.
    """
    councils = register(start)
    ended = councils[councils["end"] != ""]
    found = ended[(ended["gss_code"] == code) | (ended["code"] == code)]
    if code == "" or len(found) != 1 or ";" in found["successors"].iloc[0]:
        return None
    heir = councils[councils["code"] == found["successors"].iloc[0]].iloc[0]
    return str(heir["gss_code"]) if heir["end"] == "" else successor(str(heir["code"]), start)


def raw_files(rawdir: Path, source_folder: Path) -> dict[str, Path]:
    """The raw files of a source: path below `rawdir` as source.toml's [read] gives it -> full path.

    Raises UnfitEvidence, naming every file, if one is missing or is not the one that was read.
    """
    named = tomllib.loads((source_folder / "source.toml").read_text("utf-8"))["read"]
    return checked_files(rawdir, named, named_in=f"{source_folder.name}/source.toml")


def checked_files(rawdir: Path, named: Mapping[str, str], *, named_in: str) -> dict[str, Path]:
    """The files of `named` (path below `rawdir` -> SHA-256), once each is known to be that file."""
    problems = [_problem(rawdir / name, sha256) for name, sha256 in named.items()]
    if any(problems):
        told = "".join(f"\n  {problem}" for problem in problems if problem)
        raise UnfitEvidence(
            f"The raw files named in {named_in} are not the ones that were read:{told}\n"
            "If a new release is meant, look at what changed, then put its SHA-256 there."
        )
    return {name: rawdir / name for name in named}


def _problem(raw: Path, sha256: str) -> str | None:
    if not raw.is_file():
        return f"{raw} is missing"
    found = hashlib.sha256(raw.read_bytes()).hexdigest()
    return None if found == sha256 else f"{raw} has SHA-256 {found}, not {sha256}"


def write_figures(folder: Path, rows: Iterable[Row]) -> None:
    """Write `figures.csv`, sorted by indicator, council, period and day of publication.

    A row holds the columns of FIGURE_COLUMNS; one left out, or None, is blank. A second row that
    was published on the same day is refused; one of a later day is a revision.
    """
    (folder / "figures.csv").write_bytes(figures_csv(rows))


def figures_csv(rows: Iterable[Row]) -> bytes:
    """What `write_figures` writes."""
    return table_csv("figures.csv", FIGURE_COLUMNS, rows, key=FIGURE_KEY, repeats=False)


def write_details(folder: Path, rows: Iterable[Row]) -> None:
    """Write `details.csv`, sorted by indicator, council, period, item, date and value.

    An item may stand more than once (two grants from one fund).
    """
    (folder / "details.csv").write_bytes(details_csv(rows))


def details_csv(rows: Iterable[Row]) -> bytes:
    """What `write_details` writes."""
    key = ("indicator", "gss_code", "period", "item", "date", "value", "unit")
    return table_csv("details.csv", DETAIL_COLUMNS, rows, key=key, repeats=True)


def write_table(
    file: Path, columns: Sequence[str], rows: Iterable[Row], *, key: Sequence[str], repeats: bool
) -> None:
    """Write rows as `table_csv` gives them."""
    file.write_bytes(table_csv(file.name, columns, rows, key=key, repeats=repeats))


def table_csv(
    name: str, columns: Sequence[str], rows: Iterable[Row], *, key: Sequence[str], repeats: bool
) -> bytes:
    """Rows as CSV: these columns, sorted by `key`, UTF-8, lines ended by a line feed.

    Raises UnfitEvidence, naming the file, for two rows of one key where `repeats` is false.
    """
    texts = [_texts(row, columns) for row in rows]
    texts.sort(key=lambda row: tuple(row[column] for column in key))
    if not repeats:
        _refuse_repeats(name, texts, key)
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(texts)
    return out.getvalue().encode("utf-8")


def _texts(row: Row, columns: Sequence[str]) -> dict[str, str]:
    unknown = sorted(set(row) - set(columns))
    if unknown:
        raise UnfitEvidence(f"No such column: {', '.join(unknown)}. Known: {', '.join(columns)}.")
    return {column: cell_text(row.get(column)) for column in columns}


def cell_text(cell: Cell) -> str:
    """A cell as the tables hold it: numbers to 12 figures, nothing for None."""
    if isinstance(cell, str):
        return cell
    return "" if cell is None or pd.isna(cell) else format(float(cell), ".12g")


def _refuse_repeats(name: str, texts: Sequence[Mapping[str, str]], key: Sequence[str]) -> None:
    keys = [tuple(row[column] for column in key) for row in texts]
    twice = sorted({one for one, other in itertools.pairwise(keys) if one == other})
    if twice:
        told = "; ".join(", ".join(one) for one in twice)
        raise UnfitEvidence(f"{name} would hold more than one row for: {told}")
