"""What a chart cannot draw, and why: peers without a figure to compare, years without one."""

from __future__ import annotations

from collections.abc import Iterable

from briefkit.analysis.standing import Standing, readable, rests_on_few
from briefkit.evidence.catalogue import Indicator
from briefkit.evidence.councils import Council
from briefkit.evidence.gather import Cell
from briefkit.narrative.material import Material


def peers(material: Material, standing: Standing) -> list[tuple[str, str]]:
    """Peers that the comparison leaves out, by name, each with the reason as a chart prints it.

    None where the comparison is with a wider group, whose members are not drawn by name.
    """
    if standing.comparator.group != "peers":
        return []
    have = {cell.gss_code for cell in standing.comparator.cells}
    members = [c for c in material.reading.study.peers.members if c.gss_code not in have]
    return [
        (council.name, why(material, standing, council))
        for council in sorted(members, key=lambda c: c.name)
    ]


def why(material: Material, standing: Standing, council: Council) -> str:
    """The reason why a council has no figure beside this one."""
    indicator, reader = standing.indicator, material.reading.study.reader
    series = reader.series(indicator.id, council.gss_code)
    period = standing.cell.period
    cell = reader.at(indicator.id, council.gss_code, period) if indicator.match == "same" else None
    if indicator.match != "same":
        cell = reader.latest(indicator.id, council.gss_code)
    if cell is None and any(c.value is not None for c in series):
        return material.words.word("lack", "other period")
    return material.words.word("lack", _reason(indicator, cell))


def _reason(indicator: Indicator, cell: Cell | None) -> str:
    if cell is None:
        return indicator.absent
    if cell.value is None:
        return cell.reason
    if rests_on_few(indicator, cell):
        return "suppressed"
    doubtful = cell.status == "u" or not indicator.limits or readable(indicator, cell)
    return "unreliable" if doubtful else "no limits"


def year(material: Material, cells: Iterable[Cell], period: str, indicator: Indicator) -> str:
    """The reason why one year of a council's own series has no figure."""
    cell = next((c for c in cells if c.period == period), None)
    return material.words.word("lack", _reason(indicator, cell))
