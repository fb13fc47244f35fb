"""Councils, figures and evidence made by hand, for rules that need just so many of one kind.

Everything is invented but the indicators and bands, which are the project's own. Councils are
called D00, D01 and so on; D00 is the one that is looked at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from briefkit.analysis.bands import read_bands
from briefkit.analysis.patterns import read_patterns
from briefkit.analysis.peers import PeerGroup, find_peers
from briefkit.analysis.reading import Reading, read_council
from briefkit.analysis.standing import Comparator
from briefkit.analysis.study import Study, study
from briefkit.evidence.catalogue import Catalogue, Indicator, read_catalogue
from briefkit.evidence.councils import Council, Register
from briefkit.evidence.gather import Cell, Detail, Evidence, Reader
from rawdata import DATA

BANDS = read_bands(DATA / "bands.toml")
PATTERNS = read_patterns(DATA / "patterns.toml")
CATALOGUE = read_catalogue(DATA)
DAY = dt.date(2026, 11, 23)
US = "D00"

Cells = Iterable[Cell]


def council(code: str = US, kind: str = "district", **changes: object) -> Council:
    """An invented council; its register code, name and GSS code are one."""
    plain = Council(
        code=code,
        gss_code=code,
        name=code,
        official_name=f"{code} Council",
        kind=kind,
        nation="England",
        region="",
        county="",
        population=100_000,
        population_year=2020,
        start=None,
        end=None,
        successors=(),
        aliases=(),
        former_gss=(),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def districts(count: int, first: int = 0, **changes: object) -> list[Council]:
    """So many invented councils of one kind, from D00 (or `first`) on."""
    return [council(f"D{n:02d}", **changes) for n in range(first, first + count)]  # type: ignore[arg-type]


def measure(indicator: str = "gigabit", **changes: object) -> Indicator:
    """An indicator of the project, changed as a test needs it."""
    return replace(CATALOGUE.indicator[indicator], **changes)  # type: ignore[arg-type]


def cell(value: float | None, gss_code: str = US, **changes: object) -> Cell:
    """An invented figure, of gigabit broadband in 2025 unless told otherwise."""
    plain = Cell(gss_code, "gigabit", "2025", DAY, value, None, None, None, "", "", "invented")
    return replace(plain, **changes)  # type: ignore[arg-type]


def missing(note: str, gss_code: str = US, **changes: object) -> Cell:
    """A figure that is not there, with the reason that its note gives."""
    return cell(None, gss_code, status="x", note=note, **changes)


def row(values: Sequence[float | None], **changes: object) -> list[Cell]:
    """One figure each for D00, D01 and so on; None leaves a council without a row."""
    return [cell(v, f"D{n:02d}", **changes) for n, v in enumerate(values) if v is not None]


def years(values: Sequence[float | None], first: int = 2021, **changes: object) -> tuple[Cell, ...]:
    """Yearly figures of one council; None is a year without a value."""
    return tuple(cell(v, period=str(first + n), **changes) for n, v in enumerate(values))


def part(item: str, value: float | None = None, gss_code: str = US, **changes: object) -> Detail:
    """A part of an invented figure."""
    plain = Detail(gss_code, "gigabit", "2025", item, value, "", None, "invented")
    return replace(plain, **changes)  # type: ignore[arg-type]


LEVEL = "planning_data_level"
SETS = [f"set {n}" for n in range(1, 9)]


def full(tops: int, empties: int = 0) -> list[float]:
    """Eight readings of planning data: so many at the top, so many empty, the rest at level 2."""
    return [4.0] * tops + [0.0] * empties + [2.0] * (8 - tops - empties)


def ladder(
    levels: Sequence[float], gss_code: str = US, period: str = "2025-04-05"
) -> tuple[Cell, list[Detail]]:
    """A council's eight readings of one day: the cell of their mean, and the parts."""
    on = {"indicator": LEVEL, "period": period}
    parts = [part(s, float(v), gss_code, **on) for s, v in zip(SETS, levels, strict=True)]
    return cell(sum(levels) / 8, gss_code, **on), parts


def others(*levels: Sequence[float], period: str = "2025-04-05") -> list[tuple[Cell, list[Detail]]]:
    """The ladders of D01, D02 and so on."""
    return [ladder(ls, f"D{n:02d}", period) for n, ls in enumerate(levels, 1)]


def beside(values: Sequence[float], group: str = "peers") -> Comparator:
    """A comparator with these values."""
    cells = tuple(cell(v, f"P{n:02d}") for n, v in enumerate(values))
    return Comparator(group, len(cells), cells)


def world(
    councils: Iterable[Council],
    cells: Cells = (),
    details: Iterable[Detail] = (),
    neighbours: Mapping[str, Sequence[str]] | None = None,
    indicators: Iterable[Indicator] = (),
) -> Evidence:
    """Evidence that holds just this, seen on 23 November 2026."""
    figures: dict[tuple[str, str], tuple[Cell, ...]] = {}
    parts: dict[tuple[str, str], tuple[Detail, ...]] = {}
    for one in cells:
        key = (one.indicator, one.gss_code)
        figures[key] = (*figures.get(key, ()), one)
    for other in details:
        key = (other.indicator, other.gss_code)
        parts[key] = (*parts.get(key, ()), other)
    return Evidence(
        data_date=DAY,
        register=Register(tuple(councils)),
        catalogue=Catalogue(tuple(indicators), CATALOGUE.themes, (), CATALOGUE.benchmarks),
        cells=figures,
        details=parts,
        neighbours={code: tuple(near) for code, near in (neighbours or {}).items()},
        intake=(),
    )


def look(
    cells: Cells,
    details: Iterable[Detail] = (),
    *,
    councils: Sequence[Council] = (),
    peers: int = 10,
    extra: Iterable[Indicator | str] = (),
) -> Study:
    """A study of D00 among D01, D02 and so on, on the indicators of the cells and `extra` ones."""
    cells, details = list(cells), list(details)
    everyone = list(councils) or districts(11)
    changed = {i.id: i for i in extra if isinstance(i, Indicator)}
    names = dict.fromkeys([*(c.indicator for c in cells), *(d.indicator for d in details)])
    names |= dict.fromkeys(i if isinstance(i, str) else i.id for i in extra)
    indicators = [changed.get(name, CATALOGUE.indicator[name]) for name in names]
    evidence = world(everyone, cells, details, indicators=indicators)
    us, others = everyone[0], everyone[1 : peers + 1]
    group = PeerGroup("custom", tuple(c for c in others if c.job == us.job))
    return study(us, group, Reader(evidence), BANDS)


def read(name: str, evidence: Evidence, rule: str = "nearest") -> Reading:
    """A council of this evidence, read by the project's own bands and patterns."""
    us = evidence.register.find(name)
    return read_council(us, find_peers(us, evidence, rule), Reader(evidence), BANDS, PATTERNS)
