"""What is measured: indicators, themes, sources and benchmarks, read from the data folder.

An indicator marked `context` describes the place or is a denominator: it frames a
sentence and never counts towards a position or a level.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from briefkit.evidence.files import (
    T,
    number,
    read_rows,
    read_toml,
    require_shape,
    typed,
    whole,
)

STRANDS = ("maturity", "skills", "investment")
OWN = "own-"
"""What the id of a source of a council's own begins with; its GSS code follows."""
SOURCE_KEYS = ("title", "publisher", "url", "licence", "released", "retrieved", "credit")


@dataclass(frozen=True)
class Indicator:
    """Something that is measured; a row of indicators.csv.

    `better`: higher, lower or neither. `compare`: with peers, within a kind, or none.
    `match`: whether values are compared at the same period or at each council's latest.
    `limits`: whether it normally has 95% limits. `true_zero`: whether 0 says that there is none
    of it, so that holding any is a milestone. `similar_within` is in the unit.
    """

    id: str
    theme: str
    strand: str
    about: str
    role: str
    form: str
    name: str
    noun: str
    unit: str
    decimals: int
    better: str
    source: str
    kinds: tuple[str, ...]
    compare: str
    match: str
    limits: bool
    true_zero: bool
    absent: str
    minimum: float | None
    maximum: float | None
    similar_within: float
    stale_after_years: int
    small_base: int | None
    levels: tuple[float | None, ...]

    @property
    def own(self) -> bool:
        """Whether only a council can supply it, about itself."""
        return self.source.startswith(OWN)

    @property
    def gives_level(self) -> bool:
        """Whether a council's own figure gives a level: open evidence never does."""
        return self.own and any(step is not None for step in self.levels)

    def comes_from(self, source: str) -> bool:
        """Whether a source may hold it; `own-*` in indicators.csv means any council's own."""
        return source.startswith(OWN) if self.own else self.source == source

    def applies_to(self, kind: str) -> bool:
        """Whether a council of this kind does the job that is measured."""
        return self.kinds == ("all",) or kind in self.kinds


@dataclass(frozen=True)
class Gate:
    """A must-have: where one of `indicators` stands below `least`, the level cannot pass `cap`."""

    indicators: tuple[str, ...]
    least: float
    cap: int
    says: str


@dataclass(frozen=True)
class Theme:
    """One of the seven themes. `number` is its printed place, 1 to 7.

    `levels` describes levels 1 to 5; `asks` says what levels 2 to 5 ask.
    """

    id: str
    number: int
    name: str
    strand: str
    question: str
    open_evidence: bool
    who_could_supply: str
    what_to_supply: str
    paragraphs: tuple[tuple[str, ...], ...]
    levels: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    gates: tuple[Gate, ...] = ()


