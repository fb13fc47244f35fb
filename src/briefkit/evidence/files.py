"""Small CSV and TOML files, read with every problem at once."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, TypeVar

from briefkit.errors import UnfitEvidence

T = TypeVar("T")


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a small CSV file. Raises UnfitEvidence where it is not there or not readable."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [{k: v or "" for k, v in row.items() if k} for row in csv.DictReader(file)]
    except FileNotFoundError:
        raise UnfitEvidence(f"{path} is missing. Restore it from the project's history.") from None
    except (UnicodeDecodeError, csv.Error) as fault:
        raise UnfitEvidence(
            f"{path.name}: not readable as UTF-8 CSV ({fault}). Save it as CSV UTF-8."
        ) from None


def typed(path: Path, rows: list[dict[str, str]], make: Callable[[dict[str, str]], T]) -> list[T]:
    """Rows as typed values. Raises UnfitEvidence with every row and column that cannot be one."""
    made, problems = [], []
    for line, row in enumerate(rows, start=2):
        try:
            made.append(make(row))
        except KeyError as fault:
            problems.append(f"{path.name} row {line}: the column {fault.args[0]} is missing")
        except ValueError as fault:
            column = next((c for c, text in row.items() if repr(text) in str(fault)), "")
            problems.append(f"{path.name} row {line}, column {column}: {fault}")
    if problems:
        raise UnfitEvidence("\n".join(problems))
    return made


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file. Raises UnfitEvidence where it is not there or not readable."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UnfitEvidence(f"{path} is missing. Restore it from the project's history.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise UnfitEvidence(f"{path}: not readable as TOML: {fault}") from None


def require_shape(
    where: str, table: Any, kinds: Mapping[str, type | tuple[type, ...]], needed: Collection[str]
) -> None:
    """See that a TOML table holds what is needed, and nothing unknown or of another kind.

    Raises UnfitEvidence with every line that cannot be.
    """
    if not isinstance(table, dict):
        raise UnfitEvidence(f"{where}: no table. Write one setting a line.")
    wrong = [f"{key} is missing" for key in needed if key not in table]
    for key, value in table.items():
        if key not in kinds:
            wrong.append(f"{key!r} is no setting here")
        elif not isinstance(value, kinds[key]):
            wrong.append(f"{key} = {value!r} is of the wrong kind")
    if wrong:
        raise UnfitEvidence(f"{where}: {'; '.join(wrong)}. Write it as the others are written.")


def whole(text: str) -> int:
    """A whole number. Raises ValueError with what to write instead."""
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a whole number. Write digits alone.") from None


def number(text: str) -> float | None:
    """A number, or None for a blank. Raises ValueError with what to write instead."""
    try:
        return float(text) if text else None
    except ValueError:
        raise ValueError(f"{text!r} is not a number. Write the bare number.") from None
