"""What every chart's maker needs: figures as printed, phrases of charts.md.j2, sizes, tables."""

from __future__ import annotations

import re
from typing import Any

from briefkit.analysis.standing import Standing
from briefkit.analysis.study import Measure
from briefkit.evidence.catalogue import Indicator
from briefkit.evidence.gather import Cell
from briefkit.narrative import numbers
from briefkit.narrative.blocks import Chart, Column, Row, Table
from briefkit.narrative.material import Material
from briefkit.narrative.picturing import missing
from briefkit.narrative.statements import plain
from briefkit.narrative.wording import Ledger

_SIZE = re.compile(r'<svg[^>]*?width="([\d.]+)[^"]*"[^>]*?height="([\d.]+)')
_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def say(material: Material, phrase: str, /, **values: Any) -> str:
    """A phrase of charts.md.j2 as plain text."""
    return plain(material.words.say("charts", [phrase], material.namespace(**values), Ledger()))


def show(indicator: Indicator, value: float) -> str:
    """A value as a chart prints it, without the words of its unit."""
    return numbers.show(value, indicator.unit, indicator.decimals)


def marks(indicator: Indicator) -> tuple[str, str]:
    """What stands before and after a number on an axis: ("£", ""), ("", "%")."""
    if indicator.unit.startswith("pounds"):
        return "£", ""
    return ("", "%") if indicator.unit == "percent" else ("", "")


def median_of(material: Material, standing: Standing) -> str:
    """What the comparator's median is called."""
    return say(material, f"median_of__{standing.comparator.group}")


def others(material: Material, standing: Standing) -> str:
    """Who the council is drawn among."""
    kinds = material.words.word("kinds", material.reading.study.council.kind)
    group, n = standing.comparator.group, len(standing.comparator.cells)
    return say(material, f"others__{group}", n=n, kinds=kinds)


def title(material: Material, standing: Standing) -> str:
    """The finding as a title."""
    word = material.words.word
    indicator = standing.indicator
    values = {
        "noun": word("chart", indicator.id),
        "median_of": median_of(material, standing),
        "rank_of": standing.n,
    }
    if standing.verdict == "similar":
        return say(material, "title_similar", **values)
    if standing.end:
        return say(material, "title_end", end=word("verdict", standing.end, indicator.id), **values)
    verdict = word("verdict", standing.verdict, indicator.id)
    return say(material, "title_apart", verdict=verdict, **values)


def subtitle(material: Material, standing: Standing) -> str:
    """Measure, period, unit, and who is drawn."""
    indicator = standing.indicator
    return say(
        material,
        "subtitle",
        name=indicator.name,
        period=numbers.period(standing.cell.period),
        unit=unit(material, indicator),
        others=others(material, standing),
    )


def unit(material: Material, indicator: Indicator) -> str:
    """A unit as a chart prints it; blank where the measure's name says it."""
    return str(material.words.table["unit"].get(indicator.unit, indicator.unit))


def said_unit(material: Material, indicator: Indicator) -> str:
    """A unit in words where the numbers carry no mark of it (pounds, per cent); else blank."""
    return "" if any(marks(indicator)) else unit(material, indicator)


def measured(material: Material, indicator: Indicator) -> str:
    """A measure by name with its unit: "Home page weight, megabytes"."""
    said = said_unit(material, indicator)
    return f"{indicator.name}, {said}" if said else indicator.name


def spoken(material: Material, indicator: Indicator) -> str:
    """The same inside a sentence: "home page weight, megabytes"."""
    name = measured(material, indicator)
    return name[:1].lower() + name[1:]


def called(material: Material, code: str) -> str:
    """A council's bare name by code."""
    return material.reading.study.name(code)


def chart(svg: str, **texts: Any) -> Chart:
    """A drawn chart with its texts; its size is read from the drawing."""
    found = _BOX.search(svg[:600]) or _SIZE.search(svg[:600])
    if found is None:
        raise ValueError("the drawing has no size")
    return Chart(id="", svg=svg, width=float(found[1]), height=float(found[2]), **texts)


def values_table(material: Material, standing: Standing) -> Table:
    """The council and those it is drawn among, the council first, with intervals where known."""
    indicator, own = standing.indicator, standing.cell
    with_limits = indicator.limits
    rows = [_row(material, indicator, own, True, with_limits)]
    best_first = sorted(
        standing.comparator.cells, key=lambda c: (-(c.value or 0.0), called(material, c.gss_code))
    )
    rows += [_row(material, indicator, c, False, with_limits) for c in best_first]
    rows += [
        Row((name, why, *[say(material, "no_interval")] * with_limits))
        for name, why in missing.peers(material, standing)
    ]
    columns = [
        Column(say(material, "column_council")),
        Column((unit(material, indicator) or indicator.unit).capitalize(), True),
    ]
    if with_limits:
        columns.append(Column(say(material, "column_interval"), True))
    caption = say(
        material,
        "caption_values",
        name=indicator.name,
        period=numbers.period(own.period),
        unit=unit(material, indicator),
    )
    return Table(caption, tuple(columns), tuple(rows))


def _row(material: Material, indicator: Indicator, cell: Cell, us: bool, limits: bool) -> Row:
    cells = [called(material, cell.gss_code), show(indicator, cell.value or 0.0)]
    if limits:
        cells.append(interval_text(indicator, cell))
    return Row(tuple(cells), us)


def interval_text(indicator: Indicator, cell: Cell) -> str:
    """Limits in words: "52.1% to 62.1%"."""
    if cell.lower is None or cell.upper is None:
        return ""
    return f"{show(indicator, cell.lower)} to {show(indicator, cell.upper)}"


def measure(material: Material, indicator: str) -> Measure | None:
    """A measure of this council by its indicator's id."""
    return material.reading.study.measures.get(indicator)
