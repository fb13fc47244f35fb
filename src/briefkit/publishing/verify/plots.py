"""Plots: what the table and the alt text of each kind of chart must hold.

A new kind of chart is one small function under words of its caption or head in PLOTS.
"""

from __future__ import annotations

from statistics import median

from briefkit.publishing.verify import deep_plots, lacking, own_plots, printing, times
from briefkit.publishing.verify.books import Row
from briefkit.publishing.verify.case import Case
from briefkit.publishing.verify.charts import Maker, Plot
from briefkit.publishing.verify.page import Figure
from briefkit.publishing.verify.standing import Standing
from briefkit.publishing.verify.strands import votes_of
from briefkit.publishing.verify.verdicts import sets_of, tops

GAP = "no figure"


def _named(case: Case, caption: str) -> str:
    """The indicator whose name a caption begins with; the longest name wins."""
    found = [
        (len(row["name"]), name)
        for name, row in case.books.indicators.items()
        if caption.startswith(f"{row['name']},")
    ]
    return max(found)[1] if found else ""


def _print(case: Case, indicator: str, value: float) -> str:
    row = case.books.indicators[indicator]
    return printing.plain(value, row["unit"], int(row["decimals"]))


def _unit(case: Case, indicator: str) -> str:
    unit = case.books.indicators[indicator]["unit"]
    return str(case.books.words["unit"].get(unit, unit))


def _council(case: Case, code: str) -> str:
    return case.books.councils[code]["name"]


def among(case: Case, figure: Figure) -> Plot | None:
    """One measure of the council and of all those it is compared with, the highest first."""
    indicator = _named(case, figure.caption)
    standing = case.judge.standing(indicator) if indicator else None
    if standing is None:
        return None
    others = sorted(standing.others, key=lambda r: (-(r.value or 0.0), _council(case, r.gss_code)))
    rows = [_council_row(case, indicator, r) for r in (standing.row, *others)]
    limited = case.books.indicators[indicator]["limits"] == "yes"
    absent = lacking.peers(case, standing)
    shown = [_print(case, indicator, v) for v in (standing.value, standing.typical)]
    every = [standing.value, *standing.values]
    ends = [_print(case, indicator, v) for v in (min(every), max(every))]
    limits = _limits(case, indicator, standing.row)
    alt = [shown[0], *limits, shown[1]] if limits else [*shown, *ends]
    n = len(standing.others)
    # the caption gives the period; the rows are held against that period's
    if f", {times.said(standing.row.period)}" not in figure.caption:
        return None
    values = [row[1] for row in rows]
    rows += [[_council(case, code), why, *["none"] * limited] for code, why in absent]
    return Plot(rows, alt, [str(n), str(n + 1)], values, [f"median {shown[1]}"])


def _council_row(case: Case, indicator: str, row: Row) -> list[str]:
    cells = [_council(case, row.gss_code), _print(case, indicator, float(row.value or 0.0))]
    if case.books.indicators[indicator]["limits"] == "yes":
        cells.append(" to ".join(_limits(case, indicator, row)))
    return cells


def _limits(case: Case, indicator: str, row: Row) -> list[str]:
    ends = [row.number("lower"), row.number("upper")]
    return [_print(case, indicator, end) for end in ends if end is not None]


def over_time(case: Case, figure: Figure) -> Plot | None:
    """The council year by year, gaps said, beside the median of its peers with a figure."""
    indicator = _named(case, figure.caption)
    span = lacking.span_of(case, indicator) if indicator else []
    if not span:
        return None
    known = [(period, row) for period, row in span if row is not None and row.value is not None]
    middles = {period: _peers_in(case, indicator, period) for period, _ in span}
    few = "too few peers" if any(middles.values()) else GAP
    rows = [
        [times.said(period), _year(case, indicator, row), middles[period] or few]
        for period, row in span
    ]
    ends = [_year(case, indicator, row) for _, row in (known[0], known[-1])]
    typical = [m for m in (middles[known[0][0]], middles[known[-1][0]]) if m]
    last = [m for m in middles.values() if m][-1:]
    # a long name stands on a line of its own, above its value
    spoken = [f"{_council(case, case.gss_code)} {ends[1]}", ends[1]]
    spoken += [f"Peer median {middle}" for middle in last]
    return Plot(rows, [*ends, *typical] if len(typical) == 2 else ends, spoken=spoken)


def _year(case: Case, indicator: str, row: Row | None) -> str:
    if row is None or row.value is None:
        return lacking.said(case, lacking.reason(case, indicator, row))
    return _print(case, indicator, row.value)


def _peers_in(case: Case, indicator: str, period: str, least: int = 5) -> str:
    found = (case.books.at(indicator, code, period) for code in case.judge.peers)
    values = [r.value for r in found if r is not None and r.value is not None]
    return _print(case, indicator, float(median(values))) if len(values) >= least else ""


