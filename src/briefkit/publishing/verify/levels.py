"""Levels, worked out anew from the books and themes.toml, against those of the record."""

from __future__ import annotations

from math import floor
from statistics import median
from typing import Any

from briefkit.publishing.verify.books import Row
from briefkit.publishing.verify.case import RECORD, Case

Json = dict[str, Any]
STEPS = ("level_2", "level_3", "level_4", "level_5")


def check_levels(case: Case) -> None:
    """Hold each theme's level, its indicators' levels and its range, and each strand's level."""
    if not any(theme["assessed"] for theme in case.record["themes"]):
        return
    found = {}
    for theme in case.record["themes"]:
        due = _theme(case, theme["id"])
        found[theme["id"]] = due["level"]
        told = {"level": theme["level"], **(theme["assessed"] or {})}
        told["rests_on"] = [(r["indicator"], r["level"]) for r in told.get("rests_on", [])]
        for key, value in due.items():
            case.tally.hold(RECORD, f"theme {theme['id']}, {key}", told.get(key), value)
    for strand in case.record["strands"]:
        mine = [found[t["id"]] for t in case.books.themes if t["strand"] == strand["id"]]
        known = [level for level in mine if level is not None]
        enough = known and len(known) / len(mine) >= _least(case)
        due_level = _middle(known) if enough else None
        case.tally.hold(RECORD, f"strand {strand['id']}, level", strand["level"], due_level)


def _least(case: Case) -> float:
    return float(case.books.bands["levels"]["least_coverage"])


def _theme(case: Case, theme: str) -> Json:
    asked = [
        name
        for name, row in case.books.indicators.items()
        if row["theme"] == theme and row["source"].startswith("own-") and case.judge.applies(name)
        if any(row[step] for step in STEPS)
    ]
    rows = {name: row for name in asked if (row := case.judge.known(name)) is not None}
    levels = {name: _level(case.books.indicators[name], row) for name, row in rows.items()}
    gates = next(t for t in case.books.themes if t["id"] == theme).get("gate", [])
    enough = bool(asked) and len(rows) / len(asked) >= _least(case)
    level = _capped(levels, rows, gates) if enough else None
    due: Json = {"level": level, "known": len(rows), "of": len(asked)}
    due["rests_on"] = list(levels.items())
    if level is not None and len(rows) > 1:
        without = [
            _capped({k: v for k, v in levels.items() if k != out}, rows, gates) for out in levels
        ]
        due |= {"low": min(without), "high": max(without)}
    return due


def _level(indicator: dict[str, str], row: Row) -> int:
    steps = [(n, float(indicator[s])) for n, s in enumerate(STEPS, 2) if indicator[s]]
    falls = len(steps) > 1 and steps[-1][1] < steps[0][1]
    limit = row.number("upper" if falls else "lower")
    value = float(row.value or 0.0) if limit is None else limit
    return max([1, *(n for n, step in steps if (value <= step if falls else value >= step))])


def _capped(levels: dict[str, int], rows: dict[str, Row], gates: list[Json]) -> int:
    caps = [gate["cap"] for gate in gates if _shut(gate, levels, rows)]
    return int(min([_middle(list(levels.values())), *caps]))


def _shut(gate: Json, levels: dict[str, int], rows: dict[str, Row]) -> bool:
    """Whether one of a must-have's indicators is known and stands below it."""
    known = [rows[name] for name in gate["indicators"] if name in levels]
    return any(float(row.value or 0.0) < gate["least"] for row in known)


def _middle(levels: list[int]) -> int:
    return floor(median(levels) + 0.5)


def printed(theme: Json) -> list[str]:
    """The numbers beside a theme's heading: level, of five, indicators, and its range."""
    assessed = theme["assessed"]
    some = [str(assessed["known"]), str(assessed["of"])]
    if theme["level"] is None:
        return some
    ends = [assessed["low"], assessed["high"]]
    moved = [] if ends[0] == ends[1] else [str(end) for end in ends]
    return [str(theme["level"]), "5", *some, *moved]


def on_card(case: Case, strand: Json) -> list[str]:
    """The numbers of a card's level: level, of five, themes or indicators."""
    mine = {t["id"] for t in case.books.themes if t["strand"] == strand["id"]}
    themes = [t for t in case.record["themes"] if t["id"] in mine]
    if len(themes) == 1:
        some = printed({**themes[0], "level": None})
    else:
        some = [str(sum(t["level"] is not None for t in themes)), str(len(themes))]
    return some if strand["level"] is None else [str(strand["level"]), "5", *some]