@dataclass(frozen=True)
class Source:
    """Where figures come from. `read` maps raw files to the SHA-256 of what was read.

    `table` is the mapping of a table that `briefkit source` reads; empty for any other source.
    """

    id: str
    title: str
    publisher: str
    url: str
    licence: str
    released: dt.date | None
    retrieved: dt.date | None
    credit: str
    indicators: tuple[str, ...]
    read: dict[str, str]
    table: dict[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Benchmark:
    """A national figure that sets context; it never stands in for a council's own."""

    id: str
    theme: str
    population: str
    question: str
    value: float
    unit: str
    period: str
    source: str


@dataclass(frozen=True)
class Catalogue:
    """Everything that is measured, and by whom."""

    indicators: tuple[Indicator, ...]
    themes: tuple[Theme, ...]
    sources: tuple[Source, ...]
    benchmarks: tuple[Benchmark, ...]

    @cached_property
    def indicator(self) -> dict[str, Indicator]:
        """Indicators by id."""
        return {i.id: i for i in self.indicators}

    @cached_property
    def theme(self) -> dict[str, Theme]:
        """Themes by id."""
        return {t.id: t for t in self.themes}

    @cached_property
    def source(self) -> dict[str, Source]:
        """Sources by id."""
        return {s.id: s for s in self.sources}

    @cached_property
    def benchmark(self) -> dict[str, Benchmark]:
        """Benchmarks by id."""
        return {b.id: b for b in self.benchmarks}

    def of_theme(self, theme: str) -> tuple[Indicator, ...]:
        """A theme's indicators, in the order of the catalogue."""
        return tuple(i for i in self.indicators if i.theme == theme)


def read_catalogue(data: Path, rules: Path | None = None) -> Catalogue:
    """Read indicators.csv, themes.toml, benchmarks.csv and every sources/*/source.toml.

    `rules` is the folder of the first three where it is not `data`.
    Raises UnfitEvidence for a file that is not there or cannot be read.
    """
    rules = rules or data
    themes = read_toml(rules / "themes.toml").get("theme", [])
    folders = sorted(p.parent for p in (data / "sources").glob("*/source.toml"))
    return Catalogue(
        indicators=_typed(rules / "indicators.csv", _indicator),
        themes=tuple(_theme(n, table) for n, table in enumerate(themes, start=1)),
        sources=tuple(_source(folder) for folder in folders),
        benchmarks=_typed(rules / "benchmarks.csv", _benchmark),
    )


def _typed(path: Path, make: Callable[[dict[str, str]], T]) -> tuple[T, ...]:
    return tuple(typed(path, read_rows(path), make))


def _indicator(row: dict[str, str]) -> Indicator:
    texts = ("id", "theme", "strand", "about", "role", "form", "name", "noun", "unit", "better")
    return Indicator(
        **{key: row[key] for key in (*texts, "source", "compare", "match", "absent")},
        decimals=whole(row["decimals"]),
        kinds=tuple(row["kinds"].split(";")),
        limits=_yes(row["limits"]),
        true_zero=_yes(row["true_zero"]),
        minimum=number(row["minimum"]),
        maximum=number(row["maximum"]),
        similar_within=number(row["similar_within"]) or 0.0,
        stale_after_years=whole(row["stale_after_years"]),
        small_base=whole(row["small_base"]) if row["small_base"] else None,
        levels=tuple(number(row[f"level_{n}"]) for n in range(2, 6)),
    )


_TEXTS = ("id", "name", "strand", "question", "who_could_supply", "what_to_supply")
_THEME: dict[str, type] = {
    **dict.fromkeys(_TEXTS, str),
    **dict.fromkeys(("paragraphs", "levels", "asks", "gate"), list),
    "open_evidence": bool,
}
_GATE: dict[str, type | tuple[type, ...]] = {
    "indicators": list,
    "least": (int, float),
    "cap": int,
    "says": str,
}


def _theme(number: int, table: dict[str, Any]) -> Theme:
    where = f"themes.toml, theme {number}"
    require_shape(where, table, _THEME, (*_TEXTS, "paragraphs", "open_evidence"))
    for gate in table.get("gate", ()):
        require_shape(f"{where}, gate", gate, _GATE, _GATE)
    levels, asks = (tuple(table.pop(key, ())) for key in ("levels", "asks"))
    paragraphs = tuple(tuple(group) for group in table.pop("paragraphs"))
    gates = tuple(
        Gate(tuple(gate.pop("indicators")), float(gate.pop("least")), **gate)
        for gate in table.pop("gate", ())
    )
    parts: dict[str, Any] = {"levels": levels, "asks": asks, "gates": gates}
    return Theme(number=number, paragraphs=paragraphs, **parts, **table)


def _yes(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError(f"{text!r} is neither yes nor no.")
    return text == "yes"


def _source(folder: Path) -> Source:
    table = read_toml(folder / "source.toml")
    texts = [key for key in SOURCE_KEYS if key not in ("released", "retrieved")]
    return Source(
        id=folder.name,
        **{key: str(table.get(key, "")) for key in texts},
        released=_day(table.get("released")),
        retrieved=_day(table.get("retrieved")),
        indicators=tuple(table.get("indicators", ())),
        read={str(k): str(v) for k, v in table.get("read", {}).items()},
        table=table.get("table", {}),
    )


def _day(value: Any) -> dt.date | None:
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return None


def _benchmark(row: dict[str, str]) -> Benchmark:
    texts = ("id", "theme", "population", "question", "unit", "period", "source")
    return Benchmark(value=number(row["value"]) or 0.0, **{key: row[key] for key in texts})
