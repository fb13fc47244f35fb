"""The charts of an area: how many councils stand where, and one measure by kind of council."""

from __future__ import annotations

from collections.abc import Callable

from briefkit.analysis.region import POSITIONS, AreaMeasure, Places, Spread
from briefkit.evidence.catalogue import Indicator
from briefkit.narrative import numbers
from briefkit.narrative.area_figures import noun_of, spoken_periods
from briefkit.narrative.area_material import AreaMaterial
from briefkit.narrative.area_tables import spread_table
from briefkit.narrative.blocks import Chart, Column, Row, Table
from briefkit.narrative.charts import places, spread
from briefkit.narrative.charts.look import Look
from briefkit.narrative.charts.stencil import svg_of
from briefkit.narrative.picturing.common import chart, show

LEAST_DOTS = 4
"""Councils of one kind from which a strip shows more than its sentence."""


def places_chart(material: AreaMaterial, look: Look) -> Chart:
    """Counts of positions by strand."""
    word = material.words.word
    day = numbers.day(material.edition.data_date.isoformat())
    groups = tuple(
        places.GroupOfBars(
            word("strand", found.strand), tuple(_bar(material, found, p) for p in POSITIONS)
        )
        for found in material.reading.strands
    )
    parts = [
        material.text(
            "places_alt_part",
            strand=word("strand", found.strand).lower(),
            **{p: found.count(p) for p in POSITIONS},
        )
        for found in material.reading.strands
    ]
    reading = "places_reading_invented" if material.invented else "places_reading"
    return chart(
        svg_of(places, places.Places(groups), look),
        title=material.text("places_title"),
        subtitle=material.text("places_subtitle", day=day),
        alt=material.text("places_alt", day=day, parts="; ".join(parts)),
        reading=material.text(reading),
        table=_places_table(material),
    )


def _bar(material: AreaMaterial, found: Places, position: str) -> places.Bar:
    n = found.count(position)
    label = material.words.word("area_position", position)
    return places.Bar(label, n, str(n), pale=position == "unknown")


def _places_table(material: AreaMaterial) -> Table:
    word = material.words.word
    rows = tuple(
        Row((word("strand", found.strand), *(str(found.count(p)) for p in POSITIONS)))
        for found in material.reading.strands
    )
    heads = (Column(word("area_position", p), numeric=True) for p in POSITIONS)
    columns = (Column(material.text("column_strand")), *heads)
    return Table(material.text("places_caption"), columns, rows)


def theme_chart(material: AreaMaterial, theme: str, look: Look) -> Chart | None:
    """The measure of a theme on which most councils differ from those like them, by kind."""
    found = [m for m in material.reading.measures if m.indicator.theme == theme and _strips(m)]
    if not found:
        return None
    return spread_chart(material, max(found, key=_differing), look)


def _differing(measure: AreaMeasure) -> tuple[int, int]:
    return (measure.compared - measure.on("similar"), measure.compared)


def _strips(measure: AreaMeasure) -> list[Spread]:
    return [s for s in measure.spreads if len(s.cells) >= LEAST_DOTS][: spread.MOST]


def spread_chart(material: AreaMaterial, measure: AreaMeasure, look: Look) -> Chart:
    """One measure, a strip for each kind."""
    indicator, strips = measure.indicator, _strips(measure)
    turned = indicator.better == "lower"
    data = spread.Spread(tuple(_strip(material, s) for s in strips), turned=turned)
    when = spoken_periods(material.words, [c for s in strips for c in s.cells])
    name = indicator.name[:1].lower() + indicator.name[1:]
    kinds = numbers.listed([_named(material, s) for s in strips])
    unit = str(material.words.table["unit"].get(indicator.unit, indicator.unit))
    parts = [
        material.text(
            "spread_alt_part",
            n=len(s.cells),
            kinds=material.words.word("kinds", s.kind),
            low=show(indicator, min(s.values)),
            high=show(indicator, max(s.values)),
            middle=show(indicator, s.typical),
        )
        for s in strips[:2]
    ]
    noun = noun_of(material.words, indicator)
    noun = noun[:1].upper() + noun[1:]
    return chart(
        svg_of(spread, data, look),
        title=material.text("spread_title", noun=noun, kinds=kinds, several=len(strips) > 1),
        subtitle=material.text(
            "spread_subtitle", name=indicator.name, period=when, unit=unit, kinds=kinds
        ),
        alt=material.text("spread_alt", name=name, period=when, parts="; ".join(parts)),
        reading=material.text(
            "spread_reading",
            elsewhere=any(s.typical_elsewhere is not None for s in strips),
            several=len(strips) > 1,
            turned=turned or indicator.better == "higher",
        ),
        table=spread_table(material, measure, strips, when, unit),
    )


def _named(material: AreaMaterial, found: Spread) -> str:
    kinds = material.words.word("kinds", found.kind)
    return material.text("strip_name", n=len(found.cells), kinds=kinds)


def _strip(material: AreaMaterial, found: Spread) -> spread.Strip:
    indicator: Indicator = found.indicator
    other = found.typical_elsewhere
    beyond = "" if other is None else show(indicator, other)
    return spread.Strip(
        name=_named(material, found),
        values=found.values,
        median=found.typical,
        median_text=material.text("strip_here", value=show(indicator, found.typical)),
        low_text=show(indicator, _end(found, min)),
        high_text=show(indicator, _end(found, max)),
        elsewhere=other,
        elsewhere_text=material.text("strip_elsewhere", value=beyond),
    )


def _end(found: Spread, which: Callable[[list[float]], float]) -> float:
    """The lowest or highest that the strip shows, the median elsewhere among them."""
    other = found.typical_elsewhere
    return which([*found.values, *([] if other is None else [other])])
