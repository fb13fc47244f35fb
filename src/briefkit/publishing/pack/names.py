"""What the evidence is called: councils, measures, themes and sources by their codes.

Read from the data folder by the csv and tomllib modules alone, once a process.
"""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

Row = dict[str, str]


@dataclass(frozen=True)
class Theme:
    """A theme: its number in the fixed order, its name, and the ids of its measures in order."""

    number: int
    name: str
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class Names:
    """Names by code. `indicators` are rows of indicators.csv, `sources` are source.toml."""

    councils: dict[str, str]
    indicators: dict[str, Row]
    themes: tuple[Theme, ...]
    sources: dict[str, dict[str, Any]]


@lru_cache(maxsize=2)
def read_names(sources: Path, rules: Path) -> Names:
    """The names of a project.

    `sources` is its folder of sources, beside which councils.csv lies; `rules` the folder of
    indicators.csv and themes.toml.
    """
    indicators = {row["id"]: row for row in _rows(rules / "indicators.csv")}
    toml = tomllib.loads((rules / "themes.toml").read_text(encoding="utf-8"))
    themes = tuple(
        Theme(number, theme["name"], _of(indicators, theme["id"]))
        for number, theme in enumerate(toml["theme"], 1)
    )
    return Names(
        councils={row["gss_code"]: row["name"] for row in _rows(sources.parent / "councils.csv")},
        indicators=indicators,
        themes=themes,
        sources={
            path.parent.name: tomllib.loads(path.read_text(encoding="utf-8"))
            for path in sorted(sources.glob("*/source.toml"))
        },
    )


def _of(indicators: dict[str, Row], theme: str) -> tuple[str, ...]:
    return tuple(id for id, row in indicators.items() if row["theme"] == theme)


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
