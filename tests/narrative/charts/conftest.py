"""What the tests of charts share: the look, an eye that reads a finished SVG, example charts."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from briefkit.narrative.charts import (
    bars,
    counts,
    dots,
    dumbbell,
    places,
    profile,
    scatter,
    spread,
    strands,
    trend,
)
from briefkit.narrative.charts.look import Look, read_look
from narrative.charts.eye import Seen, see

ROOT = Path(__file__).parents[3]
SVG = "{http://www.w3.org/2000/svg}"
LONG = "Bournemouth, Christchurch and Poole"


# -- invented charts, from plain to absurd, by a seed

NAMES = ("Ashcombe", LONG, "Thornmouth", "King's Lynn and West Norfolk", "Fell", "Stockton-on-Tees",
         "Bath and North East Somerset", "North East Lincolnshire", "Ynys Môn", "Wyre", "Hull & Co",
         "Blackburn with Darwen")  # fmt: skip
WORDS = ("digital", "planning", "grants", "per", "1,000", "residents", "in", "2021 to 2025")


def some_values(r: random.Random, count: int) -> list[float]:
    """Values as awkward as real ones: ties, zeros, all equal, one 60 spreads away."""
    plain = [r.gauss(50, 5) for _ in range(count)]
    far = [*plain[1:], 50 + 60 * 4]
    few = [float(r.choice([0, 0, 1, 4])) for _ in range(count)]
    skewed = [r.lognormvariate(5, 2) for _ in range(count)]
    kinds = [plain, far, few, skewed, [0.0] * count, [7.5] * count]
    return r.choice(kinds)[:count]


def words(r: random.Random, most: int) -> str:
    return " ".join(r.choice(WORDS) for _ in range(r.randint(1, most)))


def median(values: list[float]) -> float:
    ordered = sorted(values)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def some_strip(r: random.Random) -> strands.Strip | strands.NoMeasure:
    if r.random() < 0.2:
        return strands.NoMeasure("Investment", words(r, 30))
    own, *peers = some_values(r, r.randint(2, 11))
    low, high = min(own, *peers), max(own, *peers)
    return strands.Strip(
        name=r.choice(["Maturity", "Skills", "Investment"]),
        measure=words(r, 14),
        council_text=f"{r.choice(NAMES)} £{own:,.1f}",
        median_text=f"median of {len(peers)} similar councils £{median(peers):,.1f}",
        low_text=f"£{low:,.1f}",
        high_text=f"£{high:,.1f}",
        value=own,
        peers=tuple(peers),
        median=median(peers),
        better=r.choice(["higher", "lower", "neither"]),
        interval=r.choice([None, (own - 4, own + 4), (own - 900, own + 900)]),
        turned_text="fewer is further right",
    )


def some_strands(r: random.Random) -> strands.Strands:
    return strands.Strands(tuple(some_strip(r) for _ in range(r.randint(1, 3))))


def some_dots(r: random.Random) -> dots.Dots:
    names = r.sample(NAMES, r.randint(1, 12))
    values = some_values(r, len(names))
    wide = r.choice([0, 0, 3, 40])
    rows = [
        dots.Row(name, None, f"no reading in 2025, {words(r, 9)}", i == 0)
        if r.random() < 0.2
        else dots.Row(name, v, f"£{v:,.1f}", i == 0, (v - wide, v + wide) if wide else None)
        for i, (name, v) in enumerate(zip(names, values, strict=True))
    ]
    middle = r.choice([None, median(values)])
    text = f"median of {words(r, 3)} £{median(values):,.1f}"
    better = r.choice(["higher", "lower", "neither"])
    return dots.Dots(tuple(rows), better, middle, text, r.choice(["", "£"]), r.choice(["", "%"]))


def some_trend(r: random.Random) -> trend.Trend:
    count = r.randint(1, 9)
    ladder = r.random() < 0.5
    rungs = ("0 no data", "1 some data", "2 authoritative", "3 good", "4 trustworthy")
    at = sorted(r.uniform(2015, 2026) for _ in range(count))
    series = []
    for i in range(r.randint(1, 4)):
        values = [r.uniform(0, 4) for _ in at] if ladder else some_values(r, count)
        seen = tuple(None if r.random() < 0.3 else v for v in values)
        text = f"{r.choice(NAMES)} {values[-1]:,.1f}"
        series.append(trend.Series(text, seen, i == 0))
    periods = tuple(trend.Period(r.choice(["2025", "5 April", "2024 to 2025"]), x) for x in at)
    # the middle half of peers, in some periods, on a scale of numbers
    pairs = [sorted(some_values(r, 2) * 2)[1:3] for _ in at]
    band = tuple(None if r.random() < 0.3 else (low, high) for low, high in pairs)
    kept = band if not ladder and r.random() < 0.5 else ()
    return trend.Trend(periods, tuple(series), rungs if ladder else (), "£", band=kept)


def some_profile(r: random.Random) -> profile.Profile:
    rows = [
        profile.Row(words(r, 9), None, f"no figure: {words(r, 9)}")
        if r.random() < 0.3
        else profile.Row(words(r, 9), r.randint(-3, 3), r.choice(["yes", "£1,292", "97.5%", ""]))
        for _ in range(r.randint(1, 22))
    ]
    return profile.Profile(tuple(rows), ("Behind", "Similar", "Ahead"))


def some_scatter(r: random.Random) -> scatter.Scatter:
    names = r.sample(NAMES, r.randint(1, 12))
    count = len(names) + r.choice([0, 5, 60])
    across, up = some_values(r, count), some_values(r, count)
    root = min(across) >= 0 and r.random() < 0.5
    own, *peers = (scatter.Point(*each) for each in zip(names, across, up, strict=False))
    return scatter.Scatter(
        own,
        tuple(peers),
        scatter.Measure(words(r, 12), median(across), "£", "", root),
        scatter.Measure(words(r, 12), median(up), "", "%"),
        scatter.Quadrants(*(words(r, 5) for _ in range(4))),
        tuple(zip(across, up, strict=True))[len(names) :],
    )


def some_counts(r: random.Random) -> counts.Counts:
    names = [words(r, 7) for _ in range(r.randint(1, 12))]
    things = [
        counts.Thing(name, r.randint(0, 4)) if r.random() < 0.9 else
        counts.Thing(name, None, "no reading on 5 April 2025")
        for name in names
    ]  # fmt: skip
    others = tuple(r.choice([0, 1, 3, 180]) for _ in range(len(names) + 1))
    ours = r.randint(0, len(names))
    middle = r.randint(0, 2 * len(names)) / 2
    own = f"{r.choice(NAMES)} {ours} of {len(names)}"
    said = (own, f"median {middle:g}", words(r, 12), words(r, 12))
    return counts.Counts(tuple(things), 4, others, ours, middle, *said)


def some_dumbbell(r: random.Random) -> dumbbell.Dumbbell:
    groups = tuple(
        r.sample(["Leaders", "Front-line and specialist staff", "Managers"], r.choice([2, 3]))
    )
    wide = r.choice([0, 8, 30])
    rows = []
    for _ in range(r.randint(1, 7)):
        values = some_values(r, len(groups))
        readings = tuple(
            dumbbell.Reading(None, f"{group}: {words(r, 12)}")
            if r.random() < 0.2
            else dumbbell.Reading(v, f"{v:,.1f}%", (v - wide, v + wide) if wide else None)
            for group, v in zip(groups, values, strict=True)
        )
        rows.append(dumbbell.Row(words(r, 14), readings))
    return dumbbell.Dumbbell(groups, tuple(rows), "", "%")


def some_bars(r: random.Random) -> bars.Bars:
    values = [abs(v) for v in some_values(r, r.randint(1, 8))]
    parts = [bars.Part(words(r, 12), v, f"£{v:,.0f}") for v in values]
    rest = bars.Part("Other, 14 headings", values[0] * r.random(), "£1.2 million")
    return bars.Bars(tuple(parts), r.choice([None, rest]))


def some_places(r: random.Random) -> places.Places:
    labels = ("Above", "Typical", "Below", "Not known")
    counted = [[r.choice([0, 0, 1, 7, 317, 1204]) for _ in labels] for _ in range(r.randint(1, 3))]
    return places.Places(
        tuple(
            places.GroupOfBars(
                name,
                tuple(
                    places.Bar(label, n, f"{n:,}", pale=label == "Not known")
                    for label, n in zip(labels, found, strict=True)
                ),
            )
            for name, found in zip(("Maturity", "Skills", "Investment"), counted, strict=False)
        )
    )


def some_spread(r: random.Random) -> spread.Spread:
    return spread.Spread(
        tuple(some_kind(r) for _ in range(r.randint(1, 5))), turned=r.random() < 0.5
    )


def some_kind(r: random.Random) -> spread.Strip:
    values = some_values(r, r.choice([4, 9, 14, 51]))
    other = r.choice([None, median(some_values(r, 9))])
    ends = [*values, *([] if other is None else [other])]
    return spread.Strip(
        name=r.choice(["164 districts", "36 metropolitan councils", "11 Northern Irish councils"]),
        values=tuple(values),
        median=median(values),
        median_text=f"median {median(values):,.1f}",
        low_text=f"£{min(ends):,.0f}",
        high_text=f"£{max(ends):,.0f}",
        elsewhere=other,
        elsewhere_text="" if other is None else f"elsewhere {other:,.1f}",
    )


KINDS: dict[str, tuple[ModuleType, Callable[[random.Random], Any]]] = {
    "strands": (strands, some_strands),
    "dots": (dots, some_dots),
    "trend": (trend, some_trend),
    "scatter": (scatter, some_scatter),
    "counts": (counts, some_counts),
    "dumbbell": (dumbbell, some_dumbbell),
    "bars": (bars, some_bars),
    "places": (places, some_places),
    "spread": (spread, some_spread),
    "profile": (profile, some_profile),
}


@pytest.fixture(scope="session")
def look() -> Look:
    return read_look(ROOT / "templates" / "briefing.mplstyle")


@pytest.fixture(scope="session")
def names() -> list[str]:
    """All councils that exist today, as the register spells them."""
    with (ROOT / "data" / "councils.csv").open(encoding="utf-8") as register:
        return [row["name"] for row in csv.DictReader(register) if not row["end"]]


@pytest.fixture(scope="session")
def kinds() -> dict[str, tuple[ModuleType, Callable[[random.Random], Any]]]:
    return KINDS


@pytest.fixture(scope="session", params=KINDS)
def kind(request: pytest.FixtureRequest) -> tuple[ModuleType, Callable[[random.Random], Any]]:
    return KINDS[request.param]


@pytest.fixture(scope="session")
def template(kind: tuple[ModuleType, Any], look: Look) -> Callable[[Any], str]:
    """One figure of a kind that serves every chart asked of it."""
    module, _ = kind
    with look.applied():
        parts = module.build(look)

    def serve(data: Any) -> str:
        module.put(parts, data)
        svg: str = module.write(parts.sheet.figure, module.__name__.split(".")[-1])
        return svg

    return serve


@pytest.fixture(scope="session")
def seen() -> Callable[[str], Seen]:
    return see


@pytest.fixture(scope="session")
def marks() -> Callable[[str, str], list[tuple[float, float]]]:
    """Where the circles of a fill colour stand, or the middles of its closed shapes."""

    def places(svg: str, fill: str) -> list[tuple[float, float]]:
        found = []
        for group in ET.fromstring(svg).iter(f"{SVG}g"):
            if group.get("fill") == fill:
                found += [_middle(mark) for mark in group]
        return found

    return places


def _middle(mark: ET.Element) -> tuple[float, float]:
    if mark.tag == f"{SVG}circle":
        return float(mark.attrib["cx"]), float(mark.attrib["cy"])
    numbers = [float(n) for n in re.findall(r"-?\d+\.?\d*", mark.attrib["d"])]
    xs, ys = numbers[0::2], numbers[1::2]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
