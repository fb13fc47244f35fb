"""A source's tables as tests read them: figures.csv and details.csv, numbers as numbers."""

from __future__ import annotations

import pandas as pd

from briefkit.evidence.tidy import register
from rawdata import DATA


def figures(source: str) -> pd.DataFrame:
    """A source's figures.csv: value, lower, upper and base are numbers, the rest is text."""
    return _table(source, "figures.csv", numbers=["value", "lower", "upper", "base"])


def details(source: str) -> pd.DataFrame:
    """A source's details.csv: value is a number, the rest is text."""
    return _table(source, "details.csv", numbers=["value"])


def values(source: str, indicator: str) -> pd.Series[float]:
    """One indicator's values, by gss_code and period."""
    table = figures(source)
    return table[table["indicator"] == indicator].set_index(["gss_code", "period"])["value"]


def code(name: str) -> str:
    """The GSS code of the one council of today that has this name."""
    named = register().query("end == '' and name == @name")["gss_code"]
    assert len(named) == 1, name
    return str(named.iloc[0])


def _table(source: str, name: str, *, numbers: list[str]) -> pd.DataFrame:
    table = pd.read_csv(DATA / "sources" / source / name, dtype=str, keep_default_na=False)
    table[numbers] = table[numbers].apply(pd.to_numeric, errors="raise")
    return table
