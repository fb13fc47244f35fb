"""An area's measures worked out anew: members by side, ranges and medians by kind of council."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import median

from briefkit.publishing.verify import levels
from briefkit.publishing.verify.areas.members import POSITIONS, Area
from briefkit.publishing.verify.books import Row

LEAST_COMPARED, LEAST_SPREAD = 2, 3
SIDES = ("better", "more", "similar", "worse", "less")


@dataclass(frozen=True)
class Kind:
    """One measure among the councils of one kind, and the kind elsewhere in its nation."""

    kind: str
    rows: list[Row]
    elsewhere: list[Row]

    @property
    def values(self) -> list[float]:
        """The area's values."""
        return [float(row.value or 0.0) for row in self.rows]

    @property
    def middle(self) -> float:
        """Their median."""
        return float(median(self.values))

    @property
    def middle_elsewhere(self) -> float | None:
        """The median elsewhere, of three councils or more."""
        values = [float(row.value or 0.0) for row in self.elsewhere]
        return float(median(values)) if len(values) >= LEAST_SPREAD else None


@dataclass(frozen=True)
class Measured:
    """One measure over the area: codes by side, the rows counted, kinds, and who lacks it."""

    indicator: str
    sides: dict[str, list[str]]
    rows: list[Row]
    kinds: list[Kind]
    lacking: list[str]
    of: int

    @property
    def compared(self) -> int:
        """How many members are on a side."""
        return sum(len(codes) for codes in self.sides.values())


def measured(area: Area) -> dict[str, Measured]:
    """Every measure that is told of the area, in the order of indicators.csv."""
    names = [n for n, row in area.books.indicators.items() if row["role"] == "measure"]
    found = {name: _measured(area, name) for name in names}
    return {n: m for n, m in found.items() if m.compared >= LEAST_COMPARED or m.kinds}


def _measured(area: Area, name: str) -> Measured:
    milestone = area.books.indicators[name]["form"] == "milestone"
    sides: dict[str, list[str]] = {}
    rows, lacking, able = [], [], 0
    for code, case in area.members.items():
        if not case.judge.applies(name):
            continue
        able += 1
        row = area.counts(code, name)
        if row is None:
            lacking.append(code)
            continue
        state = ("yes" if row.value else "no") if milestone else area.side(code, name)
        if state:
            sides.setdefault(state, []).append(code)
            rows.append(row)
    plain = not milestone and area.books.indicators[name]["compare"] != "none"
    kinds = _kinds(area, name) if plain else []
    return Measured(name, sides, rows, kinds, lacking, able)


def _kinds(area: Area, name: str) -> list[Kind]:
    by_kind: dict[tuple[str, str, str], list[Row]] = {}
    for code in area.members:
        row, council = area.counts(code, name), area.books.councils[code]
        if row is not None:
            key = (council["kind"], council["nation"], council.get("country", ""))
            by_kind.setdefault(key, []).append(row)
    found = []
    for key, rows in by_kind.items():
        same = area.books.indicators[name]["match"] == "same"
        counted = Counter(row.period for row in rows)
        period = max(counted, key=lambda p: (counted[p], p)) if same else ""
        ours = [row for row in rows if period in ("", row.period)]
        if len(ours) >= LEAST_SPREAD:
            found.append((key, Kind(key[0], ours, _elsewhere(area, name, key, period))))
    found.sort(key=lambda pair: (-len(pair[1].rows), pair[0]))
    return [kind for _, kind in found]


def _elsewhere(area: Area, name: str, key: tuple[str, str, str], period: str) -> list[Row]:
    judge = next(iter(area.members.values())).judge
    rows = []
    for code, council in sorted(area.books.councils.items()):
        alike = (council["kind"], council["nation"], council.get("country", "")) == key
        if not alike or code in area.codes:
            continue
        row = area.books.at(name, code, period) if period else area.books.latest(name, code)
        if row is not None and judge.readable(name, row):
            rows.append(row)
    return rows


Values = dict[str, float]


def expected(area: Area, told: dict[str, Measured]) -> dict[str, Values]:
    """The figures that each statement must have, by its id and by their names."""
    found: dict[str, Values] = {
        f"{strand}.places": {
            **{p: list(at.values()).count(p) for p in POSITIONS},
            "of": len(area.members),
        }
        for strand, at in area.positions.items()
    }
    for name, one in told.items():
        if area.books.indicators[name]["form"] == "milestone":
            yes = len(one.sides.get("yes", []))
            found[f"{name}.having"] = {"yes": yes, "of": one.compared}
        else:
            found[f"{name}.spread"] = _figures(one)
    found |= _levels(area)
    found |= _lessons(area)
    own = {key[1] for key, rows in area.books.figures.items() if rows and _own(area, key[0])}
    themes = area.books.themes
    heard = {area.books.indicators[n]["theme"] for n in told} | {
        id.removesuffix(".levels") for id in found if id.endswith(".levels")
    }
    found["own.evidence"] = {
        "own": sum(code in own for code in area.members),
        "of": len(area.members),
        "silent": sum(theme["id"] not in heard for theme in themes),
        "themes": len(themes),
    }
    return {id: {n: float(v) for n, v in values.items()} for id, values in found.items()}


def _own(area: Area, indicator: str) -> bool:
    about = area.books.indicators.get(indicator, {})
    return str(about.get("source", "")).startswith("own-")


def _figures(one: Measured) -> Values:
    found: Values = {side: len(one.sides[side]) for side in SIDES if one.sides.get(side)}
    found |= {"of": one.compared} if one.compared else {}
    for kind in one.kinds:
        found |= {
            f"n__{kind.kind}": len(kind.rows),
            f"low__{kind.kind}": min(kind.values),
            f"high__{kind.kind}": max(kind.values),
            f"middle__{kind.kind}": kind.middle,
        }
        if kind.middle_elsewhere is not None:
            found[f"elsewhere__{kind.kind}"] = kind.middle_elsewhere
            found[f"others__{kind.kind}"] = len(kind.elsewhere)
    return found


def _levels(area: Area) -> dict[str, Values]:
    found: dict[str, Counter[int]] = {}
    for case in area.members.values():
        for theme, level in levels.assessed(case).items():
            if level.level is not None:
                found.setdefault(theme, Counter())[level.level] += 1
    return {
        f"{theme}.levels": {"of": counts.total(), **{f"level_{n}": c for n, c in counts.items()}}
        for theme, counts in found.items()
        if counts.total() >= LEAST_COMPARED
    }


def _lessons(area: Area) -> dict[str, Values]:
    """Counts of the record's pairs, which are held one by one elsewhere."""
    found: dict[str, Values] = {}
    for name in dict.fromkeys(pair["indicator"] for pair in area.record["pairs"]):
        pairs = [pair for pair in area.record["pairs"] if pair["indicator"] == name]
        found[f"{name}.lessons"] = {
            "learners": len({pair["learner"] for pair in pairs}),
            "teachers": len({pair["teacher"] for pair in pairs}),
        }
    return found