def strands(case: Case) -> Plot | None:
    """Of each strand the measure that stands furthest from its median."""
    rows, alt, ends, spoken = [], [], [], []
    for strand in case.record["strands"]:
        name, standing = _furthest(case, strand["id"])
        if standing is None:
            rows.append([f"{strand['name']}: No open measure can be compared.", *[GAP] * 3])
            continue
        unit = _unit(case, name)
        measure = f"{standing.indicator['name']}, {times.said(standing.row.period)}"
        shown = [_print(case, name, v) for v in (standing.value, standing.typical)]
        limits = " to ".join(_limits(case, name, standing.row))
        told = f"{shown[0]} (95% interval {limits})" if limits else shown[0]
        every = "; ".join(_print(case, name, v) for v in sorted(standing.values))
        said = f"{strand['name']}: {measure}{', ' * bool(unit)}{unit}"
        rows.append([said, told, shown[1], every])
        alt += shown
        # a long name stands on a line of its own, beside its value
        spoken += [f"{_council(case, case.gss_code)} {shown[0]}", shown[0], f"median {shown[1]}"]
        reach = [standing.value, *standing.values]
        ends += [_print(case, name, v) for v in (min(reach), max(reach))]
    return Plot(rows, alt, drawn=ends, spoken=spoken, scale=False)


def _furthest(case: Case, strand: str) -> tuple[str, Standing | None]:
    names = [
        name
        for name, _ in votes_of(case, strand)
        if case.books.indicators[name]["form"] != "milestone"
    ]
    found = [(name, s) for name in names if (s := case.judge.standing(name)) is not None]
    return max(found, key=lambda pair: abs(pair[1].distance)) if found else ("", None)


def ladder(case: Case, figure: Figure) -> Plot | None:
    """Each data set's level, the highest first; how many comparators have how many at the top."""
    standing = case.judge.standing("planning_data_level")
    if standing is None:
        return None
    sets = sorted(sets_of(case, standing.row), key=lambda p: (-(p.value or 0.0), p.item))
    names = case.books.words["dataset"]
    rows = [[_capital(names.get(p.item, p.item)), printing.count(p.value or 0.0)] for p in sets]
    top, others = sum(p.value == 4 for p in sets), tops(case, standing)
    counts = [str(n) for n in (top, len(sets), len(others), len(others) + 1)]
    middle = printing.count(float(median(others)))
    # a group of ten peers is told as its peers, without their number, where all have a reading
    n = [] if len(others) == len(case.judge.peers) and "its peers" in figure.alt else counts[2:3]
    alt = [*counts[1::-1], *n, middle]
    bars = [str(others.count(n)) for n in range(len(sets) + 1)]
    spoken = [f"median {middle}", f"{_council(case, case.gss_code)} {top} of {len(sets)}"]
    drawn = [*(row[1] for row in rows), *bars]
    rows += [[f"Other councils with {n} at level 4", bar] for n, bar in enumerate(bars)]
    return Plot(rows, alt, counts, drawn, spoken)


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


ACROSS, UP = "planning_grants_per_1000", "planning_data_level"


def scatter(case: Case) -> Plot | None:
    """Grants beside planning data: the council and its peers that are in both files."""
    points: dict[str, tuple[float, float]] = {}
    for code in (case.gss_code, *case.judge.kin(False)):
        found = [case.books.latest(name, code) for name in (ACROSS, UP)]
        values = [row.value for row in found if row is not None and row.value is not None]
        if len(values) == 2:
            points[code] = (values[0], values[1])
    if case.gss_code not in points:
        return None
    named = (case.gss_code, *case.judge.peers)
    others = sorted(set(points) - set(named), key=lambda code: _council(case, code))
    rows = [
        [_council(case, code), *_point(*points[code])]
        for code in (*named, *others)
        if code in points
    ]
    middle = _point(*(float(median(p[i] for p in points.values())) for i in (0, 1)))
    n = str(len(points))
    rows.append(["Median of all drawn", *middle])
    return Plot(rows, [n, *rows[0][1:], *middle], [n])


def _point(across: float, up: float) -> list[str]:
    return [printing.pounds(across), printing.numeral(up, 1)]


def labels(case: Case) -> Plot | None:
    """Payments by the council's own labels, the largest first."""
    row = case.judge.known("it_payments")
    if row is None:
        return None
    parts = [
        (p.value, p.item)
        for p in case.books.parts("it_payments", case.gss_code, row.period)
        if p.cells["unit"] == "pounds" and p.value is not None and p.value > 0
    ]
    parts.sort(key=lambda pair: (-pair[0], pair[1]))
    rows = [[item, printing.exact_pounds(value)] for value, item in parts]
    rest = sum(value for value, _ in parts[7:])
    bars = [*(value for value, _ in parts[:7]), *([rest] if rest else [])]
    drawn = [printing.pounds(value) for value in bars]
    return Plot(rows, [rows[0][1], str(len(rows))], drawn=drawn, scale=False)


def over_years(case: Case, figure: Figure) -> Plot | None:
    """The same with the middle half of the peers beside their median."""
    found = over_time(case, figure)
    return deep_plots.with_halves(case, found, _named(case, figure.caption))


PLOTS: dict[str, Maker] = {
    "One measure of each strand": lambda case, _: strands(case),
    "Every measure of": lambda case, _: deep_plots.profile(case),
    "| Middle half of peers": over_years,
    "award by award": lambda case, _: deep_plots.awards(case),
    "Kinds of planning data": deep_plots.sets,
    "| Period |": over_time,
    "Planning data sets of": ladder,
    "Planning grants beside planning data": lambda case, _: scatter(case),
    "Payments coded to IT by": lambda case, _: labels(case),
    "Staff confident with the tools": lambda case, _: own_plots.staff(case),
    "Who says that the council": lambda case, _: own_plots.views(case),
    "Technology spending of": lambda case, _: own_plots.money(case),
    "| Council |": among,
}
"""Makers by words of a table's caption and head; the first that fits is taken."""
