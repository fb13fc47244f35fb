"""What a share is a share of ("8 of 25"), and figures that stand by themselves."""

from __future__ import annotations

from briefkit.analysis.findings import Figure, Finding, count, finding_on, of_cell, worked_out
from briefkit.analysis.study import Measure
from briefkit.evidence.catalogue import Indicator
from briefkit.evidence.gather import Cell, Reader

COUNTED = ("share", "survey", "view")


def parts_of(indicator: Indicator, cell: Cell, reader: Reader) -> dict[str, Figure]:
    """`part`, `base` and `rest` of a counted share; `part` and `whole` of a sum of money.

    Nothing for an indicator that only other people measure.
    """
    if not indicator.own or cell.value is None:
        return {}
    if indicator.form in COUNTED and cell.base is not None:
        return _counted(cell)
    if indicator.form == "count" and cell.base is not None:
        return {"base": of_cell(cell, "count", "base")}
    found = {p.item: p for p in reader.parts(indicator.id, cell.gss_code, cell.period)}
    return {
        name: worked_out(cell, part.value, "pounds", "", (part,))
        for name in ("part", "whole")
        if (part := found.get(name)) is not None and part.value is not None
    }


def _counted(cell: Cell) -> dict[str, Figure]:
    base = round(cell.base or 0.0)
    part = round((cell.value or 0.0) * base / 100)
    return {
        "base": of_cell(cell, "count", "base"),
        "part": count(cell, part, "value x base / 100, to a whole number", (cell,)),
        "rest": count(cell, base - part, "base less value x base / 100", (cell,)),
    }


def alone(measure: Measure, cell: Cell, type: str, more: dict[str, Figure]) -> Finding:
    """A figure that stands by itself: nobody, or too few, to compare it with."""
    figures = {"value": of_cell(cell, measure.indicator.unit)}
    if cell.lower is not None and cell.upper is not None:
        figures["lower"] = of_cell(cell, measure.indicator.unit, "lower")
        figures["upper"] = of_cell(cell, measure.indicator.unit, "upper")
    if cell.base is not None:
        figures["base"] = of_cell(cell, "count", "base")
    return finding_on(
        measure.indicator,
        type,
        cell.period,
        verdict="uncompared",
        rule="too few similar councils to compare",
        figures=figures | more,
    )
