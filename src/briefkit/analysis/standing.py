"""Where a council stands among those it is compared with, and which way it moves.

Distance = (value - comparator median) / max(MAD, similar_within), MAD being the median
absolute deviation, as the Office for Local Government used it in 2024. An interval
decides where there is one: if it holds the comparator's median, the verdict is
"similar", whatever the distance. Trend: Mann (1945) and Kendall's S.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from briefkit.analysis.bands import Bands
from briefkit.analysis.peers import PeerGroup
from briefkit.evidence import periods
from briefkit.evidence.catalogue import Indicator
from briefkit.evidence.councils import Council
from briefkit.evidence.gather import Cell, Reader


@dataclass(frozen=True)
class Comparator:
    """Those a value is set beside: the peers, or a wider group where too few peers have data.

    `group`: peers, kind or job. `of`: how many the group has; `cells`: those with a value.
    """

    group: str
    of: int
    cells: tuple[Cell, ...]

    @property
    def values(self) -> tuple[float, ...]:
        """Values in the indicator's unit, in the order of the cells."""
        return tuple(c.value for c in self.cells if c.value is not None)

    @property
    def typical(self) -> float:
        """The median, in the indicator's unit."""
        return float(median(self.values))

    @property
    def spread(self) -> float:
        """The median absolute deviation from the median, in the indicator's unit."""
        centre = self.typical
        return float(median(abs(v - centre) for v in self.values))


@dataclass(frozen=True)
class Standing:
    """One indicator, one council, seen beside its comparator.

    `rank` is the place counted from the highest value, 1 first; `tied` how many others
    share the value; `holds` whether the interval holds the median (None: no interval);
    `sign` +1, 0 or -1: better or more than typical, similar, worse or less.
    """

    indicator: Indicator
    cell: Cell
    comparator: Comparator
    distance: float
    verdict: str
    end: str
    rank: int
    tied: int
    holds: bool | None
    sign: int

    @property
    def n(self) -> int:
        """How many councils are in the comparison, this one included."""
        return len(self.comparator.values) + 1

    @property
    def good(self) -> bool | None:
        """Whether it stands better than typical; None: similar, or no direction is known."""
        if self.sign == 0 or self.indicator.better == "neither":
            return None
        return self.sign > 0


def readable(indicator: Indicator, cell: Cell | None) -> bool:
    """Whether a cell may be compared: a reliable value, with limits where its kind has them."""
    if cell is None or cell.value is None or cell.status == "u" or rests_on_few(indicator, cell):
        return False
    return not indicator.limits or (cell.lower is not None and cell.upper is not None)


def rests_on_few(indicator: Indicator, cell: Cell) -> bool:
    """Whether a share is one of too few answers to be told as a percentage."""
    return bool(indicator.small_base and cell.base is not None and cell.base < indicator.small_base)


def compare_with(
    indicator: Indicator,
    cell: Cell,
    council: Council,
    peers: PeerGroup,
    reader: Reader,
    bands: Bands,
) -> Comparator | None:
    """The comparator for a cell, or None where there are too few similar councils."""
    least_peers, least_group = bands.comparator["least_peers"], bands.comparator["least_group"]
    order = {"peers": ("peers", "kind", "job"), "kind": ("kind",)}.get(indicator.compare, ())
    for name in order:
        codes = peers.codes if name == "peers" else _alike(council, name, reader)
        least = least_peers if name == "peers" else least_group
        cells = _readable_cells(indicator, cell, codes, reader)
        if len(cells) >= least:
            # a median of nothing compares nobody: holding any at all is then a milestone
            few = indicator.true_zero and sum(bool(c.value) for c in cells) < least_peers
            return None if few else Comparator(name, len(codes), cells)
    return None


def _alike(council: Council, name: str, reader: Reader) -> tuple[str, ...]:
    """The codes of the other councils of its country with the same kind, or job."""
    around = reader.evidence.register.around(council)
    same, us = getattr(council, name), council.gss_code
    return tuple(c.gss_code for c in around if getattr(c, name) == same and c.gss_code != us)


def _readable_cells(
    indicator: Indicator, cell: Cell, codes: tuple[str, ...], reader: Reader
) -> tuple[Cell, ...]:
    found = (
        reader.at(indicator.id, code, cell.period)
        if indicator.match == "same"
        else reader.latest(indicator.id, code)
        for code in codes
    )
    return tuple(c for c in found if c is not None and readable(indicator, c))


def stand(indicator: Indicator, cell: Cell, comparator: Comparator, bands: Bands) -> Standing:
    """A readable cell beside its comparator."""
    if cell.value is None:
        raise ValueError(f"{indicator.id} of {cell.gss_code} has no value to compare")
    gap = cell.value - comparator.typical
    distance = _distance(gap, comparator, indicator)
    holds = _holds(cell, comparator.typical)
    verdict = _verdict(gap, distance, holds, indicator, bands)
    values = comparator.values
    rank = 1 + sum(v > cell.value for v in values)
    tied = sum(v == cell.value for v in values)
    return Standing(
        indicator=indicator,
        cell=cell,
        comparator=comparator,
        distance=distance,
        verdict=verdict,
        end=_end(rank, tied, len(values) + 1, verdict, indicator, bands),
        rank=rank,
        tied=tied,
        holds=holds,
        sign=_sign(verdict, indicator),
    )


def _distance(gap: float, comparator: Comparator, indicator: Indicator) -> float:
    scale = max(comparator.spread, indicator.similar_within)
    if scale == 0:
        return 0.0 if gap == 0 else float("inf") * (1 if gap > 0 else -1)
    return gap / scale


def _holds(cell: Cell, typical: float) -> bool | None:
    if cell.lower is None or cell.upper is None:
        return None
    return cell.lower <= typical <= cell.upper


def _verdict(
    gap: float, distance: float, holds: bool | None, indicator: Indicator, bands: Bands
) -> str:
    if holds or abs(gap) < indicator.similar_within:
        return "similar"
    return bands.word(distance)


def _end(rank: int, tied: int, n: int, verdict: str, indicator: Indicator, bands: Bands) -> str:
    """First or last of enough, and not similar: highest, joint_lowest and so on, else blank."""
    if n < bands.comparator["ends_from"] or verdict == "similar" or indicator.compare == "kind":
        return ""
    joint = "joint_" if tied else ""
    if rank == 1 and "higher" in verdict:
        return f"{joint}highest"
    if rank + tied == n and "lower" in verdict:
        return f"{joint}lowest"
    return ""


def _sign(verdict: str, indicator: Indicator) -> int:
    if verdict == "similar":
        return 0
    more = 1 if "higher" in verdict else -1
    return -more if indicator.better == "lower" else more


@dataclass(frozen=True)
class Trend:
    """Yearly points in order, and whether they move one way clearly (`way`: rose, fell or none)."""

    cells: tuple[Cell, ...]
    s: int
    way: str


def trend(series: tuple[Cell, ...], bands: Bands) -> Trend | None:
    """The longest unbroken run of yearly values up to the latest; None for fewer than two.

    A clear trend needs five or six points with |S| of at least 8 of 10, or 11 of 15
    (one-sided probability about 0.04 and 0.03; Kendall 1938). A break ends the run.
    """
    run: list[Cell] = []
    for cell in series:
        if cell.value is None or not periods.is_yearly(cell.period):
            run = []
            continue
        broken = cell.status == "b" or (run and periods.next_year(run[-1].period) != cell.period)
        run = [cell] if broken else [*run, cell]
    run = run[-max(bands.trend) :]
    if len(run) < 2:
        return None
    s = kendall_s([c.value for c in run if c.value is not None])
    clear = len(run) in bands.trend and abs(s) >= bands.trend[len(run)]
    return Trend(tuple(run), s, ("rose" if s > 0 else "fell") if clear else "none")


def kendall_s(values: list[float]) -> int:
    """Mann and Kendall's S: pairs that rise minus pairs that fall."""
    pairs = ((a, b) for i, a in enumerate(values) for b in values[i + 1 :])
    return sum((b > a) - (b < a) for a, b in pairs)
